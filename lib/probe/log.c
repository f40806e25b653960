/* Evaluates the log of one file. A message has no timestamp; its time is that of the last frame
 * before it. */
#include "probe/log.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "probe/judge.h"

/* In a file that was cut, the sound can end this many seconds after the picture (measured:
 * 0.11). */
static const double CUT_SOUND_S = 0.4;

/* Picture or sound can end this many seconds before the stated end. */
static const double END_S = 0.5;

enum {
    MOST_S = 100000000, /* larger times are ignored */
    /* maximum number of frames after a message about a cut: the cut frame, and frames that wait for
     * reordering */
    CUT_FRAMES = 6,
    /* if more frames were decoded before output begins, a track blocks the other tracks */
    HELD_FRAMES = 100,
    AUDIO_CORRUPT = 5, /* this many messages mean damaged sound, not only a cut */
};

/* The kinds of messages, with the same indexes as in probe_log.sure and probe_log.late. */
static const struct {
    enum probe_meaning meaning;
    enum finding_code code;
    enum finding_weight weight;
    char stream;
    bool damages; /* mark the seconds of these messages as damaged */
} kinds[PROBE_TALLIES] = {
    {PROBE_VIDEO, FINDING_VIDEO_DAMAGE, FINDING_CORRUPT, 'v', true},
    {PROBE_AUDIO, FINDING_AUDIO_DAMAGE, FINDING_SUSPICIOUS, 'a', true},
    {PROBE_CONTAINER, FINDING_CONTAINER_DAMAGE, FINDING_CORRUPT, '\0', true},
    {PROBE_DOUBT, FINDING_CONTAINER_DAMAGE, FINDING_SUSPICIOUS, '\0', false},
    {PROBE_NO_FILE, FINDING_UNREADABLE, FINDING_SUSPICIOUS, '\0', false},
    {PROBE_NO_MEANS, FINDING_DECODER_FAILED, FINDING_SUSPICIOUS, '\0', false},
    {PROBE_REMARK, FINDING_REMARK, FINDING_NOTE, '\0', false},
};

void probe_log_start(struct probe_log *log, const char *subject, bool sampled)
{
    *log = (struct probe_log){.subject = subject,
                              .sampled = sampled,
                              .stated_s = INFINITY,
                              .duration_s = -1,
                              .now_s = -1,
                              .end_s = -1};
}

static void copy_words(char *into, size_t room, const char *text)
{
    snprintf(into, room, "%s", text);
}

static void tally_add(struct probe_tally *tally, const struct probe_log *log,
                      const struct probe_line *line)
{
    double at_s = log->now_s;

    if (!tally->count++) {
        tally->first_s = at_s;
        tally->frame = log->frames;
        copy_words(tally->detail, sizeof tally->detail, line->text);
    }
    tally->last_s = at_s;
    if (line->part[0]) {
        tally->spoken++;
        tally->last_frame = log->frames;
    }
}

/* Marks the seconds from `first_s` to `last_s` as damaged. */
static void mark(struct probe_log *log, double first_s, double last_s)
{
    long from = first_s < 0 ? 0 : (long)first_s;
    long to = last_s < 0 ? 0 : (long)last_s;

    for (long s = from; s <= to && s < PROBE_MOST_SECONDS; s++)
        log->damaged[s / 8] |= (unsigned char)(1U << s % 8);
}

/* Moves the messages of a kind from `late` to `sure`. If they are about damage, marks their seconds
 * as damaged. */
static void settle(struct probe_log *log, size_t kind)
{
    struct probe_tally *late = &log->late[kind], *sure = &log->sure[kind];

    if (!late->count)
        return;
    if (!sure->count)
        *sure = *late;
    else
        sure->count += late->count;
    sure->last_s = late->last_s;
    if (kinds[kind].damages)
        mark(log, late->first_s, late->last_s);
    *late = (struct probe_tally){0};
}

static void complain(struct probe_log *log, enum probe_meaning meaning,
                     const struct probe_line *line)
{
    for (size_t i = 0; i < PROBE_TALLIES; i++)
        if (kinds[i].meaning == meaning)
            tally_add(&log->late[i], log, line);
}

