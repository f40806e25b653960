/* Finds or creates the list that titles are added to, reads it, and tracks its free room. */
#ifndef ADD_LIST_H
#define ADD_LIST_H

#include "add/roster.h"
#include "export/export.h"
#include "record/stage.h"
#include "trakt/trakt.h"

struct add_list_settings {
    bool collection;       /* use the collection, and ignore `name` */
    const char *name;      /* name or slug; NULL, "" or "watchlist": the main watchlist */
    bool dry_run;          /* do not create the list */
    bool create;           /* create the list if it does not exist and there is a title to add */
    const char *state;     /* state directory, for the ledger and for creating a list; NULL: none */
    struct export *export; /* in a dry run, read the list from this export; NULL: from Trakt */
    bool keeps_items;      /* keep the items of the list or collection after reading it */
};

/* The data about a full list, for messages and for the records of titles without room. */
struct fullness {
    bool closed;      /* Trakt has answered that the list is full: send no more */
    bool reported;    /* the warning has been printed */
    json_int_t limit; /* RECORD_NONE: not known */
    json_int_t count; /* number of items on the list once it is full; RECORD_NONE: not known */
    /* HTTP status of Trakt's answer (see `closed`); 0: none, because the limit was known */
    int http_status;
};

/* The caller sets `trakt` and `settings` first, and frees the contents with add_list_release. */
struct add_list {
    struct trakt *trakt;
    struct add_list_settings settings;
    struct trakt_target target; /* it has no slug until the list exists */
    struct trakt_plan plan;
    const struct trakt_account *account; /* the user's account; NULL: request it */
    struct roster roster;                /* the titles on the list, and those to be added */
    struct trakt_items items;            /* the items on the list, if settings.keeps_items */
    struct trakt_collection collection;  /* the items of the collection, if settings.keeps_items */
    bool ready;                          /* the list was found and read */
    bool measured;                       /* add_list_learn_limit has succeeded */
    char *user;                          /* the user's slug; NULL: not known (yet) */
    bool free;                           /* the account is known not to be VIP */
    json_int_t limit;                    /* maximum number of items; RECORD_NONE: not known */
    json_int_t taken; /* items on the list, plus titles that were given room since */
    json_int_t known; /* items known to be on the list; a dry run counts added titles */
    struct fullness full;
};

/* Checks that the login works, and that the list exists or can be created. Returns false with
 * `error` if not. */
bool add_list_check(struct add_list *list, struct trakt_error *error);

/* Finds the list and reads all its items; later calls do nothing. On failure, stops the stage and
 * returns false. */
bool add_list_read(struct stage *stage, struct add_list *list);

/* Gets the user and the list's limit, and creates the list if necessary. Call it when the first
 * title is to be added; later calls do nothing. If nothing can be added, stops the stage and
 * returns false. */
bool add_list_learn_limit(struct stage *stage, struct add_list *list);

/* Decides which titles in the roster fit on the list. Returns the number of titles that do not fit.
 * Call it after add_list_learn_limit. */
size_t add_list_allot(struct add_list *list);

/* Returns whether the list has room for one more title. */
bool add_list_has_room(const struct add_list *list);

/* Returns whether the items known to be on the list reach the limit, or Trakt has answered that the
 * list is full. Titles whose outcome is not known do not count. */
bool add_list_is_full(const struct add_list *list);

/* Handles Trakt's answer that the list is full, which had the status `http_status`. Reads the list
 * again, and marks as added the queued titles that are now on it. */
void add_list_close(struct add_list *list, int http_status);

/* Warns, once, that the list is full. */
void add_list_report_full(struct add_list *list);

/* Suggests the collection instead of the watchlist if `owned` is more than half the watchlist's
 * limit, and the account is not VIP. `owned` is the number of titles that have a file on disk. Call
 * it once, at the end. */
void add_list_suggest_collection(const struct add_list *list, size_t owned);

/* Frees the contents. */
void add_list_release(struct add_list *list);

#endif
