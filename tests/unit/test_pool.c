/* A pool does all jobs, those of a lane one at a time, and drops those that have not begun. */
#include <criterion/criterion.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdint.h>
#include <unistd.h>

#include "scan/pool.h"

enum { JOBS = 200 };

struct task {
    struct pool_job job;
    int done;
};

struct shop {
    atomic_int inside, most, hold_fd;
};

static void note(struct shop *shop)
{
    int now = atomic_fetch_add(&shop->inside, 1) + 1, most = atomic_load(&shop->most);

    while (now > most && !atomic_compare_exchange_weak(&shop->most, &most, now))
        ;
}

static void work(struct pool *pool, struct pool_job *job, void *context)
{
    struct shop *shop = context;

    note(shop);
    ((struct task *)job)->done++;
    atomic_fetch_sub(&shop->inside, 1);
    pool_done(pool, job);
}

static struct pool_job *take(struct pool *pool)
{
    struct pollfd ready = {.fd = pool_fd(pool), .events = POLLIN};

    poll(&ready, 1, -1);
    return pool_take(pool);
}

static void run(unsigned threads, unsigned lane, struct shop *shop)
{
    static struct task tasks[JOBS];
    struct pool *pool = pool_new(threads, work, shop);

    for (int i = 0; i < JOBS; i++) {
        tasks[i] = (struct task){.job.lane = lane};
        pool_put(pool, &tasks[i].job);
    }
    for (int i = 0; i < JOBS; i++)
        cr_assert(take(pool));
    cr_expect_null(pool_take(pool));
    for (int i = 0; i < JOBS; i++)
        cr_expect_eq(tasks[i].done, 1);
    pool_free(pool);
}

Test(pool, does_every_job_once)
{
    struct shop shop = {0};

    run(4, 0, &shop);
    cr_expect_leq(atomic_load(&shop.most), 4);
}

Test(pool, does_the_jobs_of_a_lane_one_at_a_time)
{
    struct shop shop = {0};

    run(4, 3, &shop);
    cr_expect_eq(atomic_load(&shop.most), 1);
}

/* Notes the number of jobs that came together, after the first was held. */
static void work_together(struct pool *pool, struct pool_job *jobs, void *context)
{
    struct shop *shop = context;
    int together = 0;
    char byte;

    if (!jobs->joins) {
        ssize_t ignored = read(atomic_load(&shop->hold_fd), &byte, 1);
        (void)ignored;
    }
    while (jobs) {
        struct pool_job *next = jobs->next;

        ((struct task *)jobs)->done++;
        pool_done(pool, jobs);
        jobs = next;
        together++;
    }
    if (together > atomic_load(&shop->most))
        atomic_store(&shop->most, together);
    atomic_fetch_add(&shop->inside, 1);
}

/* One thread is held until all jobs wait: then jobs that may be joined come POOL_GROUP at a
 * time. */
Test(pool, does_jobs_that_join_together)
{
    static struct task tasks[JOBS];
    struct shop shop = {0};
    int ends[2];

    cr_assert_eq(pipe(ends), 0);
    atomic_store(&shop.hold_fd, ends[0]);
    struct pool *pool = pool_new(1, work_together, &shop);
    for (int i = 0; i < JOBS; i++) {
        tasks[i] = (struct task){.job.joins = i > 0 && i != 100, .job.lane = i < 150 ? 0 : 1};
        pool_put(pool, &tasks[i].job);
    }
    close(ends[1]);
    for (int i = 0; i < JOBS; i++)
        cr_assert(take(pool));
    pool_free(pool);
    for (int i = 0; i < JOBS; i++)
        cr_expect_eq(tasks[i].done, 1);
    cr_expect_eq(atomic_load(&shop.most), POOL_GROUP);
    cr_expect_eq(atomic_load(&shop.inside), 2 + 3 + 1, "two alone, 148 in three, 50 of the lane");
    close(ends[0]);
}

/* Works until its pipe is closed. */
static void hold(struct pool *pool, struct pool_job *job, void *context)
{
    struct shop *shop = context;
    char byte;

    ssize_t ignored = read(atomic_load(&shop->hold_fd), &byte, 1);
    (void)ignored;
    ((struct task *)job)->done++;
    pool_done(pool, job);
}

Test(pool, drops_jobs_that_have_not_begun)
{
    struct task tasks[8] = {0};
    struct shop shop = {0};
    int ends[2], dropped = 0;

    cr_assert_eq(pipe(ends), 0);
    atomic_store(&shop.hold_fd, ends[0]);
    struct pool *pool = pool_new(1, hold, &shop);
    for (int i = 0; i < 8; i++)
        pool_put(pool, &tasks[i].job);
    pool_drop(pool);
    close(ends[1]);
    for (int i = 0; i < 8; i++) {
        struct pool_job *job = take(pool);

        cr_assert(job);
        cr_expect_eq(job->dropped, !((struct task *)job)->done);
        dropped += job->dropped;
    }
    cr_expect_geq(dropped, 7);
    pool_free(pool);
    close(ends[0]);
}

/* Notes the share of four cores that each job gets; the first two wait for each other. */
struct sharing {
    int hold[2], begun[2];
    atomic_uint share[3];
};

static void work_and_share(struct pool *pool, struct pool_job *job, void *context)
{
    struct sharing *sharing = context;
    int number = ((struct task *)job)->done;
    char byte;

    atomic_store(&sharing->share[number], pool_share(pool, 4));
    ssize_t ignored = write(sharing->begun[1], "", 1);
    ignored = read(sharing->hold[0], &byte, 1);
    (void)ignored;
    pool_done(pool, job);
}

static void put(struct pool *pool, struct task *task, int number, const struct sharing *sharing)
{
    char byte;

    *task = (struct task){.done = number};
    pool_put(pool, &task->job);
    cr_assert_eq(read(sharing->begun[0], &byte, 1), 1);
}

Test(pool, the_last_jobs_may_use_the_cores_of_threads_that_rest)
{
    struct sharing sharing = {0};
    struct task tasks[3];

    cr_assert(pipe(sharing.hold) == 0 && pipe(sharing.begun) == 0);
    struct pool *pool = pool_new(4, work_and_share, &sharing);
    put(pool, &tasks[0], 0, &sharing);
    pool_last(pool);
    put(pool, &tasks[1], 1, &sharing);
    put(pool, &tasks[2], 2, &sharing);
    cr_assert_eq(write(sharing.hold[1], "123", 3), 3);
    for (int i = 0; i < 3; i++)
        cr_assert(take(pool));
    cr_expect_eq(atomic_load(&sharing.share[0]), 1, "others may come");
    cr_expect_eq(atomic_load(&sharing.share[1]), 2, "two at work");
    cr_expect_eq(atomic_load(&sharing.share[2]), 1, "three at work");
    pool_free(pool);
    pool = pool_new(1, work_and_share, &sharing);
    put(pool, &tasks[0], 0, &sharing);
    cr_assert_eq(write(sharing.hold[1], "1", 1), 1);
    cr_assert(take(pool));
    cr_expect_eq(atomic_load(&sharing.share[0]), 4, "no other thread will use them");
    pool_free(pool);
}
