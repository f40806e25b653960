/* The output of a command that the user configured, for example a password manager. */
#ifndef BASE_COMMAND_H
#define BASE_COMMAND_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

/*
 * Runs command with /bin/sh -c and adds the first line of its output to out, without surrounding
 * blanks. The command's input is empty, its standard error is ours, and it inherits no other
 * descriptors; the terminal stays available. environment is its environment, in the form of
 * environ. There is no time limit, because the command may ask for a passphrase; Ctrl-C ends it.
 * what names the expected output in messages, for example "token". Returns false with why, which
 * never shows the output: 78 (the command failed, or printed nothing, or more than out can hold),
 * 71, or 130 if it was interrupted. */
bool command_read(const char *command, const char *what, char *const *environment, struct buf *out,
                  struct why *why);

#endif
