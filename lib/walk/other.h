/* Recognizes formats that have no walk, by the first bytes of a file. */
#ifndef WALK_OTHER_H
#define WALK_OTHER_H

#include <stdbool.h>
#include <stddef.h>

struct walker;

enum { WALK_OTHER_ENDINGS = 8 };

struct walk_other {
    const char *what; /* "a bare H.264 stream", for messages */
    bool is_video;    /* false: the file is not a video, which is suspicious */
    const char *endings[WALK_OTHER_ENDINGS]; /* file name extensions of a video format */
};

/* Returns the format of a file that begins with these bytes; NULL: not recognized. A short
 * signature is accepted only if `ending`, the file name's extension, is one of the format's
 * extensions. */
const struct walk_other *walk_other_find(const unsigned char *bytes, size_t len,
                                         const char *ending);

/* Returns whether `ending` is a file name extension of the format `other` or, if `other` is NULL,
 * of any video format here. */
bool walk_other_has(const struct walk_other *other, const char *ending);

/* Adds the values of the file's header to w->content. Only IVF files are read. */
void walk_other_content(struct walker *w, const struct walk_other *other);

#endif
