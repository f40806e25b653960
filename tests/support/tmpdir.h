/* Private temporary directories, and files in them. */
#ifndef TMPDIR_H
#define TMPDIR_H

#include "bytes.h"

#include <stdbool.h>
#include <sys/types.h>

/* Makes a directory under $TMPDIR or /tmp. Returns its absolute path, which the caller frees.
 * Aborts on failure. */
char *tmpdir_make(void) __attribute__((warn_unused_result));

/* Removes the directory with everything in it, even if modes forbid it. */
void tmpdir_remove(const char *dir);

/* Writes dir/name, making directories as needed. Returns false (see errno) on failure. */
bool tmpdir_write(const char *dir, const char *name, const void *from, size_t n, mode_t mode);

/* Adds the contents of dir/name (an absolute name is used unchanged). Returns false (see errno) if
 * it cannot be read. */
bool tmpdir_read(const char *dir, const char *name, struct bytes *into);

/* Returns dir/name, or name if that is absolute. The caller frees it. */
char *tmpdir_path(const char *dir, const char *name) __attribute__((warn_unused_result));

#endif
