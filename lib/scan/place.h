/* Examines a directory: the type of its file system, whether it is empty, and whether it is a mount
 * point. If a disk is not mounted, its mount point is an empty directory on another file system. */
#ifndef SCAN_PLACE_H
#define SCAN_PLACE_H

#include <stdbool.h>
#include <stdint.h>

enum { SCAN_PLACE_WORD = 24 }; /* bytes of the type of a file system, including NUL */

/* Writes the name of a file system type to `word`, such as "ext4" or "nfs". `type` is the f_type of
 * statfs(2). For an unknown type, writes the number, such as "0x1badface". For ext2 and ext3,
 * writes "ext4", because all three have one number. Pure. */
void scan_place_word(uint64_t type, char word[SCAN_PLACE_WORD]);

/* Does the same for the file system of `path`. If its type cannot be determined, writes "" and
 * returns false with errno. */
bool scan_place_kind(const char *path, char word[SCAN_PLACE_WORD]);

/* Returns 1 if the directory is empty, 0 if it is not, and -1 with errno if it cannot be read. */
int scan_place_is_empty(const char *path);

/* Returns whether `path` is a mount point. Returns false for a symbolic link. */
bool scan_place_is_mount(const char *path);

/* Returns 1 if a directory directly below `path` is a mount point, 0 if there is no such directory,
 * and -1 with errno if `path` cannot be read. */
int scan_place_has_mounts(const char *path);

#endif
