/* Writes the report as a table for spreadsheets, one row for each record: comma-separated values
 * (RFC 4180) in UTF-8, with CRLF at the end of lines. man/cvi-report.1 describes the columns. A
 * cell that a spreadsheet would read as a formula gets a leading apostrophe. */
#include "report/formats.h"

#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "base/text.h"
#include "record/subject.h"

/* clang-format off */
static const char *const columns[] = {
    "filename", "scan", "type", "title", "year", "season", "episode", "outcome", "trakt_id", "slug",
    "imdb_id", "tmdb_id", "tvdb_id", "list", "message", "scan_message", "filename_b64",
    "size", "duration", "resolution", "video_codec", "audio_codec", "damage", "disagreements", NULL,
};
/* clang-format on */

/* Adds a string. Repairs it first, because a message can be cut in the middle of a character. */
static void add_text(struct buf *out, const char *text)
{
    struct buf whole = BUF_INIT(text ? strlen(text) * 3 : 0);

    if (text) {
        text_repair(&whole, text, strlen(text));
        text = buf_text(&whole);
    }
    csv_cell(out, text, false);
    buf_release(&whole);
}

static const char *scan_text(const struct outcome_item *item, const char *key)
{
    return json_string_value(json_object_get(json_object_get(item->record, "scan"), key));
}

static json_int_t size_of(const json_t *scan)
{
    const json_t *size = json_object_get(scan, "file_size");

    return json_is_integer(size) ? json_integer_value(size) : -1;
}

/* Adds a number with up to three decimal places, or an empty field for any other value. */
static void add_real(struct buf *out, const json_t *value)
{
    char text[32] = "";
    double number = json_is_number(value) ? json_number_value(value) : -1;

    if (number >= 0 && number < 1e12)
        snprintf(text, sizeof text, "%.3f", number);
    size_t len = strlen(text);
    while (len && text[len - 1] == '0')
        len--;
    len -= len && text[len - 1] == '.';
    text[len] = '\0';
    csv_cell(out, text, false);
}

/* Adds the cells that come from the scan, and the disagreements between name and headers. */
static void add_content(struct buf *out, const struct outcome_item *item)
{
    static const char *const keys[] = {"resolution", "video_codec", "audio_codec"};
    const json_t *scan = json_object_get(item->record, "scan");
    const json_t *media = json_object_get(scan, "media");
    const json_t *duration = json_object_get(media, "duration");
    struct buf text = BUF_INIT(1 << 12);

    csv_number(out, size_of(scan), 0);
    add_real(out, duration ? duration : json_object_get(scan, "duration"));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        add_text(out, json_string_value(json_object_get(media, keys[i])));
    add_real(out, json_object_get(scan, "damage"));
    for (size_t i = 0; i < item->disagreement_count; i++) {
        buf_puts(&text, i ? "; " : "");
        disagree_add(&text, &item->disagreements[i]);
    }
    add_text(out, buf_text(&text));
    buf_release(&text);
}

static void add_row(struct buf *out, void *own, const struct outcome_counts *counts,
                    const struct outcome_item *item)
{
    struct subject subject = {.year = RECORD_NONE};
    bool known = subject_read(item, &subject);

    (void)own;
    (void)counts;
    csv_cell(out, item->filename, true);
    add_text(out, scan_text(item, "status"));
    add_text(out, known ? record_type_words[subject.type] : NULL);
    add_text(out, subject.title);
    csv_number(out, subject.year, 0);
    csv_number(out, item->has_media ? item->media.season : RECORD_NONE, 0);
    csv_number(out, item->has_media ? item->media.episode : RECORD_NONE, 0);
    add_text(out, outcome_forms[item->outcome].word);
    csv_number(out, subject.trakt, 1);
    add_text(out, subject.slug);
    add_text(out, subject.imdb);
    csv_number(out, subject.tmdb, 1);
    csv_number(out, subject.tvdb, 1);
    add_text(out, item->list);
    add_text(out, item->message ? item->message : item->cause_text);
    add_text(out, scan_text(item, "error_message"));
    csv_field(out, item->exact, false); /* base64 is not a formula, even if it begins with + */
    add_content(out, item);
    csv_end(out);
}

static void add_head(struct buf *out, void *own, const struct outcome_counts *counts)
{
    (void)own;
    (void)counts;
    csv_head(out, columns);
}

const struct report_format report_csv = {
    .ending = ".csv",
    .head = add_head,
    .row = add_row,
};
