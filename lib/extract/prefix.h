/* The beginnings of paths that are other paths here: what a container, a media server or Windows
 * calls /data may be /mnt/films on this machine. */
#ifndef EXTRACT_PREFIX_H
#define EXTRACT_PREFIX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/msg.h"

/* A list of pairs. Zeroed: none. */
struct prefixes {
    struct prefix *at;
    size_t count;
};

/*
 * Adds a pair "FROM=TO". Slashes at the end of either do not count. FROM may be a path of Windows
 * ("D:\Films", "\\nas\films"): then letters' case does not count, "/" and "\" are the same in it,
 * and the "\" in the rest of a path become "/". Returns false with why (64) when there is no "=",
 * FROM or TO is empty, or either is too long. */
bool prefixes_add(struct prefixes *prefixes, const char *pair, struct why *why);

/*
 * Adds the path to out as it is called here, if it is FROM itself or in it: "/data" fits "/data/a"
 * but not "/database". Of several pairs that fit the one with the longest FROM counts. Returns
 * false, with nothing added, when none fits. */
bool prefixes_map(struct prefixes *prefixes, const char *path, struct buf *out);

/* Returns the first FROM that has fitted no path so far and comes after that many others; NULL when
 * there are no more. *place begins as 0. Borrowed. */
const char *prefixes_unused(const struct prefixes *prefixes, size_t *place);

/* Frees the contents. */
void prefixes_release(struct prefixes *prefixes);

#endif
