/* Which files are to be scanned: those that were named, and the video files below directories that
 * were named. One at a time: of a directory only its own names are held, so memory does not grow
 * with the library. */
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
    bool flat;           /* not the directories below */
    bool follow;         /* links to directories, too */
    bool one_filesystem; /* not directories on other ones */
    bool hidden;         /* directories that begin with a dot, and bins, too */
    bool silent;         /* say nothing of what is passed over */
    const char *cwd; /* paths become absolute: relative ones begin here; NULL: they stay as named */
    const char *const *extensions; /* endings in lower case, without the dot; NULL-terminated; NULL:
                                    * in directories those that video files have, and any of a
                                    * file that is named */
    const char *extensions_origin; /* the setting that they are from; NULL: the option */
    const struct globs *exclude;   /* files and directories to leave out; NULL: none */
    unsigned long shard, shards;   /* only the shard-th, from 1 on, of shards parts; 0: all */
};

struct scan_found {
    char *path; /* any bytes. New */
    struct stat about;
    bool named; /* by itself: it was not found in a directory */
};

/* A directory that was named and is done. */
struct scan_root {
    char *path; /* as named, or absolute: see rules. New */
    struct stat about;
    uint64_t files; /* that were found in it and below */
    bool whole;     /* all of it could be read */
    int error;      /* errno when it could not be read at all; 0 */
};

enum scan_find_got {
    SCAN_FIND_FILE,  /* a regular file */
    SCAN_FIND_BAD,   /* path cannot be scanned: why, 66 when it was named, and 1 when it is in
                      * a directory that was named */
    SCAN_FIND_PAUSE, /* nothing yet; call again, after the names' fd can be read if *wait */
    SCAN_FIND_END,
};

/* Returns whether directories of that name are not entered without hidden: their names begin with a
 * dot, or they are bins of some system. Pure. */
bool scan_find_is_hidden(const char *name);

struct scan_find;

/* Borrows all: the rules, the NULL-terminated operands, then the names (NULL: none). New. */
CVI_MUST_USE struct scan_find *scan_find_new(const struct scan_find_rules *rules,
                                             char *const *operands, struct names *names);

/*
 * The next file. In the order of the operands, and below a directory in the order of the paths'
 * bytes, as LC_ALL=C sort has it. What is passed over is told (unless silent), and what should have
 * been read and could not be raises scan_find_status. */
enum scan_find_got scan_find_next(struct scan_find *find, struct scan_found *found, bool *wait,
                                  struct why *why);

/* Returns true, with root, whose path the caller frees, once for each directory that was named: at
 * the first call after scan_find_next has left it, which then returns SCAN_FIND_PAUSE. */
bool scan_find_root(struct scan_find *find, struct scan_root *root);

/* Returns the exit status so far: 0, 1 (a directory could not be read), 66 (something named is not
 * there), 74 (the names could not be read). */
int scan_find_status(const struct scan_find *find);

/* Returns the path as messages show it: seen from rules->cwd if it is below it. Borrowed from path.
 * Pure. */
const char *scan_find_shown(const struct scan_find_rules *rules, const char *path);

/* Returns the number of files and directories that rules->exclude has left out so far. */
uint64_t scan_find_excluded(const struct scan_find *find);

void scan_find_free(struct scan_find *find);

/*
 * Which of count parts, from 1 on, a path belongs to: by a hash of its bytes (FNV-1a,
 * stirred), so the same on all machines. For a file below a directory that was named, the
 * path below it counts. */
unsigned long scan_find_shard(const char *path, unsigned long count);

#endif
