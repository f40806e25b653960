/* Writes the titles of a report as JSON for Trakt's website (see report/import.h): an array with
 * one object per line and title, in the format in which Trakt's API lists a watchlist:
 * {"type":"movie","listed_at":TIME,"movie":{"title","year","ids"}}. listed_at is the time of the
 * report. The website adds a row with listed_at to the watchlist. */
#include "report/formats.h"

#include "json/text.h"
#include "record/ids.h"
#include "report/import.h"

/* Returns the ids as a new object. The IMDb id is first, because Trakt's website prefers it. */
static json_t *ids_json(const struct title_ids *ids)
{
    static const enum title_id order[] = {TITLE_ID_IMDB, TITLE_ID_TMDB, TITLE_ID_TVDB,
                                          TITLE_ID_TRAKT};
    json_t *object = json_object();

    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (ids->of[order[i]])
            json_object_set_new(object, title_id_words[order[i]],
                                title_id_json(order[i], ids->of[order[i]]));
    return object;
}

static void add_row(struct buf *out, void *own, const struct outcome_counts *counts,
                    const struct outcome_item *item)
{
    struct import_entry entry;

    if (!import_entry_read(own, counts, item, &entry))
        return;
    const char *type = record_type_words[entry.type];
    json_auto_t *line =
        json_pack("{s:s, s:s, s:{s:s, s:o*, s:o}}", "type", type, "listed_at", entry.when, type,
                  "title", entry.title, "year", entry.year > 0 ? json_integer(entry.year) : NULL,
                  "ids", ids_json(&entry.ids));
    json_text_add(out, line);
    import_entry_release(&entry);
}

static void add_way(struct buf *out, const void *own, const char *names, bool split)
{
    import_way(out, own, names, split, "Trakt JSON");
}

const struct report_format report_trakt = {
    .own_size = sizeof(struct report_export),
    .head = report_export_begin_array,
    .row = add_row,
    .tail = report_export_end_array,
    .between = ",\n",
    .most_rows = IMPORT_MOST_ROWS,
    .most = IMPORT_MOST,
    .way = add_way,
    .describe = report_export_describe,
    .release = report_export_release,
};
