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
    const char *stage; /* the program's name, for "stage" in errors */
    struct scan_way way;
    bool again;           /* ignore the results in the cache */
    bool verify;          /* compare the hashes of files with those of earlier scans */
    int64_t older_than_s; /* scan a file again if its cached result is older than this; negative:
                           * its age does not matter */
    bool explain;         /* add details of the scan to each record */
    unsigned cores;       /* number of cores of the machine; set by scan_run */
    bool oldest_first;    /* start with the files whose last scan is the oldest */
    bool allow_loss;      /* accept that directories have lost files since the last scan */
};

struct scan_settings {
    const char *program;    /* name of the program */
    char *const *operands;  /* files and directories, NULL-terminated */
    const char *files_from; /* a file with further operands, "-": standard input; NULL: none */
    bool nul;               /* names in files_from end with NUL instead of newline */
    struct scan_find_rules rules;
    struct scan_plan plan; /* scan_run sets stage, cores and way.interrupt */
    unsigned jobs;         /* maximum number of files that are scanned at the same time. 0: one per
                            * core, but at most one on each rotating disk */
    uint64_t memory_most;  /* maximum bytes of memory for the batches of all threads together:
                            * see way.batch_memory */
    int64_t for_s;      /* time limit: start no file after this many seconds; negative: no limit */
    int64_t forget_s;   /* delete the cached results of files that no scan has found for this many
                         * seconds; negative: see scan_cache_prune */
    bool sorted;        /* print records in the order of discovery */
    const char *cache;  /* path of the cache; NULL: not used */
    const char *output; /* path of the scan document; "-": standard output; NULL: not used */
    mode_t output_mode;
    bool records;             /* print records on standard output */
    bool text;                /* print each record as a line of text */
    bool summary;             /* print the closing summary (on standard output if that is unused) */
    enum scan_status fail_on; /* exit with status 1 if a file has this status or a worse one;
                               * SCAN_HEALTHY: never */
};

/* Runs a scan. stage_start must have been called before. Returns the exit status: a common one, or
 * 143 after SIGTERM. 75 means that files are left at the time limit, or that a directory has lost
 * files. If the list of files or the output cannot be opened, exits with status 66 or 74. */
int scan_run(const struct scan_settings *settings);

#endif
