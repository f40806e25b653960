/* The user's lists, and the items of one list, as tables for people and as JSON for programs.
 * Pure. */
#ifndef LISTS_LISTING_H
#define LISTS_LISTING_H

#include <jansson.h>

#include "base/buf.h"
#include "base/table.h"
#include "trakt/answer.h"

/*
 * Return new tables, with the columns of the earlier program; the caller releases them. The main
 * watchlist comes first; watchlist is its number of items (RECORD_NONE: the watchlist is left
 * out). */
struct table listing_lists_table(const struct trakt_lists *lists, json_int_t watchlist);
struct table listing_items_table(const struct trakt_items *items);

/*
 * Return the same data as new JSON, with the keys of the earlier program: {"watchlists":[...]} and
 * {"watchlist":name,"items":[...]}. Values that Trakt does not send are null. Lists of other users
 * also have "owner", and seasons and episodes have "season" and "episode". */
CVI_MUST_USE json_t *listing_lists_json(const struct trakt_lists *lists, json_int_t watchlist);
CVI_MUST_USE json_t *listing_items_json(const char *name, const struct trakt_items *items);

/*
 * Returns the items as a new array of records (docs/record.md). A film or show is matched, so
 * cvi-add adds it; other items are skipped, with their type as the reason. The key "listed" has the
 * list's data about the item. */
CVI_MUST_USE json_t *listing_items_records(const char *name, const struct trakt_items *items);

/* Each function adds a JSON document of these programs (listing_items_json, listing_lists_json) as
 * a table for spreadsheets. The first row has the names of the columns. */
void listing_items_csv(struct buf *out, const json_t *document);
void listing_lists_csv(struct buf *out, const json_t *document);

#endif
