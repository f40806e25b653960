/* Checks whether directory operands have lost files, for example because a disk is not mounted and
 * looks like an empty directory. The cache has the number of files of each operand. A scan that
 * finds far fewer files reports this. */
#ifndef SCAN_ROOT_H
#define SCAN_ROOT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/database.h"
#include "base/msg.h"
#include "scan/find.h"

/* Returns whether the number of files has fallen to zero, or by more than a fifth. Pure. */
bool scan_root_has_shrunk(uint64_t before, uint64_t now);

/* Returns the path as stored in the cache, a new string: absolute, without "." and redundant
 * slashes. Symbolic links are kept, so that a link to another disk is noticed. `cwd` is the current
 * directory, or NULL. Pure. */
CVI_MUST_USE char *scan_root_path(const char *path, const char *cwd);

/* Returns the rules as a new string. The numbers of files of two scans are compared only if the
 * strings are equal. Pure. */
CVI_MUST_USE char *scan_root_rules(const struct scan_find_rules *rules);

/* If the directory has lost files since its last scan, returns true and sets `why` (status 75, a
 * message without the path). Otherwise, returns false and caches its number of files. If `allowed`
 * is set, the user accepts the loss, and the function returns false. A directory that could not be
 * read completely is neither compared nor cached. `now_s` is in seconds since the epoch. */
bool scan_root_is_missing_files(struct database *cache, const struct scan_find_rules *rules,
                                const struct scan_root *root, int64_t now_s, bool allowed,
                                struct why *why);

#endif
