/* The main thread finds files, looks them up in the cache, prints records and counts results. The
 * threads of a pool scan the files. */
#include "scan/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "json/ndjson.h"
#include "record/stage.h"
#include "scan/count.h"
#include "scan/group.h"
#include "scan/line.h"
#include "scan/machine.h"
#include "scan/next.h"
#include "scan/parts.h"
#include "scan/queue.h"
#include "scan/root.h"
#include "terminal/screen.h"

/* The window is the maximum number of files that are found and not yet printed. */
enum {
    WINDOW_SORTED = 1024, /* minimum window with --sorted, because results wait for earlier ones */
    WINDOW_PER_JOB = 3 * POOL_GROUP, /* for each thread of the pool */
    WINDOW_MOST = 16384,             /* maximum window */
    TURN = 64,       /* maximum number of files that are started before other events are handled */
    SETTLE_MS = 250, /* minimum time between two writes of the cache to disk */
    EX_TERMINATED = 143,
};

struct run {
    const struct scan_settings *settings;
    struct scan_plan plan;
    struct names names;
    struct scan_find *find;
    struct scan_queue queue; /* all files found, if files with the oldest scans are first */
    struct database *cache;
    struct scan_document document;
    struct scan_counts counts;
    struct scan_coverage coverage;
    struct machine_lanes lanes;
    struct scan_total *total;
    struct pool *pool;
    /* The job of the last file found, not yet in the pool. pool_last must be called before the last
     * job is added, so that this job gets its full share of the cores. */
    struct scan_job *last_found;
    struct scan_job **under_way; /* jobs in the pool, unordered */
    size_t under_way_count;
    /* With --sorted: ended jobs that wait for earlier ones. Job N is at index N % window. */
    struct scan_job **sorted;
    uint64_t found; /* number of files found */
    uint64_t put;   /* with --sorted: number of the next job to print */
    size_t window;
    size_t held; /* number of files that are found and not yet printed */
    struct buf line;
    int stop[2];    /* a pipe; if it is readable, decoders must end */
    bool searched;  /* the search has ended */
    bool found_all; /* the search has ended, and a job exists for each file */
    bool waits_for_names;
    bool stopping;   /* the user has stopped the scan */
    bool late;       /* the time limit has passed: use the cache only */
    bool incomplete; /* a directory could not be read, or has lost files */
    uint64_t left;   /* number of files that were not started before the time limit */
    bool has_begun;  /* a scan of a file was started */
    bool names_left; /* at the time limit, --files-from had not ended */
    int64_t start_ms, settled_ms;
    int status;
};

static void raise_status(struct run *run, int status)
{
    run->status = msg_worse(run->status, status);
}

/* --- Output ----------------------------------------------------------------------------------- */

/* Writes new cached results to disk, but not within SETTLE_MS after the last write. Returns false
 * if some are still not on disk. */
static bool settle_if_due(struct run *run)
{
    int64_t now = clock_steady_ms();

    if (!database_is_unsettled(run->cache))
        return true;
    if (clock_is_real() && now - run->settled_ms < SETTLE_MS)
        return false;
    database_settle(run->cache);
    run->settled_ms = now;
    return true;
}

/* Prints one record with a single write. A line of text shows the file as `path`. */
static void put_line(struct run *run, json_t *record, const char *path)
{
    if (run->settings->text) {
        buf_clear(&run->line);
        scan_line_add(&run->line, record, path, screen_output_columns());
    } else {
        scan_json_line(&run->line, record);
    }
    settle_if_due(run); /* if due, results are written to disk before they are shown */
    ndjson_put_text(run->line.at, run->line.len);
    ndjson_flush();
}

static void count_job(struct run *run, const struct scan_job *job, enum scan_fate fate,
                      enum scan_status status, const char *reason)
{
    bool remembered = job->answered || (job->result && job->result->unchanged);

