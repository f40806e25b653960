/* Manual changes on Trakt by the user of a storm, through the sandbox's side door: without faults
 * and budgets. */
#ifndef STORM_USER_H
#define STORM_USER_H

#include <stdbool.h>

/* Adds "movie:481", "show:1388" or "show:1388:1:9" to the list with that slug or to the
 * "collection", there as a copy of that media type; or removes it. port is the sandbox's. Returns
 * false if the answer was not 2xx. */
bool user_puts(unsigned port, const char *list, const char *name, const char *media_type);
bool user_takes_off(unsigned port, const char *list, const char *name);

#endif
