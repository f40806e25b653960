/* The decoder as a process: no shell, nothing of ours in its hands, and watched by what it gets
 * done. */
#include "probe/probe.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/process.h"
#include "probe/command.h"
#include "probe/log.h"

struct run {
    const struct probe_request *request;
    const struct probe_watch *watch;
    struct probe_follow follow;
    struct probe_log *log;
    double reached_s;
};

static void note_progress(struct run *run)
{
    double reached_s = run->log->end_s + (double)run->log->frames * 1e-9;

    if (!(reached_s > run->reached_s))
        return;
    run->reached_s = reached_s;
    probe_follow_progress(&run->follow);
    if (run->watch && run->watch->decoded_ms)
        *run->watch->decoded_ms = (int64_t)(run->log->end_s * 1000);
}

static void take_log(void *self, const char *line)
{
    struct run *run = self;

    probe_log_line(run->log, line);
    note_progress(run);
}

static void take_progress(void *self, const char *line)
{
    struct run *run = self;

    probe_log_progress(run->log, line);
    note_progress(run);
}

static void add_simple(struct findings *findings, enum finding_code code,
                       enum finding_weight weight, const char *words)
{
    const struct finding finding = {
        .code = code, .weight = weight, .count = 1, .offset = -1, .seconds = -1};

    finding_add(findings, &finding, "%s", words);
}

/* What the end of the process tells that its log did not. */
static void judge_end(const struct run *run, int status, struct probe_report *report)
{
    bool silent = report->findings.count == 0;

    report->done = status == 0 && !run->follow.stalled && !run->follow.interrupted;
    if (run->follow.interrupted)
        return;
    if (run->follow.stalled) {
        struct finding finding = {
            FINDING_STALLED, FINDING_SUSPICIOUS, '\0', 1, -1, run->log->end_s, ""};

        finding_add(&report->findings, &finding, "no progress for %u s", run->request->stall_s);
    } else if (status == PROCESS_NOT_RUN || status > 128) {
        add_simple(&report->findings, FINDING_DECODER_FAILED, FINDING_SUSPICIOUS,
                   status == PROCESS_NOT_RUN ? "ffmpeg could not be run" : "ffmpeg died");
    } else if (status != 0 && silent && !run->log->no_stream) {
        add_simple(&report->findings, FINDING_DECODER_FAILED, FINDING_SUSPICIOUS,
                   run->log->last_words[0] ? run->log->last_words : "ffmpeg failed");
    }
}

static void make_command(struct probe_command *command, const struct probe_request *request,
                         const char *subject)
{
    if (request->depth == PROBE_ALL)
        probe_command_all(command, subject);
    else if (request->duration_s > 0)
        probe_command_samples(command, subject, request->duration_s);
    else
        probe_command_beginning(command, subject);
    if (request->threads > 1)
        probe_command_set_threads(command, request->threads);
}

/* Decodes, and judges what was said. */
static void decode(struct run *run, const struct probe_tool *tool, const char *subject,
                   struct probe_report *report)
{
    struct probe_command command;

    probe_log_start(run->log, subject, run->request->depth == PROBE_SAMPLES);
    make_command(&command, run->request, subject);
    int status = probe_follow(&run->follow, tool, command.at);
    if (status < 0) {
        add_simple(&report->findings, FINDING_DECODER_FAILED, FINDING_SUSPICIOUS, strerror(errno));
    } else {
        probe_log_end(run->log, status == 0, &report->findings, &report->decoded_s,
                      &report->damaged_s);
        report->span_count = probe_log_spans(run->log, report->spans);
        judge_end(run, status, report);
    }
    probe_command_release(&command);
}

void probe_run(const struct probe_tool *tool, const struct probe_request *request,
               const struct probe_watch *watch, struct probe_report *report)
{
    /* The prefix keeps names like "http:x" and "a:b.mp4" from being taken for protocols. */
    char *subject = cvi_format("file:%s", request->filename);
    struct run run = {
        .request = request,
        .watch = watch,
        .log = cvi_alloc(sizeof *run.log),
        .reached_s = -1,
        .follow = {.interrupt = watch ? watch->interrupt : -1,
                   .stall_s = request->stall_s,
                   .take_out = take_progress,
                   .take_error = take_log},
    };

    run.follow.self = &run;
    *report = (struct probe_report){0};
    decode(&run, tool, subject, report);
    free(run.log);
    free(subject);
}
