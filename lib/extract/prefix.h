/* Replaces the beginnings of paths that come from a container, a media server or Windows. For
 * example, /data in a container may be /mnt/films on this machine. */
#ifndef EXTRACT_PREFIX_H
#define EXTRACT_PREFIX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/msg.h"

/* A list of FROM=TO pairs. A zeroed list is empty. */
struct prefixes {
    struct prefix *at;
    size_t count;
};

/* Adds a pair "FROM=TO". Trailing slashes are ignored. FROM may be a Windows path ("D:\Films",
 * "\\nas\films"). A Windows path matches regardless of case and of the separators ("/" or "\"); in
 * the rest of a matching path, each "\" becomes "/". Returns false with why (64) if "=" is missing,
 * FROM or TO is empty, or either is too long. */
bool prefixes_add(struct prefixes *prefixes, const char *pair, struct why *why);

/* If `path` is FROM of a pair or below it, adds the path on this machine to `out`. FROM "/data"
 * matches "/data/a" but not "/database". If several pairs match, the pair with the longest FROM is
 * used. Returns false, and adds nothing, if no pair matches. */
bool prefixes_map(struct prefixes *prefixes, const char *path, struct buf *out);

/* Returns the next FROM that prefixes_map has not used so far; NULL if there are no more. The
 * result is borrowed. Set *place to 0 before the first call. */
const char *prefixes_unused(const struct prefixes *prefixes, size_t *place);

/* Frees the contents. */
void prefixes_release(struct prefixes *prefixes);

#endif
