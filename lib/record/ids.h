/* The ids by which Trakt and other services identify a title, checked and comparable. Pure. */
#ifndef RECORD_IDS_H
#define RECORD_IDS_H

#include "record/record.h"

/* Returns the valid ids in a JSON object of ids: whole numbers from 1 to RECORD_MOST_ID, and for
 * IMDb "tt" and 1 to 12 digits. The TVDB id of a film is left out, because Trakt identifies films
 * by the other ids only (https://docs.trakt.tv, as of autumn 2026). ids may be NULL. */
struct title_ids title_ids_read(const json_t *ids, enum media_type type);

/* Returns the first kind that is known; TITLE_IDS if no id is known. */
enum title_id title_ids_best(const struct title_ids *ids);

/* Returns whether the two may be the same title: they do not have different Trakt ids. */
bool title_ids_agree(const struct title_ids *one, const struct title_ids *other);

/* Returns the first kind of id that both have; TITLE_IDS if they have none in common. */
enum title_id title_ids_common(const struct title_ids *one, const struct title_ids *other);

/* Returns the first kind of id in which the two differ; TITLE_IDS if no id differs, or if the Trakt
 * ids are the same, because other services change their ids. If the two have another id in common,
 * one of them has a wrong id. */
enum title_id title_ids_contradiction(const struct title_ids *one, const struct title_ids *other);

/* Returns whether two titles with an id in common are the same: the first kind of id that both have
 * decides, even if they share other ids. */
bool title_ids_same(const struct title_ids *one, const struct title_ids *other);

/* Returns whether a later title is a title of its own, although title_ids_same is true: it
 * contradicts the known title, which has no Trakt id, and is sent by its own Trakt id. */
bool title_ids_stand_alone(const struct title_ids *known, const struct title_ids *later);

/* Returns an id as JSON: "tt0113277" for IMDb, otherwise a number. The caller frees the result. */
CVI_MUST_USE json_t *title_id_json(enum title_id kind, json_int_t id);

/* Returns an object of all known ids, in the order of enum title_id. The caller frees the
 * result. */
CVI_MUST_USE json_t *title_ids_json(const struct title_ids *ids);

#endif
