/* The text that a command of the user's prints: a password manager, for example. */
#ifndef BASE_COMMAND_H
#define BASE_COMMAND_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

/*
 * Runs command with /bin/sh -c and adds the first line that it prints to out, without blanks around
 * it. The command's input is empty, its standard error is ours, and it inherits nothing else but
 * the terminal; environment is its environment, in the form of environ. There is no time limit,
 * since it may ask the user for a passphrase: Ctrl-C ends it. what names in messages what the
 * command should print: "token". Returns false with why, which never shows what was printed: 78
 * (the command failed, or printed nothing, or more than out takes), 71, or 130 when it was
 * interrupted. */
bool command_read(const char *command, const char *what, char *const *environment, struct buf *out,
                  struct why *why);

#endif