    if (fate == SCAN_FATE_FAILED) {
        run->counts.failed++;
        run->counts.files++;
        raise_status(run, EX_RECORD);
        return;
    }
    scan_count_file(&run->counts, status, scan_find_shown(&run->settings->rules, job->file.path),
                    reason, (uint64_t)job->file.about.st_size, remembered);
    if (run->settings->fail_on != SCAN_HEALTHY && status >= run->settings->fail_on)
        raise_status(run, EX_RECORD);
}

/* Counts, caches and prints the result of `job`. Takes ownership of `job`. */
static void put_take(struct run *run, struct scan_job *job)
{
    enum scan_status status;
    json_t *record = NULL;
    enum scan_fate fate = scan_job_settle(job, &record, &status);

    if (fate != SCAN_FATE_NONE) {
        count_job(run, job, fate, status, scan_line_reason(record));
        scan_job_remember(job, run->cache, record);
        if (run->settings->output)
            scan_document_add(&run->document, record);
        if (run->settings->records)
            put_line(run, record, scan_find_shown(&run->settings->rules, job->file.path));
        if (fate == SCAN_FATE_FAILED && !job->why.status)
            msg_warn("%s: cannot be read: %s",
                     scan_find_shown(&run->settings->rules, job->file.path),
                     strerror(job->result->error));
    } else if (!run->stopping) {
        run->left++;
    }
    json_decref(record);
    scan_job_free(job);
    run->held--;
}

/* Prints the result of a job that has ended. With --sorted, keeps the job until the results of all
 * earlier jobs are printed. Takes ownership of `job`. */
static void finish_take(struct run *run, struct scan_job *job)
{
    if (!run->settings->sorted) {
        put_take(run, job);
        return;
    }
    run->sorted[job->number % run->window] = job;
    for (struct scan_job **next; *(next = &run->sorted[run->put % run->window]) && run->held;
         run->put++) {
        job = *next;
        *next = NULL;
        put_take(run, job);
    }
}

static void finish_done(struct run *run)
{
    struct pool_job *done;

    while ((done = pool_take(run->pool)) != NULL) {
        struct scan_job *job = (struct scan_job *)done;

        run->under_way[job->place] = run->under_way[--run->under_way_count];
        run->under_way[job->place]->place = job->place;
        finish_take(run, job);
    }
}

/* --- Input ------------------------------------------------------------------------------------ */

static void put_last_found(struct run *run)
{
    if (run->last_found)
        pool_put(run->pool, &run->last_found->job);
    run->last_found = NULL;
}

/* Starts a job for the file, unless its result is known without a scan. `why` is the reason why the
 * file cannot be scanned, or NULL. Takes ownership of file->path. */
static void begin_take(struct run *run, const struct scan_found *file, const struct why *why)
{
    struct scan_job *job = scan_job_new_take(&run->plan, file, why);

    job->number = run->found++;
    run->held++;
    if (why || scan_job_ask(job, run->cache)) {
        finish_take(run, job);
        return;
    }
    /* Even if the search took longer than the time limit, one file is scanned, so that a series of
     * runs ends. */
    job->first = !run->has_begun && run->settings->for_s;
    if (run->late && !job->first) {
        job->job.dropped = true;
        finish_take(run, job);
        return;
    }
    if (!run->settings->jobs)
        job->job.lane = machine_lane(&run->lanes, "", file->about.st_dev);
    run->has_begun = true;
    job->place = run->under_way_count;
    run->under_way[run->under_way_count++] = job;
    put_last_found(run);
    run->last_found = job;
}

/* If a directory operand is finished, checks whether it has lost files. If the directory has lost
 * files or cannot be read, prints a record for it, so that no program treats it as empty. */
