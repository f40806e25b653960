/* Starts a stand-in Trakt and talks to it over a bare socket, byte for byte. */
#ifndef TEST_TALK_H
#define TEST_TALK_H

#include <stddef.h>
#include <stdint.h>

#include "sandbox.h"

enum { TALK_ANSWER_MAX = 1 << 20, TALK_TEXT_MAX = 4096 };

/* Where the clock of every test begins: 2026-11-22 13:00:00, in milliseconds. */
#define TALK_BEGIN INT64_C(1795352400000)

/* The stand-in that runs, and what it told. */
extern struct talk {
    struct sandbox server;
    unsigned port;
    char id[65], secret[65], token[65], refresh[65];
    char dir[64], log[96], clock[96];
} talk;

/* The last answer, head and all. */
extern char talk_answer[TALK_ANSWER_MAX];

/* What to leave out of a request, or to get wrong in it. */
enum { NO_AGENT = 1, NO_TYPE = 2, NO_VERSION = 4, BAD_KEY = 8, NO_TOKEN = 16, FORM = 32 };

/* One request and what its answer must be. */
struct talk_row {
    const char *line; /* "GET /movies/481" */
    unsigned without;
    const char *body;
    int status;
    const char *has, *lacks; /* in the whole answer, or NULL */
};

#define OPTIONS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define PLAY(rows) talk_play(rows, sizeof(rows) / sizeof *(rows))

/* Starts it (from CVI_BUILD, default build) with a log, a stopped clock, no budget for writes, and
 * those options, NULL at the end. */
void talk_start(const char *const *options);

/* Ends it as the death of its parent would; the test fails unless it ends with 0. */
void talk_stop(void);

/* Waits for an end brought about otherwise, and cleans up; its exit status, 128 + a signal's. */
int talk_end(void);

/* Sets the time the stand-in reads. */
void talk_clock(int64_t milliseconds);

/* Asks and reads the answer; its status, or 0 when the connection was closed instead. In line and
 * body, $ID, $SECRET, $TOKEN and $REFRESH are put in. */
int talk_ask(const char *line, unsigned without, const char *body);

/* Asks row after row and compares. */
void talk_play(const struct talk_row *rows, size_t count);

/* Returns the stand-in's log so far. Borrowed: until the next call. */
const char *talk_log(void);

/* Returns the text member of that name in the last answer. Borrowed: until the next call. */
const char *talk_member(const char *name);

#endif
