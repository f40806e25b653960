/* Runs a program in a session of its own, feeds it, plays a dialogue with it on a pseudo-terminal,
 * and collects all it says. */
#ifndef SPAWN_H
#define SPAWN_H

#include "bytes.h"
#include "dialogue.h"

/* The standard streams, as bits. */
enum { SPAWN_STDIN = 1, SPAWN_STDOUT = 2, SPAWN_STDERR = 4 };

/* What to run; everything is borrowed. All zero but argv and env is a plain run with /dev/null as
 * input. */
struct spawn {
    char *const *argv; /* argv[0] is the path of the program */
    char *const *env;  /* the whole environment */
    const char *cwd;   /* NULL: as here */
    const char *in;    /* NULL: /dev/null */
    size_t in_len;
    bool in_held;         /* keep the input open after `in`, until STEP_CLOSE_IN */
    bool out_gone;        /* standard output is a pipe that nobody reads any more */
    const char *out_path; /* standard output is this file, say /dev/full */
    bool tty;             /* have a controlling terminal */
    unsigned on_tty;      /* which streams are that terminal */
    const struct dialogue *talk;
    const char *log_path; /* the file of STREAM_LOG */
};

/* What came of it. All zero is a good start. */
struct outcome {
    struct bytes out, err;
    struct bytes screen; /* what the terminal showed, CRLF as LF */
    struct bytes
        trouble; /* empty, or why the run is void: it hung, or the dialogue was not finished */
    int status;  /* as $? in a shell: 128 and the number of a deadly signal; 127 when it cannot be
                    run */
};

/* Runs it to its end, 120 seconds at most (600 with CVI_BIN). Whatever it left running is killed.
 */
void spawn_run(const struct spawn *what, struct outcome *came);

/* Gives the outcome's contents back. */
void outcome_release(struct outcome *came);

#endif
