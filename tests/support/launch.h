/* What everything that starts programs shares: the program's process, its descriptors, its status,
 * and the time it may take. */
#ifndef LAUNCH_H
#define LAUNCH_H

/* A program to run; everything is borrowed. */
struct launch {
    char *const *argv; /* argv[0] is the path of the program */
    char *const *env;  /* the whole environment */
    const char *cwd;   /* NULL: as here */
};

/* Becomes the program in a forked child: signals as a shell leaves them, streams as its standard
 * input, output and error (they may be 0, 1 or 2 themselves). Ends the child with 127 when the
 * program cannot be run. */
_Noreturn void launch_become(const struct launch *what, const int streams[3]);

/* Returns what waitpid(2) reported as $? in a shell: 128 and the number of a deadly signal. */
int launch_status(int how);

/* Returns the descriptor, closed on exec; dies when fd is negative. what is for the message. */
int launch_private(int fd, const char *what);

/* Opens a file, created with mode 0600 if flags say so, or a pipe; closed on exec. Dies when that
 * fails. */
int launch_open(const char *path, int flags);
void launch_pipe(int *reader, int *writer);

/* Returns the build directory, as seen from the top of the project: CVI_BUILD, or "build".
 * Borrowed from the environment. */
const char *launch_build(void);

/* Prints what and errno's message, and aborts. */
_Noreturn void launch_die(const char *what);

/* Returns milliseconds of a clock that never goes back. */
long long launch_now_ms(void);

/* Returns the time that a program may take at most: ms, or five times as much with CVI_BIN, which
 * may put valgrind before the programs. */
long launch_patience(long ms);

#endif
