/* Builds a catalogue from files. The files are read, sorted and merged on disk, so memory is
 * bounded whatever they contain. */
#ifndef CATALOG_BUILD_H
#define CATALOG_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/msg.h"

/* The contents and sources of a catalogue. Borrowed. */
struct catalog_wish {
    const char *output;
    const char *const *paths; /* files accepted by dataset_open, in any order */
    size_t count;
    bool shorts; /* include short films */
    bool adult;  /* include adult titles */
};

struct catalog_built {
    int64_t movies, shows;
    int64_t names;
};

/*
 * Builds the catalogue beside output and then installs it, so that readers always find a complete
 * catalogue, old or new. Concurrent builds of one output wait for each other. Damaged rows are
 * skipped, and a warning states their number. Shows progress; stops on Ctrl-C if stage_start was
 * called. Returns false with why, and changes nothing: 64 (no file has titles), 65, 66 (a file is
 * unusable), 74 (the catalogue cannot be written), 130 (interrupted).
 */
bool catalog_build(const struct catalog_wish *wish, struct catalog_built *built, struct why *why);

#endif
