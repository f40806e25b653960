/* Runs a command that the user has configured, for example a password manager, and reads its
 * output. */
#ifndef BASE_COMMAND_H
#define BASE_COMMAND_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

/*
 * Runs `command` with /bin/sh -c. Adds the first line of the output to `out`, which must be empty.
 * Blanks around the line are removed. `what` names the expected output in messages, for example
 * "token". `environment` is the command's environment, in the form of environ(7).
 * The command's standard input is empty, and its standard error is that of this process. It
 * inherits no other descriptors, but can open the terminal. There is no time limit, because the
 * command may ask for a passphrase.
 * On failure, returns false with `why`. The exit status in `why` is 78 if the command failed, if
 * the first line is empty, or if the output contains NUL or is longer than out->max. It is 130 if
 * Ctrl-C interrupted the command, and 71 for a system error. The message never shows the output. */
bool command_read(const char *command, const char *what, char *const *environment, struct buf *out,
                  struct why *why);

#endif
