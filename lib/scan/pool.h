/* Threads that work off a line of jobs, put in and taken out by one thread: the owner. */
#ifndef SCAN_POOL_H
#define SCAN_POOL_H

#include <stdbool.h>

#include "base/buf.h"

struct pool;

/*
 * What a job begins with. Jobs of the same lane, 1 to POOL_LANES - 1, are done one after the other;
 * those of lane 0 all at once. joins: it may be done together with others of its lane that join,
 * by one thread. dropped: nobody has worked on it (see pool_drop). */
struct pool_job {
    struct pool_job *next;
    unsigned lane;
    bool joins;
    bool dropped;
};
enum { POOL_LANES = 64, POOL_GROUP = 64 /* most jobs that are done together */ };

/*
 * Does jobs, in any thread; several at once. jobs is one, or a list of up to POOL_GROUP that join,
 * linked by next: of what waits, this thread's share. Each is to be given back with pool_done as
 * soon as it is, and not to be touched any more then. */
typedef void pool_work(struct pool *pool, struct pool_job *jobs, void *context);

/* For pool_work: the job is done. */
void pool_done(struct pool *pool, struct pool_job *job);

/* Dies (71) when not even one thread can be had; fewer than wanted are fine. Borrows context. New;
 * ends with pool_free. */
CVI_MUST_USE struct pool *pool_new(unsigned threads, pool_work *work, void *context);

/* How many threads there are. */
unsigned pool_threads(const struct pool *pool);

/* Nothing more will be put. */
void pool_last(struct pool *pool);

/* For pool_work: returns how many of so many cores the job may keep busy. Threads of the pool that
 * may still get work keep theirs; at least 1. */
unsigned pool_share(struct pool *pool, unsigned cores);

/* Puts the job at the end of the line. It is borrowed until pool_take brings it back. */
void pool_put(struct pool *pool, struct pool_job *job);

/* Returns a job that is done, or dropped; NULL when there is none now. */
struct pool_job *pool_take(struct pool *pool);

/* Returns a descriptor that is readable as long as pool_take would bring something. */
int pool_fd(const struct pool *pool);

/* Jobs that nobody has begun are done at once: pool_take brings them, dropped. */
void pool_drop(struct pool *pool);

/* Waits for the jobs under way, and ends the threads. What nobody took is the caller's loss. */
void pool_free(struct pool *pool);

#endif
