/* Reads, replaces and locks files. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

enum {
    MOST_LINKS = 40,   /* maximum number of links that Linux follows in a path */
    NOT_IN_PLACE = -2, /* result of open_in_place for a path that is not written in place */
};

bool file_read_open(int fd, const char *path, struct buf *out, struct why *why)
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
        return file_read_open(STDIN_FILENO, "standard input", out, why);

    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return why_set(why, EX_NOINPUT, "%s: %s", path, strerror(errno));
    bool done = file_read_open(fd, path, out, why);
    close(fd);
    return done;
}

/* Returns the kind of the file, for a message ("a FIFO"), if reading it could block or never end;
 * otherwise NULL. */
static const char *stream_kind(const struct stat *about)
{
    struct stat null;

    if (S_ISREG(about->st_mode) || S_ISDIR(about->st_mode))
        return NULL;
    if (S_ISCHR(about->st_mode) && stat("/dev/null", &null) == 0 && about->st_rdev == null.st_rdev)
        return NULL;
    return S_ISFIFO(about->st_mode) ? "a FIFO" : S_ISSOCK(about->st_mode) ? "a socket" : "a device";
}

/* Checks the file before it is opened, because opening a device can have side effects. Checks it
 * again afterwards, because it may have been replaced in the meantime. */
bool file_read_regular(const char *path, struct buf *out, struct why *why)
{
    struct stat about;
    const char *kind = stat(path, &about) == 0 ? stream_kind(&about) : NULL;
    int fd = kind ? -1 : open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    bool done = false;

    if (fd >= 0 && fstat(fd, &about) == 0)
        kind = stream_kind(&about);
    if (kind)
        why_set(why, EX_NOINPUT, "%s: %s cannot be read here (use a regular file)", path, kind);
    else if (fd < 0)
        why_set(why, EX_NOINPUT, "%s: %s", path, strerror(errno));
    else
        done = file_read_open(fd, path, out, why);
    if (fd >= 0)
        close(fd);
    return done;
}

char *file_link_target(const char *path)
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

bool file_owner_is_ours(const struct stat *about)
{
    return about->st_uid == geteuid() || about->st_uid == 0;
}

bool file_is_ours(const char *path)
{
    char *place = cvi_strdup(path);
    struct stat about;
    bool ours = true;

    for (int links = 0; ours && links < MOST_LINKS && lstat(place, &about) == 0; links++) {
        char *next = S_ISLNK(about.st_mode) ? file_link_target(place) : NULL;

        ours = file_owner_is_ours(&about);
        if (!next)
            break;
        free(place);
        place = next;
    }
    free(place);
    return ours;
}

bool file_is_foreign_link(const char *path)
{
    struct stat about;

    return lstat(path, &about) == 0 && S_ISLNK(about.st_mode) && !file_is_ours(path);
}

char *file_resolve(const char *path)
{
    if (file_is_foreign_link(path)) {
        errno = EPERM;
        return NULL;
    }
    char *real = realpath(path, NULL);

    if (real || errno == ELOOP)
        return real;
    real = cvi_strdup(path);
    for (char *next; (next = file_link_target(real)) != NULL; real = next)
        free(real);
    return real;
}

static bool is_special(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode);
}

/* Returns the number if `path` is "PLACE/NUMBER"; otherwise -1. */
static int number_below(const char *path, const char *place)
{
    size_t len = strlen(place);
    long number;

    if (strncmp(path, place, len) != 0 || path[len] != '/' ||
        !text_number(path + len + 1, INT_MAX, &number))
        return -1;
    return (int)number;
}

/* Returns the descriptor that `path` names, for example 63 for /dev/fd/63; -1 for other paths.
 * Follows links one at a time, because the target of the last link, for example "pipe:[7]", is not
 * a path. */
static int named_descriptor(const char *path)
{
    char *own = cvi_format("/proc/%ld/fd", (long)getpid());
    const char *const places[] = {"/dev/fd", "/proc/self/fd", "/proc/thread-self/fd", own};
    char *at = cvi_strdup(path);
    int number = -1;

    for (int links = 0; at && number < 0 && links < MOST_LINKS; links++) {
        for (size_t i = 0; i < sizeof places / sizeof *places && number < 0; i++)
            number = number_below(at, places[i]);
        char *next = number < 0 ? file_link_target(at) : NULL;
        free(at);
        at = next;
    }
    free(at);
    free(own);
    return number;
}

