/* The parts of a scan that only its main loop (scan.c) uses: jobs, the document, signals and the
 * total. */
#ifndef SCAN_PARTS_H
#define SCAN_PARTS_H

#include <jansson.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/spool.h"
#include "scan/cache.h"
#include "scan/count.h"
#include "scan/json.h"
#include "scan/pool.h"
#include "scan/scan.h"

/* --- job.c: one file of a scan ---------------------------------------------------------------- */

struct scan_job {
    struct pool_job job; /* first, because a pointer to it is converted to the struct scan_job */
    uint64_t number;     /* in the order of discovery, from 0 */
    bool first;          /* the first scan of the run: started even after the time limit */
    size_t place;        /* index in the array `under_way` in scan.c */
    struct scan_found file;
    const struct scan_plan *plan; /* borrowed */
    struct scan_known known;      /* data from an earlier scan */
    bool enough;                  /* the result in `known` can replace a scan */
    bool answered;                /* the result in `known` is used, and nothing is left to do */
    /* Why the path cannot be scanned. Its status is 0 if the path can be scanned; EX_TEMPFAIL if a
     * directory has lost files; EX_RECORD if a file or directory cannot be read; another one if a
     * named file does not exist or is not a regular file. */
    struct why why;
    struct scan_result *result; /* NULL until a thread scans the file */
    _Atomic int64_t decoded_ms, duration_ms;
};

/* Returns a new job, which the caller ends with scan_job_free. `why` is the reason why the file
 * cannot be scanned, or NULL. Takes ownership of file->path. */
CVI_MUST_USE struct scan_job *scan_job_new_take(const struct scan_plan *plan,
                                                const struct scan_found *file,
                                                const struct why *why);
void scan_job_free(struct scan_job *job);

/* Looks the file up in the cache. Returns true if nothing is left to do. */
bool scan_job_ask(struct scan_job *job, struct database *cache);

/* Scans the files of the jobs. After the time limit, marks the jobs as dropped instead, except the
 * first of the run. This is the pool_work of the scan. */
void scan_job_work(struct pool *pool, struct pool_job *jobs, void *unused);

enum scan_fate {
    SCAN_FATE_NONE,   /* the scan of the file was not finished: no record */
    SCAN_FATE_FAILED, /* the file could not be scanned: a record with an error */
    SCAN_FATE_SCANNED,
};

/* Returns the outcome of a job. If it is not SCAN_FATE_NONE, sets *record, which the caller frees,
 * and *status. */
enum scan_fate scan_job_settle(struct scan_job *job, json_t **record, enum scan_status *status);

/* Caches the result for later scans, if the file was scanned and another scan would give the same
 * result. `record` is from scan_job_settle. */
void scan_job_remember(const struct scan_job *job, struct database *cache, const json_t *record);

/* Returns an estimate of how many bytes of a file have been decoded so far. */
uint64_t scan_job_done_bytes(const struct scan_job *job);

/* --- coverage.c: which files a document covers (docs/record.md, "The scan document") --- */

/* The caller sets rules (borrowed) and files_from first; the other members start zeroed. */
struct scan_coverage {
    const struct scan_find_rules *rules;
    bool files_from; /* names were also read from a file */
    bool named;      /* the user named at least one file, and not only directories */
    bool finished;   /* all operands were found, and scanned completely */
    json_t *roots;   /* the finished directory operands; NULL: none */
};

/* Adds a finished directory operand to the coverage. */
void scan_coverage_add_root(struct scan_coverage *coverage, const struct scan_root *root);

/* Adds the keys of the coverage to `summary`. `now_s` is in seconds since the epoch. */
void scan_coverage_put(const struct scan_coverage *coverage, int64_t now_s, json_t *summary);

void scan_coverage_release(struct scan_coverage *coverage);

/* --- document.c: the scan document, one JSON object with a summary and an entry per file
 * (docs/record.md). The summary is the first part, but is known last, so the entries are stored: a
 * few in memory, many in a temporary file --- */

struct scan_document {
    struct spool entries;
    struct buf text;
    bool begun;              /* at least one entry was added */
    struct file_draft draft; /* the output file, if it is open from the start */
};

#define SCAN_DOCUMENT                                                                              \
    ((struct scan_document){.entries = SPOOL_INIT, .text = {.max = (size_t)1 << 24}})

/* The values in the summary other than the counts. */
struct scan_heading {
    enum scan_mode mode;
    char *const *operands; /* the directories and files named by the user; NULL-terminated */
    const char *cwd;       /* makes relative operands absolute; NULL: they are shown as named */
    int64_t elapsed_ms;
    int64_t now_s;
    bool interrupted; /* by the user or by the time limit */
    uint64_t left;    /* files that were not started before the time limit */
    const struct scan_coverage *coverage;
};

/* Checks before the scan that `path` can be written. If not, returns false with `why` (status
 * 74). */
bool scan_document_try(struct scan_document *document, const char *path, mode_t mode,
                       struct why *why);

/* Adds an entry for the record of a file. */
void scan_document_add(struct scan_document *document, const json_t *record);

/* Writes the document to `path` ("-": standard output), completely or not at all. On failure,
 * returns false with `why` (status 74). */
bool scan_document_write(struct scan_document *document, const struct scan_counts *counts,
                         const struct scan_heading *heading, const char *path, mode_t mode,
                         struct why *why);

void scan_document_release(struct scan_document *document);

/* --- signal.c: SIGUSR1 requests a line of progress, and SIGTERM ends the scan. SIGINT is in
 * record/stage.h --- */

/* Catches both signals. Exits with status 71 if no pipe can be created. */
void scan_signal_start(void);

/* Returns a descriptor that becomes readable when SIGUSR1 or SIGTERM arrives. */
int scan_signal_fd(void);

/* Empties the descriptor. Returns true if SIGUSR1 has arrived since the last call. */
bool scan_signal_asked(void);

/* Returns true if SIGTERM has arrived. */
bool scan_signal_terminated(void);

/* --- total.c: the number of files and bytes to scan. A separate thread counts them during the
 * scan, so that the remaining time can be shown --- */

struct scan_total;

/* Starts a thread that counts the files that scan_find_next finds. Borrows all arguments.
 * `files_from` is a file with names, or NULL. Each name ends with `separator`. Returns the counter,
 * which the caller ends with scan_total_free. */
CVI_MUST_USE struct scan_total *scan_total_start(const struct scan_find_rules *rules,
                                                 char *const *operands, const char *files_from,
                                                 char separator);

/* If all files are counted, returns true and sets *files and *bytes. `total` may be NULL, here and
 * in scan_total_free. */
bool scan_total_known(struct scan_total *total, uint64_t *files, uint64_t *bytes);

/* Stops the thread and frees the counter. */
void scan_total_free(struct scan_total *total);

#endif
