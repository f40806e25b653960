/* Parts shared by the files of the Trakt client: the client itself, its calls, reading in pages,
 * and lists. Programs use trakt/trakt.h. */
#ifndef TRAKT_PARTS_H
#define TRAKT_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "http/http.h"
#include "trakt/error.h"
#include "trakt/trakt.h"

struct trace;
struct trakt_login;

struct trakt {
    struct http *http;
    struct trakt_login *login;
    struct trace *trace;  /* of the requests to both hosts; NULL: none */
    char *api_url;        /* without a trailing slash */
    char *budget_path;    /* NULL: none */
    char *lists_path;     /* NULL: none */
    char *made_path;      /* NULL: none */
    bool reported_unread; /* the warning about unreadable lists has been printed */
    int64_t patience_ms;  /* maximum time for a request with its attempts */
    size_t at_once;       /* maximum number of concurrent requests of one kind; not 0 */
};

/* --- Calls (call.c): headers, the token, one retry after a 401 --- */

struct trakt_call {
    const char *method;
    const char *path; /* with its query: "/sync/watchlist?page=1" */
    const char *body; /* NULL: none */
    enum trakt_about about;
    bool suspect;    /* the request itself may cause a server error (see struct http_request) */
    int64_t wait_ms; /* earliest time to send it, in ms from now */
    bool single;     /* must not arrive twice: a call whose answer is lost is not repeated */
};

/* A call from trakt_call_start until trakt_call_take reports that it is over. Neither the flight
 * nor the call and its strings may move or change meanwhile. Free its answer with http_release. */
struct trakt_flight {
    struct trakt *trakt;
    const struct trakt_call *call;
    struct http_answer answer;
    unsigned serial; /* number of the token with which the call was sent */
    bool answered;
    int rejections;           /* number of tokens that Trakt has rejected for this call (401) */
    bool perhaps_done;        /* Trakt may have applied an earlier attempt */
    struct trakt_error error; /* why the call was not sent at all */
};

/* Sends a call as the user who is logged in; trakt_wait waits for the answer. Blocks if the login
 * must be renewed first. */
void trakt_call_start(struct trakt *trakt, const struct trakt_call *call,
                      struct trakt_flight *flight);

/* Returns the progress of a call, with error set if it failed. After a 401, renews the token and
 * repeats the call once; the call is then in flight again. */
enum trakt_progress trakt_call_take(struct trakt_flight *flight, struct trakt_error *error);

/*
 * Calls as the user who is logged in, and waits for the answer. Returns whether the answer is a
 * success; if not, error is set. The caller frees the answer with http_release in every case. The
 * call may be sent twice, unless it is single. */
bool trakt_call(struct trakt *trakt, const struct trakt_call *call, struct http_answer *answer,
                struct trakt_error *error);

/*
 * Makes several calls concurrently, each like trakt_call, and waits for all answers. Returns
 * whether all answers are successes; if not, sets error to that of the first failed call. answers
 * has room for count; the caller frees each with http_release in every case. */
bool trakt_call_all(struct trakt *trakt, const struct trakt_call *calls, size_t count,
                    struct http_answer *answers, struct trakt_error *error);

/* Adds the status of an answer to error, for a success whose body is unusable. Returns false. */
bool trakt_call_spoilt(const struct http_answer *answer, struct trakt_error *error);

/* A request that changes nothing, and the callback that reads its answer. */
struct trakt_get {
    const char *path; /* with its query */
    enum trakt_about about;
    bool optional; /* only for trakt_get_later: a 404 is a valid answer, whose body is not read */

    /*
     * Reads a success. Returns false with error if it is unusable. TRAKT_BAD_ANSWER makes the
     * client repeat the request, so read may be called a second time, and must first release the
     * results of the first call. */
    bool (*read)(void *context, const struct http_answer *answer, struct trakt_error *error);
    void *context;
};

/* Sends a request as the user who is logged in, and waits. Returns whether the answer was read; if
 * not, error is set. The request is sent once more if its answer is unusable (http_reads_again). */
bool trakt_get(struct trakt *trakt, const struct trakt_get *get, struct trakt_error *error);

/* Callback: error is NULL if the answer was read. */
typedef void trakt_read_done(void *context, const struct trakt_error *error);

/* Does what trakt_get does, but without waiting and without a login; copies get. At the end,
 * calls `done` with the context of get. Searches are sent without the token, so that an expired
 * token does not fail them. */
void trakt_get_later(struct trakt *trakt, const struct trakt_get *get, trakt_read_done *done);

/* --- Pages (page.c): all of them, or a failure --- */

/* The pages to read, and the callbacks that take them. */
struct trakt_pages {
    const char *path;  /* without a query */
    const char *query; /* "extended=metadata"; NULL: none */
    int size;          /* entries to ask for on a page; 0: the maximum */
    const char *what;  /* "lists", for messages */
    bool optional;     /* a 404 for the first page means that there are no entries */

    /* Takes the body of one page, and sets *count to the number of entries so far, including those
     * of earlier pages. Returns false with error if the body is unusable. */
    bool (*take)(void *context, const char *text, size_t len, size_t *count,
                 struct trakt_error *error);

    /* Returns whether the entries received can be all entries; otherwise returns false with error.
     * May be NULL. */
    bool (*check)(void *context, struct trakt_error *error);

    void (*forget)(void *context); /* releases the entries received */
    void *context;
};

/*
 * Reads all pages in their order, several at a time. All pages must state the same number of
 * pages, page size and number of entries; the page numbers must be in order, and the entries that
 * were received must match. If not, all
 * pages are read once more, because the list may have changed meanwhile. If that fails too, returns
 * false with error, and forgets all entries.
 *
 * Pagination: https://docs.trakt.tv, as of September 2026 (four X-Pagination headers; at most 250
 * entries a page; a larger limit is reduced). */
bool trakt_read_pages(struct trakt *trakt, const struct trakt_pages *pages,
                      struct trakt_error *error);

/* Sets *count to the number of entries in all pages of path; RECORD_NONE if Trakt does not give
 * it. */
bool trakt_ask_count(struct trakt *trakt, const char *path, json_int_t *count,
                     struct trakt_error *error);

/* --- Lists (list.c) --- */

/* Sets target, which may already be set, to that list; the caller releases target. */
void trakt_target_set(struct trakt_target *target, const struct trakt_list *list);

/* Does what trakt_choose_list does, and also uses the remembered lists. */
bool trakt_pick_list(const struct trakt *trakt, const struct trakt_lists *lists, const char *name,
                     struct trakt_target *target, struct trakt_error *error);

/* --- The collection (owned.c) --- */

#define TRAKT_COLLECTION_PATH "/sync/collection"

/* Does what trakt_count_items does, for the collection. */
bool trakt_count_collection(struct trakt *trakt, json_int_t *count, struct trakt_error *error);

/* --- Names of new lists (new_name.c) --- */

/*
 * Returns whether a new list may have the name, which no list has yet. Returns false with error if
 * the name is invalid, looks like a misspelt name of an existing list, or may be the requested
 * name of an existing list, to which Trakt then gave another name. */
bool trakt_may_name(const struct trakt *trakt, const struct trakt_lists *lists, const char *name,
                    struct trakt_error *error);

#endif
