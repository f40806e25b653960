/* What earlier scans found, under device and inode of the file: a file that is still the same, by
 * its size and times, need not be scanned again. */
#ifndef SCAN_MEMORY_H
#define SCAN_MEMORY_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/database.h"
#include "record/record.h"
#include "scan/file.h"
#include "scan/verdict.h"

/* What the memory's file holds, for database_open. NULL for the opened memory is an empty one. */
extern const struct database_form scan_memory_form;

/* What is known of a file. Zeroed: nothing. */
struct scan_known {
    bool same;       /* size and all times are those of then */
    bool same_bytes; /* size and time of change are: so must be the bytes */
    enum scan_status status;
    enum scan_depth depth;
    char decoder[64];          /* the version of ffmpeg; "": nothing was decoded */
    long engine;               /* SCAN_FILE_ENGINE of then */
    int64_t at;                /* when it was scanned, seconds since the epoch */
    int64_t seen;              /* when a scan last found the file; an earlier time than at is at */
    char hash[SCAN_HASH_SIZE]; /* "": none was kept */
    json_t *scan;              /* the record's value of then; NULL: nothing is known */
};

/* What an answer must be to be taken for a scan. */
struct scan_want {
    enum scan_mode mode;
    const char *decoder; /* the version of ffmpeg there is; NULL: none */
    int64_t now;         /* seconds since the epoch */
    int64_t older_than;  /* what is that many seconds old is scanned again; negative: never */
};

/* Fills known, which the caller releases with scan_known_release. Returns false when nothing is
 * known of the file. */
bool scan_memory_get(struct database *memory, const struct stat *about, struct scan_known *known);
void scan_known_release(struct scan_known *known);

/* Returns true when what is known answers the question. Pure. */
bool scan_known_is_enough(const struct scan_known *known, const struct scan_want *want);

/* Remembers a file: its identity, size and times are those of about, the rest is that of known.
 * A crash may lose it until database_settle. */
void scan_memory_put(struct database *memory, const struct stat *about,
                     const struct scan_known *known);

/* Notes that the file of known was found now (seconds since the epoch). Costs nothing when that is
 * known, to the day. */
void scan_memory_see(struct database *memory, const struct stat *about,
                     const struct scan_known *known, int64_t now);

/* Returns when a file of that identity, size and time of change was last scanned, seconds since the
 * epoch; 0 when it never was, or later than now: the clock was put back, and nobody knows when. */
int64_t scan_memory_last(struct database *memory, const struct stat *about, int64_t now);

/* Forgets files that no scan has found, and directories that none was asked for, for age_s seconds
 * before now (since the epoch). age_s negative: for two years, and files with a hash are
 * kept. Less than a day counts as a day: see scan_memory_see. */
void scan_memory_prune(struct database *memory, int64_t now, int64_t age_s);

/* What a scan found below a directory that was named. */
struct scan_memory_root {
    const char *path;  /* as named, but absolute */
    const char *rules; /* by which its files were chosen */
    int64_t device;
    int64_t files;
    int64_t at; /* seconds since the epoch */
};

/* Fills device, files and at for path and rules. Returns false when nothing is known of them. */
bool scan_memory_get_root(struct database *memory, struct scan_memory_root *root);
void scan_memory_put_root(struct database *memory, const struct scan_memory_root *root);

#endif
