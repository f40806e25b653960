/* Files in formats without a walk, recognized by their first bytes. */
#ifndef WALK_OTHER_H
#define WALK_OTHER_H

#include <stdbool.h>
#include <stddef.h>

struct walker;

enum { WALK_OTHER_ENDINGS = 8 };

struct walk_other {
    const char *what;                        /* "a bare H.264 stream", for messages */
    bool is_video;                           /* the file is a video, so it may be undamaged */
    const char *endings[WALK_OTHER_ENDINGS]; /* name endings of such files, if they are videos */
};

/* Returns the format of a file with these first bytes, or NULL. A short signature is accepted only
 * if the file's name has the format's ending. */
const struct walk_other *walk_other_find(const unsigned char *bytes, size_t len,
                                         const char *ending);

/* Returns whether files of this format may have the ending. other may be NULL: any video format. */
bool walk_other_has(const struct walk_other *other, const char *ending);

/* Adds the header's values to the walker's content: for IVF only. */
void walk_other_content(struct walker *w, const struct walk_other *other);

#endif
