/* Examines the disk: the directories of a scan document, and files. */
#ifndef PLAN_PRUNE_DISK_H
#define PLAN_PRUNE_DISK_H

#include <stdbool.h>

#include "plan/prune_scan.h"

/* Returns whether anything exists at path, including a broken symbolic link. */
bool prune_disk_has(const char *path);

/* Returns whether the path is the file's real name. If the name had bytes that are not UTF-8, they
 * were replaced, and the file cannot be looked up. */
bool prune_disk_can_look(const char *path);

/* Returns whether a scan of root reaches the file at the absolute path below root. A scan skips
 * hidden directories and links to directories, unless --hidden or --follow was given, which
 * documents do not record. */
bool prune_disk_is_reached(const char *path, const char *root);

/* Fills in the current state of the directory. */
void prune_disk_root(struct prune_root *root);

/* Returns the state of a file with an absolute path below the directory root. corrupt: the state of
 * the corrupt file at its scan; NULL if the scan has no such file. */
enum prune_disk prune_disk_file(const char *path, const char *root,
                                const struct prune_corrupt *corrupt);

#endif
