/* Declarations that the files of the Trakt client share: the client itself, its calls, and readers
 * of pages and lists. Other code uses trakt/trakt.h. */
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
    struct trace *trace;  /* the log of requests and answers; NULL: none */
    char *api_url;        /* without a trailing slash */
    char *budget_path;    /* as in struct trakt_settings; NULL: none */
    char *lists_path;     /* likewise */
    char *made_path;      /* likewise */
    bool reported_unread; /* the warning about unreadable lists has been printed */
    int64_t patience_ms;  /* maximum time for a request with all its attempts */
    size_t at_once;       /* maximum number of concurrent requests of one kind; not 0 */
};

/* --- Calls (call.c): headers, the token, one retry after a 401 --- */

struct trakt_call {
    const char *method;
    const char *path; /* with the query: "/sync/watchlist?page=1" */
    const char *body; /* NULL: none */
    enum trakt_about about;
    bool suspect;    /* not repeated after a server error (see struct http_request) */
    int64_t wait_ms; /* how long to wait before sending, in ms */
    bool single;     /* must not arrive twice, so it is not repeated if its answer is lost */
};

/* A call in flight. It starts with trakt_call_start, and ends when trakt_call_take returns
 * TRAKT_DONE or TRAKT_FAILED. Until the end, the caller must not move or change the flight, the
 * call or the call's strings. Afterwards, the caller frees the answer with http_release. */
struct trakt_flight {
    struct trakt *trakt;
    const struct trakt_call *call;
    struct http_answer answer;
    unsigned serial;          /* number of the access token that was sent */
    bool answered;            /* the answer has arrived, or the call could not be sent */
    int rejections;           /* number of access tokens that Trakt has rejected (401) */
    bool perhaps_done;        /* Trakt may have applied an earlier attempt */
    struct trakt_error error; /* set if the call could not be sent */
};

/* Sends a call with the user's access token, but does not wait for the answer. The caller calls
 * trakt_wait, and then trakt_call_take. Blocks only while the login is renewed, or while the token
 * command runs. */
void trakt_call_start(struct trakt *trakt, const struct trakt_call *call,
                      struct trakt_flight *flight);

/* Returns the progress of a call. Sets error if the call failed. After a 401, or if the token
 * became outdated before the call was sent, gets another token, sends the call again and returns
 * TRAKT_UNDER_WAY. */
enum trakt_progress trakt_call_take(struct trakt_flight *flight, struct trakt_error *error);

/*
 * Sends a call with the user's access token, and waits for the answer. Returns whether the answer
 * is a success; otherwise error is set. The caller frees the answer with http_release in every
 * case. If the answer is lost, the call is sent again, unless it is single. */
bool trakt_call(struct trakt *trakt, const struct trakt_call *call, struct http_answer *answer,
                struct trakt_error *error);

/*
 * Does the same for `count` calls at the same time, and waits for all answers. Returns whether all
 * answers are successes; otherwise sets error to the error of the first failed call. `answers` has
 * room for `count` answers. The caller frees each of them with http_release in every case. */
bool trakt_call_all(struct trakt *trakt, const struct trakt_call *calls, size_t count,
                    struct http_answer *answers, struct trakt_error *error);

/* Adds the HTTP status of `answer` to `error`. The error states that the answer's body is unusable.
 * Always returns false. */
bool trakt_call_spoilt(const struct http_answer *answer, struct trakt_error *error);

/* A GET request, and the callback that reads its answer. */
struct trakt_get {
    const char *path; /* with its query */
    enum trakt_about about;
    bool optional; /* only for trakt_get_later: a 404 is not an error, and its body is not read */

    /* Reads a successful answer. Returns false with error if the answer is unusable. If the error
     * is TRAKT_BAD_ANSWER, the client repeats the request and calls `read` again. So `read` must
     * first release the results of an earlier call. */
    bool (*read)(void *context, const struct http_answer *answer, struct trakt_error *error);
    void *context;
};

/* Sends a request with the user's access token, and waits for the answer. Returns whether the
 * answer was read; otherwise error is set. If the answer is unusable, sends the request once more
 * (http_reads_again). */
bool trakt_get(struct trakt *trakt, const struct trakt_get *get, struct trakt_error *error);

/* Callback for the end of a request. `error` is NULL if the answer was read. */
typedef void trakt_read_done(void *context, const struct trakt_error *error);

/* Does what trakt_get does, but does not wait: calls `done` with get->context when the request is
 * finished. Copies `get`. Sends no access token: searches do not need one, and an expired token
 * would make them fail. */
void trakt_get_later(struct trakt *trakt, const struct trakt_get *get, trakt_read_done *done);

/* --- Pages (page.c) --- */

/* The pages to read, and the callbacks that read their entries. */
struct trakt_pages {
    const char *path;  /* without a query */
    const char *query; /* "extended=metadata"; NULL: none */
    int size;          /* requested number of entries on a page; 0: the maximum */
    const char *what;  /* name of the entries in messages: "lists" */
    bool optional;     /* a 404 for the first page means that there are no entries */

    /* Reads the body of one page. Sets *count to the total number of entries so far, including
     * earlier pages. Returns false with error if the body is unusable. */
    bool (*take)(void *context, const char *text, size_t len, size_t *count,
                 struct trakt_error *error);

    /* Called after the last page. Returns false with error if the entries show that some are
     * missing. May be NULL. */
    bool (*check)(void *context, struct trakt_error *error);

    void (*forget)(void *context); /* releases the entries received */
    void *context;
};

/*
 * Reads all pages, several at a time, and passes them to `take` in order. All answers must state
 * the same number of pages, page size and number of entries, and this number of entries must be
 * received. Otherwise, the list has probably changed meanwhile, so all pages are read once more. If
 * this second attempt fails too, returns false with error. Calls `forget` after each failed
 * attempt, so the caller never gets a part of the entries.
 *
 * Pagination: https://docs.trakt.tv, as of September 2026 (four X-Pagination headers; at most 250
 * entries a page; a larger limit is reduced). */
bool trakt_read_pages(struct trakt *trakt, const struct trakt_pages *pages,
                      struct trakt_error *error);

/* Sets *count to the number of entries in all pages of `path`, or to RECORD_NONE if Trakt does not
 * state the number. Returns false with error if the request fails. */
bool trakt_ask_count(struct trakt *trakt, const char *path, json_int_t *count,
                     struct trakt_error *error);

/* --- Lists (list.c) --- */

/* Sets target to a list. Overwrites target without releasing its old contents; the caller releases
 * target afterwards. */
void trakt_target_set(struct trakt_target *target, const struct trakt_list *list);

/* Does what trakt_choose_list does, and also finds a list that was created with this name but that
 * has another name at Trakt (trakt/made_lists). */
bool trakt_pick_list(const struct trakt *trakt, const struct trakt_lists *lists, const char *name,
                     struct trakt_target *target, struct trakt_error *error);

/* --- The collection (owned.c) --- */

#define TRAKT_COLLECTION_PATH "/sync/collection"

/* Does what trakt_count_items does, for the collection. */
bool trakt_count_collection(struct trakt *trakt, json_int_t *count, struct trakt_error *error);

/* --- Names of new lists (new_name.c) --- */

/*
 * Returns whether a list with this name may be created. The caller has checked that no list has the
 * name. Returns false with error if
 * - the name is invalid,
 * - the name looks like a misspelling of an existing list's name, or
 * - Trakt may have changed the name to an existing list's name. */
bool trakt_may_name(const struct trakt *trakt, const struct trakt_lists *lists, const char *name,
                    struct trakt_error *error);

#endif
