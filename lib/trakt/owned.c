/* Reads and counts the collection: first its films, then its shows with their episodes. */
#include "trakt/parts.h"

#include <stdlib.h>

/* A page of shows includes all their episodes, so it must have fewer entries than Trakt allows. 100
 * shows of 800 episodes each are within the maximum size of an answer. */
enum { SHOWS_ON_A_PAGE = 100 };

/* The two parts of the collection, each with its own request path. Because answers about shows do
 * not state the number of episodes, episodes are counted at another path. */
static const struct kind {
    enum media_type type;
    const char *path;
    const char *items; /* the path at which films or episodes are counted */
    const char *what;  /* for messages */
    int size;          /* entries on a page; 0: the maximum */
} kinds[] = {
    {MEDIA_MOVIE, TRAKT_COLLECTION_PATH "/movies", TRAKT_COLLECTION_PATH "/movies",
     "movies of the collection", 0},
    {MEDIA_SHOW, TRAKT_COLLECTION_PATH "/shows", TRAKT_COLLECTION_PATH "/episodes",
     "shows of the collection", SHOWS_ON_A_PAGE},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

struct reading {
    const struct kind *kind;
    struct trakt_collection collection;
};

static bool take(void *context, const char *text, size_t len, size_t *count,
                 struct trakt_error *error)
{
    struct reading *reading = context;
    bool read = trakt_read_collection(text, len, reading->kind->type, &reading->collection, error);

    *count = reading->collection.entries;
    return read;
}

static bool check(void *context, struct trakt_error *error)
{
    const struct reading *reading = context;

    return trakt_check_collection(&reading->collection, error);
}

static void forget(void *context)
{
    struct reading *reading = context;

    trakt_collection_release(&reading->collection);
}

bool trakt_get_collection(struct trakt *trakt, struct trakt_collection *collection,
                          struct trakt_error *error)
{
    *collection = (struct trakt_collection){0};
    for (size_t i = 0; i < KINDS; i++) {
        struct reading reading = {.kind = &kinds[i]};
        const struct trakt_pages pages = {.path = kinds[i].path,
                                          .query = "extended=metadata",
                                          .size = kinds[i].size,
                                          .what = kinds[i].what,
                                          .take = take,
                                          .check = check,
                                          .forget = forget,
                                          .context = &reading};

        if (!trakt_read_pages(trakt, &pages, error)) {
            trakt_collection_release(collection);
            return false;
        }
        trakt_collection_join(collection, &reading.collection);
    }
    return true;
}

bool trakt_count_collection(struct trakt *trakt, json_int_t *count, struct trakt_error *error)
{
    bool is_known = true;

    *count = 0;
    for (size_t i = 0; is_known && i < KINDS; i++) {
        json_int_t part;

        if (!trakt_ask_count(trakt, kinds[i].items, &part, error))
            return false;
        is_known = part != RECORD_NONE;
        *count += part;
    }
    if (!is_known) { /* Trakt gave no number: count the items */
        struct trakt_collection collection;

        if (!trakt_get_collection(trakt, &collection, error))
            return false;
        *count = (json_int_t)collection.count + (json_int_t)collection.unread;
        trakt_collection_release(&collection);
    }
    return true;
}
