/* The titles in the body of a request: films, shows, seasons and episodes, to be added or
 * removed. */
#ifndef SANDBOX_ORDER_H
#define SANDBOX_ORDER_H

#include "lists.h"

enum group { MOVIES, SHOWS, SEASONS, EPISODES, PEOPLE, GROUPS };

struct order_name {
    const char *plural, *singular;
};
extern const struct order_name order_names[GROUPS];

/* Seasons and episodes are not in the catalogue: all numbers exist, and their ids are made from the
 * show's. */
enum { ORDER_SEASON_SCALE = 10000, ORDER_EPISODE_SCALE = 100000000, ORDER_NUMBERS = 10000 };

/* The contents of one body. */
struct order {
    struct item *items;
    const json_t **said; /* for each item, its object in the body; borrowed from the body */
    size_t count;
    json_t *not_found;
};

enum group order_group(const struct item *item);

/* Reads a body. Returns false if it is invalid. The caller releases order in any case. */
bool order_read(struct order *order, const struct catalog *catalog, const json_t *body);
void order_release(struct order *order);

/* Returns the numbers by group in the format of an answer. The caller frees it. */
json_t *order_counts(const unsigned count[GROUPS]);

#endif
