/* Directories that were named: a disk that is not mounted looks like an empty one. So the number of
 * files in each is remembered, and a scan that finds far fewer says so. */
#ifndef SCAN_ROOT_H
#define SCAN_ROOT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/database.h"
#include "base/msg.h"
#include "scan/find.h"

/* Returns true when so many files less than before are too many to have been deleted one by one:
 * all of them, or more than a fifth. Pure. */
bool scan_root_has_shrunk(uint64_t before, uint64_t now);

/* Returns the path as the memory knows it: absolute, without "." and slashes that mean nothing.
 * Links stay, so a link that leads to another disk today is noticed. cwd: the current directory;
 * NULL: not known. Pure. New. */
CVI_MUST_USE char *scan_root_path(const char *path, const char *cwd);

/* Returns the rules as a string: files that were chosen in another way are not compared. Pure.
 * New. */
CVI_MUST_USE char *scan_root_rules(const struct scan_find_rules *rules);

/*
 * Compares root with what memory has of it, and remembers it, unless files are missing. now_s:
 * seconds since the epoch. allowed: the user says that a loss is meant. Returns true, with why (75,
 * without the path), when files are missing. A root that could not be read to its end is neither
 * compared nor remembered. */
bool scan_root_is_missing_files(struct database *memory, const struct scan_find_rules *rules,
                                const struct scan_root *root, int64_t now_s, bool allowed,
                                struct why *why);

#endif