/* Counts a decoded frame with the time `at_s`. Moves messages that are more than CUT_FRAMES frames
 * old to `sure`: a cut at the end of the file cannot explain them. */
static void advance(struct probe_log *log, double at_s)
{
    if (!(at_s >= 0 && at_s < MOST_S))
        return;
    /* If the beginning of the file can have been cut off, messages before the first frame are about
     * missing references. */
    if (log->now_s < 0 && log->cut_anywhere)
        memset(log->late, 0, sizeof log->late);
    log->before_s = log->now_s < 0 ? at_s : log->now_s;
    log->now_s = at_s;
    log->frames++;
    if (at_s > log->end_s)
        log->end_s = at_s;
    for (size_t i = 0; i < PROBE_TALLIES; i++)
        if (log->late[i].count && log->frames - log->late[i].frame > CUT_FRAMES)
            settle(log, i);
}

/* Returns the seconds in a text such as "00:01:02.50, start: ..."; -1 if it does not begin with a
 * time. */
static double read_duration(const char *text)
{
    enum { PARTS = 3 };
    double seconds = 0;

    for (int i = 0; i < PARTS; i++) {
        char *end;
        double part = strtod(text, &end);
        bool last = i == PARTS - 1;

        if (end == text || !(part >= 0 && part < MOST_S) || (!last && *end != ':'))
            return -1;
        seconds = seconds * 60 + part;
        text = last ? end : end + 1;
    }
    return seconds;
}

/* Reads the duration and the start from "00:01:02.50, start: 1.400000, bitrate: ...". */
static void read_times(struct probe_log *log, const char *text)
{
    static const char word[] = ", start: ";
    const char *start = strstr(text, word);
    double start_s = start ? strtod(start + strlen(word), NULL) : 0;

    log->duration_s = read_duration(text);
    log->start_s = start_s > 0 && start_s < MOST_S ? start_s : 0;
}

/* Returns whether key frames of the track cannot be judged. Samples of an undamaged file in H.264
 * 4:4:4 caused messages. The likely reason: old versions of x264 wrote 4:4:4 differently, and only
 * the first picture states the version. */
static bool is_unfit(const char *text)
{
    return strstr(text, ": Video: h264 (High 4:4:4");
}

/*
 * Discards messages about picture and sound from before the list of tracks. To find the tracks,
 * ffmpeg decodes some frames, sometimes with a wrong codec. Later it decodes these frames again,
 * and repeats messages about real damage. Samples are an exception: the beginning of the file is
 * not decoded again, so nothing is discarded. */
static void forget_guesses(struct probe_log *log)
{
    for (size_t i = 0; (!log->sampled || log->from_start) && i < PROBE_TALLIES; i++) {
        if (kinds[i].meaning == PROBE_VIDEO || kinds[i].meaning == PROBE_AUDIO)
            log->late[i] = (struct probe_tally){0};
    }
}

static void learn(struct probe_log *log, const struct probe_line *line)
{
    const char *text = line->text + strspn(line->text, " ");
    const char *at;

    if (strncmp(line->part, "Parsed_showinfo", 15) == 0) {
        at = strncmp(text, "n:", 2) == 0 ? strstr(text, " pts_time:") : NULL;
        if (at)
            advance(log, strtod(at + strlen(" pts_time:"), NULL));
    } else if (line->part[0]) {
        return;
    } else if (strncmp(text, "Input #", 7) == 0) {
        forget_guesses(log);
        log->cut_anywhere = strstr(text, ", mpegts, from") || strstr(text, ", mpeg, from");
        log->is_exact = strstr(text, ", gxf, from");
        log->is_alone = log->is_exact || strstr(text, ", mxf, from");
        log->knows_its_end =
            log->is_alone || strstr(text, ", mov,mp4") || strstr(text, ", matroska,");
    } else if (strncmp(text, "Output #", 8) == 0) {
        log->writes = true;
    } else if (strncmp(text, "Duration: ", 10) == 0 && log->duration_s < 0) {
        read_times(log, text + 10);
    } else if (strncmp(text, "Stream #", 8) == 0) {
        log->has_more |= strstr(text, ": Subtitle:") || strstr(text, ": Data:");
        log->is_unfit |= log->sampled && is_unfit(text);
    }
}

