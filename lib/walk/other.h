/* Files that there is no walk for, known by how they begin. */
#ifndef WALK_OTHER_H
#define WALK_OTHER_H

#include <stdbool.h>
#include <stddef.h>

struct walker;

enum { WALK_OTHER_ENDINGS = 8 };

struct walk_other {
    const char *what;                        /* "a bare H.264 stream", for messages */
    bool is_video;                           /* so that the file may be sound */
    const char *endings[WALK_OTHER_ENDINGS]; /* that such files have, of a video */
};

/* Returns what a file with these first bytes is, or NULL. What few bytes tell counts only with an
 * ending of its own. */
const struct walk_other *walk_other_find(const unsigned char *bytes, size_t len,
                                         const char *ending);

/* Returns whether files of this sort may have the ending; other may be NULL: of any sort that is
 * video. */
bool walk_other_has(const struct walk_other *other, const char *ending);

/* Adds what the header says to the walker's content: of IVF, nothing of others. */
void walk_other_content(struct walker *w, const struct walk_other *other);

#endif
