/* Reads Sonarr's shows (/api/v3/series), episodes (/api/v3/episode) and files
 * (/api/v3/episodefile). The members are those of the resources in Sonarr.Api.V3 in Sonarr's
 * source, as of 2026. */
#include "extract/listing_parts.h"

static void read_series(const json_t *series, struct listed *t)
{
    t->title = listing_text(series, "title");
    t->year = listing_year(series, "year");
    listing_id(t, TITLE_ID_IMDB, json_object_get(series, "imdbId"));
    listing_id(t, TITLE_ID_TMDB, json_object_get(series, "tmdbId"));
    listing_id(t, TITLE_ID_TVDB, json_object_get(series, "tvdbId"));
}

/* Reads a show. The path of its record is the show's folder. */
enum listing_got listing_sonarr_series(struct listing *l, const json_t *entry)
{
    struct listed t = LISTED("sonarr", MEDIA_SHOW);
    const json_t *statistics = json_object_get(entry, "statistics");

    read_series(entry, &t);
    t.id = json_object_get(entry, "id");
    listing_keep_show(l, &t);
    if (listing_number(statistics, "episodeFileCount") == 0)
        return LISTING_NO_FILE;
    listing_add(l, &t, listing_text(entry, "path"), 0, NULL);
    return LISTING_RECORDS;
}

/* Reads an episode. The entry has the show if it was requested with includeSeries=true; otherwise,
 * the stored show is used. The entry has a path if it was requested with
 * includeEpisodeFile=true. */
enum listing_got listing_sonarr_episode(struct listing *l, const json_t *entry)
{
    struct listed t = LISTED("sonarr", MEDIA_SHOW);
    const json_t *series = json_object_get(entry, "series");
    const json_t *file = json_object_get(entry, "episodeFile");

    if (json_is_false(json_object_get(entry, "hasFile")) && !json_is_object(file))
        return LISTING_NO_FILE;
    t.id = json_object_get(entry, "id");
    t.season = listing_number(entry, "seasonNumber");
    t.episode = listing_number(entry, "episodeNumber");
    if (json_is_object(series))
        read_series(series, &t);
    else
        l->orphan = !listing_find_show(l, json_object_get(entry, "seriesId"), &t);
    listing_add(l, &t, listing_text(file, "path"), 0, json_object_get(entry, "episodeFileId"));
    return LISTING_RECORDS;
}

/* Reads a file. Sonarr's answer does not have the numbers of its episodes. */
enum listing_got listing_sonarr_file(struct listing *l, const json_t *entry)
{
    struct listed t = LISTED("sonarr", MEDIA_SHOW);

    listing_add(l, &t, listing_text(entry, "path"), 0, json_object_get(entry, "id"));
    return LISTING_RECORDS;
}
