/* A pool has a queue of waiting jobs and a queue of ended jobs. One lock for both is enough,
 * because each job takes long. */
#include "scan/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/msg.h"

struct line {
    struct pool_job *first;
    struct pool_job *last;
};

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t more; /* signaled when a job can perhaps start, and when the threads must end */
    struct line waiting;
    struct line done;
    size_t joining; /* number of waiting jobs that join */
    bool busy[POOL_LANES];
    bool ending;
    bool last;        /* no more jobs will be added */
    unsigned at_work; /* number of threads that run jobs */
    int wake[2];      /* a pipe that contains a byte while `done` is not empty */
    pool_work *work;
    void *context;
    pthread_t *threads;
    unsigned count;
};

static void append(struct line *line, struct pool_job *job)
{
    job->next = NULL;
    if (line->last)
        line->last->next = job;
    else
        line->first = job;
    line->last = job;
}

/* Removes the job after `before` from the queue, and returns it. If `before` is NULL, removes the
 * first job. */
static struct pool_job *take_after(struct line *line, struct pool_job *before)
{
    struct pool_job *job = before ? before->next : line->first;

    if (before)
        before->next = job->next;
    else
        line->first = job->next;
    if (line->last == job)
        line->last = before;
    job->next = NULL;
    return job;
}

/* Removes the waiting job after `before` (NULL: the first one) from the queue, and returns it. */
static struct pool_job *take_waiting(struct pool *pool, struct pool_job *before)
{
    struct pool_job *job = take_after(&pool->waiting, before);

    pool->joining -= job->joins;
    return job;
}

/* Links waiting jobs to `first`, so that one thread runs them together. Takes only jobs of the same
 * lane with `joins` set, and leaves an equal share of the jobs to each other thread. */
static void gather(struct pool *pool, struct pool_job *first)
{
    size_t share = (pool->joining + 1 + pool->count - 1) / pool->count, taken = 1;
    struct pool_job *last = first, *before = NULL, *job = pool->waiting.first;

    while (job && taken < share && taken < POOL_GROUP) {
        struct pool_job *next = job->next;

        if (job->joins && job->lane == first->lane) {
            last->next = take_waiting(pool, before);
            last = job;
            taken++;
        } else {
            before = job;
        }
        job = next;
    }
}

/* Removes and returns the first job whose lane is free, linked with the jobs that join it; NULL if
 * no job can start. */
static struct pool_job *take_free(struct pool *pool)
{
    struct pool_job *before = NULL;

    for (struct pool_job *job = pool->waiting.first; job; before = job, job = job->next) {
        if (job->lane && pool->busy[job->lane])
            continue;
        take_waiting(pool, before);
        if (job->joins)
            gather(pool, job);
        return job;
    }
    return NULL;
}

/* Adds an ended job to the queue of ended jobs. The caller holds the lock. */
static void finish(struct pool *pool, struct pool_job *job)
{
    bool first = !pool->done.first;

    append(&pool->done, job);
    if (first) {
        ssize_t ignored = write(pool->wake[1], "", 1); /* an empty pipe has room for a byte */
        (void)ignored;
    }
}

void pool_done(struct pool *pool, struct pool_job *job)
{
    pthread_mutex_lock(&pool->lock);
    finish(pool, job);
    pthread_mutex_unlock(&pool->lock);
}

/* Runs the jobs. The caller holds the lock, which is released while the jobs run. The jobs may have
 * been freed afterwards. */
static void do_jobs(struct pool *pool, struct pool_job *jobs)
{
    unsigned lane = jobs->lane;

    pool->busy[lane] = true;
    pool->at_work++;
    pthread_mutex_unlock(&pool->lock);
    pool->work(pool, jobs, pool->context);
    pthread_mutex_lock(&pool->lock);
    pool->busy[lane] = false;
    pool->at_work--;
    if (lane)
        pthread_cond_broadcast(&pool->more);
}

static void *run(void *of)
{
    struct pool *pool = of;

    pthread_mutex_lock(&pool->lock);
    while (!pool->ending) {
        struct pool_job *jobs = take_free(pool);

        if (jobs)
            do_jobs(pool, jobs);
        else
            pthread_cond_wait(&pool->more, &pool->lock);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

struct pool *pool_new(unsigned threads, pool_work *work, void *context)
{
    struct pool *pool = cvi_alloc(sizeof *pool);

    pool->work = work;
    pool->context = context;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->more, NULL);
    if (pipe(pool->wake) != 0)
        msg_die(EX_OSERR, "pipe: %s", strerror(errno));
    for (int i = 0; i < 2; i++)
        fcntl(pool->wake[i], F_SETFD, FD_CLOEXEC);
    pool->threads = cvi_alloc(threads * sizeof *pool->threads);
    for (; pool->count < threads; pool->count++) {
        int error = pthread_create(&pool->threads[pool->count], NULL, run, pool);

        if (error && !pool->count)
            msg_die(EX_OSERR, "cannot create a thread: %s", strerror(error));
        if (error)
            break;
    }
    return pool;
}

unsigned pool_threads(const struct pool *pool)
{
    return pool->count;
}

void pool_last(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->last = true;
    pthread_mutex_unlock(&pool->lock);
}

unsigned pool_share(struct pool *pool, unsigned cores)
{
    pthread_mutex_lock(&pool->lock);
    bool rests = pool->last && !pool->waiting.first;
    unsigned users = rests ? pool->at_work : pool->count;
    pthread_mutex_unlock(&pool->lock);
    return cores > users && users ? cores / users : 1;
}

void pool_put(struct pool *pool, struct pool_job *job)
{
    if (job->lane >= POOL_LANES)
        job->lane = 0;
    job->dropped = false;
    pthread_mutex_lock(&pool->lock);
    append(&pool->waiting, job);
    pool->joining += job->joins;
    pthread_cond_signal(&pool->more);
    pthread_mutex_unlock(&pool->lock);
}

struct pool_job *pool_take(struct pool *pool)
{
    struct pool_job *job = NULL;

    pthread_mutex_lock(&pool->lock);
    if (pool->done.first) {
        job = take_after(&pool->done, NULL);
        if (!pool->done.first) {
            char byte;
            ssize_t ignored = read(pool->wake[0], &byte, 1); /* the byte is there: see finish */
            (void)ignored;
        }
    }
    pthread_mutex_unlock(&pool->lock);
    return job;
}

int pool_fd(const struct pool *pool)
{
    return pool->wake[0];
}

void pool_drop(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    while (pool->waiting.first) {
        struct pool_job *job = take_waiting(pool, NULL);

        job->dropped = true;
        finish(pool, job);
    }
    pthread_mutex_unlock(&pool->lock);
}

void pool_free(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->ending = true;
    pthread_cond_broadcast(&pool->more);
    pthread_mutex_unlock(&pool->lock);
    for (unsigned i = 0; i < pool->count; i++)
        pthread_join(pool->threads[i], NULL);
    pthread_cond_destroy(&pool->more);
    pthread_mutex_destroy(&pool->lock);
    close(pool->wake[0]);
    close(pool->wake[1]);
    free(pool->threads);
    free(pool);
}
