/* Runs a program in its own session, writes its input, plays a dialogue with it on a
 * pseudo-terminal, and collects all output. */
#ifndef SPAWN_H
#define SPAWN_H

#include "bytes.h"
#include "dialogue.h"

/* The standard streams, as bits. */
enum { SPAWN_STDIN = 1, SPAWN_STDOUT = 2, SPAWN_STDERR = 4 };

/* The program to run; everything is borrowed. Zeroed except for argv and env: a plain run with
 * /dev/null as input. */
struct spawn {
    char *const *argv; /* argv[0] is the path of the program */
    char *const *env;  /* the whole environment */
    const char *cwd;   /* NULL: unchanged */
    const char *in;    /* NULL: /dev/null */
    size_t in_len;
    bool in_held;         /* keep standard input open after `in`, until STEP_CLOSE_IN */
    bool out_gone;        /* standard output is a pipe whose reader has exited */
    const char *out_path; /* standard output is this file, for example /dev/full */
    bool tty;             /* have a controlling terminal */
    unsigned on_tty;      /* which streams are that terminal */
    const struct dialogue *talk;
    const char *log_path; /* the file of STREAM_LOG */
};

/* The results. A zeroed struct is empty. */
struct outcome {
    struct bytes out, err;
    struct bytes screen; /* the text on the terminal, with CRLF as LF */
    struct bytes
        trouble; /* empty, or why the run is void: it hung, or the dialogue was not completed */
    int status;  /* as $? in a shell: 128 and the number of a deadly signal; 127 when it cannot be
                  * run */
};

/* Runs it until it exits, at most 120 seconds (600 with CVI_BIN). Processes that it left running
 * are killed. */
void spawn_run(const struct spawn *what, struct outcome *came);

/* Frees the contents of the outcome. */
void outcome_release(struct outcome *came);

#endif
