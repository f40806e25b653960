/* One file on its way through a scan: what is known of it, what is to be done, what came of it. */
#ifndef SCAN_JOB_H
#define SCAN_JOB_H

#include <stdatomic.h>

#include "scan/find.h"
#include "scan/json.h"
#include "scan/memory.h"
#include "scan/pool.h"

/* The same for all files of a run. */
struct scan_plan {
    const char *stage; /* of the program, for "error.stage" */
    struct scan_way way;
    bool again;           /* do not ask the memory */
    bool verify;          /* compare hashes */
    int64_t older_than_s; /* negative: however old */
    bool explain;
};

struct scan_job {
    struct pool_job job; /* first: the pool knows a job by it */
    uint64_t number;     /* in the order of finding, from 0 */
    size_t place;        /* for its owner */
    struct scan_found file;
    const struct scan_plan *plan; /* borrowed */
    struct scan_known known;      /* of an earlier scan */
    bool enough;                  /* what is known is as good as a scan */
    bool answered;                /* and nothing else is to be done */
    struct why why;               /* why it cannot be scanned: status is not 0 */
    struct scan_result *result;   /* NULL as long as nobody has scanned it */
    _Atomic int64_t decoded_ms, duration_ms;
};

/* A job for a file that was found, or, with why, one that cannot be scanned. Takes file->path.
 * New. */
CVI_MUST_USE struct scan_job *scan_job_new_take(const struct scan_plan *plan,
                                                const struct scan_found *file,
                                                const struct why *why);
void scan_job_free(struct scan_job *job);

/* Asks the memory (NULL: there is none). True when nothing is left to be done. */
bool scan_job_ask(struct scan_job *job, struct database *memory);

/* Scans the files: a pool_work. */
void scan_job_work(struct pool *pool, struct pool_job *jobs, void *unused);

/* What came of a file. */
enum scan_fate {
    SCAN_FATE_NONE,   /* it was not scanned to the end: no record */
    SCAN_FATE_FAILED, /* it could not be scanned: a record with an error */
    SCAN_FATE_SCANNED,
};

/* The fate, and for all but NONE the record (new) and the status. */
enum scan_fate scan_job_settle(struct scan_job *job, json_t **record, enum scan_status *status);

/* Keeps what came of the file for later scans, if it is worth it. record: as of scan_job_settle. */
void scan_job_remember(const struct scan_job *job, struct database *memory, const json_t *record);

/* The bytes that are done of a file that is being scanned. */
uint64_t scan_job_done_bytes(const struct scan_job *job);

#endif
