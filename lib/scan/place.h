/* Where a directory lies: the kind of its file system, and whether anything is in it. A disk that
 * is not mounted leaves an empty directory on another file system. */
#ifndef SCAN_PLACE_H
#define SCAN_PLACE_H

#include <stdbool.h>
#include <stdint.h>

enum { SCAN_PLACE_WORD = 24 }; /* bytes of the kind of a file system, its NUL included */

/* Writes the kind of file system with that number (f_type of statfs(2)) into word: "ext4", "nfs",
 * or "0x1badface" where its name is not known here. ext2, ext3 and ext4 share a number. Pure. */
void scan_place_word(uint64_t type, char word[SCAN_PLACE_WORD]);

/* Writes the kind of file system that path is on into word. Returns false, with errno and "" in
 * word, if it cannot be found out. */
bool scan_place_kind(const char *path, char word[SCAN_PLACE_WORD]);

/* Returns 1 if the directory has nothing in it, 0 if it has something, and -1 with errno if it
 * cannot be read. */
int scan_place_is_empty(const char *path);

/* Returns whether something is mounted at path, which is a directory and no link. */
bool scan_place_is_mount(const char *path);

/* Returns 1 if something is mounted at a directory directly below path, 0 if not, and -1 with errno
 * if path cannot be read. */
int scan_place_has_mounts(const char *path);

#endif
