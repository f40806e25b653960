/* Decodes a file in one or more attempts, and makes the report. */
#include "probe/probe.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/process.h"
#include "probe/command.h"
#include "probe/log.h"
#include "probe/media.h"
#include "probe/track.h"

/* Maximum number of attempts to decode a file (see is_worth_another). */
enum { MOST_TRIES = 8 };

struct run {
    const struct probe_request *request;
    const struct probe_watch *watch;
    struct probe_follow follow;
    struct probe_log *log;
    struct probe_stretches *stretches;
    struct probe_media media;
    /* The progress so far: the position in seconds, plus a little for each frame. So a frame
     * is progress even if its time is not later than that of the frame before. */
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

    struct probe_line read;

    probe_log_line(run->log, line);
    if (run->media.at != PROBE_OVER && probe_line_read(line, run->log->subject, &read))
        probe_media_learn(&run->media, &read);
    if (run->request->stretches)
        probe_stretches_learn(run->stretches, line, run->log->subject);
    note_progress(run);
    if (run->request->depth != PROBE_SAMPLES && probe_log_is_held_up(run->log) &&
        !run->log->tracks.apart)
        run->follow.enough = true;
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

/* Returns the expected running time; -1: not known. */
static double length_of(const struct run *run)
{
    if (run->log->knows_its_end)
        return probe_log_length(run->log);
    return run->request->duration_s;
}

static bool leaves_out(const struct probe_tracks *tracks)
{
    for (size_t i = 0; i < tracks->count; i++) {
        if (tracks->at[i].absence != PROBE_PRESENT)
            return true;
    }
    return false;
}

/* Sets report->done. Adds a finding if the decoder stalled or crashed, or if it failed without a
 * message about the reason. */
static void judge_end(const struct run *run, int status, struct probe_report *report)
{
    bool silent =
        finding_worst(&report->findings) == FINDING_NOTE && !leaves_out(&run->log->tracks);

    report->done = status == 0 && !run->follow.stalled && !run->follow.interrupted;
    if (run->follow.interrupted)
        return;
    if (run->follow.stalled) {
        struct finding finding = {
            FINDING_STALLED, FINDING_SUSPICIOUS, '\0', 1, -1, run->log->end_s, ""};

        finding_add(&report->findings, &finding, "no progress for %u s", run->request->stall_s);
    } else if (status == PROCESS_NOT_RUN || status > 128) {
        add_simple(&report->findings, FINDING_DECODER_FAILED, FINDING_SUSPICIOUS,
                   status == PROCESS_NOT_RUN ? "cannot run ffmpeg" : "ffmpeg crashed");
    } else if (status != 0 && silent && !run->log->no_stream) {
        add_simple(&report->findings, FINDING_DECODER_FAILED, FINDING_SUSPICIOUS,
                   run->log->last_words[0] ? run->log->last_words : "ffmpeg failed");
    }
}

static void make_command(struct probe_command *command, const struct run *run, const char *subject)
{
    const struct probe_request *request = run->request;

    if (request->depth == PROBE_ALL)
        probe_command_all(command, subject, &run->log->tracks, request->stretches);
    else if (request->depth == PROBE_KEYS)
        probe_command_keys(command, subject, &run->log->tracks);
    else if (request->duration_s > 0)
        probe_command_samples(command, subject, request->duration_s);
    else
        probe_command_beginning(command, subject);
    if (request->threads > 1)
        probe_command_set_threads(command, request->threads);
}

/* Tries to decode the file. Returns the result of probe_follow. */
static int decode_once(struct run *run, const struct probe_tool *tool, const char *subject)
{
    const struct probe_tracks tracks = run->log->tracks;
    struct probe_command command;

    probe_log_start(run->log, subject, run->request->depth != PROBE_ALL);
    run->log->tracks = tracks;
    run->log->from_start = run->request->depth == PROBE_KEYS;
    run->log->doubted = run->request->is_doubted;
    run->log->stated_s = run->request->is_stated ? run->request->duration_s : 0;
    *run->stretches = (struct probe_stretches){0};
    run->media = PROBE_MEDIA_NOTHING;
    run->reached_s = -1;
    run->follow.enough = false;
    make_command(&command, run, subject);
    int status = probe_follow(&run->follow, tool, command.at);
    probe_command_release(&command);
    return status;
}

/* Returns whether the decoder failed because ffmpeg could not determine the frame format of a
 * track. If each track has a separate output, other tracks may have been written, so the last
 * message decides. */
static bool is_stopped_by_vague(const struct probe_log *log, int status)
{
    return status != 0 && !log->tracks.changed &&
           (!log->writes ||
            (log->tracks.apart && strcmp(log->last_words, "Error configuring filter graph") == 0));
}

/* Returns whether another attempt can succeed, and prepares it. If a track blocked the other
 * tracks, each track gets a separate output. If a track stopped the decoder, and other tracks
 * remain, the next attempt leaves out that track. */
static bool is_worth_another(struct run *run, int status)
{
    struct probe_tracks *tracks = &run->log->tracks;

    if (run->request->depth == PROBE_SAMPLES || run->follow.interrupted || run->follow.stalled)
        return false;
    if (run->follow.enough) {
        tracks->apart = true;
        return true;
    }
    if (is_stopped_by_vague(run->log, status))
        probe_tracks_leave_vague(tracks);
    if (!tracks->changed || !probe_tracks_any(tracks))
        return false;
    tracks->changed = false;
    return true;
}

static void decode(struct run *run, const struct probe_tool *tool, const char *subject,
                   struct probe_report *report)
{
    int status, tries = 0;

