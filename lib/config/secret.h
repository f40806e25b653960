/* Reads small files with one secret each, such as Docker's secrets. */
#ifndef CONFIG_SECRET_H
#define CONFIG_SECRET_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

#define SECRET_DIRECTORY "docker/secrets"

/* Returns whether the file exists. Also returns true if this is unknown, so that reading the file
 * reports the error. */
bool secret_is_there(const char *path);

/* Adds the text of the file to `out`, without white space around it. If `path` is "-", reads only
 * the first line of standard input, and leaves the following lines unread. Returns false with `why`
 * (exit status 66: cannot be read; 78: too long, or not text). */
bool secret_read(const char *path, struct buf *out, struct why *why);

/* If all users can read or write the file, adds a line with a warning and the remedy, unless
 * `lines` already has it. Access by the group is allowed. Adds nothing if the user cannot change
 * the mode: the file belongs to another user, is below /run/secrets (Docker's files have mode
 * 0444), or is on a read-only file system. */
void secret_add_exposed(struct buf *lines, const char *path);

/* Looks for NAME.txt and NAME in `directory`, SECRET_DIRECTORY and /run/secrets, in this order.
 * `directory` may be NULL or "". Adds the first text that is not blank to `out`, which must be
 * empty. Sets *path to the path of the file, a new string, or to NULL if no file has a value. Skips
 * a file in SECRET_DIRECTORY, which is in the current directory, if trust_open objects to it.
 * Returns false with `why` (exit status 78) if a file cannot be read, or is a FIFO or a device:
 * only the first program of a pipeline could read the secret from it. */
bool secret_find(const char *directory, const char *name, struct buf *out, char **path,
                 struct why *why);

#endif
