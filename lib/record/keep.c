/* Keeps records in FILE and FILE.part (see keep.h). */
#include "record/keep.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "json/ndjson.h"
#include "json/raw.h"
#include "record/hint.h"
#include "record/record.h"

/* Reads a file of records, one by one. */
struct reader {
    struct ndjson_in in;
    struct pick *pick;
    json_t *record; /* the last line, parsed; NULL: it is not a record */
    const char *text;
    size_t len;
    struct why why; /* set if record is NULL: why the line is not a record */
};

/* --- One record --- */

/* The members that are read, as paths for json/pick.h. */
static const char *const left_reads[] = {"filename", "error.retry", "sync?", "match?", NULL};
static const char *const match_reads[] = {RECORD_MATCH_READS, NULL};
static const char *const ready_reads[] = {"error.retry", RECORD_SYNC_READS, NULL};
static const char *const no_reads[] = {NULL};

/* Returns whether the record has a temporary error. */
static bool may_pass(const json_t *record)
{
    return json_is_true(json_object_get(json_object_get(record, "error"), "retry"));
}

static bool was_dry_run(const json_t *record)
{
    struct sync sync;

    return json_object_get(record, "sync") && record_sync(record, &sync, NULL) &&
           (sync.status == SYNC_WOULD_ADD ||
            (sync.code && strcmp(sync.code, RECORD_WOULD_UPDATE) == 0));
}

static bool is_matched(const char *text, size_t len)
{
    struct pick *pick = pick_new(match_reads);
    json_auto_t *record = ndjson_load_some(pick, text, len, NULL);
    struct match match;

    pick_free(pick);
    return record_match(record, &match, NULL) && match.status == MATCH_MATCHED;
}

/* Returns whether another run would work on the record, because this run did not finish it or had a
 * temporary error. */
static bool is_left(const json_t *record, const char *text, size_t len)
{
    if (record_failed(record))
        return may_pass(record);
    if (json_object_get(record, "sync"))
        return false;
    return !json_object_get(record, "match") || is_matched(text, len);
}

/* Appends the record without its member `key`. `text` is the record's line. */
static void add_without(struct buf *out, const json_t *record, const char *text, size_t len,
                        const char *key)
{
    struct raw_members members = {0};
    size_t key_len = strlen(key), left = 0;

    raw_read(&members, text, len, RAW_LOOSE);
    if (!raw_find(&members, key)) { /* `text` has an escape in the key */
        json_auto_t *rest = json_copy((json_t *)record);

        json_object_del(rest, key);
        char *dumped = json_dumps(rest, JSON_COMPACT | JSON_ENCODE_ANY);
        buf_puts(out, dumped);
        free(dumped);
        raw_release(&members);
        return;
    }
    buf_putc(out, '{');
    for (size_t i = 0; i < members.count; i++) {
        const struct raw_member *m = &members.at[i];

        if (m->key_len == key_len && memcmp(m->key, key, key_len) == 0)
            continue;
        buf_printf(out, "%s\"%.*s\":", left++ ? "," : "", (int)m->key_len, m->key);
        buf_add(out, m->value, m->len);
    }
    buf_putc(out, '}');
    raw_release(&members);
}

/* Appends the record's line without a temporary error and without the result of a dry run. */
static void add_ready(struct buf *out, const json_t *record, const char *text, size_t len)
{
    if (may_pass(record))
        add_without(out, record, text, len, "error");
    else if (!record_failed(record) && was_dry_run(record))
        add_without(out, record, text, len, "sync");
    else
        buf_add(out, text, len);
}

/* --- Reading --- */

/* Returns a reader of `fd` that reads only the members in `reads`. */
static struct reader new_reader(int fd, const char *const *reads)
{
    struct reader r = {.in = NDJSON_IN(fd), .pick = pick_new(reads)};

    r.in.pick = r.pick;
    return r;
}

