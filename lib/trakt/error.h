/* Errors of calls to Trakt. Each has a message that states what the error means and what to do. */
#ifndef TRAKT_ERROR_H
#define TRAKT_ERROR_H

#include <stdbool.h>
#include <stdint.h>

#include "http/answer.h"
#include "record/record.h"

/* The kinds of errors. trakt_error_words has their names in records (error.code), in the same
 * order. */
enum trakt_fault {
    TRAKT_FINE,           /* no error */
    TRAKT_UNAUTHORIZED,   /* unauthorized: 401, or not logged in */
    TRAKT_BAD_CLIENT,     /* bad-client: the client id or secret is not accepted */
    TRAKT_BLOCKED,        /* blocked: refused by Trakt's CDN */
    TRAKT_RATE_LIMITED,   /* rate-limited: 429, or a wait longer than --patience */
    TRAKT_LIST_FULL,      /* list-full: 420 */
    TRAKT_ACCOUNT_LOCKED, /* account-locked: 423 */
    TRAKT_VIP_ONLY,       /* vip-only: 426 */
    TRAKT_NOT_FOUND,      /* not-found: 404 */
    TRAKT_NO_LIST,        /* no-list: the user has no such list */
    TRAKT_REFUSED,        /* refused: another 4xx */
    TRAKT_SERVER_ERROR,   /* server-error: 5xx, or 408, 421 or 425 */
    TRAKT_UNREACHABLE,    /* unreachable: no answer, or 511 (this network requires a login) */
    TRAKT_BAD_ANSWER,     /* bad-answer: the answer is incomplete or not as documented */
    TRAKT_UNACCOUNTED,    /* unaccounted: the counts in the answer do not match the titles sent */
    TRAKT_LOCAL,          /* local: an error on this machine, for example in the credentials file */
};
extern const char *const trakt_error_words[];

/* An error, filled in by the function that failed. Contains no secrets. */
struct trakt_error {
    enum trakt_fault fault;
    const char *code; /* from trakt_error_words; NULL if fault is TRAKT_FINE */
    int http_status;  /* 0: no answer */
    bool retry;       /* the same call may work later */
    bool final;       /* further calls in this run will fail too: send no more */
    /* The wait before another request, in ms. Set after a server error or a temporary refusal;
     * otherwise 0. */
    int64_t wait_ms;
    int exit_status; /* the exit status if the program exits because of this error */
    char message[512];
};

/* The progress of a call. */
enum trakt_progress {
    TRAKT_UNDER_WAY,
    TRAKT_DONE,   /* the answer is a success */
    TRAKT_FAILED, /* the answer is an error, or there is no answer */
};

/* The subject of a call. The meaning of a status depends on it. */
enum trakt_about { TRAKT_ABOUT_SEARCH, TRAKT_ABOUT_LIST, TRAKT_ABOUT_ACCOUNT, TRAKT_ABOUT_OAUTH };

/* Fills error for an answer that is not a success. Always returns false, for use in a return
 * statement. Pure. */
bool trakt_error_of(struct trakt_error *error, enum trakt_about about,
                    const struct http_answer *answer);

/* Fills error with the given fault and message, and the usual values for this fault. Always returns
 * false. */
bool trakt_error_set(struct trakt_error *error, enum trakt_fault fault, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Returns the error in the form that records use (see stage_fail_with). Its strings are borrowed
 * from error. */
struct record_error trakt_error_record(const struct trakt_error *error);

/* Returns the exit status for a program that exits because of this error: error->exit_status.
 * However, EX_RECORD is for a single failed record, so it is replaced by 78 (not-found) or 69 (any
 * other fault). */
int trakt_error_status(const struct trakt_error *error);

/* Prints the message and exits with trakt_error_status. */
_Noreturn void trakt_error_die(const struct trakt_error *error);

#endif
