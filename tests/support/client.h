/* A Trakt client in the test's own process, and its stand-in server (see talk.h). */
#ifndef TEST_CLIENT_H
#define TEST_CLIENT_H

#include <stdbool.h>
#include <stddef.h>

#include "talk.h"
#include "trakt/trakt.h"

/* The path of the login of client_open(true), in the directory of the stand-in. */
extern char client_path[128];

/* The results of one call. */
struct outcome {
    bool fine;
    size_t count; /* of results, or of added titles */
    int calls;    /* number of times the answer arrived */
    struct trakt_error error;
};

/* Calls talk_start, and sets the client to the stand-in's clock. */
void client_begin(const char *const *options);

/* Returns a client with the token from the stand-in, or with the login in client_path. If there is
 * no client, the test fails. The caller ends it with trakt_close. */
struct trakt *client_open(bool from_file);

/* Returns the number of requests so far whose lines in the log contain what. */
size_t client_requests(const char *what);

/* Requests the account. */
void client_account(struct trakt *trakt, struct outcome *outcome);

#endif
