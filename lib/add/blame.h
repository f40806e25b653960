/* Errors for a title that gets 413 even alone: either the title is at fault, or the server, which
 * refuses requests of any size. */
#ifndef ADD_BLAME_H
#define ADD_BLAME_H

#include "trakt/error.h"

/* Changes the error of a request that was given up to that of a server that refuses every
 * request. */
void add_blame_server(struct trakt_error *error);

/* Changes it to that of a title that is refused alone, while others are accepted. */
void add_blame_title(struct trakt_error *error);

#endif
