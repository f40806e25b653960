/*
 * Readers of Trakt's answers, with every type, size and count checked. Pure. Strings and JSON in
 * the structs are borrowed from the struct's json member. "Unknown" means that the answer lacks the
 * value. */
#ifndef TRAKT_ANSWER_H
#define TRAKT_ANSWER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "record/record.h"
#include "trakt/error.h"

struct copy;

/* Our name for the main watchlist; Trakt gives it none. */
#define TRAKT_MAIN_WATCHLIST "Main Watchlist"

/* A film or show in the results of a search. */
struct trakt_title {
    enum media_type type;
    const char *title;
    int year;                   /* RECORD_NONE if unknown */
    json_int_t trakt;           /* the Trakt id; unique only within its type */
    const json_t *ids;          /* the known ids: trakt, slug, imdb, tmdb, tvdb */
    json_int_t votes;           /* RECORD_NONE: unknown. A measure of popularity */
    int runtime;                /* minutes (extended=full); RECORD_NONE: unknown */
    const char *country;        /* "us"; NULL: unknown */
    const char *original_title; /* NULL: unknown */
    const json_t *raw;          /* the whole object */
};

/* Titles in Trakt's order, without broken results and those that are neither film nor show. A
 * zeroed struct is empty. */
struct trakt_titles {
    struct trakt_title *at;
    size_t count;
    bool spoilt; /* a film or show without a name or an id was skipped */
    json_t *json;
};

/* One of the user's lists. */
struct trakt_list {
    const char *name;
    const char *slug; /* "" if unknown */
    json_int_t trakt; /* the id */
    json_int_t item_count;
    const char *privacy;     /* "private"; "" if unknown */
    const char *description; /* "" if it has none */
    const char *updated_at;  /* ISO 8601; "" if unknown */
    const char *owner;       /* the owner's slug for paths: "me", or the slug of another user */
    const json_t *raw;       /* the whole object */
};

struct trakt_lists {
    struct trakt_list *at;
    size_t count;
    size_t unread; /* number of lists left out: without a name, an id, or a required owner */
    json_t *json;  /* all lists, in an array */
};

/* An item of a list. */
struct trakt_item {
    json_int_t rank;       /* RECORD_NONE: unknown */
    const char *listed_at; /* ISO 8601; "" if unknown */
    const char *notes;     /* NULL: none */
    const char *type;      /* "movie", "show", "season", "episode", "person" */
    const char *title;     /* title of the film or show; for a season or episode, that of its show;
                            * "": none */
    int year;              /* RECORD_NONE if unknown */
    int season;            /* of a season or episode; otherwise RECORD_NONE */
    int episode;           /* of an episode; otherwise RECORD_NONE */
    json_int_t trakt;      /* the id of the object that type names; 0 if unknown */
    const json_t *ids;     /* likewise; NULL if unknown */
    const json_t *raw;     /* the whole object */
};

struct trakt_items {
    struct trakt_item *at;
    size_t count;
    size_t unread; /* number of items left out: of an unknown type, or without an id */
    json_t *json;
};

/* The account of the login. */
struct trakt_account {
    const char *username;
    const char *slug; /* "" if unknown */
    const char *name; /* "" if it has none */
    bool vip;
    json_int_t most_lists;            /* limits; RECORD_NONE: unknown */
    json_int_t most_list_items;       /* on each list */
    json_int_t most_watchlist_items;  /* on the watchlist */
    json_int_t most_collection_items; /* in the collection: films and episodes */
    json_t *json;
};

/* Counts by type. */
struct trakt_count {
    json_int_t movies;
    json_int_t shows;
    json_int_t episodes;
};

/* A film, a show or an episode to add to, or remove from, a list or the collection. */
struct trakt_addition {
    enum media_type type; /* of an episode: MEDIA_SHOW; the id is its show's */
    enum title_id kind;
    json_int_t id;           /* the id in struct title_ids */
    int season;              /* of an episode; RECORD_NONE for a film or show (not 0) */
    int episode;             /* likewise */
    const struct copy *copy; /* in the collection: the user's copy (file); NULL: not specified.
                                Borrowed until the request is written */
    bool not_found;          /* set by the call: Trakt does not know this id or episode */
};

