/* Opens files that a program looks for by itself, if they can be trusted. */
#ifndef CONFIG_TRUST_H
#define CONFIG_TRUST_H

#include <stdbool.h>

/* The location of such a file. */
enum trust_place {
    TRUST_OWN,     /* in a directory of the user or the system: links are followed */
    TRUST_PROJECT, /* below the current directory, by a relative path: no link is followed */
};

/* The result of opening a file. */
struct trust {
    int fd;             /* open for reading, if the file can be trusted; else -1 */
    char *objection;    /* why the file must be ignored; NULL: no objection */
    const char *remedy; /* with an objection: what to do about the file */
    int error; /* the errno, if the file is not open and there is no objection; ENOENT or ENOTDIR:
                  the file does not exist */
};

/* Opens the file at `path` if it can be trusted. Objections: it is not a regular file; the file, or
 * a symbolic link in `path`, belongs to neither this process's user nor root; every user can write
 * to it; for TRUST_PROJECT, the file or a directory in `path` is a symbolic link. A directory is
 * opened, because reading it then reports the mistake. Never waits for a FIFO. The caller ends with
 * trust_close. */
void trust_open(struct trust *trust, const char *path, enum trust_place place);

/* Returns whether the file exists. If not, there is neither an objection nor a file to read. */
bool trust_is_there(const struct trust *trust);

void trust_close(struct trust *trust);

#endif
