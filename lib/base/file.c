/* Files that are replaced whole or not at all. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool read_all(int fd, const char *path, struct buf *out, struct why *why)
{
    for (;;) {
        size_t room = out->max - out->len < 65536 ? out->max - out->len : 65536;
        char extra;
        char *at = buf_reserve(out, room);
        ssize_t got = room ? read(fd, at, room) : read(fd, &extra, 1);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return why_set(why, EX_NOINPUT, "%s: %s", path, strerror(errno));
        if (got == 0)
            return true;
        if (!room)
            return why_set(why, EX_DATAERR, "%s: longer than %zu bytes", path, out->max);
        out->len += (size_t)got;
        out->at[out->len] = '\0';
    }
}

bool file_read(const char *path, struct buf *out, struct why *why)
{
    if (strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, "standard input", out, why);

    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return why_set(why, EX_NOINPUT, "%s: %s", path, strerror(errno));
    bool done = read_all(fd, path, out, why);
    close(fd);
    return done;
}

/* What a symbolic link names, as seen from where the link is. NULL when it is none. New. */
static char *link_target(const char *path)
{
    char target[PATH_MAX];
    ssize_t len = readlink(path, target, sizeof target - 1);
    const char *slash = strrchr(path, '/');

    if (len < 0)
        return NULL;
    target[len] = '\0';
    if (target[0] == '/' || !slash)
        return cvi_strdup(target);
    return cvi_format("%.*s%s", (int)(slash + 1 - path), path, target);
}

/*
 * The file that is written: what symbolic links name in the end, be it there or not. NULL, with
 * errno, when they go round in a circle. New. */
static char *resolve(const char *path)
{
    char *real = realpath(path, NULL);

    if (real || errno == ELOOP)
        return real;
    real = cvi_strdup(path);
    for (char *next; (next = link_target(real)) != NULL; real = next)
        free(real);
    return real;
}

static bool is_special(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode);
}

/*
 * Makes the draft, with a name of its own; or, for somebody who is alone, with always the same one:
 * what a killed program has left is then used again, and does not lie about. */
static int open_draft(struct file_draft *d, mode_t mode, bool alone)
{
    int fd;

    d->draft = cvi_format(alone ? "%s.draft" : "%s.XXXXXX", d->path);
    if (alone) {
        unlink(d->draft);
        fd = open(d->draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0600);
    } else {
        fd = mkstemp(d->draft);
    }
    if (fd >= 0 && fchmod(fd, mode) != 0) {
        int saved = errno;

        close(fd);
        unlink(d->draft);
        errno = saved;
        fd = -1;
    }
    return fd;
}

