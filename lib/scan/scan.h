/* A scan from one end to the other: files are found, scanned by several threads, and put out. */
#ifndef SCAN_SCAN_H
#define SCAN_SCAN_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "probe/probe.h"
#include "scan/file.h"
#include "scan/find.h"

/* The same for all files of a run. */
struct scan_plan {
    const char *stage; /* of the program, for "error.stage" */
    struct scan_way way;
    bool again;           /* do not ask the memory */
    bool verify;          /* compare hashes */
    int64_t older_than_s; /* negative: however old */
    bool explain;
    unsigned cores;    /* of the machine. Filled in by scan_run */
    bool oldest_first; /* begin with the files whose scan was longest ago */
    bool allow_loss;   /* directories may have lost files since the last scan */
};

struct scan_settings {
    const char *program;    /* its name */
    char *const *operands;  /* files and directories, NULL-terminated */
    const char *files_from; /* a file with more of them, "-": standard input; NULL: none */
    bool nul;               /* they end with NUL, not with newline */
    struct scan_find_rules rules;
    struct scan_plan plan; /* stage, cores and way.interrupt are filled in by scan_run */
    unsigned jobs;         /* 0: as many as there are cores, and one per rotating disk */
    uint64_t memory_most;  /* bytes, as way.batch_memory, of all decoders at once */
    int64_t for_s;         /* begin no file when so many seconds have passed; negative: no limit */
    int64_t forget_s;      /* forget files that were not found for so long; negative: see
                              scan_memory_prune */
    bool sorted;           /* records in the order of finding */
    const char *memory;    /* the database; NULL: none */
    const char *output;    /* the scan document; "-": standard output; NULL: none */
    mode_t output_mode;
    bool records;             /* records on standard output */
    bool text;                /* a line for people in place of each */
    bool summary;             /* the closing summary, on standard output when that is free */
    enum scan_status fail_on; /* files of this status or worse make the exit status 1; healthy:
                                 none does */
};

/*
 * Scans; stage_start must have been called before. Returns the exit status: one of those that all
 * programs have (75: files are left when the time is up, or a directory has lost files), or 143
 * after SIGTERM. Dies (66, 74) when the list of files or the output cannot be opened. */
int scan_run(const struct scan_settings *settings);

#endif
