/* The files of a storm with removals: real ones, which come, break, move and go between runs. */
#ifndef STORM_SHELF_H
#define STORM_SHELF_H

#include <stdint.h>

#include "bytes.h"
#include "dice.h"
#include "library.h"

enum { SHELF_ROOTS = 3 };

enum shelf_health { SHELF_GONE, SHELF_HEALTHY, SHELF_CORRUPT };

struct shelf_file {
    char *path;               /* absolute */
    unsigned root;            /* which */
    long title;               /* the place in the library's titles; -1: no title's */
    unsigned season;          /* 0: a film */
    unsigned episode, second; /* second: of a file with two episodes, else 0 */
    enum shelf_health now;
    enum shelf_health scanned; /* as the last scan document has it */
    bool stays;                /* nothing happens to it, so that no directory becomes empty */
};

struct shelf {
    const struct library *library; /* for its titles */
    char *roots[SHELF_ROOTS];      /* absolute */
    unsigned root_count;
    struct shelf_file *files;
    size_t count;
    struct bytes clip; /* what is in a healthy file */
};

/* Draws files of about `size` titles and writes them below a directory; the time of the files is
 * now_ms. Dies when that cannot be. */
void shelf_make(struct shelf *shelf, const struct library *library, const char *below,
                const char *clip, struct dice *dice, unsigned size, int64_t now_ms);
void shelf_release(struct shelf *shelf);

/* Lets some of the files break, go, come back or move, and new ones come. */
void shelf_change(struct shelf *shelf, struct dice *dice, int64_t now_ms);

/* A disk is not there: its directory is empty (or is not there either). Until shelf_mount. */
void shelf_unmount(const struct shelf *shelf, unsigned root, bool keeps_directory);
void shelf_mount(const struct shelf *shelf, unsigned root);

/* Notes that the first roots have been scanned, while one was away (-1: none). */
void shelf_scanned(struct shelf *shelf, unsigned roots, int away);

/* Is there a healthy file of "movie:481", "show:1388" or "show:1388:1:9" now, or in the last scan
 * document? */
bool shelf_has(const struct shelf *shelf, const char *name, bool scanned);

/* "movie:481", or "show:1388:1:9" (its show, if not in_collection) of a file; NULL for a file of no
 * title. The caller frees. */
char *shelf_name(const struct shelf *shelf, const struct shelf_file *file, bool in_collection)
    __attribute__((warn_unused_result));

#endif
