/* A pool of threads that run jobs from a queue. One thread, the owner, adds jobs and takes them
 * back. */
#ifndef SCAN_POOL_H
#define SCAN_POOL_H

#include <stdbool.h>

#include "base/buf.h"

struct pool;

/* The part of a job that the pool uses. It is the first member of the owner's struct. */
struct pool_job {
    struct pool_job *next;
    /* Jobs of lane 0 run concurrently. Jobs of lane 1 run one after the other; the same applies to
     * each other lane up to POOL_LANES - 1. */
    unsigned lane;
    bool joins;   /* one thread can run several jobs of a lane together, if all have this set */
    bool dropped; /* the job was not run */
};
enum { POOL_LANES = 64, POOL_GROUP = 64 /* maximum number of jobs that run together */ };

/* Runs jobs. Several threads call this function at the same time. `jobs` is one job, or a list of
 * up to POOL_GROUP jobs with `joins` set, linked by `next`. As soon as a job has ended, the
 * function must pass it to pool_done, and not use it after that. */
typedef void pool_work(struct pool *pool, struct pool_job *jobs, void *context);

/* Gives an ended job back to the pool. Called by pool_work. */
void pool_done(struct pool *pool, struct pool_job *job);

/* Returns a new pool, which the caller frees with pool_free. `context` is borrowed, and is passed
 * to `work`. If the system refuses more threads, the pool has fewer than requested. Exits with
 * status 71 if no thread can be started. */
CVI_MUST_USE struct pool *pool_new(unsigned threads, pool_work *work, void *context);

/* Returns the number of threads. */
unsigned pool_threads(const struct pool *pool);

/* Declares that no more jobs will be added. */
void pool_last(struct pool *pool);

/* Returns how many of the machine's `cores` a job may use, at least 1. Called by pool_work. All
 * threads of the pool share the cores. At the end, when no jobs are waiting and pool_last was
 * called, only the threads that still run jobs share them. */
unsigned pool_share(struct pool *pool, unsigned cores);

/* Adds a job at the end of the queue. The job is borrowed until pool_take returns it. */
void pool_put(struct pool *pool, struct pool_job *job);

/* Returns a job that has ended or was dropped; NULL if there is no such job. */
struct pool_job *pool_take(struct pool *pool);

/* Returns a descriptor that is readable while pool_take would return a job. */
int pool_fd(const struct pool *pool);

/* Drops all jobs that have not started. pool_take returns them, with `dropped` set. */
void pool_drop(struct pool *pool);

/* Waits for the running jobs, ends the threads and frees the pool. Jobs that pool_take has not
 * returned are not freed. */
void pool_free(struct pool *pool);

#endif
