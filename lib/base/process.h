/* Runs a program, and reads its output through pipes. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

enum { PROCESS_NOT_RUN = 127 }; /* exit status if the program could not be run */

struct process_plan {
    const char *path;         /* path of the program; PATH is not searched */
    char *const *arguments;   /* NULL-terminated, the program's name first */
    char *const *environment; /* in the form of environ(7) */
    /* The program's standard error is a pipe to this process. If false, the program uses the
     * standard error of this process. */
    bool reads_errors;
    /* The program's standard error is /dev/null. Cannot be combined with reads_errors. */
    bool drops_errors;
    /* The program has its own process group, so that it does not get the terminal's signals. It
     * writes no core file. On Linux, it is killed when this process ends. */
    bool alone;
    unsigned most_gib; /* maximum address space in GiB; 0: the limit of this process */
};

struct process {
    pid_t pid;
    int out;    /* descriptor from which to read its standard output */
    int errors; /* descriptor from which to read its standard error; -1: not a pipe */
};

/*
 * Starts the program. Its standard input is empty, no signal is blocked, and SIGPIPE and SIGXFSZ
 * have their default actions. The program inherits open descriptors that are not close-on-exec. If
 * this process ignores SIGCHLD, resets it to its default, because otherwise the program's status
 * would be lost. Several threads can call this function at the same time.
 * Returns false with errno if no process can be created. After success, the caller must call
 * process_end. */
bool process_start(struct process *process, const struct process_plan *plan);

/* Waits until the program ends, and closes the pipes. If `kill_it` is set, kills the program first.
 * Returns its status, in the form of waitpid(2). */
int process_end(struct process *process, bool kill_it);

#endif
