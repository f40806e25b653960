/*
 * What earlier scans found, under device and inode of the file: a file that is still the same, by
 * its size and times, need not be scanned again. What goes wrong with the database is told once,
 * and the scan goes on without it. */
#ifndef SCAN_MEMORY_H
#define SCAN_MEMORY_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/msg.h"
#include "record/record.h"
#include "scan/file.h"
#include "scan/verdict.h"

struct scan_memory;

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

/*
 * Opens the database, which is made when missing. NULL with why (74, or 71) when it cannot be used.
 * New; ends with scan_memory_close. */
CVI_MUST_USE struct scan_memory *scan_memory_open(const char *path, struct why *why);

/* Keeps what was put, and ends it. NULL is fine, here and below. */
void scan_memory_close(struct scan_memory *memory);

/* Fills known, to be released with scan_known_release. False when nothing is known of the file. */
bool scan_memory_get(struct scan_memory *memory, const struct stat *about,
                     struct scan_known *known);
void scan_known_release(struct scan_known *known);

/* Whether what is known answers the question. Pure. */
bool scan_known_is_enough(const struct scan_known *known, const struct scan_want *want);

/* Remembers a file: its identity is known->... as in about, the rest as in known. */
void scan_memory_put(struct scan_memory *memory, const struct stat *about,
                     const struct scan_known *known);

/* Whether something was put that a crash would lose, and writing it down. */
bool scan_memory_is_unsettled(const struct scan_memory *memory);
void scan_memory_settle(struct scan_memory *memory);

/* Forgets what has not been looked at for two years, unless it has a hash. */
void scan_memory_prune(struct scan_memory *memory, int64_t now);

#endif
