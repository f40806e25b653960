/* Checks whether directory operands have lost files. A disk that is not mounted looks like an empty
 * directory. So the number of files in each directory operand is cached, and a scan that finds far
 * fewer files reports this. */
#ifndef SCAN_ROOT_H
#define SCAN_ROOT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/database.h"
#include "base/msg.h"
#include "scan/find.h"

/* Returns whether the number of files has fallen by more than single deletions can explain: to
 * zero, or by more than a fifth. Pure. */
bool scan_root_has_shrunk(uint64_t before, uint64_t now);

/* Returns the path as stored in the cache: absolute, without "." and redundant slashes. Symbolic
 * links are kept, so that a link to another disk is noticed. `cwd` is the current directory; NULL:
 * not known. Pure. The caller frees the string. */
CVI_MUST_USE char *scan_root_path(const char *path, const char *cwd);

/* Returns the rules as a string, which the caller frees. The numbers of files of two scans are
 * compared only if their rules are the same. Pure. */
CVI_MUST_USE char *scan_root_rules(const struct scan_find_rules *rules);

/* If the directory has lost files since its last scan, returns true and sets `why` (status 75, a
 * message without the path). Otherwise, returns false and caches its number of files. If `allowed`
 * is set, the user has confirmed the loss, and no files count as lost. `now_s` is in seconds since
 * the epoch. A directory that could not be read completely is neither compared nor cached. */
bool scan_root_is_missing_files(struct database *cache, const struct scan_find_rules *rules,
                                const struct scan_root *root, int64_t now_s, bool allowed,
                                struct why *why);

#endif