static void look_at_root(struct run *run)
{
    const struct scan_settings *s = run->settings;
    struct scan_root root;
    struct why why;

    if (!scan_find_root(run->find, &root))
        return;
    bool is_missing = scan_root_is_missing_files(run->cache, &s->rules, &root, clock_now_s(),
                                                 s->plan.allow_loss, &why);
    if (is_missing) {
        msg_warn("%s: %s", scan_find_shown(&s->rules, root.path), why.text);
        raise_status(run, why.status);
    } else if (root.error) {
        why_set(&why, EX_RECORD, "%s", strerror(root.error));
    }
    run->incomplete |= is_missing || !root.whole;
    if (s->output)
        scan_coverage_add_root(&run->coverage, &root);
    if (is_missing || root.error)
        begin_take(run, &(struct scan_found){.path = root.path}, &why);
    else
        free(root.path);
}

/* Starts the file, or adds it to the queue. Takes ownership of file->path. */
static void found_take(struct run *run, const struct scan_found *file)
{
    if (run->plan.oldest_first)
        scan_queue_add_take(&run->queue, file->path,
                            scan_cache_last(run->cache, &file->about, clock_now_s()));
    else
        begin_take(run, file, NULL);
}

/* Continues the search. Returns false if other events must be handled first. */
static bool search(struct run *run)
{
    struct scan_found file;
    struct why why;
    enum scan_find_got got = scan_find_next(run->find, &file, &run->waits_for_names, &why);

    run->coverage.named |= file.named;
    if (got == SCAN_FIND_FILE)
        found_take(run, &file);
    else if (got == SCAN_FIND_BAD)
        begin_take(run, &file, &why);
    else
        look_at_root(run);
    /* After the time limit, the scan does not wait for further names. */
    run->names_left |= run->waits_for_names && run->late;
    run->searched = got == SCAN_FIND_END || run->names_left;
    run->waits_for_names &= !run->searched;
    run->found_all = run->searched && !run->plan.oldest_first;
    return got != SCAN_FIND_PAUSE;
}

/* Starts the next file of the queue. If the file has disappeared, its record gets an error. */
static void take_queued(struct run *run)
{
    struct scan_found file = {.path = scan_queue_next(&run->queue)};

    run->found_all = !file.path;
    if (!file.path)
        return;
    if (stat(file.path, &file.about) != 0)
        file.about = (struct stat){0};
    begin_take(run, &file, NULL);
}

static void take_some(struct run *run)
{
    run->waits_for_names = false;
    for (int i = 0; i < TURN && run->held < run->window && !run->found_all; i++) {
        if (run->searched)
            take_queued(run);
        else if (!search(run))
            return;
    }
}

static bool may_take_up(const struct run *run)
{
    return run->held < run->window && !run->found_all && !run->waits_for_names;
}

/* Starts files while there is room in the window, without waiting. */
static void take_up(struct run *run)
{
    take_some(run);
    if (run->found_all)
        pool_last(run->pool);
    if (!may_take_up(run))
        put_last_found(run);
}

/* --- Progress --------------------------------------------------------------------------------- */

static struct scan_progress measure(const struct run *run)
{
    struct scan_progress progress = {.elapsed_ms = clock_steady_ms() - run->start_ms};

    progress.total_known =
        scan_total_known(run->total, &progress.total_files, &progress.total_bytes);
    if (run->plan.way.deadline_ms && !run->late)
        progress.until_ms = run->plan.way.deadline_ms - clock_steady_ms();
    for (size_t i = 0; i < run->under_way_count; i++) {
        struct scan_job *job = run->under_way[i];
        int64_t decoded_ms = atomic_load(&job->decoded_ms);

        progress.bytes_under_way += scan_job_done_bytes(job);
        if (decoded_ms > progress.decoded_ms) {
            progress.decoded_ms = decoded_ms;
            progress.duration_ms = atomic_load(&job->duration_ms);
        }
    }
    return progress;
}

static void answer_signal(const struct run *run)
{
    struct scan_progress progress = measure(run);
    char *line = scan_count_line(&run->counts, &progress);

    msg_warn("%s", line);
    free(line);
}

