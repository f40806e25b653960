/* Writes the report as one JSON document: {"total", "movies_added", "shows_added", "failed",
 * "results": [{"title", "year", "type", "status", "trakt_id", "filename"}]}. man/cvi-report.1 lists
 * further keys, which are present only if they have a value. The layout is that of Python's
 * json.dumps(indent=2), so that users can compare documents with those of earlier programs. */
#include "report/formats.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "json/text.h"

/* Returns `text` as a new JSON string, or JSON null if it is NULL. */
static json_t *new_text(const char *text)
{
    json_t *value = text ? json_string(text) : json_null();

    if (text && !value) { /* a message that was cut in the middle of a character */
        struct buf whole = BUF_INIT(strlen(text) * 3);

        text_repair(&whole, text, strlen(text));
        value = json_string(buf_text(&whole));
        buf_release(&whole);
    }
    return value;
}

static void add_text(struct buf *out, const char *text)
{
    json_auto_t *value = new_text(text);

    json_text_add(out, value);
}

static void add_member(struct buf *out, const char *key, const char *text)
{
    buf_printf(out, ",\n      \"%s\": ", key);
    add_text(out, text);
}

/* Adds the title, year and type of the match if the item was added, otherwise those in the file
 * name. */
static void add_title(struct buf *out, const struct outcome_item *item)
{
    bool added = outcome_forms[item->outcome].added;
    const char *title = added ? item->match.title : item->has_media ? item->media.title : NULL;
    int year = added ? item->match.year : item->has_media ? item->media.year : RECORD_NONE;
    const char *type = added             ? record_type_words[item->match.type]
                       : item->has_media ? record_type_words[item->media.type]
                                         : NULL;

    buf_puts(out, "      \"title\": ");
    add_text(out, title);
    if (year == RECORD_NONE)
        buf_puts(out, ",\n      \"year\": null");
    else
        buf_printf(out, ",\n      \"year\": %d", year);
    add_member(out, "type", type);
}

static void add_fullness(struct buf *out, const struct outcome_item *item)
{
    if (item->limit >= 0)
        buf_printf(out, ",\n      \"limit\": %" JSON_INTEGER_FORMAT, item->limit);
    if (item->count >= 0)
        buf_printf(out, ",\n      \"count\": %" JSON_INTEGER_FORMAT, item->count);
}

/* Adds the values in the file name that the file's headers contradict. */
static void add_disagreements(struct buf *out, const struct outcome_item *item)
{
    for (size_t i = 0; i < item->disagreement_count; i++) {
        const struct disagreement *one = &item->disagreements[i];

        buf_printf(out, "%s\n        {\n          \"key\": \"%s\",\n          \"name\": ",
                   i ? "," : ",\n      \"disagreements\": [", one->key);
        add_text(out, one->name);
        buf_puts(out, ",\n          \"file\": ");
        add_text(out, one->file);
        buf_puts(out, "\n        }");
    }
    if (item->disagreement_count)
        buf_puts(out, "\n      ]");
}

static void add_row(struct buf *out, void *own, const struct outcome_counts *counts,
                    const struct outcome_item *item)
{
    const struct outcome_form *form = &outcome_forms[item->outcome];

    (void)own;
    buf_puts(out, counts->total > 1 ? ",\n    {\n" : "\n    {\n");
    add_title(out, item);
    add_member(out, "status", form->status);
    if (form->added && item->match.known.of[TITLE_ID_TRAKT])
        buf_printf(out, ",\n      \"trakt_id\": %" JSON_INTEGER_FORMAT,
                   item->match.known.of[TITLE_ID_TRAKT]);
    add_member(out, "filename", item->filename);
    if (item->exact)
        add_member(out, "filename_b64", item->exact);
    if (item->line > 0)
        buf_printf(out, ",\n      \"line\": %" JSON_INTEGER_FORMAT, item->line);
    if (item->outcome == OUTCOME_EXISTING)
        buf_puts(out, ",\n      \"existing\": true");
    if (outcome_is_custom_list(item->list))
        add_member(out, "watchlist", item->list);
    if (item->outcome == OUTCOME_FULL)
        add_fullness(out, item);
    if (item->message)
        add_member(out, "error", item->message);
    if (item->reason)
        add_member(out, "reason", item->reason);
    add_disagreements(out, item);
    buf_puts(out, "\n    }");
}

static void add_head(struct buf *out, void *own, const struct outcome_counts *counts)
{
    (void)own;
    buf_printf(out,
               "{\n"
               "  \"total\": %zu,\n"
               "  \"movies_added\": %zu,\n"
               "  \"shows_added\": %zu,\n"
               "  \"failed\": %zu,\n"
               "  \"results\": [",
               counts->total, counts->added[MEDIA_MOVIE], counts->added[MEDIA_SHOW],
               outcome_failed(counts));
}

static void add_tail(struct buf *out, void *own, const struct outcome_counts *counts)
{
    (void)own;
    buf_puts(out, counts->total ? "\n  ]" : "]");
    if (outcome_is_custom_list(counts->list) && !counts->mixed_lists) {
        buf_puts(out, ",\n  \"watchlist\": ");
        add_text(out, counts->list);
    }
    if (outcome_repeats(counts))
        buf_printf(out,
                   ",\n  \"distinct_titles\": {\n    \"movies\": %zu,\n    \"shows\": %zu\n  }",
                   counts->distinct[MEDIA_MOVIE], counts->distinct[MEDIA_SHOW]);
    for (int i = 0; i < OUTCOMES; i++) {
        if (outcome_forms[i].key && counts->outcomes[i])
            buf_printf(out, ",\n  \"%s\": %zu", outcome_forms[i].key, counts->outcomes[i]);
    }
    if (counts->disagreeing)
        buf_printf(out, ",\n  \"name_and_file_disagree\": %zu", counts->disagreeing);
    if (counts->interrupted)
        buf_puts(out, ",\n  \"interrupted\": true");
    buf_puts(out, "\n}\n");
}

const struct report_format report_json = {
    .ending = ".json",
    .head = add_head,
    .row = add_row,
    .tail = add_tail,
};
