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

/* Forgets files without a hash that were last scanned more than two years before now (seconds since
 * the epoch). */
void scan_memory_prune(struct database *memory, int64_t now);

#endif
