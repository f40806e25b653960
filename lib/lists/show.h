/* The common parts of cvi-lists and cvi-view. These programs get data from Trakt or an export, and
 * show the result as a table, JSON, CSV or records. */
#ifndef LISTS_SHOW_H
#define LISTS_SHOW_H

#include <jansson.h>

#include "base/buf.h"
#include "base/option.h"
#include "base/table.h"
#include "config/config.h"
#include "export/export.h"
#include "trakt/trakt.h"

/* The common options of both programs, to be included in their tables with GROUP. */
extern const struct option show_options[];

/* The source of lists. One of the two members is NULL. */
struct show_source {
    struct trakt *trakt; /* has a login */
    struct export *export;
};

/* Returns whether --export is given. No request is then sent to Trakt. */
bool show_is_exported(void);

/*
 * For main, after it has parsed the options and set the clock. Reads the settings into config,
 * starts the screen, and returns an open source; close it with show_end. Prints a message and exits
 * with status 64, 65, 66, 77 or 78 if a setting is invalid or missing, or the export cannot be
 * read. */
struct show_source show_start(struct config *config, char **environment);

/* Closes the source, and releases config. */
void show_end(struct show_source *source, struct config *config);

/* The result to show. All members are borrowed. */
struct show {
    const char *heading;       /* the line above the table, not printed with --quiet; "": none */
    const struct table *table; /* NULL: print only the heading */
    const json_t *json;        /* the same data, for --format=json */
    const json_t *records;     /* the same data as an array, one line for each element */
    void (*csv)(struct buf *out, const json_t *json); /* adds `json` as CSV */
    const char *what; /* the name of the result in messages: "Watchlist data" */
};

/*
 * Prints the result in the format of --format. If --output is given, first writes the result to
 * that file, atomically and in the same format, but as JSON instead of a table. If the file is "-"
 * (standard output), nothing else is printed there. Returns the exit status; it is 74, after a
 * message, if the file could not be written. */
int show_result(const struct show *show);

#endif
