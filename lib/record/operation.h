/* An operation is one change to a list or to the collection at Trakt. cvi-plan and cvi-undo print
 * operations, and cvi-apply carries them out. docs/record.md documents the keys. Pure. */
#ifndef RECORD_OPERATION_H
#define RECORD_OPERATION_H

#include <jansson.h>
#include <stdbool.h>

#include "record/record.h"

/* The kinds of change. operation_kind_words has the words "add", "remove" and "update". */
enum operation_kind { OPERATION_ADD, OPERATION_REMOVE, OPERATION_UPDATE };
extern const char *const operation_kind_words[];

/* The types of items. operation_type_words has the words "movie", "show" and "episode". The ids,
 * title and year of an episode are those of its show. */
enum operation_type { OPERATION_MOVIE, OPERATION_SHOW, OPERATION_EPISODE };
extern const char *const operation_type_words[];

/* The values of operation_target.list for the watchlist and the collection. A user's list can have
 * the same name; its target has an id, or `create` is set. */
#define OPERATION_WATCHLIST "watchlist"
#define OPERATION_COLLECTION "collection"

/* The list or collection to change: the value of the key "to". */
struct operation_target {
    const char *account; /* the user's slug at Trakt; NULL: unknown */
    /* OPERATION_WATCHLIST, OPERATION_COLLECTION, the slug of a list, or the name of a list to
     * create */
    const char *list;
    /* The list's id at Trakt. RECORD_NONE for the watchlist, the collection and a list to
     * create. */
    json_int_t id;
    bool create; /* the list must be created first */
};

/* One operation. Strings and JSON are borrowed from the JSON of the operation. */
struct operation {
    enum operation_kind kind;
    struct operation_target to;
    enum operation_type type;
    struct title_ids ids; /* at least one is known */
    int season;           /* an episode's season; otherwise RECORD_NONE */
    int episode;          /* an episode's number; otherwise RECORD_NONE */
    const char *title;    /* only for display; NULL: not given */
    int year;             /* only for display; RECORD_NONE: not given */
    /* For an addition to the collection or an update: metadata of the user's copy of the film or
     * episode, such as its resolution (copy/copy.h); otherwise NULL. */
    const json_t *copy;
    const json_t *was;     /* for an update: the previous metadata at Trakt; otherwise NULL */
    const char *listed_at; /* for a removal: when the item was added to the list; NULL: unknown */
    const char *filename;  /* NULL: not given */
    const json_t *why;     /* the reasons, an array of strings; NULL: not given */
    json_int_t run; /* set by cvi-undo: the number of the run to undo; otherwise RECORD_NONE */
};

/* Reads an operation. Ignores unknown keys. Returns false with `why` (exit status 65) if a key is
 * missing or invalid, or contradicts another key. */
bool operation_read(const json_t *json, struct operation *operation, struct why *why);

/* Returns the operation as a JSON object. The caller frees it. */
CVI_MUST_USE json_t *operation_json(const struct operation *operation);

/* Returns whether the target is the watchlist. */
bool operation_is_watchlist(const struct operation_target *to);

/* Returns whether the target is the collection. */
bool operation_is_collection(const struct operation_target *to);

/* Returns whether two targets are the same. If both lists have an id, compares the ids, not the
 * names. An unknown account differs from a known account. */
bool operation_same_target(const struct operation_target *one,
                           const struct operation_target *other);

/* Returns the type of the title that the operation's ids identify: a show for an episode. */
enum media_type operation_media_type(const struct operation *operation);

#endif