/* Returns whether the message is about an H.264 access unit that has only a delimiter, and no
 * picture. */
static bool is_bare_delimiter(const char *text)
{
    enum { DELIMITER = 6 }; /* bytes, including the start code */
    static const char words[] = "missing picture in access unit with size ";

    return strncmp(text, words, strlen(words)) == 0 &&
           strtol(text + strlen(words), NULL, 10) <= DELIMITER;
}

/* Returns whether ffmpeg reports that it skipped an empty sound packet. Such packets are harmless:
 * the FLAC encoder ends with an empty packet, and the AVI and NUT muxers store it. */
static bool is_empty_packet(const struct probe_log *log, const struct probe_line *line)
{
    static const char words[] = "Error while decoding stream", reason[] = ": Invalid argument";
    size_t len = strlen(line->text);

    return !line->part[0] && strncmp(line->text, words, strlen(words)) == 0 &&
           len > strlen(reason) && strcmp(line->text + len - strlen(reason), reason) == 0 &&
           probe_tracks_type(&log->tracks, line) == 'a';
}

/* Returns whether ffmpeg reports that it cannot open the decoder of a track that is left out.
 * probe_tracks_report reports such tracks. */
static bool is_reported_elsewhere(const struct probe_log *log, const struct probe_line *line)
{
    static const char words[] = "Error while opening decoder";
    int stream = probe_line_stream(line);

    return strncmp(line->text, words, strlen(words)) == 0 && stream >= 0 && stream < PROBE_TRACKS &&
           log->tracks.at[stream].absence != PROBE_PRESENT;
}

/* Returns the meaning of the line: the result of probe_judge, corrected with facts about the
 * file. */
static enum probe_meaning judge(struct probe_log *log, const struct probe_line *line)
{
    bool in_the_middle = log->sampled || (log->cut_anywhere && log->now_s < 0);
    enum probe_meaning meaning = probe_judge(line, in_the_middle);

    log->ends_bare |= is_bare_delimiter(line->text);
    if (is_reported_elsewhere(log, line))
        return PROBE_NOTHING;
    if (is_empty_packet(log, line))
        meaning = PROBE_REMARK;
    if (meaning == PROBE_CONTAINER && log->cut_anywhere &&
        strstr(line->text, "corrupt input packet")) /* undamaged joined streams have them too */
        return PROBE_DOUBT;
    if (meaning == PROBE_VIDEO && probe_tracks_type(&log->tracks, line) == 'a')
        return PROBE_AUDIO;
    if (meaning == PROBE_VIDEO && log->is_unfit) {
        log->unsure = true;
        return PROBE_REMARK;
    }
    return meaning == PROBE_REMARK && log->doubted ? PROBE_DOUBT : meaning;
}

void probe_log_line(struct probe_log *log, const char *line)
{
    struct probe_line read;

    if (!probe_line_read(line, log->subject, &read))
        return;
    if (read.level != PROBE_INFO || !read.part[0])
        probe_tracks_learn(&log->tracks, &read);
    if (read.level == PROBE_INFO) {
        learn(log, &read);
        return;
    }
    if (read.level == PROBE_ERROR && !read.part[0])
        copy_words(log->last_words, sizeof log->last_words, read.text);
    log->estimated |= strstr(read.text, "Estimating duration from bitrate") != NULL;

    enum probe_meaning meaning = judge(log, &read);
    if (meaning == PROBE_NO_STREAM)
        log->no_stream = true;
    complain(log, meaning, &read);
}

bool probe_log_progress(struct probe_log *log, const char *line)
{
    static const char word[] = "out_time_us=";
    double at_s;

    if (strncmp(line, word, sizeof word - 1) != 0)
        return false;
    at_s = strtod(line + sizeof word - 1, NULL) / 1e6;
    /* Sound can begin a little before 0, which is not progress. */
    if (!(at_s >= 0 && at_s > log->end_s && at_s < MOST_S))
        return false;
    log->end_s = at_s;
    if (!log->frames) /* there is only sound, and advance() is not called */
        log->now_s = at_s;
    return true;
}