static bool begin(struct file_draft *d, const char *path, mode_t mode, bool alone, struct why *why)
{
    bool dash = strcmp(path, "-") == 0;
    int fd = -1;

    *d = (struct file_draft){.path = dash ? cvi_strdup(path) : resolve(path)};
    if (dash) {
        fd = dup(STDOUT_FILENO);
    } else if (d->path && is_special(d->path)) {
        fd = open(d->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    } else if (d->path) {
        fd = open_draft(d, mode, alone);
    }
    if (fd >= 0)
        d->stream = fdopen(fd, "w");
    if (d->stream)
        return true;
    why_set(why, EX_IOERR, "%s: cannot be written: %s", path, strerror(errno));
    if (fd >= 0) {
        close(fd);
    } else { /* there is no draft to remove */
        free(d->draft);
        d->draft = NULL;
    }
    file_abandon(d);
    return false;
}

bool file_begin(struct file_draft *d, const char *path, mode_t mode, struct why *why)
{
    return begin(d, path, mode, false, why);
}

static bool write_failed(struct file_draft *d, struct why *why)
{
    why_set(why, EX_IOERR, "%s: cannot be written: %s", d->path, strerror(errno));
    file_abandon(d);
    return false;
}

void file_sync_directory(const char *path)
{
    char *directory = cvi_strdup(path);
    char *slash = strrchr(directory, '/');

    if (slash)
        slash[slash == directory] = '\0';
    int fd = open(slash ? directory : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    free(directory);
}

bool file_commit(struct file_draft *d, struct why *why)
{
    if (fflush(d->stream) != 0 || ferror(d->stream))
        return write_failed(d, why);
    if (d->draft && fsync(fileno(d->stream)) != 0)
        return write_failed(d, why);

    int closed = fclose(d->stream);
    d->stream = NULL;
    if (closed != 0)
        return write_failed(d, why);
    if (d->draft) {
        if (rename(d->draft, d->path) != 0)
            return write_failed(d, why);
        file_sync_directory(d->path);
        free(d->draft);
        d->draft = NULL;
    }
    file_abandon(d);
    return true;
}

void file_abandon(struct file_draft *d)
{
    if (d->stream)
        fclose(d->stream);
    if (d->draft)
        unlink(d->draft);
    free(d->draft);
    free(d->path);
    *d = (struct file_draft){0};
}

bool file_replace(const char *path, const void *bytes, size_t len, mode_t mode, struct why *why)
{
    struct file_draft d;

    if (!file_begin(&d, path, mode, why))
        return false;
    fwrite(bytes, 1, len, d.stream);
    return file_commit(&d, why);
}

bool file_replace_alone(const char *path, const void *bytes, size_t len, mode_t mode,
                        struct why *why)
{
    struct file_draft d;

    if (!begin(&d, path, mode, true, why))
        return false;
    fwrite(bytes, 1, len, d.stream);
    return file_commit(&d, why);
}

bool file_can_replace(const char *path, size_t len, struct why *why)
{
    struct file_draft d;

    if (!begin(&d, path, 0600, true, why))
        return false;
    for (size_t i = 0; i < len; i++)
        fputc(' ', d.stream);
    if (fflush(d.stream) != 0 || ferror(d.stream) || (d.draft && fsync(fileno(d.stream)) != 0))
        return write_failed(&d, why);
    file_abandon(&d);
    return true;
}

/* Whether the lock is still the file of that name, and not one that somebody has removed. */
static bool is_named(int fd, const char *path)
{
    struct stat mine, named;

    return fstat(fd, &mine) == 0 && stat(path, &named) == 0 && mine.st_dev == named.st_dev &&
           mine.st_ino == named.st_ino;
}

/* The descriptor; -1 with errno, which is EWOULDBLOCK when somebody else has the lock. */
static int lock_once(const char *path, int operation)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600);
    int locked = -1;

    while (fd >= 0 && (locked = flock(fd, operation)) != 0 && errno == EINTR)
        ;
    if (fd >= 0 && locked != 0) {
        int saved = errno;

        close(fd);
        errno = saved;
        return -1;
    }
    return fd;
}

int file_lock_now(const char *path, bool *busy, struct why *why)
{
    int fd;

    *busy = false;
    while ((fd = lock_once(path, LOCK_EX | LOCK_NB)) >= 0 && !is_named(fd, path))
        close(fd);
    if (fd < 0) {
        *busy = errno == EWOULDBLOCK;
        why_set(why, *busy ? EX_TEMPFAIL : EX_OSERR, "%s: cannot be locked: %s", path,
                *busy ? "another program has the lock" : strerror(errno));
    }
    return fd;
}

int file_lock(const char *path, struct why *why)
{
    int fd;

    while ((fd = lock_once(path, LOCK_EX)) >= 0 && !is_named(fd, path))
        close(fd);
    if (fd < 0)
        why_set(why, EX_OSERR, "%s: cannot be locked: %s", path, strerror(errno));
    return fd;
}

void file_unlock(int lock)
{
    if (lock >= 0)
        close(lock);
}

/* Leaves errno alone. */
static bool is_directory(const char *path)
{
    int saved = errno;
    struct stat about;
    bool is = stat(path, &about) == 0 && S_ISDIR(about.st_mode);

    errno = saved;
    return is;
}

bool file_make_directory(const char *path, struct why *why)
{
    char *part = cvi_strdup(path);
    bool made = true;

    for (char *c = *part ? part + 1 : part; made; c++) {
        char was = *c;

        if (was != '/' && was != '\0')
            continue;
        *c = '\0';
        made = mkdir(part, 0700) == 0 || is_directory(part);
        if (!made)
            why_set(why, EX_CANTCREAT, "%s: cannot be made: %s", part, strerror(errno));
        *c = was;
        if (!was)
            break;
    }
    free(part);
    return made;
}

char *file_join(const char *directory, const char *name)
{
    size_t len = strlen(directory);

    return cvi_format("%s%s%s", directory, len && directory[len - 1] == '/' ? "" : "/", name);
}

char *file_xdg(const char *variable, const char *home, const char *fallback)
{
    if (variable && variable[0] == '/')
        return file_join(variable, "cvi");
    if (!home || !home[0])
        return NULL;

    char *base = file_join(home, fallback);
    char *place = file_join(base, "cvi");
    free(base);
    return place;
}

mode_t file_output_mode(void)
{
    mode_t mask = umask(0);

    umask(mask);
    return 0644 & ~mask;
}

void file_fill_standard(void)
{
    int fd;

    do {
        fd = open("/dev/null", O_RDWR);
    } while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0)
        close(fd);
}