static void show_progress(const struct run *run)
{
    if (scan_signal_asked())
        answer_signal(run);
    if (!screen_is_due())
        return;
    struct scan_progress progress = measure(run);
    char *words = scan_count_words(&run->counts, &progress);
    struct progress_post *post = screen_post();

    post->done = (int64_t)run->counts.files;
    post->left_ms = scan_count_left_ms(&run->counts, &progress);
    snprintf(post->words, sizeof post->words, "%s", words);
    free(words);
    screen_tick();
}

/* --- The loop --- */

/* If the user has sent a signal, stops the scan: starts no more files, and ends decoders. */
static void stop_if_asked(struct run *run)
{
    if (run->stopping || (!stage_interrupted() && !scan_signal_terminated()))
        return;
    run->stopping = true;
    run->found_all = true;
    put_last_found(run);
    ssize_t ignored = write(run->stop[1], "", 1);
    (void)ignored;
    pool_drop(run->pool);
}

/* After the time limit, drops the jobs that have not started. Running jobs continue. */
static void stop_if_late(struct run *run)
{
    if (run->late || run->stopping || !scan_is_late(&run->plan.way))
        return;
    run->late = true;
    put_last_found(run);
    pool_drop(run->pool);
}

/* Returns the timeout for wait_for_news in ms; -1: no timeout. */
static int patience(const struct run *run, bool settled)
{
    int64_t deadline_ms = run->plan.way.deadline_ms;

    if (may_take_up(run))
        return 0;
    int wait_ms = settled ? screen_patience() : SETTLE_MS;
    if (!deadline_ms || run->late)
        return wait_ms;
    int64_t left_ms = deadline_ms - clock_steady_ms();
    if (left_ms < 0)
        return 0;
    return wait_ms >= 0 && wait_ms < left_ms ? wait_ms : left_ms < INT_MAX ? (int)left_ms : INT_MAX;
}

/* Waits for a finished file, a name, a signal, or the timeout. */
static void wait_for_news(struct run *run)
{
    struct pollfd ready[] = {
        {.fd = pool_fd(run->pool), .events = POLLIN},
        {.fd = run->stopping ? -1 : stage_interrupt_fd(), .events = POLLIN},
        {.fd = scan_signal_fd(), .events = POLLIN},
        {.fd = run->waits_for_names && !run->stopping ? run->names.fd : -1, .events = POLLIN},
    };

    poll(ready, sizeof ready / sizeof *ready, patience(run, settle_if_due(run)));
}

static void loop(struct run *run)
{
    for (;;) {
        stop_if_asked(run);
        stop_if_late(run);
        if (!run->stopping)
            take_up(run);
        finish_done(run); /* this makes room in the window */
        if (run->found_all && !run->held)
            return;
        show_progress(run);
        wait_for_news(run);
    }
}

/* --- Start and end ---------------------------------------------------------------------------- */

