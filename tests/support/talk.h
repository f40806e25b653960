/* Starts a stand-in for Trakt and sends it requests over a plain socket, byte for byte. */
#ifndef TEST_TALK_H
#define TEST_TALK_H

#include <stddef.h>
#include <stdint.h>

#include "sandbox.h"

enum { TALK_ANSWER_MAX = 1 << 20, TALK_TEXT_MAX = 4096 };

/* The time at which the clock of every test begins: 2026-11-22 13:00:00, in milliseconds. */
#define TALK_BEGIN INT64_C(1795352400000)

/* The running stand-in, and its variables. */
extern struct talk {
    struct sandbox server;
    unsigned port;
    char id[65], secret[65], token[65], refresh[65];
    char dir[64], log[96], clock[96];
} talk;

/* The last answer, including its head. */
extern char talk_answer[TALK_ANSWER_MAX];

/* Parts to leave out of a request, or to set wrongly. */
enum { NO_AGENT = 1, NO_TYPE = 2, NO_VERSION = 4, BAD_KEY = 8, NO_TOKEN = 16, FORM = 32 };

/* One request and its expected answer. */
struct talk_row {
    const char *line; /* "GET /movies/481" */
    unsigned without;
    const char *body;
    int status;
    const char *has, *lacks; /* in the complete answer, or NULL */
};

#define OPTIONS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define PLAY(rows) talk_play(rows, sizeof(rows) / sizeof *(rows))

/* Starts it (from CVI_BUILD, default build) with a log, a stopped clock, no write limit, and those
 * options, with NULL at the end. */
void talk_start(const char *const *options);

/* Stops it as the end of its parent would. The test fails unless it exits with 0. */
void talk_stop(void);

/* Waits for its end by other means, and cleans up. Returns its exit status, or 128 plus the
 * signal. */
int talk_end(void);

/* Sets the stand-in's time. */
void talk_clock(int64_t milliseconds);

/* Sends a request and reads the answer. Returns its status, or 0 if the connection was closed
 * instead. In line and body, $ID, $SECRET, $TOKEN and $REFRESH are replaced. */
int talk_ask(const char *line, unsigned without, const char *body);

/* Sends each request and checks its answer. */
void talk_play(const struct talk_row *rows, size_t count);

/* Returns the stand-in's log so far. Borrowed until the next call. */
const char *talk_log(void);

/* Returns the string member of that name in the last answer. Borrowed until the next call. */
const char *talk_member(const char *name);

#endif
