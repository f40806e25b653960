/* Quotes values for the shell's eval, so that the shell reads exactly their bytes. */
#ifndef SCRIPT_SHELL_H
#define SCRIPT_SHELL_H

#include "base/buf.h"
#include "base/option.h"

/* Adds `text` as one word for the shell, in quotes if necessary. */
void shell_quote(struct buf *out, const char *text);

/* Adds a line that sets the shell variable `name` to `value`, or unsets it if `value` is NULL. */
void shell_set(struct buf *out, const char *name, const char *value);

/* Returns the value of an option as a string ("yes" for a flag); NULL if the option was not given.
 * The option owns the string. */
const char *shell_value(const struct option *option);

/* Calls shell_set for each option that --help --verbose shows. The variable for the option
 * --no-nfo, for example, is given_no_nfo. The value is what shell_value returns. */
void shell_set_options(struct buf *out, const struct option *table);

/* Adds the given options that have the bit `user` in their users. Each option is one word after a
 * space: " --dry-run --pins='my pins'". */
void shell_add_words(struct buf *out, const struct option *table, unsigned user);

#endif
