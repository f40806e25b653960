/* Examines the place of a directory: the type of its file system, whether it is empty, and whether
 * it is a mount point. If a disk is not mounted, its mount point is an empty directory on another
 * file system. */
#ifndef SCAN_PLACE_H
#define SCAN_PLACE_H

#include <stdbool.h>
#include <stdint.h>

enum { SCAN_PLACE_WORD = 24 }; /* bytes of the type of a file system, including NUL */

/* Writes the name of a file system type to `word`, such as "ext4" or "nfs". `type` is the f_type of
 * statfs(2). If it is not known, writes the number, such as "0x1badface". ext2, ext3 and ext4 share
 * a number. Pure. */
void scan_place_word(uint64_t type, char word[SCAN_PLACE_WORD]);

/* Writes the name of the file system type of `path` to `word`. If the type cannot be determined,
 * writes "" and returns false with errno. */
bool scan_place_kind(const char *path, char word[SCAN_PLACE_WORD]);

/* Returns 1 if the directory is empty, 0 if it is not, and -1 with errno if it cannot be read. */
int scan_place_is_empty(const char *path);

/* Returns whether `path` is a mount point; false if it is not a directory, or is a symbolic
 * link. */
bool scan_place_is_mount(const char *path);

/* Returns 1 if a directory directly below `path` is a mount point, 0 if there is no such directory,
 * and -1 with errno if `path` cannot be read. */
int scan_place_has_mounts(const char *path);

#endif
