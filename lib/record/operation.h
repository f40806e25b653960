/* An operation: one change to a list or the collection. cvi-plan and cvi-undo print operations, and
 * cvi-apply carries them out. docs/record.md documents the keys. Pure. */
#ifndef RECORD_OPERATION_H
#define RECORD_OPERATION_H

#include <jansson.h>
#include <stdbool.h>

#include "record/record.h"

/* The kinds of change. operation_kind_words has the words for them: "add", "remove", "update". */
enum operation_kind { OPERATION_ADD, OPERATION_REMOVE, OPERATION_UPDATE };
extern const char *const operation_kind_words[];

/* The types of items. operation_type_words has the words for them: "movie", "show", "episode". An
 * episode has the ids, title and year of its show, and season and episode numbers. */
enum operation_type { OPERATION_MOVIE, OPERATION_SHOW, OPERATION_EPISODE };
extern const char *const operation_type_words[];

/* The values of operation_target.list for the two targets that are not the user's own lists. If a
 * list of the user has the same name, its target also has an id, or `create` is set. */
#define OPERATION_WATCHLIST "watchlist"
#define OPERATION_COLLECTION "collection"

/* The target: "to":{"account":"ann_k","list":"watchlist"}. */
struct operation_target {
    const char *account; /* the user's slug at Trakt; NULL: unknown (planned from an export) */
    /* OPERATION_WATCHLIST, OPERATION_COLLECTION, the slug of a list, or the name of a list to be
     * created. */
    const char *list;
    /* The list's id at Trakt; RECORD_NONE for the watchlist, the collection, and a list to be
     * created. */
    json_int_t id;
    bool create; /* the list does not exist; the first addition creates it */
};

/* One operation. Strings and JSON are borrowed from the JSON that was read. */
struct operation {
    enum operation_kind kind;
    struct operation_target to;
    enum operation_type type;
    struct title_ids ids; /* at least one is known */
    int season;           /* an episode's season; otherwise RECORD_NONE */
    int episode;          /* an episode's number; otherwise RECORD_NONE */
    const char *title;    /* only for display; NULL: not given */
    int year;             /* only for display; RECORD_NONE: not given */
    /* For an addition or update in the collection: the copy's metadata (copy/copy.h); otherwise
     * NULL. */
    const json_t *copy;
    const json_t *was;     /* for an update: the previous metadata at Trakt; otherwise NULL */
    const char *listed_at; /* for a removal: when it was added to Trakt; NULL: unknown */
    const char *filename;  /* NULL: not given */
    const json_t *why;     /* an array of strings, the reasons; NULL: not given */
    json_int_t run;        /* from cvi-undo: the run to be undone; otherwise RECORD_NONE */
};

/* Reads an operation; unknown keys are ignored. Returns false with `why` (65) if the operation is
 * invalid: a key is missing, has another type or an unknown word, or contradicts another key (for
 * example, an update of a list, or a show in the collection). */
bool operation_read(const json_t *json, struct operation *operation, struct why *why);

/* Returns the operation as a JSON object. The caller frees it. */
CVI_MUST_USE json_t *operation_json(const struct operation *operation);

/* Returns whether the target is the watchlist. */
bool operation_is_watchlist(const struct operation_target *to);

/* Returns whether the target is the collection. */
bool operation_is_collection(const struct operation_target *to);

/* Returns whether two operations have the same target. A list with an id is compared by id, not by
 * name. An unknown account differs from a known one. */
bool operation_same_target(const struct operation_target *one,
                           const struct operation_target *other);

/* Returns the type of the title that the operation's ids identify. For an episode, this is its
 * show. */
enum media_type operation_media_type(const struct operation *operation);

#endif
