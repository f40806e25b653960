/* Runs the pipelines of one run, one or two at a time: starts them, watches them, strikes them at a
 * drawn instant, and waits for them. */
#ifndef STORM_CREW_H
#define STORM_CREW_H

#include <stdbool.h>
#include <sys/types.h>

#include "bytes.h"
#include "words.h"

enum { STAGES = 4, MOST_STAGES = 6, ACTS = 2 };

/* When, how and to which process a signal is sent. */
struct blow {
    int signal; /* 0: no signal */
    enum whom {
        EVERYBODY,
        ONE_STAGE,
        FIRST_PROCESS /* for a script, its shell */
    } whom;
    unsigned stage; /* which, for ONE_STAGE */
    enum when {
        AT_REQUEST, /* when the log has this many requests since the run began */
        AT_OUTPUT,  /* when this many bytes have been output */
        AT_ADDING,  /* at the nth request that sends something to a list */
        AT_REFRESH, /* during the renewal of a login */
        AT_TIME     /* after this many milliseconds */
    } when;
    unsigned n;
};

/* One pipeline. */
struct act {
    bool is_script;                   /* cvi-trakt-sync, else stages by hand */
    struct words stages[MOST_STAGES]; /* argv of each */
    unsigned count;                   /* number of stages; for a script, one */
    char *in;                         /* standard input; NULL: /dev/null */
    char *out, *err;                  /* destinations of standard output and errors */
    char *report;                     /* the output file of a script's cvi-report */
    struct blow blow;
    /* The result. */
    bool struck, hung;
    int statuses[MOST_STAGES]; /* as $? in a shell */
    /* State while it runs. */
    pid_t pids[MOST_STAGES], group;
    int life; /* hangs up when its last process has exited */
};

struct crew {
    char *const *env;
    const char *cwd;
    const char *log;    /* the sandbox's */
    size_t log_from;    /* its size before the run */
    struct bytes shown; /* every argument of every process seen, to be searched for secrets */
    struct act acts[ACTS];
    unsigned count;
    void (*meanwhile)(void *context); /* called every millisecond; or NULL */
    void *context;
};

/* The names of the stages of a pipeline, in their order. */
extern const char *const crew_stages[STAGES];

/* Returns the number of lines in the log since the run began that contain the text; requests of the
 * user do not count. */
unsigned crew_requests(const struct crew *crew, const char *what);

/* Runs all acts to the end of their last process; at most a minute of real time, five minutes with
 * CVI_BIN. */
void crew_run(struct crew *crew);
void crew_release(struct crew *crew);

#endif
