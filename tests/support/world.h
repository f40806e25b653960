/* The small clean world a test's programs run in: a temporary directory, an environment, perhaps a
 * sandbox, and the placeholders that stand for them. */
#ifndef WORLD_H
#define WORLD_H

#include "bytes.h"
#include "sandbox.h"
#include "words.h"

/* The time a stopped clock shows unless said otherwise: 2026-11-22T12:00:00Z, in milliseconds. */
#define WORLD_CLOCK_MS 1795348800000LL

struct world {
    char *root;         /* the top of the project, where the test was started */
    char *build;        /* the build directory, absolute */
    char *tmp;          /* the programs' working directory */
    long long clock_ms; /* what a stopped clock shows at first; 0: there is none */
    struct words env;
    struct sandbox sandbox;
    struct sandbox hostile; /* the server of torn answers (tests/hostile) */
    struct sandbox front;   /* HTTP/2 before the sandbox (tests/front) */
};

/* Makes one; world_close() takes it down again. */
void world_open(struct world *w);

/* Stops the sandbox, removes the directory (unless CVI_KEEP is set) and gives everything back. What
 * went wrong with the sandbox is added to `why`, which may be NULL. */
void world_close(struct world *w, struct bytes *why);

/* Sets a variable for the programs, or removes it when value is NULL. */
void world_set(struct world *w, const char *name, const char *value);

/* Gives the programs a stopped clock that shows this time. */
void world_clock(struct world *w, long long ms);

/* Starts a sandbox; call world_clock() first. NULL, or what went wrong, which the caller frees. */
char *world_sandbox(struct world *w, const struct words *options)
    __attribute__((warn_unused_result));

/* The same for the server of torn answers, its acts being the options. */
char *world_hostile(struct world *w, const struct words *acts) __attribute__((warn_unused_result));

/* Starts the front before the sandbox, which runs already, with its acts and options; the programs
   are told to go through it. */
char *world_front(struct world *w, const struct words *acts) __attribute__((warn_unused_result));

/* Returns the path of a program or script of ours, which the caller frees; NULL when there is
 * none. */
char *world_program(const struct world *w, const char *name) __attribute__((warn_unused_result));

/* Replaces the placeholders by what they stand for. */
void world_expand(const struct world *w, struct bytes *text);

/* Replaces paths and addresses by their placeholders. */
void world_fold(const struct world *w, struct bytes *text);

#endif
