/* Keeps the status of each earlier file under its name, and takes out those that are met again. */
#include "report/diff.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "extract/scanfile.h"
#include "extract/split.h"
#include "json/ndjson.h"
#include "record/record.h"

enum { STATUS_UNKNOWN = SCAN_CORRUPT + 1, LISTED_MOST = 20, BLOCK = 1 << 16 };

struct report_diff {
    const char *path;
    json_t *earlier; /* status by name: what has not been met again */
    json_t *seen;    /* the names that have been */
    size_t before;   /* the number of earlier files */
    size_t now;
    json_t *newly[SCAN_CORRUPT + 1]; /* lines to show, by the status of today */
};

/* Returns the name by which a file is known, its exact bytes where the text is not: no name has the
 * byte before these. New; NULL when the record has none. */
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

/* Keeps the file of one entry or line. Returns false when that is not a record. */
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

    /* The name to show stands beside the status, because a key may be base64. */
    if (known)
        json_object_set_new(diff->earlier, key,
                            json_pack("[i, s]", status_of(record),
                                      record_filename(record) ? record_filename(record) : "?"));
    free(key);
    return known;
}

/* Returns false at the end of what can be read. */
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

/* Returns false with errno when the stream cannot be read to its end. */
static bool read_stream(struct report_diff *diff, FILE *stream, size_t *unread)
{
    struct split split = SPLIT_INIT(NDJSON_LINE_MAX);
    struct scanfile_entry entry = {0};
    char *block = cvi_alloc(BLOCK);
    bool more = true;
    int error = 0;

    while (more) {
        size_t len = fread(block, 1, BLOCK, stream);

        if (!len) {
            error = ferror(stream) ? errno : 0;
            split_finish(&split);
        }
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
    bool whole = stream && read_stream(diff, stream, unread);
    int error = errno;
    if (stream)
        fclose(stream);
    diff->before = json_object_size(diff->earlier);
    if (whole && (diff->before || !*unread))
        return diff;
    if (whole)
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

/* --- The scan of today --- */

/* Whether today's status is worth a line. A new file counts unless it is healthy. */
static bool is_change(int before, int now)
{
    if (now == STATUS_UNKNOWN || now == before)
        return false;
    return now != SCAN_HEALTHY || before == SCAN_SUSPICIOUS || before == SCAN_CORRUPT;
}

/* "  /videos/a.mkv (new): it is cut off" */
static void note_change(struct report_diff *diff, const struct outcome_item *item, int now,
                        bool is_new)
{
    const json_t *scan = json_object_get(item->record, "scan");
    const char *reason = json_string_value(json_object_get(scan, "error_message"));
    struct buf line = BUF_INIT(SIZE_MAX / 2);

    buf_puts(&line, "  ");
    text_show(&line, item->filename ? item->filename : "?");
    buf_puts(&line, is_new ? " (new)" : "");
    if (reason && *reason && now != SCAN_HEALTHY) {
        buf_puts(&line, ": ");
        text_show(&line, reason);
    }
    json_array_append_new(diff->newly[now], json_stringn(buf_text(&line), line.len));
    buf_release(&line);
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

/* --- The text --- */

static void add_more(struct buf *out, size_t count, bool all)
{
    if (!all && count > LISTED_MOST)
        buf_printf(out, "  and %zu more (--verbose lists them)\n", count - LISTED_MOST);
}

static void add_newly(struct buf *out, const json_t *lines, const char *label, bool all)
{
    const json_t *line;
    size_t i;

    if (!json_array_size(lines))
        return;
    buf_printf(out, "%s: %zu\n", label, json_array_size(lines));
    json_array_foreach(lines, i, line)
    {
        if (all || i < LISTED_MOST)
            buf_printf(out, "%s\n", json_string_value(line));
    }
    add_more(out, json_array_size(lines), all);
}

/* Returns the number of earlier files that have not been met; adds up to most of their names. */
static size_t add_gone(struct buf *out, const struct report_diff *diff, size_t most)
{
    const char *key;
    json_t *earlier;
    size_t count = 0;

    json_object_foreach(diff->earlier, key, earlier)
    {
        if (json_object_get(diff->seen, key))
            continue;
        if (count++ >= most)
            continue;
        buf_puts(out, "  ");
        text_show(out, json_string_value(json_array_get(earlier, 1)));
        buf_putc(out, '\n');
    }
    return count;
}

void report_diff_text(struct buf *out, const struct report_diff *diff,
                      const struct outcome_counts *counts, bool all)
{
    struct buf gone = BUF_INIT(SIZE_MAX / 2);
    size_t begin;

    buf_puts(out, "\nChanges since ");
    text_show(out, diff->path);
    buf_puts(out, ":\n");
    begin = out->len;
    add_newly(out, diff->newly[SCAN_CORRUPT], "Newly corrupt", all);
    add_newly(out, diff->newly[SCAN_SUSPICIOUS], "Newly suspicious", all);
    add_newly(out, diff->newly[SCAN_HEALTHY], "Newly healthy", all);
    size_t count = counts->interrupted ? 0 : add_gone(&gone, diff, all ? SIZE_MAX : LISTED_MOST);
    if (count) {
        buf_printf(out, "Gone: %zu\n%s", count, buf_text(&gone));
        add_more(out, count, all);
    }
    if (out->len == begin)
        buf_puts(out, "none\n");
    buf_release(&gone);
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
