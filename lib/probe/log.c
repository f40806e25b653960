/* The order of the log's lines is its clock: a complaint belongs to the frame shown last. */
#include "probe/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "probe/judge.h"

enum {
    MOST_S = 100000000, /* three years of running time: what is more is not believed */
    LATE_S = 1,         /* a stream that was cut may complain for so long at its end */
    SHORT_S = 5,        /* ending so much too early is told, */
    SHORT_PERCENT = 5,  /* and this share of it */
    AUDIO_CORRUPT = 5,  /* complaints of the sound that are no accident of its beginning any more */
};

/* What of the tallies becomes which finding. In the order of the tallies. */
static const struct {
    enum probe_meaning meaning;
    enum finding_code code;
    enum finding_weight weight;
    char stream;
    bool damages; /* running time */
} kinds[PROBE_TALLIES] = {
    {PROBE_VIDEO, FINDING_VIDEO_DAMAGE, FINDING_CORRUPT, 'v', true},
    {PROBE_AUDIO, FINDING_AUDIO_DAMAGE, FINDING_SUSPICIOUS, 'a', true},
    {PROBE_CONTAINER, FINDING_CONTAINER_DAMAGE, FINDING_CORRUPT, '\0', true},
    {PROBE_DOUBT, FINDING_CONTAINER_DAMAGE, FINDING_SUSPICIOUS, '\0', false},
    {PROBE_NO_FILE, FINDING_UNREADABLE, FINDING_SUSPICIOUS, '\0', false},
    {PROBE_NO_MEANS, FINDING_DECODER_FAILED, FINDING_SUSPICIOUS, '\0', false},
};

void probe_log_start(struct probe_log *log, const char *subject, bool sampled)
{
    *log = (struct probe_log){
        .subject = subject, .sampled = sampled, .duration_s = -1, .now_s = -1, .end_s = -1};
}

static void copy_words(char *into, size_t room, const char *text)
{
    snprintf(into, room, "%s", text);
}

static void tally_add(struct probe_tally *tally, double at_s, const char *text)
{
    if (!tally->count++) {
        tally->first_s = at_s;
        copy_words(tally->detail, sizeof tally->detail, text);
    }
    tally->last_s = at_s;
}

/* Marks the seconds from first to last. */
static void mark(struct probe_log *log, double first_s, double last_s)
{
    long from = first_s < 0 ? 0 : (long)first_s;
    long to = last_s < 0 ? 0 : (long)last_s;

    for (long s = from; s <= to && s < PROBE_MOST_SECONDS; s++)
        log->damaged[s / 8] |= (unsigned char)(1U << s % 8);
}

/* What was said lately is sure: the stream goes on. */
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

static void complain(struct probe_log *log, enum probe_meaning meaning, const char *text)
{
    for (size_t i = 0; i < PROBE_TALLIES; i++)
        if (kinds[i].meaning == meaning)
            tally_add(&log->late[i], log->now_s, text);
}

/* A frame came out: what was said longer ago than LATE_S is not the end's. */
static void advance(struct probe_log *log, double at_s)
{
    if (!(at_s >= 0 && at_s < MOST_S))
        return;
    if (log->now_s < 0 && log->cut_anywhere) /* what was lacking at the beginning was cut off */
        memset(log->late, 0, sizeof log->late);
    log->now_s = at_s;
    log->frames++;
    if (at_s > log->end_s)
        log->end_s = at_s;
    for (size_t i = 0; i < PROBE_TALLIES; i++)
        if (log->late[i].count && at_s - log->late[i].first_s >= LATE_S)
            settle(log, i);
}

/* "00:01:02.50, start: ...": seconds, or -1 ("N/A"). */
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
        log->cut_anywhere = strstr(text, ", mpegts, from") || strstr(text, ", mpeg, from");
        log->knows_its_end = strstr(text, ", mov,mp4") || strstr(text, ", matroska,");
    } else if (strncmp(text, "Duration: ", 10) == 0 && log->duration_s < 0) {
        log->duration_s = read_duration(text + 10);
    } else if (strncmp(text, "Stream #", 8) == 0 &&
               (strstr(text, ": Subtitle:") || strstr(text, ": Data:"))) {
        log->has_more = true;
    }
}

void probe_log_line(struct probe_log *log, const char *line)
{
    struct probe_line read;
    bool in_the_middle = log->sampled || (log->cut_anywhere && log->now_s < 0);

    if (!probe_line_read(line, log->subject, &read))
        return;
    if (read.level == PROBE_INFO) {
        learn(log, &read);
        return;
    }
    if (read.level == PROBE_ERROR && !read.part[0])
        copy_words(log->last_words, sizeof log->last_words, read.text);

    enum probe_meaning meaning = probe_judge(&read, in_the_middle);
    if (meaning == PROBE_NO_STREAM)
        log->no_stream = true;
    complain(log, meaning, read.text);
}

bool probe_log_progress(struct probe_log *log, const char *line)
{
    static const char word[] = "out_time_us=";
    double at_s;

    if (strncmp(line, word, sizeof word - 1) != 0)
        return false;
    at_s = strtod(line + sizeof word - 1, NULL) / 1e6;
    /* Sound may begin a little before 0, where nothing has been decoded yet. */
    if (!(at_s >= 0 && at_s > log->end_s && at_s < MOST_S))
        return false;
    log->end_s = at_s;
    if (!log->frames) /* sound alone: there is no other clock */
        log->now_s = at_s;
    return true;
}

static void tell(struct findings *findings, size_t kind, const struct probe_tally *tally)
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

/* A stream that was cut somewhere may complain of its last frames. */
static bool is_sure_at_the_end(const struct probe_log *log, size_t kind)
{
    return !log->cut_anywhere || !log->frames || kinds[kind].meaning >= PROBE_NO_MEANS;
}

void probe_log_end(struct probe_log *log, bool complete, struct findings *findings,
                   double *decoded_s, double *damaged_s)
{
    double missing = log->duration_s - log->end_s;

    for (size_t i = 0; i < PROBE_TALLIES; i++) {
        if (is_sure_at_the_end(log, i))
            settle(log, i);
        if (log->sure[i].count)
            tell(findings, i, &log->sure[i]);
    }
    if (log->no_stream && !log->sampled)
        finding_add(findings,
                    &(struct finding){FINDING_NO_STREAM, FINDING_SUSPICIOUS, '\0', 1, -1, -1, ""},
                    "neither picture nor sound");
    if (complete && !log->sampled && log->knows_its_end && !log->has_more && log->end_s >= 0 &&
        missing > SHORT_S && missing * 100 > log->duration_s * SHORT_PERCENT)
        finding_add(
            findings,
            &(struct finding){FINDING_SHORT, FINDING_SUSPICIOUS, '\0', 1, -1, log->end_s, ""},
            "ends after %.1f s of %.1f s", log->end_s, log->duration_s);
    *decoded_s = log->end_s < 0 ? 0 : log->end_s;
    *damaged_s = damaged_seconds(log);
    if (log->duration_s > 0 && *damaged_s > log->duration_s)
        *damaged_s = log->duration_s;
}

static bool is_damaged(const struct probe_log *log, unsigned second)
{
    return second < PROBE_MOST_SECONDS && log->damaged[second / 8] >> second % 8 & 1;
}

/* Makes one of the two neighbours that are closest to each other. */
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
