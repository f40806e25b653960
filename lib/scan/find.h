/* Finds the files to be scanned: the operands, and the video files below directories among them.
 * Files are returned one at a time. Only the names of the current directories are in memory, so
 * memory does not grow with the library. */
#ifndef SCAN_FIND_H
#define SCAN_FIND_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/glob.h"
#include "base/msg.h"
#include "base/names.h"

struct scan_find_rules {
    bool flat;           /* skip subdirectories */
    bool follow;         /* also follow links to directories */
    bool one_filesystem; /* skip directories on other file systems */
    bool hidden;         /* also enter directories whose names begin with a dot, and bins */
    bool silent;         /* do not report skipped entries */
    const char *cwd;     /* relative paths are made absolute with this directory; NULL: they are
                          * unchanged */
    const char *const *extensions; /* in lower case, without the dot; NULL-terminated; NULL: the
                                    * extensions of videos for files in directories, any for named
                                    * files */
    const char *extensions_origin; /* the setting they come from; NULL: the option */
    const struct globs *exclude;   /* files and directories to leave out; NULL: none */
    unsigned long shard, shards;   /* only part number `shard`, from 1, of `shards` parts; 0: all */
};

struct scan_found {
    char *path; /* any bytes. Owned by the caller */
    struct stat about;
    bool named; /* an operand: it was not found in a directory */
};

/* A directory operand that is finished. */
struct scan_root {
    char *path; /* as named, or absolute: see rules. Owned by the caller */
    struct stat about;
    uint64_t files; /* number of files found in it and below */
    bool whole;     /* all of the directory was readable */
    int error;      /* errno if it could not be read at all; otherwise 0 */
};

enum scan_find_got {
    SCAN_FIND_FILE,  /* a regular file */
    SCAN_FIND_BAD,   /* path cannot be scanned; why->status is 66 if it was named, 1 if it is in a
                      * named directory */
    SCAN_FIND_PAUSE, /* no file yet: call again; if *wait, first wait until the names' fd is
                        readable */
    SCAN_FIND_END,
};

/* Returns whether directories with this name are skipped without `hidden`: their names begin with a
 * dot, or they are bins of an operating system. Pure. */
bool scan_find_is_hidden(const char *name);

struct scan_find;

/* Borrows all arguments: the rules, the NULL-terminated operands, and the names (NULL: none), which
 * are read after the operands. The caller frees the result. */
CVI_MUST_USE struct scan_find *scan_find_new(const struct scan_find_rules *rules,
                                             char *const *operands, struct names *names);

/* Returns the next file, in the order of the operands, and below a directory in the byte order of
 * the paths (LC_ALL=C sort). Skipped entries are reported (unless silent). Unreadable files and
 * directories raise scan_find_status. */
enum scan_find_got scan_find_next(struct scan_find *find, struct scan_found *found, bool *wait,
                                  struct why *why);

/* Returns true once for each directory operand: at the first call after scan_find_next has left it.
 * Then fills root, whose path the caller frees. scan_find_next returns SCAN_FIND_PAUSE when it
 * leaves an operand. */
bool scan_find_root(struct scan_find *find, struct scan_root *root);

/* Returns the exit status so far: 0, 1 (a directory could not be read), 66 (an operand does not
 * exist), 74 (the names could not be read). */
int scan_find_status(const struct scan_find *find);

/* Returns the path as messages show it: relative to rules->cwd if it is below it. Borrowed from
 * path. Pure. */
const char *scan_find_shown(const struct scan_find_rules *rules, const char *path);

/* Returns the number of files and directories that rules->exclude has left out so far. */
uint64_t scan_find_excluded(const struct scan_find *find);

void scan_find_free(struct scan_find *find);

/* Returns the number of the part, from 1 to count, that a path belongs to: by a hash of its bytes
 * (FNV-1a, stirred), so that it is the same on all machines. For a file below a directory operand,
 * only the path below the directory is hashed. */
unsigned long scan_find_shard(const char *path, unsigned long count);

#endif