/* Opens a file for reading. If may_lack is set, a missing file is treated as empty. Returns false
 * with `why` (exit status 66). The caller calls close_reader in any case. */
static bool open_reader(struct reader *r, const char *path, const char *const *reads, bool may_lack,
                        struct why *why)
{
    *r = new_reader(open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY), reads);
    if (r->in.fd >= 0)
        return true;
    r->in.ended = true;
    return (may_lack && errno == ENOENT) ||
           why_set(why, EX_NOINPUT, "%s: %s", path, strerror(errno));
}

static void close_reader(struct reader *r)
{
    json_decref(r->record);
    if (r->in.fd > STDIN_FILENO)
        close(r->in.fd);
    ndjson_release(&r->in);
    pick_free(r->pick);
}

/* Reads the next line into `r`. Returns false at the end. */
static bool read_next(struct reader *r)
{
    json_decref(r->record);
    r->record = NULL;
    for (;;) {
        switch (ndjson_next(&r->in, &r->record, &r->text, &r->len, &r->why)) {
        case NDJSON_RECORD:
        case NDJSON_BAD:
            return true;
        case NDJSON_END:
            return false;
        case NDJSON_MORE:
            ndjson_fill(&r->in);
            break;
        }
    }
}

/* --- Writing FILE --- */

/* Returns whether the line in `r` is not a record, and is the end of a file without a final
 * newline. */
static bool is_cut_off(const struct reader *r)
{
    char last = '\n';

    if (r->record || !r->in.ended || r->in.at < r->in.held.len)
        return false;
    off_t end = lseek(r->in.fd, 0, SEEK_END);
    return end > 0 && pread(r->in.fd, &last, 1, end - 1) == 1 && last != '\n';
}

/* Returns a record with an error, for the line in `r`, which is not a record. */
static json_t *bad_line_record(const struct reader *r)
{
    struct record_error error = {.code = "not-a-record", .message = r->why.text};
    json_t *record = json_pack("{s:I}", "line", r->in.line);

    json_object_set_new(record, "error", record_error(msg_own_name(), &error));
    return record;
}

/* Writes the line in `r`. A line that is not a record becomes a record with an error. */
static void write_line(FILE *to, const struct reader *r)
{
    if (r->record) {
        fwrite(r->text, 1, r->len, to);
    } else {
        json_auto_t *record = bad_line_record(r);

        json_dumpf(record, to, JSON_COMPACT);
    }
    putc('\n', to);
}

/* Writes the line in `r`, which comes from FILE and is not a record. The text stays, because FILE
 * may be a file that cvi-keep did not write. Of a line that is too long, `r` has not all text. */
static void write_bad_line(FILE *to, const struct reader *r)
{
    if (r->in.was_long) {
        write_line(to, r);
        return;
    }
    fwrite(r->text, 1, r->len, to);
    putc('\n', to);
}

bool keep_begin(const struct keep *k, size_t *bad, struct why *why)
{
    struct reader r = new_reader(STDIN_FILENO, no_reads);
    struct file_draft draft;

    *bad = 0;
    if (!file_begin(&draft, k->file, file_output_mode(), why)) {
        close_reader(&r);
        return false;
    }
    while (read_next(&r)) {
        write_line(draft.stream, &r);
        *bad += !r.record;
    }
    close_reader(&r);
    /* FILE.part belongs to the old records, so remove it before the draft replaces FILE. If the
     * draft cannot be flushed, file_commit will fail, so keep FILE.part. */
    if (fflush(draft.stream) == 0 && !ferror(draft.stream) && unlink(k->part) != 0 &&
        errno != ENOENT) {
        why_set(why, EX_IOERR, "%s: cannot be removed: %s", k->part, strerror(errno));
        file_abandon(&draft);
        return false;
    }
    return file_commit(&draft, why);
}

