/* One call of the API: its headers, the token, one more try after a 401. For trakt's own files. */
#ifndef TRAKT_CALL_H
#define TRAKT_CALL_H

#include <stdbool.h>

#include "http/http.h"
#include "trakt/error.h"
#include "trakt/login.h"

struct trakt {
    struct http *http;
    struct trakt_login *login;
    struct trace *trace; /* NULL: none; both hosts write to it */
    char *api_url;       /* without a slash at its end */
    char *budget_path;   /* NULL: none */
    char *lists_path;    /* NULL: none */
    size_t at_once;      /* most requests of one kind to have under way; not 0 */
};

struct trakt_call {
    const char *method;
    const char *path; /* with its query: "/sync/watchlist?page=1" */
    const char *body; /* NULL: none */
    enum trakt_about about;
    bool single; /* it must not arrive twice: what is lost is not sent again by itself */
};

/*
 * A call from trakt_call_start until trakt_call_take says that it is over. It must stay where it
 * is, and the call's text too. Ends with http_release of its answer. */
struct trakt_flight {
    const struct trakt_call *call;
    struct http_answer answer;
    bool answered;
    bool renewed;             /* it was sent once more with a new token */
    struct trakt_error error; /* why it was not sent at all */
};

/* Sends a call as the user who is logged in; trakt_wait waits for the answer. The login may be
 * renewed first, which blocks. */
void trakt_call_start(struct trakt *trakt, const struct trakt_call *call,
                      struct trakt_flight *flight);

/*
 * Looks at what has come. A 401 is met with a new token and the same call once more, so the call
 * is then under way again. error is set when it failed. */
enum trakt_progress trakt_call_take(struct trakt *trakt, struct trakt_flight *flight,
                                    struct trakt_error *error);

/*
 * Calls as the user who is logged in, and waits. True when the answer is a success. The answer is
 * the caller's in every case (http_release). It may be sent twice, unless it is single. */
bool trakt_call(struct trakt *trakt, const struct trakt_call *call, struct http_answer *answer,
                struct trakt_error *error);

/*
 * Calls all of them as trakt_call does, several at a time, and waits for all. True when all answers
 * are successes; otherwise error is of the first that is not. The answers, count of them, are the
 * caller's in every case. */
bool trakt_call_all(struct trakt *trakt, const struct trakt_call *calls, size_t count,
                    struct http_answer *answers, struct trakt_error *error);

/* For an answer that trakt_call took for a success, but whose body cannot be used: adds its status
 * to error. False. */
bool trakt_call_spoilt(const struct http_answer *answer, struct trakt_error *error);

/*
 * Sends a call that needs no login; done gets the answer. Searches go without the token, so that a
 * dead one does not spoil them. */
void trakt_call_later(struct trakt *trakt, const char *path, http_done *done, void *context);

#endif
