/* Counts, when preloaded (LD_PRELOAD), the calls of a program that change a file or transfer bytes
 * of a connection, and at one of them kills the program or makes the call fail.
 *
 * CRASH_AT=N         the number of the call, from 1; 0: only count
 * CRASH_HOW=kill     SIGKILL, before the call is made
 * CRASH_HOW=NUMBER   the call fails with that errno, if it is one that changes a file
 * CRASH_ON=1         all such calls after it fail, too
 * CRASH_CALL=NAME    only calls of this function are counted
 * CRASH_LOG=FILE     gets a line with the name of each call before it is made, and "got" after a
 *                    recv that received a pair of tokens
 *
 * CRASH_SIZES=FILE   gets a line with the number of bytes of each write to standard output
 *
 * CRASH_JSON=FILE    gets "json_set_alloc_funcs" if the program gives Jansson an allocator
 *
 * CRASH_READ=NAME    pread fails with EIO at and after the byte CRASH_FROM of files whose name
 * ends with NAME, as on a disk with a bad spot; such calls are not counted
 *
 * CRASH_SWAP=FILE    when FILE is opened (a path, or for openat its last part) for the first time,
 * it is first renamed to FILE.was, and CRASH_SWAP_FOR=OTHER to FILE, as if another process did this
 * between a check of the file and its opening */
#define _GNU_SOURCE /* RTLD_NEXT, memmem */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static long number;

static long setting(const char *name)
{
    const char *text = getenv(name);

    return text ? strtol(text, NULL, 10) : 0;
}

/* Adds a line to a file, without the functions that are counted. */
static void note(const char *path, const char *word)
{
    char line[64];
    int len = snprintf(line, sizeof line, "%s\n", word);
    long fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    syscall(SYS_write, fd, line, (long)len);
    syscall(SYS_close, fd);
}

static void tell(const char *word)
{
    const char *path = getenv("CRASH_LOG");

    if (path)
        note(path, word);
}

/* Returns whether the call must fail; then errno is set. */
static int strikes(const char *name, int changes_file)
{
    long at = setting("CRASH_AT");
    const char *how = getenv("CRASH_HOW"), *call = getenv("CRASH_CALL");

    if (call && strcmp(call, name) != 0)
        return 0;
    number++;
    tell(name);
    if (!at || !how || number < at)
        return 0;
    if (strcmp(how, "kill") == 0 && number == at)
        syscall(SYS_kill, syscall(SYS_getpid), (long)SIGKILL);
    if (!changes_file || (number > at && !setting("CRASH_ON")))
        return 0;
    errno = (int)setting("CRASH_HOW");
    return errno != 0;
}

