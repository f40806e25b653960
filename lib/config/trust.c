/* Decides whether a file that the user has not named can be trusted. Files of other users are
 * ignored, as in git and direnv. Write access for the group is allowed, because on many systems
 * each user has a group of their own, and new files get the mode 0664. */
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

/* O_NONBLOCK prevents waiting for the writer of a FIFO. It has no effect on a regular file. */
#define READING (O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)

#ifdef O_PATH
#define PASSING (O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
#else
#define PASSING (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
#endif

#define OWN_IT "make it your own, writable by you only"
#define REPLACE_IT "replace it by a regular file"

static void object_take(struct trust *trust, char *objection, const char *remedy)
{
    trust->objection = objection;
    trust->remedy = remedy;
}

/* Sets trust->objection if the file itself cannot be trusted. */
static void judge(struct trust *trust, const struct stat *file)
{
    const bool is_regular = S_ISREG(file->st_mode);
    char *objection = NULL;

    if (S_ISDIR(file->st_mode))
        return;
    if (!is_regular)
        objection = cvi_strdup("it is not a regular file");
    else if (!file_owner_is_ours(file))
        objection = cvi_format("it belongs to user %lu", (unsigned long)file->st_uid);
    else if (file->st_mode & S_IWOTH)
        objection = cvi_strdup("every user can write to it");
    object_take(trust, objection, is_regular ? OWN_IT : REPLACE_IT);
}

static bool is_link(const char *path, struct stat *about)
{
    return lstat(path, about) == 0 && S_ISLNK(about->st_mode);
}

/* Sets trust->objection if `path`, or a directory in it, is a link that cannot be trusted. */
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
                        OWN_IT);
        else if (!file_is_ours(part))
            object_take(trust, cvi_strdup("a link in its path belongs to another user"), OWN_IT);
        else if (place == TRUST_PROJECT)
            object_take(trust,
                        whole ? cvi_strdup("it is a symbolic link")
                              : cvi_format("%s is a symbolic link", part),
                        "replace the link by the file");
    }
    free(part);
}

/* Opens a relative path part by part, without following links. Returns the descriptor, or -1 with
 * errno. */
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

/* Opens the file and judges it again, because it may have been replaced since the first check. */
static void open_and_judge(struct trust *trust, const char *path, enum trust_place place)
{
    struct stat file;
    int fd = place == TRUST_PROJECT ? open_below(path) : open(path, READING);

    if (fd >= 0 && fstat(fd, &file) == 0)
        judge(trust, &file);
    else
        trust->error = errno;
    if (trust->error == ENXIO) /* a socket, or a device without hardware */
        object_take(trust, cvi_strdup("it is not a regular file"), REPLACE_IT);
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
    /* The check comes first, because merely opening a device can have an effect. */
    if (stat(path, &file) == 0)
        judge(trust, &file);
    else if (errno == ENOENT || errno == ENOTDIR)
        trust->error = errno; /* the file does not exist */
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
