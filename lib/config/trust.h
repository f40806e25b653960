/* Opens files that a program looks for by itself, if they can be trusted. */
#ifndef CONFIG_TRUST_H
#define CONFIG_TRUST_H

#include <stdbool.h>

/* The location of a file. */
enum trust_place {
    TRUST_OWN,     /* in a directory of the user or the system: links are followed */
    TRUST_PROJECT, /* below the current directory, by a relative path: no link is followed */
};

/* The result of opening a file. */
struct trust {
    int fd;             /* open for reading, if the file can be trusted; else -1 */
    char *objection;    /* why the file must be ignored; NULL: no objection */
    const char *remedy; /* with an objection: what to do about the file */
    int error;          /* the errno, if the file could not be opened and there is no objection */
};

/* Opens the file at `path` if it can be trusted. Each of these is an objection:
 * - The file is not a regular file. A directory is opened anyway, because reading it reports the
 *   mistake.
 * - The file, or a symbolic link in `path`, belongs to a user other than root and the current one.
 * - Every user can write to the file.
 * - For TRUST_PROJECT: the file or a directory in `path` is a symbolic link.
 *
 * Never waits for the writer of a FIFO. The caller releases `trust` with trust_close. */
void trust_open(struct trust *trust, const char *path, enum trust_place place);

/* Returns whether the file exists, or may exist: trust->error is not ENOENT or ENOTDIR. */
bool trust_is_there(const struct trust *trust);

void trust_close(struct trust *trust);

#endif
