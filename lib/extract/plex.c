/* Reads the items that Plex lists at /library/sections/N/all as JSON. The members are those that
 * python-plexapi reads (plexapi/media.py), as of 2026. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "extract/listing_parts.h"

/* The schemes of ids. The longer ones come from the metadata agents that Plex used before 2020. */
static const struct {
    const char *scheme;
    enum title_id kind;
} schemes[] = {
    {"imdb", TITLE_ID_IMDB},
    {"tmdb", TITLE_ID_TMDB},
    {"tvdb", TITLE_ID_TVDB},
    {"com.plexapp.agents.imdb", TITLE_ID_IMDB},
    {"com.plexapp.agents.themoviedb", TITLE_ID_TMDB},
    {"com.plexapp.agents.thetvdb", TITLE_ID_TVDB},
};

/* Reads an id such as "tmdb://603" or, from an old agent, "com.plexapp.agents.thetvdb://81189/1/2".
 * An old agent's id of an episode begins with the show's id. */
static void read_guid(const char *guid, struct listed *t)
{
    const char *id = guid ? strstr(guid, "://") : NULL;

    if (!id)
        return;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (strlen(schemes[i].scheme) != (size_t)(id - guid) ||
            strncmp(schemes[i].scheme, guid, (size_t)(id - guid)) != 0)
            continue;
        char *text = cvi_strndup(id + 3, strcspn(id + 3, "/?"));
        json_auto_t *value = json_string(text);

        listing_id(t, schemes[i].kind, value);
        free(text);
    }
}

/* Reads both members: "Guid", a list of ids, and "guid", a string. */
static void read_guids(const json_t *entry, struct listed *t)
{
    const json_t *guids = json_object_get(entry, "Guid"), *guid;
    size_t i;

    read_guid(listing_text(entry, "guid"), t);
    read_guid(json_string_value(guids), t);
    json_array_foreach(guids, i, guid)
    {
        read_guid(listing_text(guid, "id"), t);
    }
}

/* Adds a record for each file. Each element of Media is a version of the title. Several Parts of an
 * element are the discs of a film. Returns whether a record was added. */
static bool add_parts(struct listing *l, const json_t *entry, const struct listed *t)
{
    size_t i, k;
    const json_t *media, *part;
    bool added = false;

    json_array_foreach(json_object_get(entry, "Media"), i, media)
    {
        const json_t *parts = json_object_get(media, "Part");
        bool several = json_array_size(parts) > 1;

        json_array_foreach(parts, k, part)
        {
            if (!listing_text(part, "file"))
                continue;
            listing_add(l, t, listing_text(part, "file"), several ? (int)k + 1 : 0,
                        json_object_get(part, "id"));
            added = true;
        }
    }
    return added;
}

/* Reads an episode, without Guid, which does not have the ids of the show. */
static void read_episode(struct listing *l, const json_t *entry, struct listed *t)
{
    const char *guid = listing_text(entry, "guid");

    t->title = listing_text(entry, "grandparentTitle");
    t->season = listing_number(entry, "parentIndex");
    t->episode = listing_number(entry, "index");
    if (guid && strncmp(guid, "com.plexapp.agents.thetvdb://", 29) == 0)
        read_guid(guid, t);
    listing_find_show(l, json_object_get(entry, "grandparentRatingKey"), t);
    l->orphan = !t->title;
}

/* Returns whether the title has no file. Media is empty for a deleted film that is still in Plex's
 * trash. */
static bool lacks_file(const json_t *entry)
{
    const json_t *media = json_object_get(entry, "Media");

    return json_is_array(media) && !json_array_size(media);
}

/* Returns the folder of a show, borrowed. Returns NULL unless exactly one is listed. */
static const char *folder_of(const json_t *entry)
{
    const json_t *places = json_object_get(entry, "Location");

    return json_array_size(places) == 1 ? listing_text(json_array_get(places, 0), "path") : NULL;
}

enum listing_got listing_plex_item(struct listing *l, const json_t *entry)
{
    const char *type = listing_text(entry, "type");
    struct listed t = LISTED("plex", MEDIA_SHOW);

    if (!type ||
        (strcmp(type, "movie") != 0 && strcmp(type, "show") != 0 && strcmp(type, "episode") != 0))
        return LISTING_OTHER;
    t.id = json_object_get(entry, "ratingKey");
    if (strcmp(type, "movie") == 0)
        t.type = MEDIA_MOVIE;
    if (strcmp(type, "episode") == 0) {
        read_episode(l, entry, &t);
    } else {
        t.title = listing_text(entry, "title");
        t.original = listing_text(entry, "originalTitle");
        t.year = listing_year(entry, "year");
        read_guids(entry, &t);
    }
    if (strcmp(type, "show") == 0)
        listing_keep_show(l, &t);
    if (!add_parts(l, entry, &t)) {
        if (t.title && lacks_file(entry))
            return LISTING_NO_FILE;
        listing_add(l, &t, folder_of(entry), 0, NULL);
    }
    return LISTING_RECORDS;
}