static void report(struct findings *findings, size_t kind, const struct probe_tally *tally)
{
    struct finding finding = {.code = kinds[kind].code,
                              .weight = kinds[kind].weight,
                              .stream = kinds[kind].stream,
                              .count = tally->count,
                              .offset = -1,
                              .seconds = tally->first_s < 0 ? 0 : tally->first_s};

    if (kinds[kind].meaning == PROBE_AUDIO && tally->count >= AUDIO_CORRUPT)
        finding.weight = FINDING_CORRUPT;
    finding_add(findings, &finding, "%s", tally->detail);
}

static double damaged_seconds(const struct probe_log *log)
{
    double seconds = 0;

    for (size_t i = 0; i < sizeof log->damaged; i++)
        for (unsigned bits = log->damaged[i]; bits; bits &= bits - 1)
            seconds++;
    return seconds;
}

/* Returns whether the messages in `late` are about more frames than a cut can damage: one picture,
 * and one frame of each sound track. Several messages about one picture have no decoded frame
 * between them. */
static bool is_of_several(const struct probe_log *log, size_t kind)
{
    const struct probe_tally *late = &log->late[kind];
    uint64_t sounds = 0;

    for (size_t i = 0; i < log->tracks.count; i++)
        sounds += log->tracks.at[i].type == 'a';
    if (kinds[kind].meaning == PROBE_AUDIO)
        return late->spoken > (sounds ? sounds : 1);
    return kinds[kind].meaning == PROBE_VIDEO && late->last_frame > late->frame;
}

/* Returns whether the messages in `late` are not due to a cut. If a stream is cut, picture and
 * sound end at about the same time. */
static bool is_sure_at_the_end(const struct probe_log *log, size_t kind)
{
    double frame_s = log->now_s - log->before_s;

    if (!log->cut_anywhere || !log->frames || kinds[kind].meaning >= PROBE_NO_MEANS)
        return true;
    if (is_of_several(log, kind))
        return true;
    return kinds[kind].meaning == PROBE_VIDEO &&
           log->end_s - log->now_s > CUT_SOUND_S + 2 * fabs(frame_s);
}

/* Discards the messages about the end of an undamaged H.264 stream without a container. Such a
 * stream can end with a delimiter without a picture, which the decoder reports as a missing
 * frame. */
static void excuse_bare_end(struct probe_log *log)
{
    enum { MOST = 2 }; /* one message from the parser and one from the decoder */
    bool is_alone = true;

    for (size_t i = 0; i < PROBE_TALLIES; i++) {
        if (kinds[i].meaning == PROBE_VIDEO || kinds[i].meaning == PROBE_DOUBT)
            is_alone &= !log->sure[i].count && log->late[i].count <= MOST;
    }
    for (size_t i = 0; log->ends_bare && is_alone && i < PROBE_TALLIES; i++) {
        if (kinds[i].meaning == PROBE_VIDEO || kinds[i].meaning == PROBE_DOUBT)
            log->late[i] = (struct probe_tally){0};
    }
}

/* Returns whether the file was decoded to its end. The last key frame can be some seconds before
 * the end. */
static bool has_reached_the_end(const struct probe_log *log)
{
    double missing_s = log->duration_s - log->end_s;

    return log->duration_s > 0 && !log->estimated && log->frames &&
           missing_s <= (log->sampled ? PROBE_SHORT_S : END_S);
}

/* Turns a harmless message of the GXF demuxer into a remark. The demuxer ends every file with -1,
 * which ffmpeg 5 prints as "Operation not permitted". The message is harmless if the file was
 * decoded to its end, and there were no other messages except remarks. */
