/* Errors for a title that gets 413 even in its own request. Either the title is at fault, or the
 * server, which then refuses requests of any size. */
#ifndef ADD_BLAME_H
#define ADD_BLAME_H

#include "trakt/error.h"

/* Turns the error of a request that was given up into the error of a server that refuses every
 * request. */
void add_blame_server(struct trakt_error *error);

/* Turns the error into that of a title that is refused in its own request, while other titles are
 * accepted. */
void add_blame_title(struct trakt_error *error);

#endif
