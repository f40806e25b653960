/*
 * What Trakt answers, read with every type, size and count checked. Pure: text in, structs out.
 * Text and JSON within the structs are borrowed from the struct's json member. */
#ifndef TRAKT_ANSWER_H
#define TRAKT_ANSWER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "record/record.h"
#include "trakt/error.h"

/* What the main watchlist is called here; Trakt gives it no name. */
#define TRAKT_MAIN_WATCHLIST "Main Watchlist"

/* A film or show as a search finds it. */
struct trakt_title {
    enum media_type type;
    const char *title;
    int year;                   /* RECORD_NONE when unknown */
    json_int_t trakt;           /* the id; unique within its type only */
    const json_t *ids;          /* all of them: trakt, slug, imdb, tmdb, tvdb. Nulls are removed */
    json_int_t votes;           /* RECORD_NONE: not told. How well known it is */
    const char *country;        /* "us"; NULL: not told */
    const char *original_title; /* NULL: not told */
    const json_t *raw;          /* the whole object */
};

/* In the order in which Trakt gave them; those that are neither film nor show, or broken, are left
 * out. Zeroed is empty. */
struct trakt_titles {
    struct trakt_title *at;
    size_t count;
    bool spoilt; /* a result that should be a title has no name or no id, and was left out */
    json_t *json;
};

/* One of the user's lists. */
struct trakt_list {
    const char *name;
    const char *slug; /* "" when not told */
    json_int_t trakt; /* the id */
    json_int_t item_count;
    const char *privacy;     /* "private"; "" when not told */
    const char *description; /* "" when there is none */
    const char *updated_at;  /* ISO 8601; "" when not told */
    const char *owner;       /* the slug for paths: "me" unless it is somebody else's */
    const json_t *raw;       /* the whole object */
};

struct trakt_lists {
    struct trakt_list *at;
    size_t count;
    json_t *json;
};

/* What is on a list. */
struct trakt_item {
    json_int_t rank;       /* RECORD_NONE: not told */
    const char *listed_at; /* ISO 8601; "" when not told */
    const char *notes;     /* NULL: none */
    const char *type;      /* "movie", "show", "season", "episode", "person" */
    const char *title; /* of the film or show; of a season or episode, that of its show. "" none */
    int year;          /* RECORD_NONE when unknown */
    int season;        /* of a season or episode; else RECORD_NONE */
    int episode;       /* of an episode; else RECORD_NONE */
    json_int_t trakt;  /* the id of what type says; 0 when not told */
    const json_t *ids; /* likewise; NULL when not told */
    const json_t *raw; /* the whole object */
};

struct trakt_items {
    struct trakt_item *at;
    size_t count;
    size_t unread; /* others that are there: of a type not known here, or without an id */
    json_t *json;
};

/* The account that is logged in. */
struct trakt_account {
    const char *username;
    const char *name; /* "" when there is none */
    bool vip;
    json_int_t most_lists;           /* limits; RECORD_NONE: not told */
    json_int_t most_list_items;      /* on each list */
    json_int_t most_watchlist_items; /* on the watchlist */
    json_t *json;
};

/* How many, by type. */
struct trakt_count {
    json_int_t movies;
    json_int_t shows;
};

/* Something to put on a list. */
struct trakt_addition {
    enum media_type type;
    json_int_t trakt;
    bool not_found; /* set by the call: Trakt does not know this id */
};

/* What became of the additions. */
struct trakt_added {
    struct trakt_count added;
    struct trakt_count existing;
    struct trakt_count not_found;
    json_int_t item_count; /* of the list afterwards; RECORD_NONE: not told */
};

/* A login that waits for the user. */
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

/* What the four headers say of a page. */
struct trakt_page {
    long page;       /* 1 when not told */
    long page_count; /* 1 when not told */
    long item_count; /* RECORD_NONE when not told */
    long limit;      /* entries on a full page; RECORD_NONE when not told */
};

/* Moves the lists of more, which is released, behind those of lists. */
void trakt_lists_join(struct trakt_lists *lists, struct trakt_lists *more);

/* Each frees the contents. */
void trakt_titles_release(struct trakt_titles *titles);
void trakt_lists_release(struct trakt_lists *lists);
void trakt_items_release(struct trakt_items *items);
void trakt_account_release(struct trakt_account *account);
void trakt_device_release(struct trakt_device *device);
void trakt_grant_release(struct trakt_grant *grant);

/*
 * Each reads the body of a good answer. What it fills is overwritten, and is to be released in
 * every case. False with error (bad-answer) when it is not JSON, or not of the documented shape. */
/* Results that are no titles are left out. */
bool trakt_read_titles(const char *text, size_t len, struct trakt_titles *titles,
                       struct trakt_error *error);
bool trakt_read_account(const char *text, size_t len, struct trakt_account *account,
                        struct trakt_error *error);
bool trakt_read_device(const char *text, size_t len, struct trakt_device *device,
                       struct trakt_error *error);
bool trakt_read_grant(const char *text, size_t len, struct trakt_grant *grant,
                      struct trakt_error *error);

/* Adds one page of lists or items to what was read before (zeroed at first). */
bool trakt_read_lists(const char *text, size_t len, const char *owner, struct trakt_lists *lists,
                      struct trakt_error *error);
/* Reads the one list of the user's that was made: it is then the only one in lists. */
bool trakt_read_made(const char *text, size_t len, struct trakt_lists *lists,
                     struct trakt_error *error);
/* An item of a type that is not known here, or without an id, is counted as unread. A page is
 * worthless when an item on it does not even say its type, or when none of those that should has an
 * id. */
bool trakt_read_items(const char *text, size_t len, struct trakt_items *items,
                      struct trakt_error *error);

/*
 * Reads the answer to additions, marks those not found, and checks that each one is accounted
 * for: false with error (unaccounted) when added, existing and not found do not make up what
 * was sent. */
bool trakt_read_added(const char *text, size_t len, struct trakt_addition *additions, size_t count,
                      struct trakt_added *added, struct trakt_error *error);

/* Reads the headers of a page. False with error (bad-answer) when they are no numbers. */
bool trakt_read_page(const struct http_answer *answer, struct trakt_page *page,
                     struct trakt_error *error);

/* The body of additions: {"movies":[{"ids":{"trakt":1}}],"shows":[...]}. New. */
CVI_MUST_USE char *trakt_write_additions(const struct trakt_addition *additions, size_t count);

#endif
