/* The user's lists, and what is on one, as tables for people and as JSON for programs. Pure. */
#ifndef LISTS_LISTING_H
#define LISTS_LISTING_H

#include <jansson.h>

#include "base/buf.h"
#include "base/table.h"
#include "trakt/answer.h"

/*
 * The tables, with the columns of the earlier program. The main watchlist comes first; watchlist
 * is how many items it has (RECORD_NONE: it is left out). New: to be released. */
struct table listing_lists_table(const struct trakt_lists *lists, json_int_t watchlist);
struct table listing_items_table(const struct trakt_items *items);

/*
 * The same as JSON, with the keys of the earlier program: {"watchlists":[...]} and
 * {"watchlist":name,"items":[...]}. What Trakt does not tell is null. Lists of other people have
 * "owner" besides, seasons and episodes "season" and "episode". New. */
CVI_MUST_USE json_t *listing_lists_json(const struct trakt_lists *lists, json_int_t watchlist);
CVI_MUST_USE json_t *listing_items_json(const char *name, const struct trakt_items *items);

/*
 * Returns the items as an array of records (docs/record.md). A film or show is matched, so cvi-add
 * adds it; other items are skipped, with their type as the reason. The key "listed" has what the
 * list says of the item. New. */
CVI_MUST_USE json_t *listing_items_records(const char *name, const struct trakt_items *items);

/* Each adds a JSON document of these programs (listing_items_json, listing_lists_json) as a table
 * for spreadsheets, the names of its columns first. */
void listing_items_csv(struct buf *out, const json_t *document);
void listing_lists_csv(struct buf *out, const json_t *document);

#endif
