/* Reads small files with one secret each, such as Docker's secrets. */
#ifndef CONFIG_SECRET_H
#define CONFIG_SECRET_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

#define SECRET_DIRECTORY "docker/secrets"

/* Returns whether the file exists. Also returns true if this is unknown; reading the file then
 * reports the reason. */
bool secret_is_there(const char *path);

/* Adds the text of the file to `out`, without white space around it. "-" is the first line of
 * standard input; the following lines are left unread. Returns false with `why` (66: cannot be
 * read; 78: too long, or not text). */
bool secret_read(const char *path, struct buf *out, struct why *why);

/* If other users can read or write the file, adds a line with a warning and the remedy, unless
 * `lines` already has it. Ignores a file whose mode the user cannot change or did not choose: a
 * file of another user (but root can change all modes), a file below /run/secrets, where Docker's
 * files have the mode 0444, and a file on a read-only file system. Access by the group is allowed,
 * because it is the owner's choice. */
void secret_add_exposed(struct buf *lines, const char *path);

/* Looks for NAME.txt and NAME in `directory` (NULL or "": none), SECRET_DIRECTORY and /run/secrets,
 * and adds the first text that is not blank to `out`, which must be empty. SECRET_DIRECTORY is in
 * the current directory, so its files are skipped if trust_open objects. Sets *path to the path of
 * the file, a new string; to NULL if no file has a value. Returns false with `why` (78) if a file
 * cannot be read, or is a FIFO or a device, which every program of a pipeline would read. */
bool secret_find(const char *directory, const char *name, struct buf *out, char **path,
                 struct why *why);

#endif
