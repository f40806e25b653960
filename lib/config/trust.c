/* Somebody else's file in a directory that we stand in is not ours to obey, as for git and direnv.
 * The group may write to a file, because many systems give each user a group of their own and new
 * files the mode 0664. A file is looked at by its path first, because opening a device may already
 * do something. That look may be out of date when the file is opened, so the open file is judged
 * again, and read by the same descriptor. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* O_PATH */
#endif
#include "config/trust.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"

/* O_NONBLOCK for a FIFO; of a regular file it is not heeded. */
#define READING (O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)

#ifdef O_PATH
#define PASSING (O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
#else
#define PASSING (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
#endif

static void object_take(struct trust *trust, char *objection, const char *remedy)
{
    trust->objection = objection;
    trust->remedy = remedy;
}

/* Objects to what is wrong with the file itself. A directory is left to the reader. */
static void judge(struct trust *trust, const struct stat *file)
{
    char *objection = NULL;

    if (S_ISDIR(file->st_mode))
        return;
    if (!S_ISREG(file->st_mode))
        objection = cvi_strdup("it is not a regular file");
    else if (!file_owner_is_ours(file))
        objection = cvi_format("it belongs to user %lu", (unsigned long)file->st_uid);
    else if (file->st_mode & S_IWOTH)
        objection = cvi_strdup("every user may write to it");
    object_take(trust, objection, "make it yours alone");
}

static bool is_link(const char *path, struct stat *about)
{
    return lstat(path, about) == 0 && S_ISLNK(about->st_mode);
}

/* Objects to a link at the directories of path or, with whole, at path: to one of another user, or,
 * below the current directory, to any. */
static void judge_links(struct trust *trust, const char *path, enum trust_place place)
{
    char *part = cvi_strdup(path);
    bool whole = true;
    struct stat link;

    for (char *end = part + strlen(part); !trust->objection && end && end > part;
         end = strrchr(part, '/'), whole = false) {
        *end = '\0';
        if (!is_link(part, &link))
            continue;
        if (whole && !file_owner_is_ours(&link))
            object_take(trust,
                        cvi_format("the link belongs to user %lu", (unsigned long)link.st_uid),
                        "make it yours alone");
        else if (!file_is_ours(part))
            object_take(trust, cvi_strdup("a link on the way to it belongs to another user"),
                        "make it yours alone");
        else if (place == TRUST_PROJECT)
            object_take(trust,
                        whole ? cvi_strdup("it is a symbolic link")
                              : cvi_format("%s is a symbolic link", part),
                        "put the file itself there");
    }
    free(part);
}

/* Opens a relative path, part by part, and no link. Returns the descriptor, or -1 with errno. */
static int open_below(const char *path)
{
    char *parts = cvi_strdup(path), *rest = NULL;
    char *name = strtok_r(parts, "/", &rest), *next;
    int at = AT_FDCWD, fd;

    for (; (next = strtok_r(NULL, "/", &rest)) != NULL; name = next) {
        fd = openat(at, name, PASSING);
        if (at >= 0)
            close(at);
        at = fd;
        if (at < 0)
            break;
    }
    fd = next ? -1 : openat(at, name, READING | O_NOFOLLOW);
    int error = errno;
    if (at >= 0)
        close(at);
    free(parts);
    errno = error;
    return fd;
}

/* Opens the file that the first look was at, or what has taken its place meanwhile. */
static void open_and_judge(struct trust *trust, const char *path, enum trust_place place)
{
    struct stat file;
    int fd = place == TRUST_PROJECT ? open_below(path) : open(path, READING);

    if (fd >= 0 && fstat(fd, &file) == 0)
        judge(trust, &file);
    else
        trust->error = errno;
    if (trust->error == ENXIO) /* a socket, or a device without hardware */
        object_take(trust, cvi_strdup("it is not a regular file"), "make it yours alone");
    else if (trust->error)
        judge_links(trust, path, place);
    if (fd >= 0 && (trust->objection || trust->error)) {
        close(fd);
        fd = -1;
    }
    trust->fd = fd;
}

void trust_open(struct trust *trust, const char *path, enum trust_place place)
{
    struct stat file;

    *trust = (struct trust){.fd = -1};
    if (stat(path, &file) == 0)
        judge(trust, &file);
    else if (errno == ENOENT || errno == ENOTDIR)
        trust->error = errno; /* not there */
    if (!trust->objection && !trust->error)
        judge_links(trust, path, place);
    if (trust->objection || trust->error)
        return;
    open_and_judge(trust, path, place);
}

bool trust_is_there(const struct trust *trust)
{
    return trust->objection || trust->fd >= 0 ||
           (trust->error != ENOENT && trust->error != ENOTDIR);
}

void trust_close(struct trust *trust)
{
    if (trust->fd >= 0)
        close(trust->fd);
    free(trust->objection);
    *trust = (struct trust){.fd = -1};
}
