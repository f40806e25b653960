/* Text that a command of the user's prints: a password manager's, say. */
#ifndef BASE_COMMAND_H
#define BASE_COMMAND_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

/*
 * Runs command with /bin/sh -c and adds the first line of what it prints to out, without blanks
 * around it. Its input is empty, its standard error is ours, and it inherits nothing else but the
 * environment and the terminal. It may take its time, for it may be asking the user for a
 * passphrase: Ctrl-C ends it. False with why, which has none of what was printed: 78 (it failed, or
 * printed nothing, or more than out takes), 71, or 130 when it was interrupted. */
bool command_read(const char *command, struct buf *out, struct why *why);

#endif
