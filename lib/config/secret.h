/* Reads small files with one secret each, like Docker's. */
#ifndef CONFIG_SECRET_H
#define CONFIG_SECRET_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

#define SECRET_DIRECTORY "docker/secrets"

/* Returns whether the file exists. Also returns true if this is unknown; reading the file then
 * reports the reason. */
bool secret_is_there(const char *path);

/*
 * Adds the text of the file to out, without white space around it. "-" is the first line of
 * standard input; the rest is left unread. Returns false with why (66: cannot be read; 78: too
 * long, or not text). */
bool secret_read(const char *path, struct buf *out, struct why *why);

/* Adds a line with a warning and the remedy if other users can read or write the file; the same
 * line only once. Ignores a file whose mode the user cannot change or did not choose: another
 * user's file (root can change all modes), a file below /run/secrets, where Docker's files have the
 * mode 0444, or a file on a read-only file system. Access by the group is the owner's choice. */
void secret_add_exposed(struct buf *lines, const char *path);

/*
 * Looks for NAME.txt and NAME in directory (NULL or "": none), SECRET_DIRECTORY and /run/secrets,
 * and adds the first text that is not blank to out, which must be empty. Files in SECRET_DIRECTORY,
 * which is in the current directory, are skipped if trust_open objects. Sets *path to the path of
 * the file, a new string; to NULL if no file has a value. Returns false with why (78) if one of
 * them cannot be read, or is a FIFO or a device, which every program of a pipe would read. */
bool secret_find(const char *directory, const char *name, struct buf *out, char **path,
                 struct why *why);

#endif
