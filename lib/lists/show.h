/* Results that are shown once: a table or JSON on standard output, and JSON in a file. */
#ifndef LISTS_SHOW_H
#define LISTS_SHOW_H

#include <jansson.h>

#include "base/option.h"
#include "base/table.h"

/* The option table to include with GROUP: --format, --output. */
extern const struct option show_options[];

/* Borrowed. */
struct show {
    const char *heading;       /* a line above the table, left out when --quiet; "" none */
    const struct table *table; /* NULL: there is nothing but the heading */
    const json_t *json;        /* the same for programs */
    const char *what;          /* what is said to be saved: "Watchlist data" */
};

/*
 * Puts what --format asks for to standard output, and first, with --output, the JSON to that file,
 * atomically (mode 0644; "-" is standard output, which then gets nothing else). The exit status:
 * 74, and a word why, when the file could not be written. */
int show_result(const struct show *show);

#endif
