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
    unsigned hidden; /* reads of the list that do not show it yet */
};

struct list {
    int64_t id;
    char *slug;
    json_t *slugs; /* every slug it ever had, as the names of an object */
    json_t *about; /* the members one may set: name, description, privacy, ... */
    int64_t created, updated;
    struct item *items;
    size_t count;
};

struct lists {
    struct list **all; /* the personal ones */
    size_t count;
    struct list *watchlist;
    int64_t made_lists, made_items; /* ever */
    int64_t updated;                /* when the personal lists last changed, or 0 */
};

void lists_start(struct lists *lists);
void lists_release(struct lists *lists);

/* A new list of that name, at the end. Borrowed. */
struct list *lists_make(struct lists *lists, const char *name);

/* By Trakt id or slug; NULL. Borrowed. */
struct list *lists_find(const struct lists *lists, const char *name);

/* Is the item there already? Borrowed, or NULL. */
struct item *list_find(const struct list *list, const struct item *item);

/* Puts item at the end, unless it is there. */
void list_add(struct lists *lists, struct list *list, const struct item *item);

/* Writes what is on each list, the watchlist first: a line of JSON each, {"list": SLUG, "items":
 * ["movie:481", "show:1388", ...]} in the order in which they were added. */
void lists_write(const struct lists *lists, FILE *stream);

/* Takes item away; false when it is not there. */
bool list_remove(struct lists *lists, struct list *list, const struct item *item);

#endif
