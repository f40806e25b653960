/* Reads variables from the environment that main passes on. The library never uses the global
 * `environ`. */
#ifndef BASE_ENVIRONMENT_H
#define BASE_ENVIRONMENT_H

/* Returns the value of the variable `name`, borrowed. Returns NULL if the variable is not set.
 * `environment` has the form of environ(7); NULL is an empty environment. */
const char *environment_value(char *const *environment, const char *name);

#endif
