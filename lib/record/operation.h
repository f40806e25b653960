/* An operation: one change to a list or the collection, as cvi-plan and cvi-undo print it and
 * cvi-apply carries it out. docs/record.md documents its keys. Pure. */
#ifndef RECORD_OPERATION_H
#define RECORD_OPERATION_H

#include <jansson.h>
#include <stdbool.h>

#include "record/record.h"

/* What to do. The words are operation_kind_words: "add", "remove", "update". */
enum operation_kind { OPERATION_ADD, OPERATION_REMOVE, OPERATION_UPDATE };
extern const char *const operation_kind_words[];

/* What the operation is about. The words are operation_type_words: "movie", "show", "episode". An
 * episode has the ids, title and year of its show, and season and episode numbers. */
enum operation_type { OPERATION_MOVIE, OPERATION_SHOW, OPERATION_EPISODE };
extern const char *const operation_type_words[];

/* The names of two targets that are not lists of the user's own making. A list that the user has
 * named so has an id, or is to be created. */
#define OPERATION_WATCHLIST "watchlist"
#define OPERATION_COLLECTION "collection"

/* Where to: "to":{"account":"ann_k","list":"watchlist"}. */
struct operation_target {
    const char *account; /* the slug of the user; NULL: unknown (planned from an export) */
    const char *list;    /* OPERATION_WATCHLIST, OPERATION_COLLECTION, or the slug of a list; of a
                            list that is to be created, its name */
    json_int_t id;       /* of the list, by which it is found; RECORD_NONE for the watchlist and the
                            collection, and for a list that is to be created */
    bool create;         /* the list does not exist and is created with the first addition */
};

/* Strings and JSON are borrowed from the JSON that was read. */
struct operation {
    enum operation_kind kind;
    struct operation_target to;
    enum operation_type type;
    struct title_ids ids; /* one is known at least */
    int season;           /* of an episode; else RECORD_NONE */
    int episode;          /* likewise */
    const char *title;    /* NULL: not given; only for people to read */
    int year;             /* RECORD_NONE: not given; likewise */
    const json_t *copy; /* add and update in the collection: its metadata, see copy/copy.h; NULL */
    const json_t *was;  /* update: the metadata that Trakt had when the plan was made; NULL */
    const char *listed_at; /* remove: when the item was put there, as Trakt says; NULL: unknown */
    const char *filename;  /* NULL: none */
    const json_t *why;     /* array of words; NULL: none */
    json_int_t run;        /* of cvi-undo: the run that is undone; RECORD_NONE */
};

/* Reads an operation; keys that are not an operation's are ignored. Returns false with why (65) if
 * it is not one: a key is missing, has another type or an unknown word, or contradicts another (an
 * update of a list, a show in the collection). */
bool operation_read(const json_t *json, struct operation *operation, struct why *why);

/* Returns the operation as JSON, a new object. */
CVI_MUST_USE json_t *operation_json(const struct operation *operation);

/* Return whether the target is the watchlist, or the collection. */
bool operation_is_watchlist(const struct operation_target *to);
bool operation_is_collection(const struct operation_target *to);

/* Returns whether two operations have the same target. A list is the same by its id, whatever it is
 * called; an unknown account is not the same as a known one. */
bool operation_same_target(const struct operation_target *one,
                           const struct operation_target *other);

/* Returns the type of title that the operation's ids are of: a show for an episode. */
enum media_type operation_media_type(const struct operation *operation);

#endif
