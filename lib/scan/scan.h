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
    int64_t older_than_s; /* maximum age of a cached result; negative: no limit */
    bool explain;         /* add details of the scan to each record */
    unsigned cores;       /* number of cores of the machine */
    bool oldest_first;    /* start with the files whose last scan is the oldest */
    bool allow_loss;      /* accept that directories have lost files since the last scan */
};

struct scan_settings {
    const char *program;    /* name of the program */
    char *const *operands;  /* files and directories, NULL-terminated */
    const char *files_from; /* a file with further operands, "-": standard input; NULL: none */
    bool nul;               /* names in files_from end with NUL instead of newline */
    struct scan_find_rules rules;
    /* The caller does not set stage, cores, way.interrupt, way.deadline_ms and way.batch_memory. */
    struct scan_plan plan;
    /* Maximum number of files that are scanned at the same time. 0: one per core, but at most one
     * on each rotating disk. */
    unsigned jobs;
    uint64_t memory_most; /* maximum bytes of way.batch_memory, for all threads together */
    int64_t for_s;      /* time limit: start no file after this many seconds; negative: no limit */
    int64_t forget_s;   /* `age_s` for scan_cache_prune */
    bool sorted;        /* print records in the order of discovery */
    const char *cache;  /* path of the cache; NULL: not used */
    const char *output; /* path of the scan document; "-": standard output; NULL: not used */
    mode_t output_mode;
    bool records; /* print records on standard output */
    bool text;    /* print each record as a line of text */
    /* Print the closing summary: to standard output if nothing else is printed there, otherwise to
     * standard error. */
    bool summary;
    /* Exit with status 1 if a file has this status or a worse one. SCAN_HEALTHY: never. */
    enum scan_status fail_on;
};

/* Runs a scan. The caller has called stage_start. Returns the exit status: one that all programs of
 * cvi have, or 143 after SIGTERM. 75 means that the time limit has passed and files are left, or
 * that a directory has lost files. If the list of files or the output cannot be opened, exits with
 * status 66 or 74. */
int scan_run(const struct scan_settings *settings);

#endif
