/* An operation: one change to a list or the collection. cvi-plan and cvi-undo print operations, and
 * cvi-apply carries them out. docs/record.md documents the keys. Pure. */
#ifndef RECORD_OPERATION_H
#define RECORD_OPERATION_H

#include <jansson.h>
#include <stdbool.h>

#include "record/record.h"

/* The kinds of change. The words are operation_kind_words: "add", "remove", "update". */
enum operation_kind { OPERATION_ADD, OPERATION_REMOVE, OPERATION_UPDATE };
extern const char *const operation_kind_words[];

/* The types of items. The words are operation_type_words: "movie", "show", "episode". An episode
 * has the ids, title and year of its show, and season and episode numbers. */
enum operation_type { OPERATION_MOVIE, OPERATION_SHOW, OPERATION_EPISODE };
extern const char *const operation_type_words[];

/* The names of two targets that are not the user's own lists. A list that the user has given such a
 * name has an id, or is to be created. */
#define OPERATION_WATCHLIST "watchlist"
#define OPERATION_COLLECTION "collection"

/* The target: "to":{"account":"ann_k","list":"watchlist"}. */
struct operation_target {
    const char *account; /* the user's slug; NULL: unknown (planned from an export) */
    const char *list;    /* OPERATION_WATCHLIST, OPERATION_COLLECTION, or the slug of a list; of a
                          * list that is to be created, its name */
    json_int_t id;       /* id by which the list is found; RECORD_NONE for the watchlist, the
                          * collection, and a list that is to be created */
    bool create;         /* the list does not exist; the first addition creates it */
};

/* Strings and JSON are borrowed from the JSON that was read. */
struct operation {
    enum operation_kind kind;
    struct operation_target to;
    enum operation_type type;
    struct title_ids ids; /* at least one is known */
    int season;           /* of an episode; otherwise RECORD_NONE */
    int episode;          /* likewise */
    const char *title;    /* only for display; NULL: not given */
    int year;             /* only for display; RECORD_NONE: not given */
    const json_t *copy; /* add and update in the collection: its metadata, see copy/copy.h; NULL */
    const json_t *was;  /* update: the metadata at Trakt when the plan was made; NULL */
    const char *listed_at; /* remove: when the item was added, according to Trakt; NULL: unknown */
    const char *filename;  /* NULL: not given */
    const json_t *why;     /* array of words; NULL: not given */
    json_int_t run;        /* from cvi-undo: the run to be undone; otherwise RECORD_NONE */
};

/* Reads an operation; unknown keys are ignored. Returns false with why (65) if the operation is
 * invalid: a key is missing, has another type or an unknown word, or contradicts another key (for
 * example, an update of a list, or a show in the collection). */
bool operation_read(const json_t *json, struct operation *operation, struct why *why);

/* Returns the operation as JSON, a new object. */
CVI_MUST_USE json_t *operation_json(const struct operation *operation);

/* Return whether the target is the watchlist, or the collection. */
bool operation_is_watchlist(const struct operation_target *to);
bool operation_is_collection(const struct operation_target *to);

/* Returns whether two operations have the same target. Lists are compared by id, not by name; an
 * unknown account is not the same as a known one. */
bool operation_same_target(const struct operation_target *one,
                           const struct operation_target *other);

/* Returns the type of the title that has the operation's ids: a show for an episode. */
enum media_type operation_media_type(const struct operation *operation);

#endif