/* Returns a duplicate of `fd`, which shares its file offset. Returns -1 with errno (EBADF) if `fd`
 * is closed or read-only. */
static int share_descriptor(int fd)
{
    int flags = fcntl(fd, F_GETFL);

    if (flags < 0)
        return -1;
    if ((flags & O_ACCMODE) == O_RDONLY) {
        errno = EBADF;
        return -1;
    }
    return fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
}

int file_share_named(const char *path, bool *is_name)
{
    int fd = named_descriptor(path);
    int flags = fd < 0 ? 0 : fcntl(fd, F_GETFD);

    *is_name = fd >= 0;
    if (fd < 0)
        return -1;
    if (flags < 0 || flags & FD_CLOEXEC) { /* not inherited, so it is not the user's */
        errno = EBADF;
        return -1;
    }
    return share_descriptor(fd);
}

/* Gives the draft the owner and group (if permitted) and the mode of the old file. If the group
 * cannot be set, the draft's group gets the permissions of others. If there is no old file, or if
 * `alone` is set, the mode is `mode`. Returns false with errno. */
static bool settle_draft(int fd, const char *path, mode_t mode, bool alone)
{
    struct stat old, new;

    if (stat(path, &old) == 0 && S_ISREG(old.st_mode) && fstat(fd, &new) == 0) {
        mode_t kept = old.st_mode & 0777;

        if (old.st_gid != new.st_gid && fchown(fd, (uid_t)-1, old.st_gid) != 0)
            kept = (kept & 0707) | (kept & 07) << 3;
        if (old.st_uid != new.st_uid && fchown(fd, old.st_uid, (gid_t)-1) != 0)
            errno = 0; /* only root may change the owner */
        mode = alone ? mode : kept;
    }
    return fchmod(fd, mode) == 0;
}

/* If the directory of the file does not exist, returns its path, a new string; otherwise NULL. */
static char *missing_directory(const char *path)
{
    char *directory = file_resolve(path);
    char *slash = directory ? strrchr(directory, '/') : NULL;

    if (slash && slash != directory) {
        *slash = '\0';
        if (access(directory, F_OK) != 0 && errno == ENOENT)
            return directory;
    }
    free(directory);
    return NULL;
}

bool file_cannot_write(const char *path, struct why *why)
{
    int error = errno;
    char *directory = error == ENOENT ? missing_directory(path) : NULL;

    if (directory)
        why_set(why, EX_IOERR, "%s: the directory %s does not exist (create it first)", path,
                directory);
    else
        why_set(why, EX_IOERR, "%s: cannot be written: %s", path,
                error == EPERM && file_is_foreign_link(path) ? FILE_FOREIGN_LINK : strerror(error));
    free(directory);
    return false;
}

/* Creates the draft, with a unique name unless `alone` is set. Returns the descriptor; -1 with
 * errno. */
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
    if (fd >= 0 && !settle_draft(fd, d->path, mode, alone)) {
        int saved = errno;

        close(fd);
        unlink(d->draft);
        errno = saved;
        fd = -1;
    }
    return fd;
}

/* Opens `path` if it is written in place (see file_begin). Returns the descriptor, or -1 with
 * errno. Returns NOT_IN_PLACE for other paths. */
static int open_in_place(const char *path)
{
    bool is_name;

    if (strcmp(path, "-") == 0)
        return share_descriptor(STDOUT_FILENO);
    int fd = file_share_named(path, &is_name);
    if (is_name)
        return fd;
    return is_special(path) ? open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY) : NOT_IN_PLACE;
}

/* The purpose of a file: output for the user, a file that belongs to these programs, or such a file
 * that is written under a lock (file_replace_alone). */
enum use { USE_OUTPUT, USE_OWN, USE_ALONE };

