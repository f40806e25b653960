/* Shared by all code that starts programs: the process, its descriptors, its status, and its
 * maximum time. */
#ifndef LAUNCH_H
#define LAUNCH_H

/* A program to run; everything is borrowed. */
struct launch {
    char *const *argv; /* argv[0] is the path of the program */
    char *const *env;  /* the whole environment */
    const char *cwd;   /* NULL: unchanged */
};

/* Becomes the program in a forked child, with signals as a shell leaves them, and streams as its
 * standard input, output and error (they may be 0, 1 or 2 themselves). Exits with 127 if the
 * program cannot be run. */
_Noreturn void launch_become(const struct launch *what, const int streams[3]);

/* Converts a status of waitpid(2) to $? in a shell: 128 plus the number of a deadly signal. */
int launch_status(int how);

/* Returns the descriptor, with close-on-exec set. Dies if fd is negative. what is for the
 * message. */
int launch_private(int fd, const char *what);

/* Opens a file, created with mode 0600 if flags require it, or a pipe, with close-on-exec set. Dies
 * on failure. */
int launch_open(const char *path, int flags);
void launch_pipe(int *reader, int *writer);

/* Returns the build directory, relative to the top of the project: CVI_BUILD, or "build". Borrowed
 * from the environment. */
const char *launch_build(void);

/* Prints what and the message for errno, and aborts. */
_Noreturn void launch_die(const char *what);

/* Returns the milliseconds of a monotonic clock. */
long long launch_now_ms(void);

/* Returns the maximum time for a program: ms, or five times as much with CVI_BIN, which may run the
 * programs under valgrind. */
long launch_patience(long ms);

#endif
