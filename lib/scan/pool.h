/* A pool of threads that work on a queue of jobs. One thread, the owner, adds and removes them. */
#ifndef SCAN_POOL_H
#define SCAN_POOL_H

#include <stdbool.h>

#include "base/buf.h"

struct pool;

/* The beginning of a job. Jobs in the same lane, 1 to POOL_LANES - 1, run one after the other; jobs
 * in lane 0 run concurrently. joins: one thread may run the job together with other jobs in its
 * lane that join. dropped: the job has not run (see pool_drop). */
struct pool_job {
    struct pool_job *next;
    unsigned lane;
    bool joins;
    bool dropped;
};
enum { POOL_LANES = 64, POOL_GROUP = 64 /* maximum number of jobs that run together */ };

/* Runs jobs, in any thread; several may run at once. jobs is one job, or a list of up to POOL_GROUP
 * that join, linked by next: this thread's share of the queue. Each must be returned with pool_done
 * as soon as it has ended, and not be used after that. */
typedef void pool_work(struct pool *pool, struct pool_job *jobs, void *context);

/* Called by pool_work when the job has ended. */
void pool_done(struct pool *pool, struct pool_job *job);

/* Returns a new pool, which the caller frees with pool_free. Borrows context. Exits with status 71
 * if no thread can be started; it may start fewer threads than requested. */
CVI_MUST_USE struct pool *pool_new(unsigned threads, pool_work *work, void *context);

/* Returns the number of threads. */
unsigned pool_threads(const struct pool *pool);

/* States that no more jobs will be added. */
void pool_last(struct pool *pool);

/* Called by pool_work. Returns the number of cores, of those given, that the job may use: at least
 * 1. Threads in the pool that may still get work keep their share. */
unsigned pool_share(struct pool *pool, unsigned cores);

/* Adds the job at the end of the queue. It is borrowed until pool_take returns it. */
void pool_put(struct pool *pool, struct pool_job *job);

/* Returns a job that has ended or was dropped; NULL if none is available. */
struct pool_job *pool_take(struct pool *pool);

/* Returns a descriptor that is readable while pool_take would return a job. */
int pool_fd(const struct pool *pool);

/* Drops jobs that have not started: pool_take returns them, dropped. */
void pool_drop(struct pool *pool);

/* Waits for the running jobs, and ends the threads. Jobs that were not taken back are not
 * returned. */
void pool_free(struct pool *pool);

#endif
