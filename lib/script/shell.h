/* Writes words for the shell's eval. The shell then reads exactly the bytes of each value, whatever
 * they are. */
#ifndef SCRIPT_SHELL_H
#define SCRIPT_SHELL_H

#include "base/buf.h"
#include "base/option.h"

/* Adds text as one word of the shell, quoted if necessary. */
void shell_quote(struct buf *out, const char *text);

/* Adds a line that sets the variable name to value, or unsets it if value is NULL. */
void shell_set(struct buf *out, const char *name, const char *value);

/* Returns the value of an option as a string ("yes" for a flag), borrowed; NULL if the option was
 * not given. */
const char *shell_value(const struct option *option);

/* Adds a line for each option that --help --verbose shows, as shell_set does. The variable for
 * --no-nfo is given_no_nfo. It is set to the option's value, "yes" for a flag, or unset if the
 * option was not given. */
void shell_set_options(struct buf *out, const struct option *table);

/* Adds the given options that have the bit `user` in their users. Each is one word, with a space
 * before it: " --dry-run --pins='my pins'". */
void shell_add_words(struct buf *out, const struct option *table, unsigned user);

#endif
