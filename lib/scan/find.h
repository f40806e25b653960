/* Finds the files to scan: operands that are files, and video files below operands that are
 * directories. Returns one file at a time. Only the names in the current directory and its parents
 * are in memory. */
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
    bool hidden;         /* also enter directories for which scan_find_is_hidden is true */
    bool silent;         /* print no messages */
    const char *cwd;     /* makes relative paths absolute; NULL: they are unchanged */
    /* Extensions of the files to scan, without the dot; NULL-terminated. NULL: video extensions for
     * files in directories, any extension for named files. */
    const char *const *extensions;
    /* The place where the configuration sets `extensions`; NULL: an option sets them. */
    const char *extensions_origin;
    const struct globs *exclude; /* files and directories to leave out; NULL: none */
    /* Scan only part `shard` (from 1) of `shards` parts. If `shards` is 0, scan all files. */
    unsigned long shard, shards;
};

struct scan_found {
    char *path; /* any bytes, not only UTF-8. Owned by the caller */
    struct stat about;
    bool named; /* named by the user; false: found in a directory */
};

/* A directory operand whose files have all been returned. */
struct scan_root {
    char *path; /* as named, or absolute if rules->cwd is set. Owned by the caller */
    struct stat about;
    uint64_t files; /* number of files found in it and below */
    bool whole;     /* everything in it and below could be read */
    int error;      /* errno if the directory itself could not be read; otherwise 0 */
};

enum scan_find_got {
    SCAN_FIND_FILE, /* a regular file */
    /* found->path cannot be scanned. why->status is 66 if the user named it, and 1 if it was found
     * in a directory. */
    SCAN_FIND_BAD,
    /* No file yet: call again. If *wait is set, first wait until names->fd is readable. */
    SCAN_FIND_PAUSE,
    SCAN_FIND_END, /* all files were returned */
};

/* Returns whether the name of a directory begins with a dot, or is used by operating systems, for
 * example for trash bins. Pure. */
bool scan_find_is_hidden(const char *name);

struct scan_find;

/* Returns a new search, which the caller frees with scan_find_free. `operands` is NULL-terminated.
 * `names` has further operands; it may be NULL. All arguments are borrowed. */
CVI_MUST_USE struct scan_find *scan_find_new(const struct scan_find_rules *rules,
                                             char *const *operands, struct names *names);

/* Fills `found` with the next file. Files are in the order of the operands, and below a directory
 * in the byte order of their paths (LC_ALL=C sort). Reports skipped and unreadable entries, unless
 * rules->silent is set. */
enum scan_find_got scan_find_next(struct scan_find *find, struct scan_found *found, bool *wait,
                                  struct why *why);

/* Call this each time after scan_find_next has returned SCAN_FIND_PAUSE. If a directory operand has
 * just been completed, returns true and fills `root`, whose path the caller frees. */
bool scan_find_root(struct scan_find *find, struct scan_root *root);

/* Returns the exit status so far: 0; 1 (a file or directory could not be read); 65 (a listed name
 * contains NUL); 66 (a named file cannot be scanned, or a listed name is too long); 74 (the list of
 * names could not be read). */
int scan_find_status(const struct scan_find *find);

/* Returns the path as messages show it: relative to rules->cwd if the path is below that directory.
 * Borrowed from `path`. Pure. */
const char *scan_find_shown(const struct scan_find_rules *rules, const char *path);

/* Returns how many files and directories rules->exclude has left out so far. */
uint64_t scan_find_excluded(const struct scan_find *find);

void scan_find_free(struct scan_find *find);

/* Returns the part, from 1 to `count`, to which a file belongs. The part depends only on a hash of
 * the path's bytes (FNV-1a, with extra mixing), so it is the same on all machines. For a file below
 * a directory operand, `path` must be relative to that directory. */
unsigned long scan_find_shard(const char *path, unsigned long count);

#endif