/* Writes the line, and increments *left if another run would work on its record. */
static void write_counted(FILE *to, const struct reader *r, size_t *left)
{
    write_line(to, r);
    *left += is_left(r->record, r->text, r->len);
}

/* Returns whether `after` can be the result for `before`: both have the same file name, or none. */
static bool belong_together(const json_t *before, const json_t *after)
{
    return json_equal(json_object_get(before, "filename"), json_object_get(after, "filename")) ||
           (!json_object_get(before, "filename") && !json_object_get(after, "filename"));
}

/* Returns whether the last line that `whole` read is not a record, and must stay in FILE. With a
 * `result`, the line stays only if this is the record with an error that keep_resume printed for
 * it. NULL: no result; then the line stays unless it is incomplete. */
static bool stays_as_text(const struct reader *whole, const json_t *result)
{
    if (whole->record)
        return false;
    return result ? !json_object_get(result, "filename") && record_failed(result)
                  : !is_cut_off(whole);
}

/* Warns about the last line that `r` read, which is not a record. */
static void say_bad_line(const char *path, const struct reader *r, const char *consequence)
{
    if (is_cut_off(r))
        msg_warn("%s: line %" JSON_INTEGER_FORMAT " is incomplete (%s)", path, r->in.line,
                 consequence);
    else
        msg_warn("%s: line %" JSON_INTEGER_FORMAT ": %s (%s)", path, r->in.line, r->why.text,
                 consequence);
}

/* If *first is empty, sets it to the reason why the last line that `whole` read is not a record.
 * Returns false with `why` (exit status 65) if FILE is compressed, or is not plain text for another
 * reason. */
static bool note_bad_line(const struct keep *k, const struct reader *whole, struct why *first,
                          struct why *why)
{
    const struct hint_form *form = whole->in.line == 1 ? hint_form(whole->text, whole->len) : NULL;

    if (form)
        return why_set(why, EX_DATAERR, "%s: %s (%s)", k->file, form->what, form->way);
    if (!first->status)
        why_set(first, EX_DATAERR, "line %" JSON_INTEGER_FORMAT ": %s", whole->in.line,
                whole->why.text);
    return true;
}

/* Writes the new contents of FILE: the results in FILE.part, then the remaining records of FILE.
 * Sets *bad and *left, and returns false with `why` (exit status 65), as keep_settle does. */
static bool write_merged(const struct keep *k, struct reader *whole, struct reader *part, FILE *to,
                         size_t *bad, size_t *left, struct why *why)
{
    size_t records = 0;
    struct why first = {0};

    *bad = *left = 0;
    for (bool more = true, come = true;;) {
        more = more && read_next(whole);
        come = come && read_next(part);
        if (!more && !come)
            return records || !first.status ||
                   why_set(why, EX_DATAERR, "%s: %s (give a file that --keep has written)", k->file,
                           first.text);
        if (more && !whole->record && !note_bad_line(k, whole, &first, why))
            return false;
        records += more ? whole->record != NULL : come && part->record;
        if (come && !part->record)
            say_bad_line(k->part, part, more ? "its record is processed again" : "it is ignored");
        if (come && part->record && more && whole->record &&
            !belong_together(whole->record, part->record))
            return why_set(why, EX_DATAERR,
                           "%s: line %" JSON_INTEGER_FORMAT
                           " is for another video than line %" JSON_INTEGER_FORMAT
                           " of %s (remove one of the two files)",
                           k->part, part->in.line, whole->in.line, k->file);
        json_t *result = come ? part->record : NULL;
        if (more && stays_as_text(whole, result)) {
            write_bad_line(to, whole);
            ++*bad;
        } else if (result || (more && whole->record)) {
            write_counted(to, result ? part : whole, left);
        } else if (more && records) {
            say_bad_line(k->file, whole, "it is ignored");
        }
    }
}

