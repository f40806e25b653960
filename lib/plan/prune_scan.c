/* Reads scan documents. Entries are processed as text, so that reading a million entries takes only
 * seconds. */
#include "plan/prune_scan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "extract/split.h"
#include "http/decide.h"
#include "json/ndjson.h"
#include "json/raw.h"
#include "plan/prune_disk.h"
#include "plan/prune_key.h"
#include "plan/prune_summary.h"
#include "record/hint.h"
#include "record/record.h"
#include "scan/root.h"

enum { READ_BYTES = 65536, SAMPLES = 8, NAME_MAX_BYTES = NDJSON_LINE_MAX };

/* --- Names of files --- */

/* Returns the absolute path of a file in a directory of a document, as a new string. `name` is the
 * file's name in the document. If `name` does not begin with the directory's name in the document,
 * returns NULL. */
static char *place_in(const struct prune_root *root, const char *name)
{
    char *prefix = file_join(root->named, "");
    size_t len = strlen(prefix);
    bool is_below = strncmp(name, prefix, len) == 0;
    char *joined = is_below ? file_join(root->path, name + len) : NULL;
    char *path = joined ? scan_root_path(joined, NULL) : NULL;

    free(joined);
    free(prefix);
    return path;
}

static uint64_t key_of(const char *path)
{
    return prune_key(path, strlen(path));
}

/* --- One document --- */

struct reading {
    struct prune_scan *scan;
    struct prune_document *document;
    prune_scan_there *there;
    void *context;
    struct raw_members members;
    struct buf text;       /* the decoded text of a member */
    bool summary, results; /* the member of this name has been read */
    bool spoiled;          /* the file is not a complete scan document */
};

/* Returns the decoded value of a string member; NULL if the member is not a string. Valid until the
 * next call. */
static const char *text_of(struct reading *r, const char *key)
{
    const struct raw_member *member = raw_find(&r->members, key);

    buf_clear(&r->text);
    if (!raw_is_text(member) || !raw_decode(&r->text, member->value, member->len))
        return NULL;
    return buf_text(&r->text);
}

static int64_t number_of(const struct reading *r, const char *key)
{
    const struct raw_member *member = raw_find(&r->members, key);
    char digits[24] = "", *end;

    if (!member || member->len >= sizeof digits)
        return -1;
    memcpy(digits, member->value, member->len);
    long long number = strtoll(digits, &end, 10);
    return *end || end == digits ? -1 : number;
}

static enum prune_file health_of(struct reading *r)
{
    static const enum prune_file healths[] = {
        [SCAN_HEALTHY] = PRUNE_FILE_HEALTHY,
        [SCAN_SUSPICIOUS] = PRUNE_FILE_THERE,
        [SCAN_CORRUPT] = PRUNE_FILE_CORRUPT,
    };
    const char *word = text_of(r, "status");
    int status = word ? record_word(record_scan_words, word) : -1;

    if (status < 0 || raw_find(&r->members, "error"))
        return PRUNE_FILE_THERE;
    return healths[status];
}

static void keep_corrupt(struct reading *r, uint64_t key)
{
    struct prune_scan *s = r->scan;
    const char *at = text_of(r, "scanned_at");

    if (s->corrupt_count == s->corrupt_room) {
        s->corrupt_room = s->corrupt_room ? s->corrupt_room * 2 : 64;
        s->corrupts = cvi_realloc(s->corrupts, s->corrupt_room * sizeof *s->corrupts);
    }
    s->corrupts[s->corrupt_count++] = (struct prune_corrupt){
        .key = key,
        .size = number_of(r, "file_size"),
        .scanned_at_s = at ? http_read_time(at) : 0,
        .written_at_s = r->document->written_at_s,
    };
}

/* Stores the directory of a file and the directories above it. Stops at a directory that is stored,
 * because the directories above it are stored, too. */
static void keep_directories(struct prune_scan *s, const char *path)
{
    size_t len = strlen(path);

    do {
        while (len && path[len - 1] != '/')
            len--;
        len -= len > 0;
    } while (len && titles_add(&s->directories, prune_key(path, len)));
}

static void keep(struct reading *r, const char *path, enum prune_file health)
{
    struct prune_scan *s = r->scan;
    struct titles *const sets[] = {
        [PRUNE_FILE_CORRUPT] = &s->corrupt,
        [PRUNE_FILE_THERE] = &s->there,
        [PRUNE_FILE_HEALTHY] = &s->healthy,
    };
    uint64_t key = key_of(path);

    titles_add(sets[health], key);
    keep_directories(s, path);
    if (health == PRUNE_FILE_CORRUPT)
        keep_corrupt(r, key);
}

