/* The files of a storm with removals: real files, which are added, damaged, moved and deleted
 * between runs. */
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
    unsigned root;            /* index of its root */
    long title;               /* the index in the library's titles; -1: no title */
    unsigned season;          /* 0: a film */
    unsigned episode, second; /* second: of a file with two episodes, else 0 */
    enum shelf_health now;
    enum shelf_health scanned; /* its state in the last scan document */
    bool stays;                /* it never changes, so that no directory becomes empty */
};

struct shelf {
    const struct library *library; /* source of its titles */
    char *roots[SHELF_ROOTS];      /* absolute */
    unsigned root_count;
    struct shelf_file *files;
    size_t count;
    struct bytes clip; /* the content of a healthy file */
};

/* Draws files of about `size` titles and writes them below a directory; the time of the files is
 * now_ms. Dies on failure. */
void shelf_make(struct shelf *shelf, const struct library *library, const char *below,
                const char *clip, struct dice *dice, unsigned size, int64_t now_ms);
void shelf_release(struct shelf *shelf);

/* Damages, deletes, restores or moves some of the files, and adds new ones. */
void shelf_change(struct shelf *shelf, struct dice *dice, int64_t now_ms);

/* Simulates an absent disk: its directory is empty, or missing too. Undo with shelf_mount. */
void shelf_unmount(const struct shelf *shelf, unsigned root, bool keeps_directory);
void shelf_mount(const struct shelf *shelf, unsigned root);

/* Notes that the first roots were scanned while one was absent (-1: none). */
void shelf_scanned(struct shelf *shelf, unsigned roots, int away);

/* Returns whether "movie:481", "show:1388" or "show:1388:1:9" has a healthy file, now or in the
 * last scan document. */
bool shelf_has(const struct shelf *shelf, const char *name, bool scanned);

/* Returns "movie:481" or "show:1388:1:9" (its show, if not in_collection) for a file; NULL for a
 * file without a title. The caller frees it. */
char *shelf_name(const struct shelf *shelf, const struct shelf_file *file, bool in_collection)
    __attribute__((warn_unused_result));

#endif
