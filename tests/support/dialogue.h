/* The script of a `--- tty` section: what to wait for and what to type. Only reading it; spawn.c
 * plays it. */
#ifndef DIALOGUE_H
#define DIALOGUE_H

#include "bytes.h"

enum step_kind {
    STEP_EXPECT,   /* wait for text on a stream */
    STEP_TYPE,     /* give text to the terminal */
    STEP_WRITE_IN, /* give text to standard input */
    STEP_CLOSE_IN,
    STEP_SIZE
};

enum stream { STREAM_SCREEN, STREAM_OUT, STREAM_ERR, STREAM_LOG, STREAMS };

struct step {
    enum step_kind kind;
    enum stream stream; /* of STEP_EXPECT */
    struct bytes text;  /* what to wait for or to give */
    int columns, rows;  /* of STEP_SIZE */
    int line;           /* in the section, from 1 */
};

/* All zero is a dialogue of no steps. */
struct dialogue {
    struct step *steps;
    size_t count;
};

/* Adds the steps of a script. NULL when all is well, else what is wrong with it, which the caller
 * frees. */
char *dialogue_parse(struct dialogue *d, const struct bytes *script, bool escapes)
    __attribute__((warn_unused_result));

/* Gives the steps back. */
void dialogue_release(struct dialogue *d);

#endif
