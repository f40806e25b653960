/* Directory operands. A disk that is not mounted looks like an empty directory. So the number of
 * files in each directory is cached, and a scan that finds far fewer files reports this. */
#ifndef SCAN_ROOT_H
#define SCAN_ROOT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/database.h"
#include "base/msg.h"
#include "scan/find.h"

/* Returns true if the number of files has fallen by more than can be explained by single deletions:
 * to zero, or by more than a fifth. Pure. */
bool scan_root_has_shrunk(uint64_t before, uint64_t now);

/* Returns the path as stored in the cache: absolute, without "." and redundant slashes. Links stay,
 * so that a link to another disk is noticed. cwd: the current directory; NULL: not known. Pure. The
 * caller frees the string. */
CVI_MUST_USE char *scan_root_path(const char *path, const char *cwd);

/* Returns the rules as a string. Numbers of files are compared only if the rules are the same.
 * Pure. The caller frees the string. */
CVI_MUST_USE char *scan_root_rules(const struct scan_find_rules *rules);

/* Compares root with its cached state, and caches it, unless files are missing. now_s: seconds
 * since the epoch. allowed: the user has confirmed the loss. Returns true, with why (75, without
 * the path), if files are missing. A root that could not be read completely is neither compared nor
 * cached. */
bool scan_root_is_missing_files(struct database *cache, const struct scan_find_rules *rules,
                                const struct scan_root *root, int64_t now_s, bool allowed,
                                struct why *why);

#endif