/* Declares real, the function of libc. */
#define FIND(name)                                                                                 \
    __typeof__(&(name)) real;                                                                      \
    void *found = dlsym(RTLD_NEXT, #name);                                                         \
    memcpy(&real, &found, sizeof real)

/* Exchanges the file that is about to be opened, once. */
static void swap(const char *path)
{
    static int done;
    const char *file = getenv("CRASH_SWAP"), *other = getenv("CRASH_SWAP_FOR");
    size_t len = strlen(path), whole = file ? strlen(file) : 0;
    char was[4096];

    if (done || !file || !other || len > whole || strcmp(file + whole - len, path) != 0 ||
        (len < whole && file[whole - len - 1] != '/'))
        return;
    done = 1;
    snprintf(was, sizeof was, "%s.was", file);
    syscall(SYS_renameat, AT_FDCWD, file, AT_FDCWD, was);
    syscall(SYS_renameat, AT_FDCWD, other, AT_FDCWD, file);
}

/* These have the names and parameters of the functions of libc. */
int openat(int at, const char *path, int flags, ...)
{
    FIND(openat);
    va_list args;

    va_start(args, flags);
    unsigned mode = flags & O_CREAT ? va_arg(args, unsigned) : 0;
    va_end(args);
    swap(path);
    return real(at, path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    FIND(open);
    va_list args;

    swap(path);
    va_start(args, flags);
    unsigned mode = flags & O_CREAT ? va_arg(args, unsigned) : 0;
    va_end(args);
    return strikes("open", flags & O_CREAT) ? -1 : real(path, flags, mode);
}

int mkstemp(char *name)
{
    FIND(mkstemp);
    return strikes("mkstemp", 1) ? -1 : real(name);
}

FILE *fdopen(int fd, const char *mode)
{
    FIND(fdopen);
    return strikes("fdopen", 1) ? NULL : real(fd, mode);
}

off_t lseek(int fd, off_t offset, int whence)
{
    FIND(lseek);
    return strikes("lseek", 1) ? -1 : real(fd, offset, whence);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
    FIND(write);
    const char *sizes = getenv("CRASH_SIZES");
    char size[32];

    snprintf(size, sizeof size, "%zu", len);
    if (sizes && fd == STDOUT_FILENO)
        note(sizes, size);
    return strikes("write", 1) ? -1 : real(fd, bytes, len);
}

int posix_fallocate(int fd, off_t offset, off_t len)
{
    FIND(posix_fallocate);
    return strikes("posix_fallocate", 1) ? errno : real(fd, offset, len);
}

int fflush(FILE *stream)
{
    FIND(fflush);
    return strikes("fflush", 1) ? EOF : real(stream);
}

int fsync(int fd)
{
    FIND(fsync);
    return strikes("fsync", 1) ? -1 : real(fd);
}

int fclose(FILE *stream)
{
    FIND(fclose);
    int failed = strikes("fclose", 1), saved = errno;
    int closed = real(stream);

    errno = saved;
    return failed ? EOF : closed;
}

int close(int fd)
{
    FIND(close);
    strikes("close", 0);
    return real(fd);
}

int rename(const char *from, const char *to)
{
    FIND(rename);
    return strikes("rename", 1) ? -1 : real(from, to);
}

int unlink(const char *path)
{
    FIND(unlink);
    return strikes("unlink", 1) ? -1 : real(path);
}

int flock(int fd, int operation)
{
    FIND(flock);
    strikes("flock", 0);
    return real(fd, operation);
}

ssize_t send(int fd, const void *bytes, size_t len, int flags)
{
    FIND(send);
    strikes("send", 0);
    return real(fd, bytes, len, flags);
}

ssize_t recv(int fd, void *bytes, size_t len, int flags)
{
    FIND(recv);
    strikes("recv", 0);
    ssize_t got = real(fd, bytes, len, flags);
    int saved = errno;

    if (got > 0 && memmem(bytes, (size_t)got, "\"access_token\"", 14))
        tell("got");
    errno = saved;
    return got;
}

/* This call cannot fail, so it is neither counted nor logged. */
void json_set_alloc_funcs(void *(*allocate)(size_t), void (*release)(void *));
void json_set_alloc_funcs(void *(*allocate)(size_t), void (*release)(void *))
{
    FIND(json_set_alloc_funcs);
    const char *path = getenv("CRASH_JSON");

    if (path)
        note(path, "json_set_alloc_funcs");
    real(allocate, release);
}

/* Returns whether fd is the file with the bad spot, and the bytes include the spot. */
static int is_bad_spot(int fd, off_t offset, size_t len)
{
    const char *name = getenv("CRASH_READ");
    char link[64], path[4096];

    if (!name || offset + (off_t)len <= setting("CRASH_FROM"))
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t got = readlink(link, path, sizeof path);
    size_t wanted = strlen(name);
    return got >= (ssize_t)wanted && memcmp(path + got - wanted, name, wanted) == 0;
}

ssize_t pread(int fd, void *bytes, size_t len, off_t offset)
{
    FIND(pread);
    if (!is_bad_spot(fd, offset, len))
        return real(fd, bytes, len, offset);
    /* Bytes before the spot can still be read. */
    off_t before = setting("CRASH_FROM") - offset;
    if (before > 0)
        return real(fd, bytes, (size_t)before, offset);
    errno = EIO;
    return -1;
}

/* The same function, with its name in programs that support large files. */
ssize_t pread64(int fd, void *bytes, size_t len, off_t offset)
{
    return pread(fd, bytes, len, offset);
}
