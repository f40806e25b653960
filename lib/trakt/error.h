/* Errors at Trakt, with messages that state their meaning for the call and what to do. */
#ifndef TRAKT_ERROR_H
#define TRAKT_ERROR_H

#include <stdbool.h>
#include <stdint.h>

#include "http/answer.h"
#include "record/record.h"

/* The codes in a record (error.code) are trakt_error_words, in this order. */
enum trakt_fault {
    TRAKT_FINE,           /* no error: code is NULL */
    TRAKT_UNAUTHORIZED,   /* unauthorized: 401, or not logged in */
    TRAKT_BAD_CLIENT,     /* bad-client: client id or secret are not accepted */
    TRAKT_BLOCKED,        /* blocked: refused by the content network in front of Trakt */
    TRAKT_RATE_LIMITED,   /* rate-limited: 429 for longer than our patience */
    TRAKT_LIST_FULL,      /* list-full: 420 */
    TRAKT_ACCOUNT_LOCKED, /* account-locked: 423 */
    TRAKT_VIP_ONLY,       /* vip-only: 426 */
    TRAKT_NOT_FOUND,      /* not-found: 404 */
    TRAKT_NO_LIST,        /* no-list: the user has no such list */
    TRAKT_REFUSED,        /* refused: another 4xx */
    TRAKT_SERVER_ERROR,   /* server-error: 5xx */
    TRAKT_UNREACHABLE,    /* unreachable: no answer */
    TRAKT_BAD_ANSWER,     /* bad-answer: not what Trakt documents, or not complete */
    TRAKT_UNACCOUNTED,    /* unaccounted: Trakt reports an item as neither added, nor existing, nor
                           * unknown */
    TRAKT_LOCAL,          /* local: an error on this machine, for example in the credentials file */
};
extern const char *const trakt_error_words[];

/* Filled in by the function that failed. Lives on the caller's stack; holds no secret. */
struct trakt_error {
    enum trakt_fault fault;
    const char *code; /* a fixed word; NULL when fault is TRAKT_FINE */
    int http_status;  /* 0: no answer */
    bool retry;       /* the same call may work later */
    bool final;       /* no further call in this run will work: send no more */
    int64_t wait_ms;  /* after a server error or a temporary refusal: the wait before another
                         request; otherwise 0 */
    int exit_status;  /* the exit status if the program ends for this error */
    char message[512];
};

/* The progress of a call. */
enum trakt_progress {
    TRAKT_UNDER_WAY,
    TRAKT_DONE,   /* the answer is a success */
    TRAKT_FAILED, /* an error was answered, or nothing */
};

/* The subject of a call: the same status means different things. */
enum trakt_about { TRAKT_ABOUT_SEARCH, TRAKT_ABOUT_LIST, TRAKT_ABOUT_ACCOUNT, TRAKT_ABOUT_OAUTH };

/* Fills error for an answer that is not a success. Returns false, for use in a return statement.
 * Pure. */
bool trakt_error_of(struct trakt_error *error, enum trakt_about about,
                    const struct http_answer *answer);

/* Fills error with a message, and the usual values for its fault. Returns false. */
bool trakt_error_set(struct trakt_error *error, enum trakt_fault fault, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Returns the error for stage_fail_with. Borrowed from error. */
struct record_error trakt_error_record(const struct trakt_error *error);

/* Returns the exit status of a run that ends for this error. This is exit_status, unless that is
 * the status for a single failed record; then it is 78 (not found) or 69. */
int trakt_error_status(const struct trakt_error *error);

/* Exits with that status and the message. */
_Noreturn void trakt_error_die(const struct trakt_error *error);

#endif