    do
        status = decode_once(run, tool, subject);
    while (status >= 0 && ++tries < MOST_TRIES && is_worth_another(run, status));
    if (status < 0) {
        add_simple(&report->findings, FINDING_DECODER_FAILED, FINDING_SUSPICIOUS, strerror(errno));
        return;
    }
    probe_log_end(run->log, status == 0, &report->findings, &report->decoded_s, &report->damaged_s);
    probe_stretches_end(run->stretches, run->log->frames ? run->log->now_s : -1);
    report->length_s = length_of(run);
    report->span_count = probe_log_spans(run->log, report->spans);
    report->nothing = !run->log->frames && run->log->end_s <= 0 && leaves_out(&run->log->tracks);
    report->unsure = run->log->unsure;
    report->content = run->media.content;
    judge_end(run, status, report);
}

/* Returns the file's name in ffmpeg's syntax, a new string. The prefix "file:" is necessary because
 * ffmpeg treats "http:" at the start of a name as a protocol. ffmpeg's protocol "subfile" limits
 * the file to a part (ffmpeg-protocols(1)). */
static char *subject_of(const struct probe_request *request)
{
    if (!request->end)
        return cvi_format("file:%s", request->filename);
    return cvi_format("subfile,,start,0,end,%llu,,:file:%s", (unsigned long long)request->end,
                      request->filename);
}

void probe_run(const struct probe_tool *tool, const struct probe_request *request,
               const struct probe_watch *watch, struct probe_report *report)
{
    char *subject = subject_of(request);
    struct run run = {
        .request = request,
        .watch = watch,
        .log = cvi_alloc(sizeof *run.log),
        .stretches = &report->stretches,
        .reached_s = -1,
        .follow = {.interrupt = watch ? watch->interrupt : -1,
                   .stall_s = request->stall_s,
                   .take_out = take_progress,
                   .take_error = take_log},
    };

    run.follow.self = &run;
    *report = (struct probe_report){.length_s = -1, .content = CONTENT_NOTHING};
    probe_log_start(run.log, subject, false);
    decode(&run, tool, subject, report);
    free(run.log);
    free(subject);
}
