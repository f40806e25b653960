/* What cvi-lists and cvi-view have in common: they ask Trakt once, or read an export, and show the
 * result as a table or as JSON. */
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

/* Where lists are read from: one of the two, the other is NULL. */
struct show_source {
    struct trakt *trakt; /* has a login */
    struct export *export;
};

/* Returns whether an export is to be read, so that Trakt is not asked. */
bool show_is_exported(void);

/*
 * For main, when the options have been read and the clock is set: reads the settings into config,
 * starts the screen, and opens the source. Dies with the reason (64, 65, 66, 77 or 78) when a
 * setting is wrong or missing, or the export cannot be read. End with show_end. */
struct show_source show_start(struct config *config, char **environment);
void show_end(struct show_source *source, struct config *config);

/* A result. Borrowed. */
struct show {
    const char *heading;       /* a line above the table, left out when --quiet; "": none */
    const struct table *table; /* NULL: only the heading is shown */
    const json_t *json;        /* the same for programs */
    const json_t *records;     /* the same as an array: a line for each element */
    void (*csv)(struct buf *out, const json_t *json); /* adds the same for spreadsheets */
    const char *what; /* names the result when it has been saved: "Watchlist data" */
};

/*
 * Writes the result to the file of --output, if given, atomically (mode 0644; "-" is standard
 * output, which then gets nothing else), in the format of --format (of a table: JSON), and then
 * prints it in that format. Returns the exit status:
 * 74, and a message has said why, when the file could not be written. */
int show_result(const struct show *show);

#endif
