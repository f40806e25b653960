/* Private temporary directories, and files in them. */
#ifndef TMPDIR_H
#define TMPDIR_H

#include "bytes.h"

#include <stdbool.h>
#include <sys/types.h>

/* Makes a directory under $TMPDIR or /tmp; its absolute path, which the caller frees. Aborts when
 * that cannot be. */
char *tmpdir_make(void) __attribute__((warn_unused_result));

/* Removes the directory with everything in it, also where modes forbid it. */
void tmpdir_remove(const char *dir);

/* Writes dir/name, making directories as needed; false (see errno) when that fails. */
bool tmpdir_write(const char *dir, const char *name, const void *from, size_t n, mode_t mode);

/* Adds the contents of dir/name (an absolute name is taken as it is); false (see errno) when it
 * cannot be read. */
bool tmpdir_read(const char *dir, const char *name, struct bytes *into);

/* dir/name, or name when that is absolute; the caller frees. */
char *tmpdir_path(const char *dir, const char *name) __attribute__((warn_unused_result));

#endif
