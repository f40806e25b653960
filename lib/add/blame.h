/* Whose fault it is that a title is refused alone with 413: its own, or the server's, which refuses
 * requests of any size. */
#ifndef ADD_BLAME_H
#define ADD_BLAME_H

#include "trakt/error.h"

/* Makes the error of a request that was given up that of a server which refuses every request. */
void add_blame_server(struct trakt_error *error);

/* Makes it that of a title which is refused alone, while others are taken. */
void add_blame_title(struct trakt_error *error);

#endif
