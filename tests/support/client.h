/* A Trakt client in the test's own process, and the stand-in that it talks to (see talk.h). */
#ifndef TEST_CLIENT_H
#define TEST_CLIENT_H

#include <stdbool.h>
#include <stddef.h>

#include "talk.h"
#include "trakt/trakt.h"

/* Where the login of client_open(true) is kept: in the directory of the stand-in. */
extern char client_path[128];

/* What came of one call. */
struct outcome {
    bool fine;
    size_t count; /* of what was found or added */
    int calls;    /* how often the answer came */
    struct trakt_error error;
};

/* talk_start, with the client on the stand-in's clock. */
void client_begin(const char *const *options);

/* Returns a client with the token that the stand-in gave, or with the login in client_path. The
 * test fails when there is none. End with trakt_close. */
struct trakt *client_open(bool from_file);

/* How many requests there were so far whose lines of the log contain what. */
size_t client_requests(const char *what);

/* Asks for the account. */
void client_account(struct trakt *trakt, struct outcome *outcome);

#endif
