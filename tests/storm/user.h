/* What the user of a storm does on Trakt by hand, through the stand-in's side door: no fault
 * strikes it, and no budget holds it up. */
#ifndef STORM_USER_H
#define STORM_USER_H

#include <stdbool.h>

/* Puts "movie:481", "show:1388" or "show:1388:1:9" on the list of that slug or into the
 * "collection", there as a copy of that media type; or takes it off. port is the stand-in's. False
 * when it did not answer with 2xx. */
bool user_puts(unsigned port, const char *list, const char *name, const char *media_type);
bool user_takes_off(unsigned port, const char *list, const char *name);

#endif
