/* The scan cache: results of earlier scans by device and inode. A file whose size and times are
 * unchanged need not be scanned again. */
#ifndef SCAN_CACHE_H
#define SCAN_CACHE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/database.h"
#include "record/record.h"
#include "scan/file.h"
#include "scan/verdict.h"

/* The form of the cache's file, for database_open. NULL stands for an empty opened cache. */
extern const struct database_form scan_cache_form;

/* The cached data of a file. Zeroed: none. */
struct scan_known {
    bool same;       /* size and all times are unchanged */
    bool same_bytes; /* size and time of change are unchanged, so the bytes must also be
                      * unchanged */
    enum scan_status status;
    enum scan_depth depth;
    char decoder[64];          /* the version of ffmpeg; "": not decoded */
    long engine;               /* SCAN_FILE_ENGINE at the time of the scan */
    int64_t at;                /* when it was scanned, in seconds since the epoch */
    int64_t seen;              /* time when a scan last found the file; if it is earlier than `at`,
                                * `at` is used */
    char hash[SCAN_HASH_SIZE]; /* "": not stored */
    json_t *scan;              /* the stored value of the record; NULL: nothing is known */
};

/* The conditions under which a cached result may replace a scan. */
struct scan_want {
    enum scan_mode mode;
    const char *decoder; /* the installed version of ffmpeg; NULL: not found */
    int64_t now;         /* seconds since the epoch */
    int64_t older_than;  /* results older than this many seconds are not used; negative: no limit */
    bool content;        /* stretches without picture or sound are required, if the whole file was
                          * decoded */
};

/* Fills known, which the caller releases with scan_known_release. Returns false if the file is not
 * cached. */
bool scan_cache_get(struct database *cache, const struct stat *about, struct scan_known *known);
void scan_known_release(struct scan_known *known);

/* Returns whether the cached result meets the conditions. Pure. */
bool scan_known_is_enough(const struct scan_known *known, const struct scan_want *want);

/* Stores a file. Its identity, size and times are taken from `about`, everything else from `known`.
 * A crash may lose it until database_settle is called. */
void scan_cache_put(struct database *cache, const struct stat *about,
                    const struct scan_known *known);

/* Notes that the file of known was found now (seconds since the epoch). Writes nothing if the same
 * day is already stored. */
void scan_cache_see(struct database *cache, const struct stat *about,
                    const struct scan_known *known, int64_t now);

/* Returns the time when a file with this identity, size and time of change was last scanned, in
 * seconds since the epoch. Returns 0 if the file was never scanned, or if the time is later than
 * now because the clock was set back. */
int64_t scan_cache_last(struct database *cache, const struct stat *about, int64_t now);

/* Forgets files that no scan has found, and directories for which no scan was run, in the last
 * age_s seconds before now (since the epoch). If age_s is negative, uses two years, and keeps files
 * with a hash. An age of less than a day is treated as a day: see scan_cache_see. */
void scan_cache_prune(struct database *cache, int64_t now, int64_t age_s);

/* The result of a scan below a directory operand. */
struct scan_cache_root {
    const char *path;  /* as named, but absolute */
    const char *rules; /* the rules by which its files were chosen */
    int64_t device;
    int64_t files;
    int64_t at; /* seconds since the epoch */
};

/* Fills device, files and at for path and rules. Returns false if they are not cached. */
bool scan_cache_get_root(struct database *cache, struct scan_cache_root *root);
void scan_cache_put_root(struct database *cache, const struct scan_cache_root *root);

#endif