bool keep_settle(const struct keep *k, size_t *bad, size_t *left, struct why *why)
{
    struct reader whole, part;
    struct file_draft draft;
    bool has_part = access(k->part, F_OK) == 0;

    if (!open_reader(&whole, k->file, left_reads, has_part, why)) {
        close_reader(&whole);
        return false;
    }
    bool done = open_reader(&part, k->part, left_reads, true, why) &&
                file_begin(&draft, k->file, file_output_mode(), why);
    if (done && !write_merged(k, &whole, &part, draft.stream, bad, left, why)) {
        file_abandon(&draft);
        done = false;
    }
    close_reader(&whole);
    close_reader(&part);
    if (!done || !file_commit(&draft, why))
        return false;
    unlink(k->part);
    return true;
}

bool keep_resume(const struct keep *k, struct why *why)
{
    struct buf line = BUF_INIT((size_t)NDJSON_LINE_MAX * 2);
    struct reader r;

    if (!open_reader(&r, k->file, ready_reads, false, why)) {
        close_reader(&r);
        return false;
    }
    while (read_next(&r)) {
        if (r.record) {
            add_ready(&line, r.record, r.text, r.len);
            ndjson_put_text(line.at, line.len);
            buf_clear(&line);
        } else {
            json_auto_t *record = bad_line_record(&r);

            ndjson_put(record);
        }
    }
    close_reader(&r);
    buf_release(&line);
    ndjson_flush();
    return true;
}

/* --- FILE.part --- */

/* Returns the mode of a new FILE.part: users who cannot read FILE cannot read FILE.part. */
static mode_t part_mode(const struct keep *k)
{
    struct stat about;

    return file_output_mode() & (stat(k->file, &about) == 0 ? about.st_mode : 0777);
}

/* Opens and locks FILE.part. `flags` is O_CREAT or 0. With 0, if FILE.part does not exist, does
 * nothing and returns true. */
static bool lock_part(struct keep *k, int flags, struct why *why)
{
    struct stat about;

    k->lock = open(k->part, O_RDWR | O_CLOEXEC | O_NOCTTY | O_APPEND | flags, part_mode(k));
    if (k->lock < 0)
        return (errno == ENOENT && !flags) || file_cannot_write(k->part, why);
    if (flock(k->lock, LOCK_EX | LOCK_NB) == 0 && fstat(k->lock, &about) == 0 && about.st_nlink)
        return true;
    close(k->lock);
    k->lock = -1;
    return why_set(why, EX_TEMPFAIL, "%s: another run is using it (try again after that run)",
                   k->file);
}

static bool may_write(const char *path, struct why *why)
{
    return !file_is_foreign_link(path) ||
           why_set(why, EX_IOERR, "%s: cannot be written: " FILE_FOREIGN_LINK, path);
}

bool keep_open(struct keep *k, const char *file, struct why *why)
{
    struct stat about;

    *k = (struct keep){.file = cvi_strdup(file), .lock = -1};
    k->part = cvi_format("%s.part", k->file);
    if (!*file || (stat(file, &about) == 0 && !S_ISREG(about.st_mode))) {
        keep_close(k);
        return why_set(why, EX_IOERR, "%s: records cannot be kept here (use a regular file)",
                       *file ? file : "''");
    }
    if (may_write(k->file, why) && may_write(k->part, why) && lock_part(k, 0, why))
        return true;
    keep_close(k);
    return false;
}

void keep_close(struct keep *k)
{
    if (k->lock >= 0)
        close(k->lock);
    free(k->file);
    free(k->part);
    *k = (struct keep){.lock = -1};
}

bool keep_start_part(struct keep *k, struct why *why)
{
    struct stat about;

    if (k->lock < 0 && !lock_part(k, O_CREAT, why))
        return false;
    if (fstat(k->lock, &about) != 0 || about.st_size)
        return why_set(why, EX_CANTCREAT,
                       "%s exists, from an interrupted run (continue that run with --resume)",
                       k->part);
    ndjson_tee(k->lock, k->part);
    return true;
}
