/* Runs a program with its output in pipes. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

enum { PROCESS_NOT_RUN = 127 }; /* the exit status if the program could not be run */

struct process_plan {
    const char *path;         /* path of the program; PATH is not searched */
    char *const *arguments;   /* NULL-terminated, the program's name first */
    char *const *environment; /* in the form of environ */
    bool reads_errors;        /* its standard error is also a pipe to this process; otherwise it is
                               * this process's */
    bool alone; /* it has its own process group, so that it does not get the terminal's signals; it
                 * writes no core file, and is killed when this process ends (on Linux) */
    unsigned most_gib; /* maximum memory; 0: the limit of this process */
};

struct process {
    pid_t pid;
    int out;    /* reads its standard output */
    int errors; /* reads its standard error; -1: not a pipe */
};

/*
 * Starts the program, with an empty standard input, no signal blocked, and default SIGPIPE and
 * SIGXFSZ. The program inherits open descriptors that are not close-on-exec. If this process
 * ignores SIGCHLD, resets the signal to its default, because the status would be lost. Returns
 * false with errno if no process can be created. Any number of threads may call this concurrently.
 * End with process_end. */
bool process_start(struct process *process, const struct process_plan *plan);

/* Waits for the program's end (after killing it, if kill_it is set) and closes the pipes. Returns
 * the status in the form of waitpid(2). */
int process_end(struct process *process, bool kill_it);

#endif
