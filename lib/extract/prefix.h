/* Replaces the beginnings of paths from a container, a media server or Windows. For example, /data
 * in a container can be /mnt/films on this machine. */
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

/* Adds a pair "FROM=TO". Trailing slashes are ignored. FROM can be a Windows path ("D:\Films",
 * "\\nas\films"), which matches regardless of case and of the separators ("/" or "\"). In the rest
 * of a path that matches such a FROM, each "\" becomes "/". Returns false with `why` (exit status
 * 64) if "=" is missing, or if FROM or TO is empty or too long. */
bool prefixes_add(struct prefixes *prefixes, const char *pair, struct why *why);

/* If a pair matches `path`, adds the path to `out`, with FROM replaced by TO. Otherwise returns
 * false. FROM "/data" matches "/data" and "/data/a", but not "/database". If several pairs match,
 * the pair with the longest FROM is used. */
bool prefixes_map(struct prefixes *prefixes, const char *path, struct buf *out);

/* Returns the next FROM that has matched no path so far, borrowed; NULL at the end. Set *place to 0
 * before the first call. */
const char *prefixes_unused(const struct prefixes *prefixes, size_t *place);

/* Frees the contents. */
void prefixes_release(struct prefixes *prefixes);

#endif
