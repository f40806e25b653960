/* Runs a program, and reads its output through pipes. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

enum { PROCESS_NOT_RUN = 127 }; /* the exit status if the program could not be run */

struct process_plan {
    const char *path;         /* path of the program; PATH is not searched */
    char *const *arguments;   /* NULL-terminated, the program's name first */
    char *const *environment; /* in the form of environ */
    bool reads_errors; /* its standard error is also a pipe to this process; if false, it shares
                          this process's standard error */
    bool drops_errors; /* its standard error is /dev/null; not with reads_errors */
    /* The program has its own process group, so that it does not get the terminal's signals. It
     * writes no core file and, on Linux, is killed when this process ends. */
    bool alone;
    unsigned most_gib; /* maximum memory in GiB; 0: the same limit as this process */
};

struct process {
    pid_t pid;
    int out;    /* descriptor from which to read its standard output */
    int errors; /* descriptor from which to read its standard error; -1: not a pipe */
};

/*
 * Starts the program. Its standard input is empty, no signal is blocked, and SIGPIPE and SIGXFSZ
 * have their default actions. The program inherits open descriptors that are not close-on-exec. If
 * this process ignores SIGCHLD, resets SIGCHLD to its default, because otherwise the program's
 * status would be lost. Returns false with errno if no process can be created. Several threads may
 * call this at the same time. After success, the caller must call process_end. */
bool process_start(struct process *process, const struct process_plan *plan);

/* Waits until the program ends, and closes the pipes. If `kill_it` is set, kills the program first.
 * Returns its status, in the form of waitpid(2). */
int process_end(struct process *process, bool kill_it);

#endif