static bool begin(struct file_draft *d, const char *path, mode_t mode, enum use use,
                  struct why *why)
{
    *d = (struct file_draft){0};
    if (!*path) /* without this check, the error would appear only in file_commit */
        return why_set(why, EX_IOERR, "'' cannot be written: the name is empty");
    if (use != USE_OUTPUT && is_special(path))
        return why_set(why, EX_IOERR, "%s: cannot be written: not a regular file (remove it)",
                       path);
    struct stat about;
    if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
        return why_set(why, EX_IOERR, "%s: cannot be written: %s", path, strerror(EISDIR));
    int fd = use == USE_OUTPUT ? open_in_place(path) : NOT_IN_PLACE;
    if (fd == NOT_IN_PLACE) {
        d->path = file_resolve(path);
        fd = d->path ? open_draft(d, mode, use == USE_ALONE) : -1;
    } else {
        d->path = cvi_strdup(path);
    }
    if (fd >= 0)
        d->stream = fdopen(fd, "w");
    if (d->stream)
        return true;
    file_cannot_write(path, why);
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
    return begin(d, path, mode, USE_OUTPUT, why);
}

bool file_try(struct file_draft *d, const char *path, mode_t mode, struct why *why)
{
    if (!begin(d, path, mode, USE_OUTPUT, why))
        return false;
    if (d->draft)
        file_abandon(d);
    return true;
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

    if (!begin(&d, path, mode, USE_OWN, why))
        return false;
    fwrite(bytes, 1, len, d.stream);
    return file_commit(&d, why);
}

bool file_replace_alone(const char *path, const void *bytes, size_t len, mode_t mode,
                        struct why *why)
{
    struct file_draft d;

    if (!begin(&d, path, mode, USE_ALONE, why))
        return false;
    fwrite(bytes, 1, len, d.stream);
    return file_commit(&d, why);
}

bool file_can_replace(const char *path, size_t len, struct why *why)
{
    struct file_draft d;

    if (!begin(&d, path, 0600, USE_ALONE, why))
        return false;
    for (size_t i = 0; i < len; i++)
        fputc(' ', d.stream);
    if (fflush(d.stream) != 0 || ferror(d.stream) || (d.draft && fsync(fileno(d.stream)) != 0))
        return write_failed(&d, why);
    file_abandon(&d);
    return true;
}

/* Returns whether `path` still names the open file `fd`. Another process may have removed or
 * replaced the file. */
static bool is_named(int fd, const char *path)
{
    struct stat mine, named;

    return fstat(fd, &mine) == 0 && stat(path, &named) == 0 && mine.st_dev == named.st_dev &&
           mine.st_ino == named.st_ino;
}

/* Opens and locks the file. Returns the descriptor; -1 with errno. */
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

/* Keeps errno. */
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
            why_set(why, EX_CANTCREAT, "%s: cannot be created: %s", part, strerror(errno));
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

const char *file_home(const char *home)
{
    return home && home[0] == '/' ? home : NULL;
}

char *file_xdg(const char *variable, const char *home, const char *fallback)
{
    bool given = variable && variable[0] == '/';

    if (!given && !file_home(home))
        return NULL;
    char *base = given ? cvi_strdup(variable) : file_join(home, fallback);
    char *place = file_join(base, "cvi");
    if (!file_is_ours(base) || !file_is_ours(place) || (!given && !file_is_ours(home))) {
        free(place);
        place = NULL;
    }
    free(base);
    return place;
}

mode_t file_output_mode(void)
{
    mode_t mask = umask(0);

    umask(mask);
    return 0644 & ~mask;
}

bool file_has_run_out(int error)
{
    return error == EMFILE || error == ENFILE;
}

bool file_has_room(void)
{
    enum { ROOM = 8 }; /* descriptors that a host lookup and a connection need at most */
    int fds[ROOM], count = 0;

    while (count < ROOM && (fds[count] = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0)
        count++;
    int error = count < ROOM ? errno : 0;
    for (int i = 0; i < count; i++)
        close(fds[i]);
    errno = error;
    return !file_has_run_out(error);
}

void file_fill_standard(void)
{
    static const int flags[] = {
        [STDIN_FILENO] = O_WRONLY, [STDOUT_FILENO] = O_RDONLY, [STDERR_FILENO] = O_RDWR};

    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        bool closed = fcntl(fd, F_GETFD) < 0 && errno == EBADF;

        if (closed && open("/dev/null", flags[fd]) != fd) /* open uses the lowest free number */
            msg_die(EX_OSERR, "/dev/null: cannot be opened: %s", strerror(errno));
    }
}

void file_survive_limit(void)
{
    signal(SIGXFSZ, SIG_IGN);
}