/* Returns the descriptor of the list of files; -1 if it is not used. */
static int open_names(const struct scan_settings *s)
{
    int fd;

    if (!s->files_from)
        return -1;
    if (strcmp(s->files_from, "-") == 0)
        return STDIN_FILENO;
    fd = open(s->files_from, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        msg_die(EX_NOINPUT, "%s: %s", s->files_from, strerror(errno));
    return fd;
}

static void open_stop(struct run *run)
{
    if (pipe(run->stop) != 0)
        msg_die(EX_OSERR, "pipe: %s", strerror(errno));
    for (int i = 0; i < 2; i++)
        fcntl(run->stop[i], F_SETFD, FD_CLOEXEC);
    run->plan.way.interrupt = run->stop[0];
}

/* Returns whether --files-from is a file that can be read twice. If the thread that counts files
 * read names from a FIFO, the scan itself would not get these names. */
static bool is_readable_twice(const struct run *run)
{
    struct stat about;

    return strcmp(run->settings->files_from, "-") != 0 && fstat(run->names.fd, &about) == 0 &&
           S_ISREG(about.st_mode);
}

static void start_total(struct run *run)
{
    const struct scan_settings *s = run->settings;

    if (screen_is_on() && (!s->files_from || is_readable_twice(run)))
        run->total = scan_total_start(&s->rules, s->operands, s->files_from, run->names.separator);
}

static size_t window_for(unsigned threads, bool sorted)
{
    size_t window = (size_t)threads * WINDOW_PER_JOB;

    if (sorted && window < WINDOW_SORTED)
        return WINDOW_SORTED;
    return window < WINDOW_MOST ? window : WINDOW_MOST;
}

static void start(struct run *run)
{
    const struct scan_settings *s = run->settings;
    unsigned cores = machine_cores(""), threads = s->jobs ? s->jobs : cores;
    struct why why;

    if (s->output && !scan_document_try(&run->document, s->output, s->output_mode, &why))
        msg_die_why(&why);
    run->coverage.rules = &s->rules;
    run->coverage.files_from = s->files_from;
    run->names = NAMES(open_names(s), s->nul ? '\0' : '\n');
    run->find = scan_find_new(&s->rules, s->operands, run->names.fd >= 0 ? &run->names : NULL);
    run->line = BUF_INIT((size_t)1 << 24);
    open_stop(run);
    if (s->cache)
        run->cache = database_open_or_warn(s->cache, &scan_cache_form);
    scan_signal_start();
    start_total(run);
    run->pool = pool_new(threads, scan_job_work, NULL);
    run->plan.cores = cores;
    run->plan.way.batch_memory = s->memory_most / pool_threads(run->pool) + 1;
    run->window = window_for(pool_threads(run->pool), s->sorted);
    run->under_way = cvi_alloc(run->window * sizeof(struct scan_job *));
    run->sorted = cvi_alloc(run->window * sizeof(struct scan_job *));
}

/* Returns whether all operands and names could be read completely, and the user did not stop the
 * scan. */
static bool is_finished(const struct run *run)
{
    return !run->stopping && !run->incomplete && !run->names_left && !scan_find_status(run->find);
}

/* Returns whether the time limit was reached before all files were scanned. */
static bool is_cut_short(const struct run *run)
{
    return run->left || run->names_left;
}

/* Writes the document, if one is required. Returns false if that failed. */
static bool write_document(struct run *run, int64_t elapsed_ms)
{
    run->coverage.finished = is_finished(run) && !run->left;
    const struct scan_settings *s = run->settings;
    const struct scan_heading heading = {.mode = run->plan.way.mode,
                                         .operands = s->operands,
                                         .cwd = s->rules.cwd,
                                         .elapsed_ms = elapsed_ms,
                                         .now_s = clock_now_s(),
                                         .interrupted = run->stopping || is_cut_short(run),
                                         .left = run->left,
                                         .coverage = &run->coverage};
    struct why why;

    if (!s->output || scan_document_write(&run->document, &run->counts, &heading, s->output,
                                          s->output_mode, &why))
        return true;
    msg_warn("%s", why.text);
    raise_status(run, why.status);
    return false;
}

static void write_summary(struct run *run, int64_t elapsed_ms, bool saved)
{
    const struct scan_settings *s = run->settings;
    bool file = s->output && strcmp(s->output, "-") != 0;
    const struct scan_ending ending = {.mode = run->plan.way.mode,
                                       .interrupted = run->stopping,
                                       .late = is_cut_short(run),
                                       .left = run->left,
                                       .elapsed_ms = elapsed_ms,
                                       .output = file && saved ? s->output : NULL,
                                       .columns = screen_output_columns()};
    struct buf text = BUF_INIT((size_t)1 << 20);

    if (!s->summary)
        return;
    scan_count_summary(&text, &run->counts, &ending);
    if (file && !s->records) {
        ndjson_put_bytes(text.at, text.len);
    } else {
        msg_say(text.at, text.len);
    }
    buf_release(&text);
}

/* If there was no file to scan, reports why. */
static void note_empty(const struct run *run)
{
    uint64_t excluded = scan_find_excluded(run->find);
    struct buf text = BUF_INIT(SIZE_MAX / 2);

    if (run->counts.files || run->stopping || is_cut_short(run))
        return;
    if (excluded) {
        msg_note("nothing to scan: the exclude patterns skip %" PRIu64 " file%s or director%s",
                 excluded, excluded == 1 ? "" : "s", excluded == 1 ? "y" : "ies");
    } else if (is_finished(run)) {
        scan_next_add_empty(&text, run->settings->operands);
        msg_note("%s", buf_text(&text));
    }
    buf_release(&text);
}

/* Prints the next command for the user, but only on a terminal. */
static void say_next(const struct run *run, bool saved)
{
    const struct scan_settings *s = run->settings;
    bool file = s->output && strcmp(s->output, "-") != 0;
    const struct scan_next next = {.program = msg_program(),
                                   .files = run->counts.files,
                                   .healthy = run->counts.status[SCAN_HEALTHY],
                                   .output = file ? s->output : NULL,
                                   .shown = !s->output && isatty(STDOUT_FILENO)};
    struct buf text = BUF_INIT(SIZE_MAX / 2);

    if (!saved || run->stopping || is_cut_short(run) || !isatty(STDERR_FILENO) ||
        msg_get_level() == MSG_QUIET)
        return;
    scan_next_add(&text, &next);
    if (text.len)
        msg_say(text.at, text.len);
    buf_release(&text);
}

/* Deletes old data from the cache. If the search is incomplete, deletes nothing, because a disk may
 * be missing. */
static void forget(const struct run *run)
{
    if (is_finished(run))
        scan_cache_prune(run->cache, clock_now_s(), run->settings->forget_s);
}

static void warn_if_cut_short(struct run *run)
{
    static const char names[] = "not all names of --files-from were read";
    struct buf text = BUF_INIT(1024);

    if (!is_cut_short(run))
        return;
    if (run->left)
        buf_printf(&text, "%" PRIu64 " file%s left", run->left, run->left == 1 ? "" : "s");
    if (run->names_left)
        buf_printf(&text, "%s%s", run->left ? ", and " : "", names);
    msg_warn("time is up: %s (scan again to continue)", buf_text(&text));
    raise_status(run, EX_TEMPFAIL);
    buf_release(&text);
}

static void finish(struct run *run)
{
    int64_t elapsed_ms = clock_steady_ms() - run->start_ms;

    screen_leave();
    raise_status(run, scan_find_status(run->find));
    warn_if_cut_short(run);
    note_empty(run);
    forget(run);
    database_settle(run->cache);
    bool saved = write_document(run, elapsed_ms);
    write_summary(run, elapsed_ms, saved);
    ndjson_flush();
    say_next(run, saved);
    if (stage_interrupted())
        raise_status(run, EX_INTERRUPTED);
    if (scan_signal_terminated())
        raise_status(run, EX_TERMINATED);
}

static void release(struct run *run)
{
    pool_free(run->pool);
    scan_total_free(run->total);
    scan_find_free(run->find);
    scan_queue_release(&run->queue);
    names_release(&run->names);
    if (run->names.fd > STDIN_FILENO)
        close(run->names.fd);
    database_close(run->cache);
    scan_document_release(&run->document);
    scan_coverage_release(&run->coverage);
    scan_count_release(&run->counts);
    close(run->stop[0]);
    close(run->stop[1]);
    free(run->under_way);
    free(run->sorted);
    buf_release(&run->line);
}

int scan_run(const struct scan_settings *settings)
{
    struct run run = {.settings = settings,
                      .plan = settings->plan,
                      .document = SCAN_DOCUMENT,
                      .start_ms = clock_steady_ms()};

    run.plan.stage = settings->program;
    if (settings->for_s >= 0)
        run.plan.way.deadline_ms = run.start_ms + settings->for_s * 1000;
    start(&run);
    loop(&run);
    finish(&run);
    release(&run);
    return run.status;
}
