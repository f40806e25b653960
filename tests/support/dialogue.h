/* The script of a `--- tty` section: the steps to wait and to type. This only parses it; spawn.c
 * plays it. */
#ifndef DIALOGUE_H
#define DIALOGUE_H

#include "bytes.h"

enum step_kind {
    STEP_EXPECT,   /* wait for text on a stream */
    STEP_TYPE,     /* type text on the terminal */
    STEP_WRITE_IN, /* write text to standard input */
    STEP_CLOSE_IN,
    STEP_SIZE
};

enum stream { STREAM_SCREEN, STREAM_OUT, STREAM_ERR, STREAM_LOG, STREAMS };

struct step {
    enum step_kind kind;
    enum stream stream; /* of STEP_EXPECT */
    struct bytes text;  /* the text to wait for or to write */
    int columns, rows;  /* of STEP_SIZE */
    int line;           /* in the section, from 1 */
};

/* A zeroed dialogue has no steps. */
struct dialogue {
    struct step *steps;
    size_t count;
};

/* Adds the steps of a script. Returns NULL, or the error, which the caller frees. */
char *dialogue_parse(struct dialogue *d, const struct bytes *script, bool escapes)
    __attribute__((warn_unused_result));

/* Frees the steps. */
void dialogue_release(struct dialogue *d);

#endif
