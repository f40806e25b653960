/* Reads one variable of the environment that main passes down; lib never uses the global
 * environ. */
#ifndef BASE_ENVIRONMENT_H
#define BASE_ENVIRONMENT_H

/* Returns the value of name in environment (in the form of environ; NULL: empty), which may be "".
 * Returns NULL if it is not set. Borrowed. */
const char *environment_value(char *const *environment, const char *name);

#endif
