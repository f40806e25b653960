/* Reads, checks and compares ids of titles at Trakt and other services. Pure. */
#ifndef RECORD_IDS_H
#define RECORD_IDS_H

#include "record/record.h"

/* Returns the valid ids in the JSON object `ids`, which can be NULL. Invalid and missing ids are 0.
 * An IMDb id is "tt" and 1 to 12 digits. Other ids are whole numbers from 1 to RECORD_MOST_ID. A
 * film's TVDB id is ignored, because Trakt does not identify films by it (https://docs.trakt.tv, as
 * of autumn 2026). */
struct title_ids title_ids_read(const json_t *ids, enum media_type type);

/* Returns the most reliable kind of id that is known; TITLE_IDS if no id is known. */
enum title_id title_ids_best(const struct title_ids *ids);

/* Returns true if the Trakt ids are equal, and also if at least one of them is unknown. */
bool title_ids_agree(const struct title_ids *one, const struct title_ids *other);

/* Returns the most reliable kind of id that both titles have, even if the two ids differ; TITLE_IDS
 * if there is no such kind. */
enum title_id title_ids_common(const struct title_ids *one, const struct title_ids *other);

/* Returns the most reliable kind of id that both titles have with different values; TITLE_IDS if
 * there is no such kind. Also returns TITLE_IDS if the Trakt ids are equal, because other services
 * change their ids. */
enum title_id title_ids_contradiction(const struct title_ids *one, const struct title_ids *other);

/* Returns whether two titles are the same. Compares only the most reliable kind of id that both
 * structs have. If there is no such kind, returns true, so the caller must know from elsewhere that
 * the titles share an id. */
bool title_ids_same(const struct title_ids *one, const struct title_ids *other);

/* Returns whether `later` is a different title from `known`, although title_ids_same returns true.
 * This is so if only `later` has a Trakt id, and the two titles have different ids of another
 * kind. */
bool title_ids_stand_alone(const struct title_ids *known, const struct title_ids *later);

/* Returns an id as JSON: "tt0113277" for IMDb, otherwise a number. The caller frees the result. */
CVI_MUST_USE json_t *title_id_json(enum title_id kind, json_int_t id);

/* Returns an object of all known ids. The caller frees the result. */
CVI_MUST_USE json_t *title_ids_json(const struct title_ids *ids);

#endif
