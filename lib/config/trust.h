/* Opens files that a program looks for by itself, if they can be trusted. */
#ifndef CONFIG_TRUST_H
#define CONFIG_TRUST_H

#include <stdbool.h>

/* The place of such a file. */
enum trust_place {
    TRUST_OWN,     /* in a directory of the user or the system: links are followed */
    TRUST_PROJECT, /* below the current directory, by a relative path: no link is followed */
};

/* The result of opening a file. */
struct trust {
    int fd;             /* open for reading, and judged; else -1 */
    char *objection;    /* why the file is to be ignored; NULL: it is not */
    const char *remedy; /* with an objection: what to do about the file */
    int error;          /* with neither: the errno; ENOENT or ENOTDIR: the file does not exist */
};

/* Opens the file at path and judges it. Objections: it is not a regular file; the file, or a link
 * to it, belongs to neither this process's user nor root; every user can write to it; it or a
 * directory of path is a symbolic link (TRUST_PROJECT). A directory is opened, because reading it
 * then reports the mistake. Never waits for a FIFO. End with trust_close. */
void trust_open(struct trust *trust, const char *path, enum trust_place place);

/* Returns whether the file exists. If not, there is neither an objection nor a file to read. */
bool trust_is_there(const struct trust *trust);

void trust_close(struct trust *trust);

#endif
