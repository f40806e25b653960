/* The place of a directory: the type of its file system, and whether it is empty. A disk that is
 * not mounted leaves an empty directory on another file system. */
#ifndef SCAN_PLACE_H
#define SCAN_PLACE_H

#include <stdbool.h>
#include <stdint.h>

enum { SCAN_PLACE_WORD = 24 }; /* bytes of the type of a file system, including NUL */

/* Writes the type of file system with this number (f_type of statfs(2)) into word: "ext4", "nfs",
 * or "0x1badface" if its name is unknown. ext2, ext3 and ext4 share a number. Pure. */
void scan_place_word(uint64_t type, char word[SCAN_PLACE_WORD]);

/* Writes the type of path's file system into word. Returns false, with errno and "" in word, if it
 * cannot be determined. */
bool scan_place_kind(const char *path, char word[SCAN_PLACE_WORD]);

/* Returns 1 if the directory is empty, 0 if it is not, and -1 with errno if it cannot be read. */
int scan_place_is_empty(const char *path);

/* Returns whether path, which is a directory and not a link, is a mount point. */
bool scan_place_is_mount(const char *path);

/* Returns 1 if a directory directly below path is a mount point, 0 if none is, and -1 with errno if
 * path cannot be read. */
int scan_place_has_mounts(const char *path);

#endif
