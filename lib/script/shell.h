/* Writes words for the shell's eval. The shell reads exactly the bytes of a value, whatever they
 * are. */
#ifndef SCRIPT_SHELL_H
#define SCRIPT_SHELL_H

#include "base/buf.h"
#include "base/option.h"

/* Adds text as one word of the shell, quoted if necessary. */
void shell_quote(struct buf *out, const char *text);

/* Adds a line that sets the variable name to value, or unsets it if value is NULL. */
void shell_set(struct buf *out, const char *name, const char *value);

/* Returns the value of an option as text, "yes" for a flag; NULL if it was not given. Borrowed. */
const char *shell_value(const struct option *option);

/* Adds such a line for each option that --help --verbose shows: --no-nfo sets
 * given_no_nfo. A flag sets "yes". An option that was not given is unset. */
void shell_set_options(struct buf *out, const struct option *table);

/*
 * Adds the options that were given and have the bit user among their users, each as a word after a
 * blank: " --dry-run --pins='my pins'". */
void shell_add_words(struct buf *out, const struct option *table, unsigned user);

#endif
