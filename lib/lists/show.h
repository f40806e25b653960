/* What cvi-lists and cvi-view have in common: they ask Trakt once, and show the result as a table
 * or as JSON. */
#ifndef LISTS_SHOW_H
#define LISTS_SHOW_H

#include <jansson.h>

#include "base/buf.h"
#include "base/option.h"
#include "base/table.h"
#include "config/config.h"
#include "trakt/trakt.h"

/* The option table to include with GROUP: --format, --output, and config_options, screen_options
 * and option_common. */
extern const struct option show_options[];

/*
 * For main, when the options have been read and the clock is set: reads the settings into config,
 * starts the screen, and returns a client that has a login. Dies with the reason (64, 66, 77 or 78)
 * when a setting is wrong or missing. The client is new: end with trakt_close, and config with
 * config_release. */
CVI_MUST_USE struct trakt *show_start(struct config *config, char **environment);

/* A result. Borrowed. */
struct show {
    const char *heading;       /* a line above the table, left out when --quiet; "": none */
    const struct table *table; /* NULL: only the heading is shown */
    const json_t *json;        /* the same for programs */
    const char *what;          /* names the result when it has been saved: "Watchlist data" */
};

/*
 * Writes the JSON to the file of --output, if given, atomically (mode 0644; "-" is standard output,
 * which then gets nothing else), and then prints what --format asks for. Returns the exit status:
 * 74, and a message has said why, when the file could not be written. */
int show_result(const struct show *show);

#endif
