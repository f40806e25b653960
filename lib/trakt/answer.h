/* Readers of Trakt's answers. They check every type, size and count. Pure. Strings and JSON values
 * are borrowed from the member `json` of the struct that holds them. "Unknown" means that the
 * answer lacks the value. */
#ifndef TRAKT_ANSWER_H
#define TRAKT_ANSWER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "record/record.h"
#include "trakt/error.h"

struct copy;

/* The name that these programs show for the main watchlist, which has no name at Trakt. */
#define TRAKT_MAIN_WATCHLIST "Main Watchlist"

/* A film or show in the results of a search. */
struct trakt_title {
    enum media_type type;
    const char *title;
    int year;                   /* RECORD_NONE if unknown */
    json_int_t trakt;           /* the Trakt id; a film and a show can have the same id */
    const json_t *ids;          /* the known ids: trakt, slug, imdb, tmdb, tvdb */
    json_int_t votes;           /* how many users rated it; RECORD_NONE: unknown */
    int runtime;                /* minutes; RECORD_NONE: unknown */
    const char *country;        /* "us"; NULL: unknown */
    const char *original_title; /* NULL: unknown */
    const json_t *raw;          /* the title's whole object in the answer */
};

/* Films and shows in Trakt's order. Broken results, and results of other types, are left out. A
 * zeroed struct is empty. */
struct trakt_titles {
    struct trakt_title *at;
    size_t count;
    bool spoilt; /* a result was left out because it has no type, name or id */
    json_t *json;
};

/* One of the user's lists. */
struct trakt_list {
    const char *name;
    const char *slug;        /* "" if unknown */
    json_int_t trakt;        /* the id */
    json_int_t item_count;   /* RECORD_NONE if unknown */
    const char *privacy;     /* "private"; "" if unknown */
    const char *description; /* "": none */
    const char *updated_at;  /* ISO 8601; "" if unknown */
    const char *owner;       /* for request paths: "me", or the slug of another user */
    const json_t *raw;       /* the list's whole object in the answer */
};

struct trakt_lists {
    struct trakt_list *at;
    size_t count;
    /* Number of lists left out, because they lack a name, an id or an owner. */
    size_t unread;
    /* Array of all lists, including those left out. After trakt_read_made: the new list's
     * object. */
    json_t *json;
};

/* An item of a list. */
struct trakt_item {
    json_int_t rank;       /* RECORD_NONE: unknown */
    const char *listed_at; /* ISO 8601; "" if unknown */
    const char *notes;     /* NULL: none */
    const char *type;      /* "movie", "show", "season", "episode", "person" */
    /* The title of the film or show, or the name of the person. For a season or an episode, the
     * title of its show. "" if unknown. */
    const char *title;
    int year;          /* the film's or show's year; RECORD_NONE if unknown */
    int season;        /* the number of a season, or of an episode's season; RECORD_NONE: none */
    int episode;       /* the number of an episode; RECORD_NONE: none */
    json_int_t trakt;  /* the Trakt id of the film, show, season, ...; 0 if unknown */
    const json_t *ids; /* all its ids; NULL if unknown */
    const json_t *raw; /* the item's whole object in the answer */
};

struct trakt_items {
    struct trakt_item *at;
    size_t count;
    /* Number of items left out, because their type is unknown or they have no id. */
    size_t unread;
    json_t *json;
};

/* The account that is logged in. */
struct trakt_account {
    const char *username;
    const char *slug; /* "" if unknown */
    const char *name; /* "": none */
    bool vip;
    /* The account's limits; RECORD_NONE if unknown. */
    json_int_t most_lists;
    json_int_t most_list_items; /* for each list */
    json_int_t most_watchlist_items;
    json_int_t most_collection_items; /* films and episodes */
    json_t *json;
};

/* Numbers of titles, by type. */
struct trakt_count {
    json_int_t movies;
    json_int_t shows;
    json_int_t episodes;
};

/* A film, a show or an episode to add to, or remove from, a list or the collection. */
struct trakt_addition {
    enum media_type type; /* for an episode: MEDIA_SHOW */
    enum title_id kind;   /* the kind of `id` */
    json_int_t id;        /* as in struct title_ids; for an episode, the id of its show */
    int season;           /* for an episode; RECORD_NONE (not 0) for a film or show */
    int episode;          /* likewise */
    /* For the collection: the user's copy (file). NULL: not specified. Borrowed until the request
     * is written. */
    const struct copy *copy;
    bool not_found; /* set from the answer: Trakt does not know this id or episode */
};

