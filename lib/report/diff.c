/* Compares a scan with an earlier scan. Stores the status of each earlier file, and marks the files
 * that occur again. */
#include "report/diff.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "extract/scanfile.h"
#include "extract/split.h"
#include "json/ndjson.h"
#include "record/hint.h"
#include "record/record.h"

enum { STATUS_UNKNOWN = SCAN_CORRUPT + 1, LISTED_MOST = 20, BLOCK = 1 << 16 };

struct report_diff {
    const char *path;
    json_t *earlier; /* the earlier files by key (key_of): status, and name to show */
    json_t *seen;    /* the keys of all files in the new scan */
    size_t before;   /* number of earlier files */
    size_t now;      /* number of files in the new scan */
    /* For each status: the files that newly have it, each as an array: path, whether the file is
     * new, reason. */
    json_t *newly[SCAN_CORRUPT + 1];
};

/* Returns the key of a file, a new string: its name or, if the record has the name in base64, the
 * byte 1 and that string. Returns NULL if the record has no name. */
static char *key_of(const json_t *record)
{
    const char *exact = json_string_value(json_object_get(record, "filename_b64"));
    const char *name = record_filename(record);

    if (exact)
        return cvi_format("\x01%s", exact);
    return name ? cvi_strdup(name) : NULL;
}

static int status_of(const json_t *record)
{
    enum scan_status status;
    struct why why;

    return record_scan(record, &status, &why) ? (int)status : STATUS_UNKNOWN;
}

/* --- The earlier scan --- */

/* Stores the file of an entry or a line. Returns false if it is not a record. */
static bool keep(struct report_diff *diff, struct scanfile_entry *entry,
                 const struct split_item *item)
{
    enum scanfile_got got = scanfile_convert(entry, item->text, item->len);
    struct why why;

    if (got == SCANFILE_SUMMARY)
        return true;
    if (got == SCANFILE_BAD || item->too_long)
        return false;
    json_auto_t *record = ndjson_load(buf_text(&entry->out), entry->out.len, &why);
    char *key = key_of(record);
    bool known = key != NULL;

    /* The name is stored as well, because the key can be base64. */
    if (known)
        json_object_set_new(diff->earlier, key,
                            json_pack("[i, s]", status_of(record),
                                      record_filename(record) ? record_filename(record) : "?"));
    free(key);
    return known;
}

/* Stores the files in the text that was fed to `split`. Returns false at the end of the input. */
static bool keep_all(struct report_diff *diff, struct split *split, struct scanfile_entry *entry,
                     size_t *unread)
{
    struct split_item item;

    for (;;) {
        switch (split_next(split, &item)) {
        case SPLIT_MORE:
            return true;
        case SPLIT_ELEMENT:
        case SPLIT_OBJECT:
            *unread += !keep(diff, entry, &item);
            break;
        case SPLIT_TEXT:
        case SPLIT_BROKEN:
            ++*unread;
            break;
        case SPLIT_DOCUMENT:
        case SPLIT_SUMMARY:
            break;
        case SPLIT_END:
            return false;
        }
    }
}

/* Reads the whole stream. Returns false with errno if reading fails. If the stream is not plain
 * text, sets *form. */
static bool read_stream(struct report_diff *diff, FILE *stream, size_t *unread,
                        const struct hint_form **form)
{
    struct split split = SPLIT_INIT(NDJSON_LINE_MAX);
    struct scanfile_entry entry = {0};
    char *block = cvi_alloc(BLOCK);
    bool more = true, is_first = true;
    int error = 0;

    while (more) {
        size_t len = fread(block, 1, BLOCK, stream);

        if (!len) {
            error = ferror(stream) ? errno : 0;
            split_finish(&split);
        }
        if (is_first)
            *form = hint_form(block, len);
        is_first = false;
        split_feed(&split, block, len);
        more = keep_all(diff, &split, &entry, unread) && len;
    }
    free(block);
    scanfile_release(&entry);
    split_release(&split);
    errno = error;
    return !error;
}

struct report_diff *report_diff_read(const char *path, size_t *unread, struct why *why)
{
    FILE *stream = fopen(path, "re");
    struct report_diff *diff = cvi_alloc(sizeof *diff);

    *diff = (struct report_diff){.path = path, .earlier = json_object(), .seen = json_object()};
    for (int i = 0; i <= SCAN_CORRUPT; i++)
        diff->newly[i] = json_array();
    *unread = 0;
    const struct hint_form *form = NULL;
    bool whole = stream && read_stream(diff, stream, unread, &form);
    int error = errno;
    if (stream)
        fclose(stream);
    diff->before = json_object_size(diff->earlier);
    if (whole && (diff->before || !*unread))
        return diff;
    if (whole && form)
        why_set(why, EX_DATAERR, "%s: %s (%s)", path, form->what, form->way);
    else if (whole)
        why_set(why, EX_DATAERR, "%s: no records in it", path);
    else
        why_set(why, EX_NOINPUT, "%s: cannot be read: %s", path, strerror(error));
    report_diff_free(diff);
    return NULL;
}

void report_diff_free(struct report_diff *diff)
{
    if (!diff)
        return;
    json_decref(diff->earlier);
    json_decref(diff->seen);
    for (int i = 0; i <= SCAN_CORRUPT; i++)
        json_decref(diff->newly[i]);
    free(diff);
}

/* --- The new scan ----------------------------------------------------------------------------- */

