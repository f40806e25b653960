/* Building a catalogue from files: read, sorted and merged on disk, so that memory is bounded
 * whatever they hold. */
#ifndef CATALOG_BUILD_H
#define CATALOG_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/msg.h"

/* What is built, and from what. Borrowed. */
struct catalog_wish {
    const char *output;
    const char *const *paths; /* files that dataset_open takes, in any order */
    size_t count;
    bool shorts; /* short films, too */
    bool adult;  /* adult titles, too */
};

struct catalog_built {
    int64_t movies, shows;
    int64_t names;
};

/*
 * Builds the catalogue beside output and then puts it into place, so that readers find the old one
 * or the new one, whole. Two builds of one output take turns. Damaged rows are skipped, and a
 * warning names their number. Shows progress; stops on Ctrl-C if stage_start was called. Returns
 * false with why: 64 (no file has titles), 65, 66 (a file is unusable), 74 (the catalogue cannot be
 * written), 130 (interrupted); nothing has changed then. */
bool catalog_build(const struct catalog_wish *wish, struct catalog_built *built, struct why *why);

#endif
