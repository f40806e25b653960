/* A complete scan: finds files, scans them with several threads, and prints the results. */
#ifndef SCAN_SCAN_H
#define SCAN_SCAN_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "probe/probe.h"
#include "scan/file.h"
#include "scan/find.h"

/* The settings that are the same for all files of a run. */
struct scan_plan {
    const char *stage; /* of the program, for "error.stage" */
    struct scan_way way;
    bool again;           /* ignore the cache */
    bool verify;          /* compare hashes */
    int64_t older_than_s; /* negative: any age */
    bool explain;
    unsigned cores;    /* number of cores of the machine; set by scan_run */
    bool oldest_first; /* start with the files whose last scan is the oldest */
    bool allow_loss;   /* directories may have lost files since the last scan */
};

struct scan_settings {
    const char *program;    /* its name */
    char *const *operands;  /* files and directories, NULL-terminated */
    const char *files_from; /* a file with further operands, "-": standard input; NULL: none */
    bool nul;               /* names in files_from end with NUL instead of newline */
    struct scan_find_rules rules;
    struct scan_plan plan; /* scan_run sets stage, cores and way.interrupt */
    unsigned jobs;         /* 0: one per core, and one per rotating disk */
    uint64_t memory_most;  /* bytes, as way.batch_memory, of all decoders together */
    int64_t for_s;         /* start no file after this many seconds; negative: no limit */
    int64_t forget_s;      /* forget files that were not found for this long; negative: see
                            * scan_cache_prune */
    bool sorted;           /* print records in the order of discovery */
    const char *cache;     /* the database; NULL: not used */
    const char *output;    /* the scan document; "-": standard output; NULL: not used */
    mode_t output_mode;
    bool records;             /* print records on standard output */
    bool text;                /* print a line of text instead of each record */
    bool summary;             /* print the closing summary, on standard output if that is unused */
    enum scan_status fail_on; /* files with this status or worse make the exit status 1; healthy: no
                               * file does */
};

/* Scans. The caller has called stage_start before. Returns the exit status: one of the common ones
 * (75: files are left at the time limit, or a directory has lost files), or 143 after SIGTERM.
 * Exits with 66 or 74 if the list of files or the output cannot be opened. */
int scan_run(const struct scan_settings *settings);

#endif
