/* Reads the items that Jellyfin and Emby list at /Items. The members are those of BaseItemDto.cs in
 * Jellyfin's source, as of 2026. Emby's items differ only in their ids: Emby's ids are numbers, and
 * Jellyfin's are GUIDs of 32 hexadecimal digits. */
#include <string.h>

#include "base/text.h"
#include "extract/listing_parts.h"

static const char *program_of(const json_t *entry)
{
    const char *id = listing_text(entry, "Id");

    return id && id[strspn(id, "0123456789")] == '\0' && strlen(id) < 20 ? "emby" : "jellyfin";
}

/* Reads the ids. The keys are those of MetadataProvider.cs in Jellyfin's source. Both servers
 * ignore the case of the keys ("Imdb", "IMDB"). */
static void read_ids(const json_t *entry, struct listed *t)
{
    static const enum title_id kinds[] = {TITLE_ID_IMDB, TITLE_ID_TMDB, TITLE_ID_TVDB};
    const char *key;
    json_t *id;

    json_object_foreach(json_object_get(entry, "ProviderIds"), key, id)
    {
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
            if (text_same(key, title_id_words[kinds[i]]))
                listing_id(t, kinds[i], id);
        }
    }
}

/* Adds a record for each version of a film, except remote streams, which are not files. Returns
 * whether a record was added. */
static bool add_sources(struct listing *l, const json_t *entry, const struct listed *t)
{
    bool added = false;
    size_t i;
    const json_t *source;

    json_array_foreach(json_object_get(entry, "MediaSources"), i, source)
    {
        const char *protocol = listing_text(source, "Protocol");
        const char *path = listing_text(source, "Path");

        if (!path || (protocol && strcmp(protocol, "File") != 0))
            continue;
        listing_add(l, t, path, 0, json_object_get(source, "Id"));
        added = true;
    }
    return added;
}

/* Reads an episode, without ProviderIds, which are not the ids of the show. */
static void read_episode(struct listing *l, const json_t *entry, struct listed *t)
{
    t->title = listing_text(entry, "SeriesName");
    t->season = listing_number(entry, "ParentIndexNumber");
    t->episode = listing_number(entry, "IndexNumber");
    t->last_episode = listing_number(entry, "IndexNumberEnd");
    listing_find_show(l, json_object_get(entry, "SeriesId"), t);
    l->orphan = !t->title;
}

static void read_title(const json_t *entry, struct listed *t)
{
    t->title = listing_text(entry, "Name");
    t->original = listing_text(entry, "OriginalTitle");
    t->year = listing_year(entry, "ProductionYear");
    read_ids(entry, t);
}

enum listing_got listing_jellyfin_item(struct listing *l, const json_t *entry)
{
    const char *type = listing_text(entry, "Type"), *place = listing_text(entry, "LocationType");
    struct listed t = LISTED(program_of(entry), MEDIA_SHOW);

    if (!type ||
        (strcmp(type, "Movie") != 0 && strcmp(type, "Series") != 0 && strcmp(type, "Episode") != 0))
        return LISTING_OTHER;
    if (place && strcmp(place, "Virtual") == 0)
        return LISTING_NO_FILE;
    t.id = json_object_get(entry, "Id");
    if (strcmp(type, "Movie") == 0)
        t.type = MEDIA_MOVIE;
    if (strcmp(type, "Episode") == 0)
        read_episode(l, entry, &t);
    else
        read_title(entry, &t);
    if (strcmp(type, "Series") == 0)
        listing_keep_show(l, &t);
    if (!add_sources(l, entry, &t))
        listing_add(l, &t, listing_text(entry, "Path"), 0, NULL);
    return LISTING_RECORDS;
}