static void excuse_end_of_reader(struct probe_log *log)
{
    struct probe_tally *end = NULL, *remarks = NULL;
    uint64_t said = 0;

    for (size_t i = 0; i < PROBE_TALLIES; i++) {
        if (kinds[i].meaning == PROBE_REMARK)
            remarks = &log->late[i];
        else
            said += log->sure[i].count + log->late[i].count;
        if (kinds[i].meaning == PROBE_DOUBT)
            end = &log->late[i];
    }
    if (said != 1 || end->count != 1 || strcmp(end->detail, "Operation not permitted") != 0 ||
        log->doubted || !has_reached_the_end(log))
        return;
    if (!remarks->count)
        *remarks = *end;
    *end = (struct probe_tally){0};
}

double probe_log_length(const struct probe_log *log)
{
    double length_s = log->duration_s - log->start_s;

    if (log->estimated || log->duration_s < 0 || !log->knows_its_end)
        return -1;
    if (!log->is_alone && log->stated_s < length_s)
        length_s = log->stated_s;
    return length_s > 0 ? length_s : -1;
}

bool probe_log_is_held_up(const struct probe_log *log)
{
    return !log->writes && log->frames > HELD_FRAMES;
}

static void report_short(const struct probe_log *log, struct findings *findings)
{
    const struct finding finding = {FINDING_SHORT, FINDING_SUSPICIOUS, '\0', 1, -1, log->end_s, ""};
    double length_s = probe_log_length(log), missing_s = length_s - log->end_s;

    double most_s = log->is_exact ? END_S : PROBE_SHORT_S;

    /* Do not check files with subtitles or data, which can last longer than the picture. Exception:
     * the data of a GXF file is the time code, which ends with the picture. */
    if ((log->is_exact || !log->has_more) && log->end_s >= 0 && missing_s > most_s &&
        missing_s * 100 > length_s * PROBE_SHORT_PERCENT)
        finding_add(findings, &finding, "ends after %.1f s of %.1f s", log->end_s, length_s);
}

void probe_log_end(struct probe_log *log, bool complete, struct findings *findings,
                   double *decoded_s, double *damaged_s)
{
    excuse_bare_end(log);
    if (complete)
        excuse_end_of_reader(log);
    for (size_t i = 0; i < PROBE_TALLIES; i++) {
        if (is_sure_at_the_end(log, i))
            settle(log, i);
        if (log->sure[i].count)
            report(findings, i, &log->sure[i]);
    }
    if (log->no_stream && !log->sampled)
        finding_add(findings,
                    &(struct finding){FINDING_NO_STREAM, FINDING_SUSPICIOUS, '\0', 1, -1, -1, ""},
                    "neither picture nor sound");
    if (complete && !log->sampled)
        report_short(log, findings);
    probe_tracks_report(&log->tracks, findings);
    *decoded_s = log->end_s < 0 ? 0 : log->end_s;
    *damaged_s = damaged_seconds(log);
    if (log->duration_s > 0 && *damaged_s > log->duration_s)
        *damaged_s = log->duration_s;
}

static bool is_damaged(const struct probe_log *log, unsigned second)
{
    return second < PROBE_MOST_SECONDS && log->damaged[second / 8] >> second % 8 & 1;
}

/* Merges the two neighbouring spans with the smallest gap between them. */
static void join_nearest(struct probe_span *spans, size_t count)
{
    size_t nearest = 1;

    for (size_t i = 2; i < count; i++)
        if (spans[i].from_s - spans[i - 1].to_s < spans[nearest].from_s - spans[nearest - 1].to_s)
            nearest = i;
    spans[nearest - 1].to_s = spans[nearest].to_s;
    memmove(spans + nearest, spans + nearest + 1, (count - nearest - 1) * sizeof *spans);
}

size_t probe_log_spans(const struct probe_log *log, struct probe_span spans[PROBE_MOST_SPANS])
{
    struct probe_span found[PROBE_MOST_SPANS + 1];
    size_t count = 0;

    for (unsigned s = 0; s < PROBE_MOST_SECONDS; s++) {
        if (!is_damaged(log, s))
            continue;
        found[count].from_s = s;
        while (is_damaged(log, s + 1))
            s++;
        found[count].to_s = s + 1;
        if (++count > PROBE_MOST_SPANS)
            join_nearest(found, count--);
    }
    memcpy(spans, found, count * sizeof *spans);
    return count;
}
