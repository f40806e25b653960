/* What the disk says: of the directories of a scan document, and of files. */
#ifndef PLAN_PRUNE_DISK_H
#define PLAN_PRUNE_DISK_H

#include <stdbool.h>

#include "plan/prune_scan.h"

/* Returns whether something is at path, a link that leads nowhere included. */
bool prune_disk_has(const char *path);

/* Returns whether the path is what a file is called: in one with bytes that are not UTF-8, they
 * have been replaced, so that it cannot be looked for. */
bool prune_disk_can_look(const char *path);

/* Returns whether a scan of root reaches the file at the absolute path, which is below root: it
 * passes over directories that are hidden, and over links to directories, unless it was told to
 * enter them (--hidden, --follow), which no document says. */
bool prune_disk_is_reached(const char *path, const char *root);

/* Fills in what the directory is now. */
void prune_disk_root(struct prune_root *root);

/* Returns what is at the absolute path of a file below the directory root. corrupt: what it was
 * when it was scanned; NULL if the scan did not have it. */
enum prune_disk prune_disk_file(const char *path, const char *root,
                                const struct prune_corrupt *corrupt);

#endif
