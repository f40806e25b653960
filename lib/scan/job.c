/* Handles one file of a scan, and makes its record. The result is from the cache, from a check of
 * the file's hash, or from a scan of the file. */
#include "scan/parts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "scan/group.h"

struct scan_job *scan_job_new_take(const struct scan_plan *plan, const struct scan_found *file,
                                   const struct why *why)
{
    struct scan_job *job = cvi_alloc(sizeof *job);

    job->plan = plan;
    job->file = *file;
    if (why)
        job->why = *why;
    else
        job->job.joins = scan_group_takes(&plan->way, file->path, (uint64_t)file->about.st_size);
    return job;
}

void scan_job_free(struct scan_job *job)
{
    if (!job)
        return;
    scan_known_release(&job->known);
    free(job->result);
    free(job->file.path);
    free(job);
}

bool scan_job_ask(struct scan_job *job, struct database *cache)
{
    const struct scan_plan *plan = job->plan;
    const struct scan_want want = {.mode = plan->way.mode,
                                   .decoder = plan->way.tool->path ? plan->way.tool->version : NULL,
                                   .now = clock_now_s(),
                                   .older_than = plan->older_than_s,
                                   .content = plan->way.content && plan->way.tool->path};

    if (!scan_cache_get(cache, &job->file.about, &job->known))
        return false;
    scan_cache_see(cache, &job->file.about, &job->known, want.now);
    job->enough = !plan->again && scan_known_is_enough(&job->known, &want);
    job->answered = job->enough && !plan->verify && (!plan->way.hash || *job->known.hash);
    return job->answered;
}

/* Returns the hash that the file must have, borrowed from the job, or NULL. */
static const char *expected_hash(const struct scan_job *job)
{
    if (!job->plan->verify || !job->known.same_bytes || !*job->known.hash)
        return NULL;
    return job->known.hash;
}

/* The jobs that a thread is running. */
struct work {
    struct pool *pool;
    struct scan_job *jobs[POOL_GROUP];
    struct scan_member members[POOL_GROUP];
    size_t count;
};

static void add_member(struct work *work, struct scan_job *job)
{
    job->result = cvi_alloc(sizeof *job->result);
    work->jobs[work->count] = job;
    work->members[work->count++] = (struct scan_member){
        .request = {.path = job->file.path,
                    .expected_hash = expected_hash(job),
                    .enough = job->enough,
                    .threads = pool_share(work->pool, job->plan->cores),
                    .decoded_ms = &job->decoded_ms,
                    .duration_ms = &job->duration_ms},
        .result = job->result,
    };
}

static void hand_back(void *self, size_t member)
{
    struct work *work = self;

    pool_done(work->pool, &work->jobs[member]->job);
}

/* Gives jobs back to the pool without running them. */
static void drop(struct pool *pool, struct pool_job *jobs)
{
    while (jobs) {
        struct pool_job *next = jobs->next;

        jobs->dropped = true;
        pool_done(pool, jobs);
        jobs = next;
    }
}

void scan_job_work(struct pool *pool, struct pool_job *jobs, void *unused)
{
    const struct scan_job *head = (struct scan_job *)jobs;
    const struct scan_plan *plan = head->plan;

    (void)unused;
    if (scan_is_late(&plan->way) && !head->first) {
        drop(pool, jobs);
        return;
    }
    struct work *work = cvi_alloc(sizeof *work);
    work->pool = pool;
    for (; jobs; jobs = jobs->next)
        add_member(work, (struct scan_job *)jobs);
    scan_group(&plan->way, work->members, work->count, hand_back, work);
    free(work);
}

/* Returns the record of a file or directory that was not scanned. `retry` is false, because a later
 * program of the pipeline must not retry: it would add a file that was not checked, or read a
 * directory's name as a title. */
static json_t *failed(const struct scan_job *job, const char *code, const char *message)
{
    const struct record_error error = {.code = code, .message = message, .retry = false};

    return scan_json_record_take(job->file.path, "error", record_error(job->plan->stage, &error));
}

static enum scan_verified verified(const struct scan_job *job)
{
    if (!*job->known.hash)
        return SCAN_NEW;
    if (!job->known.same_bytes)
        return SCAN_CHANGED;
    return strcmp(job->known.hash, job->result->hash) == 0 ? SCAN_SAME : SCAN_ROTTEN;
}

