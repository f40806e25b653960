/* Converts the user's lists, and the items of one list, to tables for people, and to JSON and CSV
 * for programs. Pure. */
#ifndef LISTS_LISTING_H
#define LISTS_LISTING_H

#include <jansson.h>

#include "base/buf.h"
#include "base/table.h"
#include "trakt/answer.h"

/* Each function returns a new table, which the caller releases. The columns are those of the
 * earlier program that this suite replaces. `watchlist` is the number of items on the main
 * watchlist, which is the first row. If it is RECORD_NONE, this row is left out. */
struct table listing_lists_table(const struct trakt_lists *lists, json_int_t watchlist);
struct table listing_items_table(const struct trakt_items *items);

/*
 * Each function returns the same data as a new JSON object: {"watchlists":[...]} or
 * {"watchlist":name,"items":[...]}. The keys are those of the earlier program. Values that Trakt
 * does not send are null. Lists of other users also have "owner". Seasons and episodes also have
 * "season" and "episode". If some lists or items could not be read, "unread" has their number. */
CVI_MUST_USE json_t *listing_lists_json(const struct trakt_lists *lists, json_int_t watchlist);
CVI_MUST_USE json_t *listing_items_json(const char *name, const struct trakt_items *items);

/* Returns the items as a new array of records (docs/record.md). The record of a film or show has
 * the status "matched", so cvi-add can add it to a list. Records of other items have the status
 * "skipped", with their type as the reason. The key "listed" has the list's data about the item. */
CVI_MUST_USE json_t *listing_items_records(const char *name, const struct trakt_items *items);

/* Each function adds a JSON document (from listing_items_json or listing_lists_json) to `out` as
 * CSV. The first row has the names of the columns. */
void listing_items_csv(struct buf *out, const json_t *document);
void listing_lists_csv(struct buf *out, const json_t *document);

#endif
