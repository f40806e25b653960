/* Writes the films of a report as a list for Radarr, and its shows as a list for Sonarr: JSON
 * arrays with one object per line, which these programs fetch from a URL. Source: Radarr,
 * NzbDrone.Core/ImportLists/StevenLu and RadarrList (2025-11); Sonarr,
 * NzbDrone.Core/ImportLists/Custom (2026-06). Not tested with either program.
 * - Radarr has two kinds of list, and one file is valid for both. "StevenLu Custom" reads
 *   imdb_id; if it is missing, title. "Custom List" reads only id, the film's TMDB id.
 * - Sonarr's "Custom List" reads title, tvdbId, tmdbId and imdbId.
 * - Both programs read 32-bit numbers. A larger number would make the whole list unreadable. */
#include "report/formats.h"

#include "base/text.h"
#include "json/text.h"
#include "report/export.h"

/* Returns the id as a new JSON number; NULL if the id is unknown or too large. */
static json_t *number(json_int_t id)
{
    return id > 0 && id <= INT32_MAX ? json_integer(id) : NULL;
}

static json_t *text(const char *value)
{
    return value ? json_string(value) : NULL;
}

static json_t *film_json(struct report_export *list, const struct subject *film)
{
    json_t *id = number(film->tmdb);

    list->remarks[EXPORT_NO_TMDB] += !id && film->imdb;
    return id || film->imdb ? json_pack("{s:o*, s:s, s:o*}", "id", id, "title", film->title,
                                        "imdb_id", text(film->imdb))
                            : NULL;
}

static json_t *show_json(struct report_export *list, const struct subject *show)
{
    json_t *tvdb = number(show->tvdb), *tmdb = number(show->tmdb);

    (void)list;
    return tvdb || tmdb || show->imdb
               ? json_pack("{s:s, s:o*, s:o*, s:o*}", "title", show->title, "tvdbId", tvdb,
                           "tmdbId", tmdb, "imdbId", text(show->imdb))
               : NULL;
}

static void add_title(struct buf *out, struct report_export *list,
                      const struct outcome_counts *counts, const struct outcome_item *item,
                      enum media_type type,
                      json_t *(*render)(struct report_export *, const struct subject *))
{
    struct subject subject;

    if (!report_export_title(list, counts, item, &subject) ||
        !report_export_takes(list, &subject, type))
        return;
    json_auto_t *line = render(list, &subject);
    if (!line) {
        list->remarks[EXPORT_UNKEYED]++;
        return;
    }
    json_text_add(out, line);
    report_export_written(list, item);
}

static void add_film(struct buf *out, void *own, const struct outcome_counts *counts,
                     const struct outcome_item *item)
{
    add_title(out, own, counts, item, MEDIA_MOVIE, film_json);
}

static void add_show(struct buf *out, void *own, const struct outcome_counts *counts,
                     const struct outcome_item *item)
{
    add_title(out, own, counts, item, MEDIA_SHOW, show_json);
}

static void add_way(struct buf *out, const struct report_export *list, const char *names,
                    const char *where)
{
    if (!list->rows)
        return;
    report_export_count(out, list);
    buf_puts(out, " in ");
    text_show(out, names);
    buf_printf(out, ": give its web address to %s", where);
}

static void add_radarr_way(struct buf *out, const void *own, const char *names, bool split)
{
    (void)split;
    add_way(out, own, names, "Radarr, Settings, Import Lists, StevenLu Custom or Custom List");
}

static void add_sonarr_way(struct buf *out, const void *own, const char *names, bool split)
{
    (void)split;
    add_way(out, own, names, "Sonarr, Settings, Import Lists, Custom List");
}

const struct report_format report_radarr = {
    .own_size = sizeof(struct report_export),
    .head = report_export_begin_array,
    .row = add_film,
    .tail = report_export_end_array,
    .between = ",\n",
    .way = add_radarr_way,
    .describe = report_export_describe,
    .release = report_export_release,
};

const struct report_format report_sonarr = {
    .own_size = sizeof(struct report_export),
    .head = report_export_begin_array,
    .row = add_show,
    .tail = report_export_end_array,
    .between = ",\n",
    .way = add_sonarr_way,
    .describe = report_export_describe,
    .release = report_export_release,
};
