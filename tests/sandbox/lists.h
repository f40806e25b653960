/* The personal lists and the watchlist, and their items. */
#ifndef SANDBOX_LISTS_H
#define SANDBOX_LISTS_H

#include "catalog.h"

#include <jansson.h>
#include <stdio.h>

struct item {
    const struct title *title;
    int season, episode; /* -1: not set, the item is the title itself or the season */
    int64_t id, listed_at;
    unsigned hidden; /* number of reads that do not show it yet; of a ghost, that still show it */
    json_t *copy;    /* in the collection: collected_at and metadata; otherwise NULL */
    int64_t updated; /* likewise: the time of the last change */
};

struct list {
    int64_t id;
    char *owner, *owner_slug; /* the owner of the list */
    char *slug;
    json_t *slugs; /* all its slugs so far, as the names of an object */
    json_t *about; /* the members that requests may set: name, description, privacy, ... */
    int64_t created, updated;
    struct item *items;
    size_t count;
    struct item *ghosts; /* removed, and still shown by as many reads as hidden says */
    size_t ghost_count;
};

struct lists {
    struct list **all; /* the personal lists, including those of other users */
    size_t count;
    struct list *watchlist;
    struct list *collection;        /* films and episodes */
    int64_t made_lists, made_items; /* total so far */
    int64_t updated;                /* time of the last change of the personal lists, or 0 */
    FILE *journal;    /* a line for each item that is added, removed or changed; or NULL */
    unsigned request; /* the number of the current request, for the journal */
    bool by_user;     /* it is an action of the user */
};

void lists_start(struct lists *lists);
void lists_release(struct lists *lists);

/* Adds a list of that name at the end, for the user of that name. Returns it, borrowed. */
struct list *lists_make(struct lists *lists, const char *owner, const char *name);

/* Finds a list of the user with that slug by its Trakt id or slug. Borrowed; NULL if it does not
 * exist. */
struct list *lists_find(const struct lists *lists, const char *owner_slug, const char *name);

/* Returns the number of the account's own lists. */
size_t lists_count_own(const struct lists *lists);
bool list_is_own(const struct list *list);

/* Returns any list of the user with that slug, or NULL if there is no such user. Borrowed. */
const struct list *lists_of_user(const struct lists *lists, const char *owner_slug);

/* Writes the change of an item to the journal, if there is one: add, drop or edit. */
void lists_note(const struct lists *lists, const struct list *list, const struct item *item,
                const char *what);

/* Returns the item if it is already on the list, or NULL. Borrowed. */
struct item *list_find(const struct list *list, const struct item *item);

/* Adds item at the end, unless it is on the list. */
void list_add(struct lists *lists, struct list *list, const struct item *item);

/* Writes the items of each list, the watchlist first, then the collection if it is not empty: one
 * line of JSON each, {"list": SLUG, "items": ["movie:481", "show:1388", "show:1388:1:9", ...]} in
 * the list's order. The slug of another user's list has the owner's before it: "bob/ours". */
void lists_write(const struct lists *lists, FILE *stream);

/* Removes item. Returns false if it is not on the list. That many of the next reads still show
 * it. */
bool list_remove(struct lists *lists, struct list *list, const struct item *item,
                 unsigned stale_reads);

/* Returns the items that a read shows now, without hidden ones; ghosts come last. It counts as a
 * read of the items for which wanted returns true. The caller frees the array; its *count items are
 * borrowed until list_end_read, which removes ghosts that were shown often enough. */
struct item **list_read(struct list *list, bool (*wanted)(const void *context, const struct item *),
                        const void *context, size_t *count);
void list_end_read(struct list *list);

/* Returns the position of an item, from 1; ghosts are after the others. */
size_t list_rank(const struct list *list, const struct item *item);

#endif
