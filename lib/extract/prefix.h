/* Replaces the beginnings of paths from a container, a media server or Windows: /data there may be
 * /mnt/films on this machine. */
#ifndef EXTRACT_PREFIX_H
#define EXTRACT_PREFIX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/msg.h"

/* A list of pairs. A zeroed one is empty. */
struct prefixes {
    struct prefix *at;
    size_t count;
};

/*
 * Adds a pair "FROM=TO". Slashes at the end of either are ignored. FROM may be a Windows path
 * ("D:\Films", "\\nas\films"). In that case, FROM matches in any case and with "/" or "\" as
 * separators, and each "\" in the rest of a path becomes "/". Returns false with why (64) if "=" is
 * missing, FROM or TO is empty, or either is too long. */
bool prefixes_add(struct prefixes *prefixes, const char *pair, struct why *why);

/* Adds the path on this machine to out, if the path is FROM or below it: "/data" fits "/data/a" but
 * not "/database". If several pairs fit, the pair with the longest FROM is used. Returns false, and
 * adds nothing, if no pair fits. */
bool prefixes_map(struct prefixes *prefixes, const char *path, struct buf *out);

/* Returns the next FROM that has fitted no path so far, borrowed; NULL if there are no more. *place
 * is the position of the search: 0 at first. */
const char *prefixes_unused(const struct prefixes *prefixes, size_t *place);

/* Frees the contents. */
void prefixes_release(struct prefixes *prefixes);

#endif
