/* Small files that hold one secret each, as docker keeps them. */
#ifndef CONFIG_SECRET_H
#define CONFIG_SECRET_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

#define SECRET_DIRECTORY "docker/secrets"

/* Whether there is such a file; also true when it cannot be known, so that reading it tells why. */
bool secret_is_there(const char *path);

/*
 * Adds the text of the file to out, without blanks around it. "-" is the first line of standard
 * input; what follows it is left to be read. False with why (66: cannot be read; 78: too long, or
 * no text). */
bool secret_read(const char *path, struct buf *out, struct why *why);

/*
 * Adds a line with a warning and the way out when other users can read or write the file; the same
 * line only once. Nothing about a file whose mode the user cannot change or did not choose: another
 * user's (root can change all modes), one below /run/secrets, where Docker's are 0444, or one on a
 * read-only file system. The group is the owner's choice. */
void secret_add_exposed(struct buf *lines, const char *path);

/*
 * Looks for NAME.txt and NAME in directory (NULL or "": none), SECRET_DIRECTORY and /run/secrets,
 * and adds the first text that is not blank to out, which must be empty. Files of SECRET_DIRECTORY,
 * which is in the current one, are passed over where trust_open objects. *path is then its
 * path, new, and NULL if no file has a value. False with why (78) when one of them cannot be read,
 * or is a FIFO or a device: it would be read by each program of a pipe. */
bool secret_find(const char *directory, const char *name, struct buf *out, char **path,
                 struct why *why);

#endif
