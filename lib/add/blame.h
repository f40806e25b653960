/* Errors for a title that gets 413 even when it is sent alone. Either the title is at fault, or the
 * server refuses requests of any size. */
#ifndef ADD_BLAME_H
#define ADD_BLAME_H

#include "trakt/error.h"

/* Replaces the error of an abandoned request: the server refuses every request. */
void add_blame_server(struct trakt_error *error);

/* Replaces the error of a title that was sent alone: Trakt refuses this title, but accepts other
 * titles. */
void add_blame_title(struct trakt_error *error);

#endif
