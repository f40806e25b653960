/* A program that is run with its output in pipes: started, and waited for. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

enum { PROCESS_NOT_RUN = 127 }; /* the exit status when the program could not be run */

struct process_plan {
    const char *path;         /* of the program; PATH is not asked */
    char *const *arguments;   /* NULL-terminated, the program's name first */
    char *const *environment; /* as environ */
    bool reads_errors;        /* standard error is a pipe to us as well; else it is ours */
    bool alone;               /* in a group of its own, so that the terminal's signals are not for
                                 it; without a core file; killed when we end (on Linux) */
    unsigned most_gib;        /* most memory that it may have; 0: as much as we may */
};

struct process {
    pid_t pid;
    int out;    /* reads its standard output */
    int errors; /* reads its standard error; -1: that is ours */
};

/*
 * Starts the program, with an empty standard input, no signal blocked, and SIGPIPE and SIGXFSZ as
 * usual. It inherits what is open here and not marked to be closed. Where SIGCHLD was ignored in
 * this process, it is no longer: the status would be lost. Returns false with errno when no process
 * can be made. Any number of threads may call this at once. End with process_end. */
bool process_start(struct process *process, const struct process_plan *plan);

/* Waits for the program's end, which kill_it hastens, and closes the pipes. Returns the status as
 * waitpid(2) gives it. */
int process_end(struct process *process, bool kill_it);

#endif
