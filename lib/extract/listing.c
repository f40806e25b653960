/* Finds the reader for an entry of a listing, by the entry's keys, and calls it. */
#include "extract/listing.h"

#include "extract/listing_parts.h"

/* The first row whose keys are all in the entry has its reader. */
static const struct {
    const char *keys[3];
    enum listing_got (*read)(struct listing *listing, const json_t *entry);
} rows[] = {
    {{"seriesId", "episodeNumber", "seasonNumber"}, listing_sonarr_episode},
    {{"seriesId", "relativePath"}, listing_sonarr_file},
    {{"tvdbId", "seriesType"}, listing_sonarr_series},
    {{"tvdbId", "seasons"}, listing_sonarr_series},
    {{"hasFile", "tmdbId"}, listing_radarr_movie},
    {{"hasFile", "movieFileId"}, listing_radarr_movie},
    {{"title", "movieFile"}, listing_radarr_movie},
    {{"movieId", "relativePath"}, listing_radarr_file},
    {{"Type", "Id"}, listing_jellyfin_item},
    {{"Type", "Name"}, listing_jellyfin_item},
    {{"type", "ratingKey"}, listing_plex_item},
    {{"movieid", "label"}, listing_kodi_movie},
    {{"episodeid", "label"}, listing_kodi_episode},
    {{"tvshowid", "label"}, listing_kodi_show},
};

enum { ROWS = sizeof rows / sizeof *rows };

static bool has_all(const struct raw_members *members, size_t row)
{
    for (size_t i = 0; i < sizeof rows[row].keys / sizeof *rows[row].keys; i++) {
        if (rows[row].keys[i] && !raw_find(members, rows[row].keys[i]))
            return false;
    }
    return true;
}

bool listing_is(const struct raw_members *members)
{
    static const char *const scans[] = {"filename", "is_corrupt", "needs_deep_scan", "video_file",
                                        "file_path"};
    size_t row = 0;

    for (size_t i = 0; i < sizeof scans / sizeof *scans; i++) {
        if (raw_find(members, scans[i]))
            return false;
    }
    while (row < ROWS && !has_all(members, row))
        row++;
    return row < ROWS;
}

static bool fits(const json_t *entry, size_t row)
{
    for (size_t i = 0; i < sizeof rows[row].keys / sizeof *rows[row].keys; i++) {
        if (rows[row].keys[i] && !json_object_get(entry, rows[row].keys[i]))
            return false;
    }
    return true;
}

enum listing_got listing_read(struct listing *l, const json_t *entry, struct why *why)
{
    enum listing_got got = LISTING_OTHER;

    json_decref(l->records);
    l->records = json_array();
    l->orphan = l->clash = false;
    for (size_t row = 0; row < ROWS; row++) {
        if (fits(entry, row)) {
            got = rows[row].read(l, entry);
            break;
        }
    }
    if (got == LISTING_RECORDS && !json_array_size(l->records)) {
        why_set(why, EX_DATAERR, "no file name and no title");
        return LISTING_BAD;
    }
    return got;
}

void listing_release(struct listing *l)
{
    json_decref(l->shows);
    json_decref(l->records);
    *l = (struct listing){0};
}
