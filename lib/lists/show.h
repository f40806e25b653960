/* Common parts of cvi-lists and cvi-view. These programs ask Trakt once, or read an export, and
 * show the result as a table or as JSON. */
#ifndef LISTS_SHOW_H
#define LISTS_SHOW_H

#include <jansson.h>

#include "base/buf.h"
#include "base/option.h"
#include "base/table.h"
#include "config/config.h"
#include "export/export.h"
#include "trakt/trakt.h"

/* The option table to include with GROUP: --format, --output, --export, and config_options,
 * screen_options and option_common. */
extern const struct option show_options[];

/* The source of lists: one of the two members; the other is NULL. */
struct show_source {
    struct trakt *trakt; /* has a login */
    struct export *export;
};

/* Returns whether an export is read instead of asking Trakt. */
bool show_is_exported(void);

/*
 * For main, after the options were read and the clock was set: reads the settings into config,
 * starts the screen, and opens the source. Exits with a message (64, 65, 66, 77 or 78) if a setting
 * is wrong or missing, or the export cannot be read. End with show_end. */
struct show_source show_start(struct config *config, char **environment);
void show_end(struct show_source *source, struct config *config);

/* A result. Borrowed. */
struct show {
    const char *heading;       /* a line above the table, omitted with --quiet; "": none */
    const struct table *table; /* NULL: only the heading is shown */
    const json_t *json;        /* the same data for programs */
    const json_t *records;     /* the same data as an array: one line for each element */
    void (*csv)(struct buf *out, const json_t *json); /* adds the same data for spreadsheets */
    const char *what; /* the name of the result in messages: "Watchlist data" */
};

/*
 * Writes the result to the file of --output, if given, atomically (mode 0644; "-" is standard
 * output, which then gets nothing else), in the format of --format (a table as JSON), and then
 * prints it in that format. Returns the exit status: 74, after a message, if the file could not be
 * written. */
int show_result(const struct show *show);

#endif