/* Looks up the first SAMPLES healthy files of a directory on the disk. If none of them exists, the
 * directory is not the one that was scanned. */
static void sample(struct prune_root *root, const char *path)
{
    if (root->looked == SAMPLES || !prune_disk_can_look(path))
        return;
    root->looked++;
    root->found += prune_disk_has(path);
}

/* Returns whether the current entry reports that files of a directory are missing. */
static bool is_missing_files(const struct reading *r)
{
    const struct raw_member *member = raw_find(&r->members, "error");
    json_auto_t *error = member ? ndjson_load(member->value, member->len, NULL) : NULL;
    const char *code = json_string_value(json_object_get(error, "code"));

    return code && strcmp(code, "missing-files") == 0;
}

/* Reads an entry, which names a file. If two directories have the same name in the document, the
 * file may be in either, so it is stored for both. */
static void read_entry(struct reading *r, const char *text, size_t len)
{
    struct prune_document *d = r->document;
    bool is_object = raw_read(&r->members, text, len, RAW_LOOSE);
    const char *decoded = is_object ? text_of(r, "filename") : NULL;
    char *name = decoded ? cvi_strdup(decoded) : NULL;
    bool is_inside = false;

    if (!name) {
        r->spoiled = true;
        return;
    }
    enum prune_file health = health_of(r);
    d->read++;
    if (is_missing_files(r)) { /* the entry names a directory */
        d->is_missing_files = true;
        free(name);
        return;
    }
    for (size_t i = 0; i < d->root_count; i++) {
        char *path = place_in(&d->roots[i], name);

        if (!path)
            continue;
        is_inside = true;
        keep(r, path, health);
        if (health == PRUNE_FILE_HEALTHY)
            sample(&d->roots[i], path);
        free(path);
    }
    d->is_inside &= is_inside;
    if (health == PRUNE_FILE_THERE)
        r->there(r->context, name);
    free(name);
}

static void read_item(struct reading *r, const struct split_item *item)
{
    if (item->too_long || !r->summary)
        r->spoiled = true;
    else
        read_entry(r, item->text, item->len);
}

static void read_summary(struct reading *r, const struct split_item *item)
{
    struct prune_document *d = r->document;

    r->spoiled |= item->too_long || r->summary;
    r->summary = true;
    if (!r->spoiled)
        d->is_known = prune_summary_read(item->text, item->len, d);
}

/* Processes the bytes that have been fed. Returns false if the rest of the document need not be
 * read. */
static bool read_fed(struct reading *r, struct split *s)
{
    struct split_item item;

    for (;;) {
        switch (split_next(s, &item)) {
        case SPLIT_SUMMARY:
            read_summary(r, &item);
            break;
        case SPLIT_ELEMENT:
            read_item(r, &item);
            break;
        case SPLIT_DOCUMENT:
            r->spoiled |= r->results;
            r->results = true;
            break;
        case SPLIT_OBJECT:
        case SPLIT_TEXT:
        case SPLIT_BROKEN:
            r->spoiled = true;
            break;
        case SPLIT_MORE:
            return !r->spoiled;
        case SPLIT_END:
            return false;
        }
        if (r->spoiled)
            return false;
    }
}

/* Reads the document to its end, or until it is found to be invalid. Returns false with `why` if
 * reading fails (66), or if the file is not plain text (65). */
static bool read_open(struct reading *r, int fd, const char *name, struct why *why)
{
    struct split s = SPLIT_INIT(NDJSON_LINE_MAX);
    const struct hint_form *form = NULL;
    char *block = cvi_alloc(READ_BYTES);
    bool is_first = true;
    ssize_t len;

    s.wants_summary = true;
    do {
        len = read(fd, block, READ_BYTES);
        if (len < 0 && errno == EINTR)
            continue;
        if (len > 0 && is_first)
            form = hint_form(block, (size_t)len);
        is_first = false;
        if (form)
            break;
        if (len <= 0)
            split_finish(&s);
        split_feed(&s, block, len > 0 ? (size_t)len : 0);
    } while (len >= 0 && read_fed(r, &s) && len > 0);
    if (len < 0)
        why_set(why, EX_NOINPUT, "%s: cannot be read: %s", name, strerror(errno));
    if (form)
        why_set(why, EX_DATAERR, "%s: %s (%s)", name, form->what, form->way);
    split_release(&s);
    free(block);
    return len >= 0 && !form;
}

