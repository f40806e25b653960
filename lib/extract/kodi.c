/* Reads Kodi's answers to the JSON-RPC methods VideoLibrary.GetMovies, GetTVShows and GetEpisodes
 * (Kodi's wiki, "JSON-RPC API/v12" and later). */
#include <string.h>

#include "base/buf.h"
#include "extract/listing_parts.h"

/* Reads the ids. imdbnumber can be the id of any service; listing_id ignores it if it is not a
 * valid IMDb id. */
static void read_ids(const json_t *entry, struct listed *t)
{
    const json_t *ids = json_object_get(entry, "uniqueid");

    listing_id(t, TITLE_ID_IMDB, json_object_get(entry, "imdbnumber"));
    listing_id(t, TITLE_ID_IMDB, json_object_get(ids, "imdb"));
    listing_id(t, TITLE_ID_TMDB, json_object_get(ids, "tmdb"));
    listing_id(t, TITLE_ID_TVDB, json_object_get(ids, "tvdb"));
}

static void read_title(const json_t *entry, struct listed *t)
{
    t->title = listing_text(entry, "title");
    if (!t->title)
        t->title = listing_text(entry, "label");
    t->original = listing_text(entry, "originaltitle");
    t->year = listing_year(entry, "year");
    read_ids(entry, t);
}

/* Adds a record for each file of a stack, such as "stack:///a/cd1.avi , /a/cd2.avi". `stack` is the
 * part after "stack://". Kodi doubles each comma in a file name. */
static void add_stack(struct listing *l, const struct listed *t, const char *stack)
{
    static const char between[] = " , ";
    int part = 1;

    for (const char *end; stack; stack = end ? end + strlen(between) : NULL) {
        struct buf path = BUF_INIT(strlen(stack) + 1);

        end = strstr(stack, between);
        for (const char *c = stack; end ? c < end : *c; c++) {
            buf_putc(&path, *c);
            c += c[0] == ',' && c[1] == ',';
        }
        if (path.len)
            listing_add(l, t, buf_text(&path), part++, NULL);
        buf_release(&path);
    }
}

/* Adds the records of a title. The member "file" is "" for a deleted file, and missing if it was
 * not requested. */
static enum listing_got add(struct listing *l, const json_t *entry, const struct listed *t)
{
    static const char stack[] = "stack://";
    const char *path = listing_text(entry, "file");

    if (t->title && !path && json_is_string(json_object_get(entry, "file")))
        return LISTING_NO_FILE;

    if (path && strncmp(path, stack, strlen(stack)) == 0)
        add_stack(l, t, path + strlen(stack));
    else
        listing_add(l, t, path, 0, NULL);
    return LISTING_RECORDS;
}

enum listing_got listing_kodi_movie(struct listing *l, const json_t *entry)
{
    struct listed t = LISTED("kodi", MEDIA_MOVIE);

    t.id = json_object_get(entry, "movieid");
    read_title(entry, &t);
    return add(l, entry, &t);
}

enum listing_got listing_kodi_show(struct listing *l, const json_t *entry)
{
    struct listed t = LISTED("kodi", MEDIA_SHOW);

    t.id = json_object_get(entry, "tvshowid");
    read_title(entry, &t);
    listing_keep_show(l, &t);
    return add(l, entry, &t);
}

/* Reads an episode, without uniqueid, which does not have the ids of the show. */
enum listing_got listing_kodi_episode(struct listing *l, const json_t *entry)
{
    struct listed t = LISTED("kodi", MEDIA_SHOW);

    t.id = json_object_get(entry, "episodeid");
    t.title = listing_text(entry, "showtitle");
    t.season = listing_number(entry, "season");
    t.episode = listing_number(entry, "episode");
    listing_find_show(l, json_object_get(entry, "tvshowid"), &t);
    l->orphan = !t.title;
    return add(l, entry, &t);
}