/* Returns whether the new status is a change to report. `before` is STATUS_UNKNOWN for a new file.
 * A new file is a change unless it is healthy. */
static bool is_change(int before, int now)
{
    if (now == STATUS_UNKNOWN || now == before)
        return false;
    return now != SCAN_HEALTHY || before == SCAN_SUSPICIOUS || before == SCAN_CORRUPT;
}

static void note_change(struct report_diff *diff, const struct outcome_item *item, int now,
                        bool is_new)
{
    const json_t *scan = json_object_get(item->record, "scan");
    const char *reason = json_string_value(json_object_get(scan, "error_message"));

    json_array_append_new(diff->newly[now],
                          json_pack("[s, b, s]", item->filename ? item->filename : "?", (int)is_new,
                                    reason && now != SCAN_HEALTHY ? reason : ""));
}

void report_diff_add(struct report_diff *diff, const struct outcome_item *item)
{
    char *key = item->record ? key_of(item->record) : NULL;

    if (!key)
        return;
    diff->now++;
    int now = status_of(item->record);
    const json_t *earlier = json_object_get(diff->earlier, key);
    const json_t *before = json_array_get(earlier, 0);
    bool again = json_object_get(diff->seen, key) != NULL;

    if (!again && is_change(before ? (int)json_integer_value(before) : STATUS_UNKNOWN, now))
        note_change(diff, item, now, !before);
    json_object_set_new(diff->seen, key, json_true());
    free(key);
}

/* --- The changes ------------------------------------------------------------------------------ */

static void put_newly(const struct report_diff *diff, int status, report_diff_put *put, void *to)
{
    for (size_t i = 0; i < json_array_size(diff->newly[status]); i++) {
        const json_t *change = json_array_get(diff->newly[status], i);

        put(to, status, json_string_value(json_array_get(change, 0)),
            json_is_true(json_array_get(change, 1)), json_string_value(json_array_get(change, 2)));
    }
}

void report_diff_each(const struct report_diff *diff, bool is_interrupted, report_diff_put *put,
                      void *to)
{
    static const int order[] = {SCAN_CORRUPT, SCAN_SUSPICIOUS, SCAN_HEALTHY};
    const char *key;
    json_t *earlier;

    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        put_newly(diff, order[i], put, to);
    if (is_interrupted)
        return;
    json_object_foreach(diff->earlier, key, earlier)
    {
        if (!json_object_get(diff->seen, key))
            put(to, REPORT_GONE, json_string_value(json_array_get(earlier, 1)), false, "");
    }
}

const char *report_diff_path(const struct report_diff *diff)
{
    return diff->path;
}

/* For each kind of change: its lines of text, and its number of files. */
struct changed_files {
    struct buf lines[REPORT_GONE + 1];
    size_t counts[REPORT_GONE + 1];
    size_t most; /* maximum number of lines for each kind */
};

/* Adds a line, such as "  /videos/a.mkv (new): it is cut off". */
static void add_line(void *to, int change, const char *path, bool is_new, const char *reason)
{
    struct changed_files *files = to;
    struct buf *out = &files->lines[change];

    if (files->counts[change]++ >= files->most)
        return;
    buf_puts(out, "  ");
    text_show(out, path);
    buf_puts(out, is_new ? " (new)" : "");
    if (*reason) {
        buf_puts(out, ": ");
        text_show(out, reason);
    }
    buf_putc(out, '\n');
}

void report_diff_text(struct buf *out, const struct report_diff *diff,
                      const struct outcome_counts *counts, bool all)
{
    static const struct {
        int change;
        const char *label;
    } kinds[] = {{SCAN_CORRUPT, "Newly corrupt"},
                 {SCAN_SUSPICIOUS, "Newly suspicious"},
                 {SCAN_HEALTHY, "Newly healthy"},
                 {REPORT_GONE, "Gone"}};
    struct changed_files files = {.most = all ? SIZE_MAX : LISTED_MOST};

    for (int i = 0; i <= REPORT_GONE; i++)
        files.lines[i] = BUF_INIT(SIZE_MAX / 2);
    report_diff_each(diff, counts->interrupted, add_line, &files);
    buf_puts(out, "\nChanges since ");
    text_show(out, diff->path);
    buf_puts(out, ":\n");
    size_t begin = out->len;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t count = files.counts[kinds[i].change];

        if (count)
            buf_printf(out, "%s: %zu\n", kinds[i].label, count);
        buf_puts(out, buf_text(&files.lines[kinds[i].change]));
        if (count > files.most)
            buf_printf(out, "  and %zu more (--verbose lists them)\n", count - files.most);
        buf_release(&files.lines[kinds[i].change]);
    }
    buf_puts(out, out->len == begin ? "none\n" : "");
}

const char *report_diff_left_out(const struct report_diff *diff)
{
    const char *key;
    json_t *earlier;

    if (!diff->now)
        return NULL;
    json_object_foreach(diff->earlier, key, earlier)
    {
        struct stat about;

        /* The key is the name, unless it is base64. */
        if (*key != '\x01' && !json_object_get(diff->seen, key) && lstat(key, &about) == 0)
            return key;
    }
    return NULL;
}

bool report_diff_is_foreign(const struct report_diff *diff)
{
    const char *key;
    json_t *unused;

    if (!diff->before || !diff->now)
        return false;
    json_object_foreach(diff->seen, key, unused)
    {
        if (json_object_get(diff->earlier, key))
            return false;
    }
    return true;
}
