/* The clean environment of a test's programs: a temporary directory, environment variables, an
 * optional sandbox, and placeholders for them. */
#ifndef WORLD_H
#define WORLD_H

#include "bytes.h"
#include "sandbox.h"
#include "words.h"

/* The default time of a stopped clock: 2026-11-22T12:00:00Z, in milliseconds. */
#define WORLD_CLOCK_MS 1795348800000LL

struct world {
    char *root;         /* the top of the project, where the test was started */
    char *build;        /* the build directory, absolute */
    char *tmp;          /* the programs' working directory */
    long long clock_ms; /* the initial time of a stopped clock; 0: not stopped */
    struct words env;
    struct sandbox sandbox;
    struct sandbox hostile; /* the hostile server (tests/hostile) */
    struct sandbox front;   /* HTTP/2 in front of the sandbox (tests/front) */
};

/* Opens a world. The caller closes it with world_close(). */
void world_open(struct world *w);

/* Stops the sandbox, removes the directory (unless CVI_KEEP is set) and frees everything. Errors of
 * the sandbox are added to `why`, which may be NULL. */
void world_close(struct world *w, struct bytes *why);

/* Sets a variable for the programs, or removes it if value is NULL. */
void world_set(struct world *w, const char *name, const char *value);

/* Gives the programs a stopped clock with this time. */
void world_clock(struct world *w, long long ms);

/* Starts a sandbox, after a call of world_clock(). Returns NULL, or the error, which the caller
 * frees. */
char *world_sandbox(struct world *w, const struct words *options)
    __attribute__((warn_unused_result));

/* Does the same for the hostile server, whose acts are the options. */
char *world_hostile(struct world *w, const struct words *acts) __attribute__((warn_unused_result));

/* Starts the front, with its acts and options, for the running sandbox, and sets the variables that
 * direct the programs to it. */
char *world_front(struct world *w, const struct words *acts) __attribute__((warn_unused_result));

/* Returns the path of one of our programs or scripts, which the caller frees; NULL if it does not
 * exist. */
char *world_program(const struct world *w, const char *name) __attribute__((warn_unused_result));

/* Replaces the placeholders by their values. */
void world_expand(const struct world *w, struct bytes *text);

/* Replaces paths and URLs by their placeholders. */
void world_fold(const struct world *w, struct bytes *text);

#endif