bool prune_scan_read(struct prune_scan *scan, const char *name, prune_scan_there *there,
                     void *context, struct why *why)
{
    int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    size_t count = ++scan->document_count;

    scan->documents = cvi_realloc(scan->documents, count * sizeof *scan->documents);
    scan->documents[count - 1] = (struct prune_document){.name = name, .is_inside = true};
    struct reading r = {.scan = scan,
                        .document = &scan->documents[count - 1],
                        .there = there,
                        .context = context,
                        .text = BUF_INIT(NAME_MAX_BYTES)};
    struct stat about;

    if (fd < 0)
        return why_set(why, EX_NOINPUT, "%s: %s", name, strerror(errno));
    if (fstat(fd, &about) == 0)
        r.document->written_at_s = about.st_mtime;
    bool was_read = read_open(&r, fd, name, why);
    r.document->is_document = was_read && !r.spoiled && r.summary && r.results;
    close(fd);
    raw_release(&r.members);
    buf_release(&r.text);
    return was_read;
}

/* --- All documents --- */

static int by_key(const void *one, const void *other)
{
    uint64_t a = ((const struct prune_corrupt *)one)->key;
    uint64_t b = ((const struct prune_corrupt *)other)->key;

    return a < b ? -1 : a > b;
}

void prune_scan_look(struct prune_scan *scan)
{
    if (scan->corrupt_count)
        qsort(scan->corrupts, scan->corrupt_count, sizeof *scan->corrupts, by_key);
    for (size_t i = 0; i < scan->document_count; i++) {
        for (size_t j = 0; j < scan->documents[i].root_count; j++)
            prune_disk_root(&scan->documents[i].roots[j]);
    }
}

enum prune_file prune_scan_file(const struct prune_scan *scan, const char *path)
{
    uint64_t key = key_of(path);

    if (titles_has(&scan->healthy, key))
        return PRUNE_FILE_HEALTHY;
    if (titles_has(&scan->there, key))
        return PRUNE_FILE_THERE;
    return titles_has(&scan->corrupt, key) ? PRUNE_FILE_CORRUPT : PRUNE_FILE_ABSENT;
}

/* Stores that the file at `path` has a record. Returns the better one of `so_far` and the file's
 * state in the documents. */
static enum prune_file note_path(struct prune_scan *scan, const char *path, enum prune_file so_far)
{
    enum prune_file file = prune_scan_file(scan, path);

    if (file == PRUNE_FILE_HEALTHY)
        titles_add(&scan->recorded, key_of(path));
    return file > so_far ? file : so_far;
}

enum prune_file prune_scan_note(struct prune_scan *scan, const char *filename)
{
    enum prune_file file = PRUNE_FILE_ABSENT;

    for (size_t i = 0; i < scan->document_count; i++) {
        for (size_t j = 0; j < scan->documents[i].root_count; j++) {
            char *path = place_in(&scan->documents[i].roots[j], filename);

            file = path ? note_path(scan, path, file) : file;
            free(path);
        }
    }
    if (*filename == '/') {
        char *path = scan_root_path(filename, NULL);

        file = note_path(scan, path, file);
        free(path);
    }
    return file;
}

bool prune_scan_has_below(const struct prune_scan *scan, const char *directory)
{
    return titles_has(&scan->directories, key_of(directory));
}

const struct prune_corrupt *prune_scan_corrupt(const struct prune_scan *scan, const char *path)
{
    const struct prune_corrupt sought = {.key = key_of(path)};

    if (!scan->corrupt_count)
        return NULL;
    return bsearch(&sought, scan->corrupts, scan->corrupt_count, sizeof sought, by_key);
}

static bool is_below(const char *path, const char *root)
{
    size_t len = strlen(root);

    if (len == 1)
        return true;
    return strncmp(path, root, len) == 0 && path[len] == '/';
}

const struct prune_root *prune_scan_root(const struct prune_scan *scan, const char *path,
                                         int64_t since_s)
{
    for (size_t i = 0; i < scan->document_count; i++) {
        if (scan->documents[i].finished_at_s < since_s)
            continue;
        for (size_t j = 0; j < scan->documents[i].root_count; j++) {
            if (is_below(path, scan->documents[i].roots[j].path))
                return &scan->documents[i].roots[j];
        }
    }
    return NULL;
}

void prune_scan_release(struct prune_scan *scan)
{
    for (size_t i = 0; i < scan->document_count; i++)
        prune_summary_release(&scan->documents[i]);
    free(scan->documents);
    free(scan->corrupts);
    titles_release(&scan->healthy);
    titles_release(&scan->there);
    titles_release(&scan->corrupt);
    titles_release(&scan->recorded);
    titles_release(&scan->directories);
    *scan = (struct prune_scan){0};
}
