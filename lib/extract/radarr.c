/* Reads Radarr's films (/api/v3/movie) and files (/api/v3/moviefile). The members are those of
 * MovieResource.cs and MovieFileResource.cs in Radarr's source, as of 2026. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "extract/listing_parts.h"

/* Returns the file's path as a new string; NULL if it is not listed. If the file has only a
 * relative path, joins the film's folder, which can be a Windows path, and the relative path. */
static char *path_of(const json_t *movie, const json_t *file)
{
    const char *path = listing_text(file, "path"), *folder = listing_text(movie, "path");
    const char *name = listing_text(file, "relativePath");

    if (path || !folder || !name)
        return path ? cvi_strdup(path) : NULL;
    return cvi_format("%s%s%s", folder, strchr(folder, '/') ? "/" : "\\", name);
}

enum listing_got listing_radarr_movie(struct listing *l, const json_t *entry)
{
    struct listed t = LISTED("radarr", MEDIA_MOVIE);
    const json_t *file = json_object_get(entry, "movieFile");

    if (json_is_false(json_object_get(entry, "hasFile")) && !json_is_object(file))
        return LISTING_NO_FILE;
    t.title = listing_text(entry, "title");
    t.original = listing_text(entry, "originalTitle");
    t.year = listing_year(entry, "year");
    t.id = json_object_get(entry, "id");
    listing_id(&t, TITLE_ID_TMDB, json_object_get(entry, "tmdbId"));
    listing_id(&t, TITLE_ID_IMDB, json_object_get(entry, "imdbId"));
    char *path = path_of(entry, file);
    listing_add(l, &t, path, 0, json_object_get(file, "id"));
    free(path);
    return LISTING_RECORDS;
}

/* Reads a file. Radarr's answer does not have the title and the ids of the film. */
enum listing_got listing_radarr_file(struct listing *l, const json_t *entry)
{
    struct listed t = LISTED("radarr", MEDIA_MOVIE);

    t.id = json_object_get(entry, "movieId");
    listing_add(l, &t, listing_text(entry, "path"), 0, json_object_get(entry, "id"));
    return LISTING_RECORDS;
}
