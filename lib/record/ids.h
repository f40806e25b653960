/* Reads, checks and compares the ids by which Trakt and other services identify a title. Pure. */
#ifndef RECORD_IDS_H
#define RECORD_IDS_H

#include "record/record.h"

/* Returns the valid ids in a JSON object; invalid and missing ids are 0. An IMDb id is "tt" and 1
 * to 12 digits. Other ids are whole numbers from 1 to RECORD_MOST_ID. A film's TVDB id is ignored,
 * because Trakt identifies films by the other ids only (https://docs.trakt.tv, as of autumn 2026).
 * `ids` may be NULL. */
struct title_ids title_ids_read(const json_t *ids, enum media_type type);

/* Returns the most reliable kind of id that is known; TITLE_IDS if no id is known. */
enum title_id title_ids_best(const struct title_ids *ids);

/* Returns whether both may be the same title: their Trakt ids are equal, or one has no Trakt id. */
bool title_ids_agree(const struct title_ids *one, const struct title_ids *other);

/* Returns the most reliable kind of id that both have; TITLE_IDS if there is no such kind. The two
 * ids may differ. */
enum title_id title_ids_common(const struct title_ids *one, const struct title_ids *other);

/* Returns the first kind of id that both have with different values; TITLE_IDS if no id differs. If
 * the Trakt ids are equal, other ids are not compared, because other services change their ids. If
 * two titles contradict each other although they share an id, one of their ids is wrong. */
enum title_id title_ids_contradiction(const struct title_ids *one, const struct title_ids *other);

/* Returns whether two titles that share an id are the same title. The most reliable kind of id that
 * both have decides, whatever the other ids. */
bool title_ids_same(const struct title_ids *one, const struct title_ids *other);

/* Returns whether `later` is a different title from `known`, although title_ids_same is true. This
 * is so if their ids contradict each other and only `later` has a Trakt id, by which it is sent to
 * Trakt. */
bool title_ids_stand_alone(const struct title_ids *known, const struct title_ids *later);

/* Returns an id as JSON: "tt0113277" for IMDb, otherwise a number. The caller frees the result. */
CVI_MUST_USE json_t *title_id_json(enum title_id kind, json_int_t id);

/* Returns an object of all known ids, in the order of enum title_id. The caller frees the
 * result. */
CVI_MUST_USE json_t *title_ids_json(const struct title_ids *ids);

#endif