/* The result of additions or removals. For the collection, only films and episodes are counted. */
struct trakt_added {
    struct trakt_count added;
    /* For the collection only: titles that were already there, with other details of the copy. */
    struct trakt_count updated;
    struct trakt_count existing; /* titles that were already there */
    struct trakt_count deleted; /* removals only. Trakt does not count titles that were not there */
    struct trakt_count not_found;
    json_int_t item_count; /* number of items on the list afterwards; RECORD_NONE: unknown */
    /* The request was sent more than once, because an answer was lost, unreadable or a server
     * error. Trakt may have applied an earlier attempt. Titles that the earlier attempt added count
     * as existing; titles that it removed are not counted. */
    bool repeated;
    bool in_doubt; /* the call failed, but Trakt may have applied the request anyway */
};

/* A login that the user has not yet confirmed on Trakt's website. */
struct trakt_device {
    const char *device_code; /* secret */
    const char *user_code;   /* the code that the user enters at `url` */
    const char *url;
    int expires_in; /* seconds */
    int interval;   /* seconds between polls */
    json_t *json;
};

/* A new access token, and the refresh token with which it can be renewed. */
struct trakt_grant {
    const char *access;    /* secret */
    const char *refresh;   /* secret; NULL: none */
    json_int_t created_at; /* epoch s, by Trakt's clock; RECORD_NONE: unknown */
    json_int_t expires_in; /* lifetime in s */
    json_t *json;
};

/* Each function frees the contents of its struct, which is then empty. */
void trakt_titles_release(struct trakt_titles *titles);
void trakt_lists_release(struct trakt_lists *lists);
void trakt_items_release(struct trakt_items *items);
void trakt_account_release(struct trakt_account *account);
void trakt_device_release(struct trakt_device *device);
void trakt_grant_release(struct trakt_grant *grant);

/*
 * --- Readers ---
 *
 * Each function reads the body of a successful answer. It overwrites the struct that it fills;
 * trakt_read_lists and trakt_read_items add to the struct instead. The caller releases the struct
 * in every case. A function returns false with error (bad-answer) if the body is not JSON or does
 * not have the documented form. */

/* Parses `text` as JSON of the given type. Tolerates some invalid values. `what` names the subject
 * of the answer in messages. Sets *json to a new value, or to NULL if `text` is not JSON. */
bool trakt_load(const char *text, size_t len, json_type type, const char *what, json_t **json,
                struct trakt_error *error);

/* Reads the results of a search into titles. */
bool trakt_read_titles(const char *text, size_t len, struct trakt_titles *titles,
                       struct trakt_error *error);
/* Does the same for an answer that is already parsed, for example from a cache. Takes ownership of
 * `answer`. */
bool trakt_read_titles_take(json_t *answer, struct trakt_titles *titles, struct trakt_error *error);
bool trakt_read_account(const char *text, size_t len, struct trakt_account *account,
                        struct trakt_error *error);
bool trakt_read_device(const char *text, size_t len, struct trakt_device *device,
                       struct trakt_error *error);
bool trakt_read_grant(const char *text, size_t len, struct trakt_grant *grant,
                      struct trakt_error *error);

/*
 * Adds one page of lists to `lists`, which the caller zeroes before the first page. `owner` is "me"
 * if the user owns all these lists; if `owner` is NULL, each entry names its owner. A list that
 * lacks a name, an id or an owner is unusable, and is counted in lists->unread. Fails if all lists
 * on the page are unusable, because the answer is then broken. However, if the page has only one
 * list, an unusable list is accepted, unless it is an object without members. */
bool trakt_read_lists(const char *text, size_t len, const char *owner, struct trakt_lists *lists,
                      struct trakt_error *error);

/* Reads the answer to a request that created a list. Sets `lists` to the new list only. */
bool trakt_read_made(const char *text, size_t len, struct trakt_lists *lists,
                     struct trakt_error *error);

/* Moves the elements of `more` to the end of `lists`, and releases `more`. */
void trakt_lists_join(struct trakt_lists *lists, struct trakt_lists *more);

/*
 * Adds one page of items to `items`, which the caller zeroes before the first page. An item of an
 * unknown type, or without an id, is counted in items->unread. An item is broken if it lacks a
 * type, or if it has a known type but no id. Fails if the page has broken items but no item with an
 * id, because the whole answer is then broken. However, if an earlier page had items, a page with a
 * single broken item is accepted. */
bool trakt_read_items(const char *text, size_t len, struct trakt_items *items,
                      struct trakt_error *error);

/* The numbers in the four pagination headers of an answer. */
struct trakt_page {
    long page;       /* 1 if missing */
    long page_count; /* 1 if missing */
    long item_count; /* RECORD_NONE if missing */
    long limit;      /* entries on a full page; RECORD_NONE if missing */
};

/* Reads the pagination headers. Returns false with error (bad-answer) if one of them is not a
 * number, or is out of range. */
bool trakt_read_page(const struct http_answer *answer, struct trakt_page *page,
                     struct trakt_error *error);

#endif
