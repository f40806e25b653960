/* The scan cache: the results of earlier scans, by device and inode number. A file whose size and
 * times are unchanged need not be scanned again. */
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

/* The form of the cache's database, for database_open. Every `cache` parameter may be NULL, which
 * means an empty cache. */
extern const struct database_form scan_cache_form;

/* The cached data of a file. Zeroed: the file is not cached. */
struct scan_known {
    bool same;       /* the size, the modification time and the change time (ctime) are unchanged */
    bool same_bytes; /* the size and the modification time are unchanged: so should be the bytes */
    enum scan_status status;
    enum scan_depth depth;
    char decoder[64]; /* the version of ffmpeg; "": not decoded */
    long engine;      /* SCAN_FILE_ENGINE at the time of the scan */
    int64_t at;       /* time of the scan, in seconds since the epoch */
    int64_t seen;     /* time when a scan last found the file, in seconds since the epoch */
    char hash[SCAN_HASH_SIZE]; /* hexadecimal; "": not stored */
    json_t *scan; /* the cached "scan" object of the record; NULL: the file is not cached */
};

/* The conditions under which a cached result replaces a scan. */
struct scan_want {
    enum scan_mode mode;
    const char *decoder; /* the installed version of ffmpeg; NULL: not found */
    int64_t now;         /* seconds since the epoch */
    int64_t older_than;  /* results older than this many seconds are not used; negative: no limit */
    /* A result from decoding the whole file must include stretches without picture or sound. */
    bool content;
};

/* Fills `known`, which the caller releases with scan_known_release. Returns false if the file is
 * not cached. */
bool scan_cache_get(struct database *cache, const struct stat *about, struct scan_known *known);
void scan_known_release(struct scan_known *known);

/* Returns whether the cached result meets the conditions. Pure. */
bool scan_known_is_enough(const struct scan_known *known, const struct scan_want *want);

/* Stores the data of a file. Its identity, size and times are from `about`, everything else from
 * `known`. Until database_settle is called, a crash can lose the data. */
void scan_cache_put(struct database *cache, const struct stat *about,
                    const struct scan_known *known);

/* Records that the file was found at the time `now`, in seconds since the epoch. Writes nothing if
 * the stored time is less than a day old. */
void scan_cache_see(struct database *cache, const struct stat *about,
                    const struct scan_known *known, int64_t now);

/* Returns the time when a file with this identity, size and modification time was last scanned, in
 * seconds since the epoch. Returns 0 if the file was never scanned, or if the time is later than
 * `now` because the clock was set back. */
int64_t scan_cache_last(struct database *cache, const struct stat *about, int64_t now);

/* Deletes the data of files that no scan has found for `age_s` seconds, and of directories that
 * were not scanned in this time. `now` is in seconds since the epoch. A negative `age_s` means two
 * years, and keeps files with a hash. Less than a day means a day, because scan_cache_see stores
 * times only once a day. */
void scan_cache_prune(struct database *cache, int64_t now, int64_t age_s);

/* The result of scanning a directory operand. */
struct scan_cache_root {
    const char *path;  /* absolute: see scan_root_path */
    const char *rules; /* the rules that selected its files: see scan_root_rules */
    int64_t device;
    int64_t files; /* number of files found */
    int64_t at;    /* seconds since the epoch */
};

/* Looks up root->path and root->rules, and sets the other members of `root`. Returns false if they
 * are not cached. */
bool scan_cache_get_root(struct database *cache, struct scan_cache_root *root);
void scan_cache_put_root(struct database *cache, const struct scan_cache_root *root);

#endif
