/* Builds a catalogue from files. Titles are sorted and merged on disk, so memory use does not
 * depend on the size of the files. */
#ifndef CATALOG_BUILD_H
#define CATALOG_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/msg.h"

/* The contents and sources of a catalogue to be built. */
struct catalog_wish {
    const char *output;       /* path of the catalogue */
    const char *const *paths; /* the files to read (see dataset_open), in any order */
    size_t count;
    bool shorts; /* include short films */
    bool adult;  /* include adult titles */
};

struct catalog_built {
    int64_t movies, shows;
    int64_t names;
};

/* Builds the catalogue, and replaces wish->output with it atomically. Concurrent builds of the same
 * catalogue wait for each other. Damaged rows are skipped, and a warning reports their number.
 * Shows progress; stops on Ctrl-C if stage_start was called. On failure, changes nothing and
 * returns false with `why`. Its exit status is 64 (no file is of a kind that has titles), 65 or 66
 * (a file is unusable), 65 (no title is left to include), 73 (the output is not a catalogue), 74
 * (the catalogue cannot be written) or 130 (interrupted). */
bool catalog_build(const struct catalog_wish *wish, struct catalog_built *built, struct why *why);

#endif