/* Returns the scan object of a file whose earlier result is still valid. */
static json_t *known_scan(const struct scan_job *job)
{
    json_t *scan = json_copy(job->known.scan);

    if (job->result && *job->result->hash)
        json_object_set_new(scan, "hash", json_string(job->result->hash));
    json_object_set_new(scan, "remembered", json_true());
    return scan;
}

/* Returns the scan object of a file that was scanned or hashed in this run. */
static json_t *looked_at(const struct scan_job *job)
{
    const struct scan_result *r = job->result;
    const struct scan_way *way = &job->plan->way;
    json_t *scan = r->unchanged ? known_scan(job) : scan_json(way, r, clock_now_s());

    if (job->plan->verify && *r->hash)
        json_object_set_new(scan, "verified", json_string(scan_verified_words[verified(job)]));
    if (job->plan->explain && !r->unchanged)
        json_object_set_new(scan, "explain", scan_json_explain(way, r));
    return scan;
}

static json_t *not_scanned(const struct scan_job *job)
{
    static const struct {
        int status;
        const char *code;
    } rows[] = {{EX_TEMPFAIL, "missing-files"}, {EX_RECORD, "unreadable"}};
    const char *code = "no-file";

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (job->why.status == rows[i].status)
            code = rows[i].code;
    }
    return failed(job, code, job->why.text);
}

enum scan_fate scan_job_settle(struct scan_job *job, json_t **record, enum scan_status *status)
{
    const struct scan_result *r = job->result;

    *status = SCAN_HEALTHY;
    if (job->why.status) {
        *record = not_scanned(job);
        return SCAN_FATE_FAILED;
    }
    if (job->answered) {
        *status = job->known.status;
        *record = scan_json_record_take(job->file.path, "scan", known_scan(job));
        return SCAN_FATE_SCANNED;
    }
    if (job->job.dropped || !r || r->interrupted)
        return SCAN_FATE_NONE;
    if (r->error) {
        *record = failed(job, "unreadable", strerror(r->error));
        return SCAN_FATE_FAILED;
    }
    *status = r->unchanged ? job->known.status : r->verdict.status;
    *record = scan_json_record_take(job->file.path, "scan", looked_at(job));
    return SCAN_FATE_SCANNED;
}

/* Returns a copy of the record's scan object for the cache, without keys that are valid for this
 * run only. */
static json_t *kept_scan(const json_t *record)
{
    static const char *const passing[] = {"remembered", "verified", "explain", NULL};
    json_t *scan = json_copy(json_object_get(record, "scan"));

    for (const char *const *key = passing; *key; key++)
        json_object_del(scan, *key);
    return scan;
}

/* Returns the hash to store in the cache. If the bytes have rotted, this is the original hash. */
static const char *hash_to_keep(const struct scan_job *job)
{
    if (job->known.same_bytes && *job->known.hash)
        return job->known.hash;
    return job->result->hash;
}

void scan_job_remember(const struct scan_job *job, struct database *cache, const json_t *record)
{
    const struct scan_result *r = job->result;
    struct scan_known known = {.engine = SCAN_FILE_ENGINE};

    if (!cache || !r || r->error || r->interrupted ||
        (!r->unchanged && scan_is_passing(&r->verdict)))
        return;
    known.status = r->unchanged ? job->known.status : r->verdict.status;
    known.depth = r->unchanged ? job->known.depth : r->depth;
    known.seen = clock_now_s();
    known.at = r->unchanged ? job->known.at : known.seen;
    snprintf(known.hash, sizeof known.hash, "%s", hash_to_keep(job));
    if (known.depth > SCAN_WALKED)
        snprintf(known.decoder, sizeof known.decoder, "%s",
                 r->unchanged ? job->known.decoder : job->plan->way.tool->version);
    known.scan = kept_scan(record);
    scan_cache_put(cache, &r->about, &known);
    json_decref(known.scan);
}

uint64_t scan_job_done_bytes(const struct scan_job *job)
{
    int64_t done = atomic_load(&job->decoded_ms), all = atomic_load(&job->duration_ms);
    double size = (double)job->file.about.st_size;

    if (done <= 0 || all <= 0)
        return 0;
    return (uint64_t)(done < all ? size * ((double)done / (double)all) : size);
}
