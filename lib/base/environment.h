/* One variable of an environment that main has passed down: lib asks nobody for the whole. */
#ifndef BASE_ENVIRONMENT_H
#define BASE_ENVIRONMENT_H

/* The value of name in environment (as environ; NULL: an empty one), which may be "". NULL when it
 * is not there. Borrowed. */
const char *environment_value(char *const *environment, const char *name);

#endif
