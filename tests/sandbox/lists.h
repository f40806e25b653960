/* The personal lists and the watchlist, and what is on them. */
#ifndef SANDBOX_LISTS_H
#define SANDBOX_LISTS_H

#include "catalog.h"

#include <jansson.h>
#include <stdio.h>

struct item {
    const struct title *title;
    int season, episode; /* -1: none, the item is the title itself or the season */
    int64_t id, listed_at;
    unsigned hidden; /* reads of the list that do not show it yet; of a ghost, that still do */
    json_t *copy;    /* in the collection: collected_at and metadata; else NULL */
    int64_t updated; /* likewise: when that last changed */
};

struct list {
    int64_t id;
    char *owner, *owner_slug; /* the user whose list it is */
    char *slug;
    json_t *slugs; /* every slug it ever had, as the names of an object */
    json_t *about; /* the members one may set: name, description, privacy, ... */
    int64_t created, updated;
    struct item *items;
    size_t count;
    struct item *ghosts; /* taken away, and still seen by as many reads as hidden says */
    size_t ghost_count;
};

struct lists {
    struct list **all; /* the personal ones, those of other users too */
    size_t count;
    struct list *watchlist;
    struct list *collection;        /* films and episodes */
    int64_t made_lists, made_items; /* ever */
    int64_t updated;                /* when the personal lists last changed, or 0 */
    FILE *journal;                  /* a line for each item that comes, goes or changes; or NULL */
    unsigned request;               /* the number of the present request, for the journal */
    bool by_user;                   /* it is the user's own */
};

void lists_start(struct lists *lists);
void lists_release(struct lists *lists);

/* Adds a list of that name, at the end, for the user of that name. Returns it, borrowed. */
struct list *lists_make(struct lists *lists, const char *owner, const char *name);

/* Finds a list of the user with that slug by its Trakt id or slug. Returns NULL when there is none;
 * borrowed. */
struct list *lists_find(const struct lists *lists, const char *owner_slug, const char *name);

/* Returns the number of lists that the account itself has. */
size_t lists_count_own(const struct lists *lists);
bool list_is_own(const struct list *list);

/* Any list of the user with that slug, or NULL when nobody is called that. Borrowed. */
const struct list *lists_of_user(const struct lists *lists, const char *owner_slug);

/* Writes to the journal, if there is one, what has become of an item: add, drop or edit. */
void lists_note(const struct lists *lists, const struct list *list, const struct item *item,
                const char *what);

/* Is the item there already? Borrowed, or NULL. */
struct item *list_find(const struct list *list, const struct item *item);

/* Puts item at the end, unless it is there. */
void list_add(struct lists *lists, struct list *list, const struct item *item);

/* Writes what is on each list, the watchlist first, then the collection if there is something in
 * it: a line of JSON each, {"list": SLUG, "items": ["movie:481", "show:1388", "show:1388:1:9",
 * ...]} in the list's order. The slug of somebody else's list has its owner's before it:
 * "bob/ours". */
void lists_write(const struct lists *lists, FILE *stream);

/* Takes item away; false when it is not there. The next reads still see it, that many. */
bool list_remove(struct lists *lists, struct list *list, const struct item *item,
                 unsigned stale_reads);

/* Returns the items that a read sees now, those that are hidden left out; ghosts come last. It
 * counts as a read of those for which wanted is true. New; the items are borrowed, *count of them,
 * until list_end_read, which forgets ghosts that were seen often enough. */
struct item **list_read(struct list *list, bool (*wanted)(const void *context, const struct item *),
                        const void *context, size_t *count);
void list_end_read(struct list *list);

/* Returns the place of an item from 1 on; ghosts are after the others. */
size_t list_rank(const struct list *list, const struct item *item);

#endif
