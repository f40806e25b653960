/* What went wrong at Trakt, in words that tell what it means here and what to do. */
#ifndef TRAKT_ERROR_H
#define TRAKT_ERROR_H

#include <stdbool.h>
#include <stdint.h>

#include "http/answer.h"
#include "record/record.h"

/* The words that go into a record as error.code are trakt_error_words, in this order. */
enum trakt_fault {
    TRAKT_FINE,           /* no error: code is NULL */
    TRAKT_UNAUTHORIZED,   /* unauthorized: 401, or nobody is logged in */
    TRAKT_BAD_CLIENT,     /* bad-client: client id or secret are not taken */
    TRAKT_BLOCKED,        /* blocked: refused by the content network before Trakt */
    TRAKT_RATE_LIMITED,   /* rate-limited: 429 outlasted our patience */
    TRAKT_LIST_FULL,      /* list-full: 420 */
    TRAKT_ACCOUNT_LOCKED, /* account-locked: 423 */
    TRAKT_VIP_ONLY,       /* vip-only: 426 */
    TRAKT_NOT_FOUND,      /* not-found: 404 */
    TRAKT_NO_LIST,        /* no-list: the user has no such list */
    TRAKT_REFUSED,        /* refused: another 4xx */
    TRAKT_SERVER_ERROR,   /* server-error: 5xx */
    TRAKT_UNREACHABLE,    /* unreachable: no answer */
    TRAKT_BAD_ANSWER,     /* bad-answer: not what Trakt documents, or not complete */
    TRAKT_UNACCOUNTED,    /* unaccounted: an item is neither added, nor there, nor unknown */
    TRAKT_LOCAL,          /* local: something here, the credentials file say */
};
extern const char *const trakt_error_words[];

/* Filled in by the function that failed. Lives on the caller's stack; holds no secret. */
struct trakt_error {
    enum trakt_fault fault;
    const char *code; /* a fixed word; NULL when fault is TRAKT_FINE */
    int http_status;  /* 0: no answer */
    bool retry;       /* the same may work later */
    bool final;       /* no further call of this run will work: stop asking */
    int64_t wait_ms;  /* after a server error or a refusal that passes: the wait before another
                         request; else 0 */
    int exit_status;  /* that fits when the program ends for this */
    char message[512];
};

/* How far a call has come. */
enum trakt_progress {
    TRAKT_UNDER_WAY,
    TRAKT_DONE,   /* the answer is a success */
    TRAKT_FAILED, /* it is none, or there is none */
};

/* What a call is about: the same status means different things. */
enum trakt_about { TRAKT_ABOUT_SEARCH, TRAKT_ABOUT_LIST, TRAKT_ABOUT_ACCOUNT, TRAKT_ABOUT_OAUTH };

/* Fills error for an answer that is not a success. Pure. False, to end a function with it. */
bool trakt_error_of(struct trakt_error *error, enum trakt_about about,
                    const struct http_answer *answer);

/* Fills error with a message of one's own, and the usual values for its fault. False. */
bool trakt_error_set(struct trakt_error *error, enum trakt_fault fault, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* For stage_fail_with. Borrowed from error. */
struct record_error trakt_error_record(const struct trakt_error *error);

/* Returns the exit status of a run that ends for this error: its exit_status, but 78 (not found) or
 * 69 where that is the one of a failed record among others. */
int trakt_error_status(const struct trakt_error *error);

/* Ends the program with that status and the message. */
_Noreturn void trakt_error_die(const struct trakt_error *error);

#endif
