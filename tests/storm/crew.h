/* The pipelines of one run, one or two at once: started, watched, struck down at a drawn instant,
 * and waited for. */
#ifndef STORM_CREW_H
#define STORM_CREW_H

#include <stdbool.h>
#include <sys/types.h>

#include "bytes.h"
#include "words.h"

enum { STAGES = 4, MOST_STAGES = 6, ACTS = 2 };

/* When, how and whom a signal strikes. */
struct blow {
    int signal; /* 0: none */
    enum whom {
        EVERYBODY,
        ONE_STAGE,
        FIRST_PROCESS /* of a script, its shell */
    } whom;
    unsigned stage; /* which, for ONE_STAGE */
    enum when {
        AT_REQUEST, /* when so many requests are in the log since the run began */
        AT_OUTPUT,  /* when so many bytes have come out */
        AT_ADDING,  /* when something has been sent to a list, for the nth time */
        AT_REFRESH, /* when a login is being renewed */
        AT_TIME     /* after so many milliseconds */
    } when;
    unsigned n;
};

/* One pipeline. */
struct act {
    bool is_script;                   /* cvi-trakt-sync, else stages by hand */
    struct words stages[MOST_STAGES]; /* argv of each */
    unsigned count;                   /* of them; of a script, one */
    char *in;                         /* standard input; NULL: /dev/null */
    char *out, *err;                  /* where standard output and errors go */
    char *report;                     /* what a script's cvi-report writes */
    struct blow blow;
    /* What came of it. */
    bool struck, hung;
    int statuses[MOST_STAGES]; /* as $? in a shell */
    /* While it runs. */
    pid_t pids[MOST_STAGES], group;
    int life; /* hangs up when the last process of it has ended */
};

struct crew {
    char *const *env;
    const char *cwd;
    const char *log; /* the stand-in's */
    size_t log_from; /* what was in it before the run */
    struct bytes
        shown; /* every argument of every process that was seen, for who looks for secrets */
    struct act acts[ACTS];
    unsigned count;
    void (*meanwhile)(void *context); /* called every millisecond; or NULL */
    void *context;
};

/* The names of the stages of a pipe, in their order. */
extern const char *const crew_stages[STAGES];

/* Returns how many lines of the log since the run began contain the text; requests of the user do
 * not count. */
unsigned crew_requests(const struct crew *crew, const char *what);

/* Runs them all to the end of their last process; a minute of real time at most, five with
 * CVI_BIN. */
void crew_run(struct crew *crew);
void crew_release(struct crew *crew);

#endif
