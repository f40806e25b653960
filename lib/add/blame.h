/* The errors for a title that gets HTTP status 413 (content too large) even when it is sent alone.
 * Either the title is at fault, or the server refuses requests of any size. */
#ifndef ADD_BLAME_H
#define ADD_BLAME_H

#include "trakt/error.h"

/* Sets `error`: the server refuses requests of any size. The error stops the stage; a later run may
 * succeed. */
void add_blame_server(struct trakt_error *error);

/* Sets `error`: Trakt refuses this title, but accepts other titles. */
void add_blame_title(struct trakt_error *error);

#endif