/* The result of additions or removals. In an answer about the collection, shows are not counted. */
struct trakt_added {
    struct trakt_count added;
    struct trakt_count updated;  /* in the collection: titles that were already there with another
                                  * copy */
    struct trakt_count existing; /* already there */
    struct trakt_count
        deleted; /* for removals; titles neither deleted nor not_found were not there */
    struct trakt_count not_found;
    json_int_t item_count; /* number of items on the list afterwards; RECORD_NONE: unknown */
    bool repeated; /* the request was sent more than once, and Trakt may have applied an earlier
                      sending, whose answer was lost, unreadable or a server error. Titles that
                      existed, or were not there, may then be the result of that sending */
    bool in_doubt; /* for a failure: Trakt may have applied the request anyway */
};

/* A login that waits for the user's confirmation. */
struct trakt_device {
    const char *device_code; /* secret */
    const char *user_code;   /* to type in at url */
    const char *url;
    int expires_in; /* seconds */
    int interval;   /* seconds between polls */
    json_t *json;
};

/* A pair of tokens. */
struct trakt_grant {
    const char *access;  /* secret */
    const char *refresh; /* secret; NULL: none given */
    json_int_t created_at;
    json_int_t expires_in;
    json_t *json;
};

/* Each frees the contents. */
void trakt_titles_release(struct trakt_titles *titles);
void trakt_lists_release(struct trakt_lists *lists);
void trakt_items_release(struct trakt_items *items);
void trakt_account_release(struct trakt_account *account);
void trakt_device_release(struct trakt_device *device);
void trakt_grant_release(struct trakt_grant *grant);

/*
 * --- Readers ---
 *
 * Each reads the body of a successful answer. It overwrites the struct that it fills; the caller
 * releases the struct in every case. Returns false with error (bad-answer) if the body is not JSON,
 * or not of the documented form. Other rooms use trakt_read_titles_take, for answers in a cache;
 * the rest is for the client and for tests. */

/* Reads JSON of that type, tolerating single bad values; what names the subject in error. Sets
 * *json to a new object, or NULL. */
bool trakt_load(const char *text, size_t len, json_type type, const char *what, json_t **json,
                struct trakt_error *error);

/* Reads the results of a search into titles. Skips results that are not titles. */
bool trakt_read_titles(const char *text, size_t len, struct trakt_titles *titles,
                       struct trakt_error *error);
/* Does what trakt_read_titles does with an answer that is already parsed; takes the answer. */
bool trakt_read_titles_take(json_t *answer, struct trakt_titles *titles, struct trakt_error *error);
bool trakt_read_account(const char *text, size_t len, struct trakt_account *account,
                        struct trakt_error *error);
bool trakt_read_device(const char *text, size_t len, struct trakt_device *device,
                       struct trakt_error *error);
bool trakt_read_grant(const char *text, size_t len, struct trakt_grant *grant,
                      struct trakt_error *error);

/* Adds one page of lists to lists, which is zeroed before the first page. owner is "me"; NULL: the
 * lists' own owners. A list without a name, an id or an owner is counted as unread. Fails if all
 * entries on a page are unread, unless there is only one and it is not empty. */
bool trakt_read_lists(const char *text, size_t len, const char *owner, struct trakt_lists *lists,
                      struct trakt_error *error);

/* Reads the answer to the creation of a list; sets lists to that list only. */
bool trakt_read_made(const char *text, size_t len, struct trakt_lists *lists,
                     struct trakt_error *error);

/* Moves the lists of more, which is released, to the end of lists. */
void trakt_lists_join(struct trakt_lists *lists, struct trakt_lists *more);

/*
 * Adds one page of items to items, which is zeroed before the first page. An item of an unknown
 * type, or without an id, is counted as unread. Fails if every item on a page lacks a type or any
 * id, unless there is only one item, and it follows other pages. */
bool trakt_read_items(const char *text, size_t len, struct trakt_items *items,
                      struct trakt_error *error);

/* The four headers of a page. */
struct trakt_page {
    long page;       /* 1 if missing */
    long page_count; /* 1 if missing */
    long item_count; /* RECORD_NONE if missing */
    long limit;      /* entries on a full page; RECORD_NONE if missing */
};

/* Reads the headers of a page. Returns false with error (bad-answer) if one is not a number. */
bool trakt_read_page(const struct http_answer *answer, struct trakt_page *page,
                     struct trakt_error *error);

#endif
