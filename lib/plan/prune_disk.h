/* Examines the disk: the directories of a scan document, and files. */
#ifndef PLAN_PRUNE_DISK_H
#define PLAN_PRUNE_DISK_H

#include <stdbool.h>

#include "plan/prune_scan.h"

/* Returns whether anything exists at `path`, including a broken symbolic link. */
bool prune_disk_has(const char *path);

/* Returns whether the file can be looked up by its path in a document. If its name has bytes that
 * are not UTF-8, they were replaced by U+FFFD, and the exact name is not known. */
bool prune_disk_can_look(const char *path);

/* Returns whether a scan of `root` reaches the file at `path`, which is absolute and below `root`.
 * A scan skips hidden directories and links to directories. The options --hidden and --follow would
 * change this, but documents do not record them. */
bool prune_disk_is_reached(const char *path, const char *root);

/* Sets the members of `root` that describe the current state of the directory. */
void prune_disk_root(struct prune_root *root);

/* Returns the state of the file at `path`, which is absolute and below the directory `root`.
 * `corrupt` is the state of the file at its scan, if it was corrupt; otherwise NULL. */
enum prune_disk prune_disk_file(const char *path, const char *root,
                                const struct prune_corrupt *corrupt);

#endif
