/* Judges lines of ffmpeg's log by message, level and component. The messages are those of ffmpeg 4
 * to 7. Tests with deliberately damaged clips showed which messages indicate damage
 * (docs/scan.md). */
#include "probe/judge.h"

#include <stdlib.h>
#include <string.h>

enum {
    /* Larger jumps back of a timestamp can be damage. In ticks: about two seconds of sound, or an
     * hour of pictures. */
    FAR_BACK = 100000,
    FAR_BACK_MS = 10000,  /* as FAR_BACK, but for FLV and in milliseconds */
    MOST_STREAM = 100000, /* larger track numbers are invalid */
};

/* The condition under which a pattern applies. */
enum when {
    ALWAYS,
    AFTER_SEEK,  /* only if the decoder did not start at the beginning of the file */
    OF_DECODERS, /* always, except in lines of demuxers */
};

struct pattern {
    /* a part of the message; if it starts with '^', the beginning of the message */
    const char *text;
    enum probe_meaning meaning;
    enum when when;
};

/* Known messages. The first pattern that matches a line determines the line's meaning. */
static const struct pattern patterns[] = {
    /* The file ends early, or its structure is broken. */
    {"moov atom not found", PROBE_CONTAINER, ALWAYS},
    {"partial file", PROBE_CONTAINER, ALWAYS},
    {"File ended prematurely", PROBE_CONTAINER, ALWAYS},
    {"^Invalid data found when processing input", PROBE_CONTAINER, ALWAYS},
    {"^Error opening input: Invalid data", PROBE_CONTAINER, ALWAYS},
    {"exceeds containing master element", PROBE_CONTAINER, ALWAYS},

    /* Problems with this machine or this ffmpeg, not with the file. */
    {"No such file or directory", PROBE_NO_FILE, ALWAYS},
    {"Permission denied", PROBE_NO_FILE, ALWAYS},
    {"Input/output error", PROBE_NO_FILE, ALWAYS},
    {"Stale file handle", PROBE_NO_FILE, ALWAYS},
    {"Is a directory", PROBE_NO_FILE, ALWAYS},
    {"Protocol not found", PROBE_NO_MEANS, ALWAYS},
    {"not on whitelist", PROBE_NO_MEANS, ALWAYS},
    {"Unsupported codec", PROBE_NO_MEANS, ALWAYS},
    {"Unknown decoder", PROBE_NO_MEANS, ALWAYS},
    {"Decoder not found", PROBE_NO_MEANS, ALWAYS},
    {"object type", PROBE_REMARK, ALWAYS}, /* AAC: unsupported, for example USAC */
    {"If you heard an audible artifact", PROBE_DOUBT, ALWAYS}, /* AAC: a strange value, or a cut */
    {"is not implemented", PROBE_NO_MEANS, OF_DECODERS},
    {"Cannot allocate memory", PROBE_NO_MEANS, ALWAYS},
    {"Format not on whitelist", PROBE_NO_MEANS, ALWAYS},
    {"Option not found", PROBE_NO_MEANS, ALWAYS},
    {"Unrecognized option", PROBE_NO_MEANS, ALWAYS},

    {"does not contain any stream", PROBE_NO_STREAM, ALWAYS},
    {"matches no streams", PROBE_NO_STREAM, ALWAYS},

    /* A track without data or without a known codec: see probe/track.c. */
    {"Cannot determine format of input stream", PROBE_REMARK, ALWAYS},
    {"Error marking filters as finished", PROBE_REMARK, ALWAYS},
    {"Decoding requested, but no decoder", PROBE_NOTHING, ALWAYS},
    {"^Decoder (codec", PROBE_NOTHING, ALWAYS},

    /* Raw video in a pixel format that this ffmpeg does not support. */
    {"Invalid pixel format", PROBE_NOTHING, ALWAYS},

    /* Undamaged files can cause these messages too. */
    {"Header packet passed to frame decoder", PROBE_REMARK, ALWAYS}, /* chained Ogg files */
    {": Operation not permitted", PROBE_REMARK, ALWAYS}, /* ffmpeg's summary of the message above */
    {"first frame is no keyframe", PROBE_NOTHING, ALWAYS}, /* H.261, logged as an error */
    /* FLV metadata written by GStreamer */
    {"AMF_DATA_TYPE_STRING parsing failed", PROBE_REMARK, ALWAYS},
    {"Referenced QT chapter track not found", PROBE_REMARK, ALWAYS},
    {"Missing key frame while searching for timestamp", PROBE_REMARK, ALWAYS},
    {"Cannot find an index entry before timestamp", PROBE_REMARK, ALWAYS},
    /* an Ogg file whose beginning was cut off */
    {"^invalid pts -", PROBE_REMARK, ALWAYS},
    {"If you want to help, upload a sample", PROBE_NOTHING, ALWAYS},
    {"without any data written to it", PROBE_NOTHING, ALWAYS},
    {"Could not find codec parameters", PROBE_NOTHING, ALWAYS},
    {"Consider increasing the value for the", PROBE_NOTHING, ALWAYS},
    {"Estimating duration from bitrate", PROBE_NOTHING, ALWAYS},
    {"start time for stream", PROBE_NOTHING, ALWAYS},
    {"max_analyze_duration", PROBE_NOTHING, ALWAYS},
    {"deprecated pixel format", PROBE_NOTHING, ALWAYS},
    {"Guessed Channel Layout", PROBE_NOTHING, ALWAYS},
    {"Multiple edit list entries", PROBE_NOTHING, ALWAYS},
    {"edit list", PROBE_NOTHING, ALWAYS},
    {"Not setting default stream", PROBE_NOTHING, ALWAYS},
    {"Changing video frame properties on the fly", PROBE_NOTHING, ALWAYS},
    {"Timestamps are unset in a packet", PROBE_NOTHING, ALWAYS},
    {"Starting new cluster due to timestamp", PROBE_NOTHING, ALWAYS},
    {"skipping 1 samples", PROBE_NOTHING, ALWAYS},
    {"Could not update timestamps for skipped samples", PROBE_NOTHING, ALWAYS},
    {"could not update timestamps for discarded samples", PROBE_NOTHING, ALWAYS},
    {"Could not update timestamps for discarded samples", PROBE_NOTHING, ALWAYS},
    {"unable to parse option value", PROBE_NOTHING, ALWAYS},
    {"Trailing option(s) found", PROBE_NOTHING, ALWAYS},
    {"DTS discontinuity in stream", PROBE_NOTHING, ALWAYS},
    {"timestamp discontinuity", PROBE_NOTHING, ALWAYS},
    {"timescale not set", PROBE_NOTHING, ALWAYS},
    {"EOI missing, emulating", PROBE_NOTHING, ALWAYS}, /* cover pictures */
    {"Duplicated SPS Atom", PROBE_NOTHING, ALWAYS},
    {"video_get_buffer: image parameters invalid", PROBE_NOTHING, AFTER_SEEK},

    /* Reference pictures are missing. */
    {"mmco: unref short failure", PROBE_NOTHING, ALWAYS},
    {"co located POCs unavailable", PROBE_NOTHING, ALWAYS},
    {"number of reference frames", PROBE_NOTHING, AFTER_SEEK},
    {"Frame num gap", PROBE_NOTHING, AFTER_SEEK},
    {"illegal short term buffer state", PROBE_NOTHING, AFTER_SEEK}, /* an open group of pictures */
    {"non-existing PPS", PROBE_NOTHING, AFTER_SEEK},
    {"non-existing SPS", PROBE_NOTHING, AFTER_SEEK},
    {"sps_id", PROBE_NOTHING, AFTER_SEEK},
    {"PPS id out of range", PROBE_NOTHING, AFTER_SEEK},
    {"VPS", PROBE_NOTHING, AFTER_SEEK},
    {"decode_slice_header error", PROBE_NOTHING, AFTER_SEEK},
    {"no frame!", PROBE_NOTHING, AFTER_SEEK},
    {"missing picture in access unit", PROBE_NOTHING, AFTER_SEEK},
    {"Missing reference picture", PROBE_NOTHING, AFTER_SEEK},
    {"reference picture missing", PROBE_NOTHING, AFTER_SEEK},
    {"Could not find ref with POC", PROBE_NOTHING, AFTER_SEEK},
    {"Error constructing the frame RPS", PROBE_NOTHING, AFTER_SEEK},
    {"Not all references are available", PROBE_NOTHING, AFTER_SEEK},
    {"Requested reference", PROBE_NOTHING, AFTER_SEEK},
    {"Invalid frame dimensions 0x0", PROBE_NOTHING, AFTER_SEEK},
    {"Nothing was written into output", PROBE_NOTHING, AFTER_SEEK},
    {"Conversion failed", PROBE_NOTHING, AFTER_SEEK},
    {"Error submitting", PROBE_NOTHING, AFTER_SEEK},
    {"Error while decoding stream", PROBE_NOTHING, AFTER_SEEK},
};

/*
 * Warnings that indicate damage. The comment before a warning states which damage caused it. Except
 * for one marked warning, ffmpeg logged no error for these files, and the check of their structure
 * (lib/walk) found no problem. The 117 measured clips (Debian's ffmpeg 5.1.9) did not cause any of
 * these warnings before they were damaged. */
/* clang-format off */
static const struct pattern witnesses[] = {
    /* One flipped bit in an H.264 picture in MP4, AVI, ASF, FLV or Matroska; 512 random bytes in a
     * VP8 picture. */
    {"corrupt decoded frame", PROBE_VIDEO, ALWAYS},
    /* MXF cut at 50 % and at 95 %; one flipped bit in the header of a PES packet in MPEG-TS. */
    {"corrupt input packet", PROBE_CONTAINER, ALWAYS},
    {"Packet corrupt (stream", PROBE_DOUBT, ALWAYS},
    /* One flipped bit in the header of a PES packet in MPEG-TS: HEVC and MPEG-2, picture and
     * sound. */
    {"PES packet size mismatch", PROBE_DOUBT, ALWAYS},
    /* MPEG-2 without a container: a picture header overwritten with random bytes. */
    {"ignoring extra picture following a frame-picture", PROBE_DOUBT, ALWAYS},
    /* Exception: damaged H.264 clips caused it, but always together with an error. */
    {"Cannot use next picture in error concealment", PROBE_DOUBT, ALWAYS},
    /* Ut Video: 512 random bytes in AVI. */
    {"bits left after decoding slice", PROBE_DOUBT, ALWAYS},
    /* MXF: one flipped bit in the header of a packet, or a zeroed packet. */
    {"edit unit sync lost on stream", PROBE_DOUBT, ALWAYS},
    /* MXF: 4 KiB removed. */
    {"bad FooterPartition in RIP", PROBE_DOUBT, ALWAYS},
};
/* clang-format on */

/* The names of ffmpeg's decoders and demuxers. */
/* clang-format off */
static const struct {
    const char *names; /* with a space before and after each name */
    enum probe_meaning error; /* the meaning of their errors */
} speakers[] = {
    {" h264 hevc hevc_rext vvc mpeg1video mpeg2video mpegvideo mpeg4 msmpeg4 msmpeg4v1 "
     "msmpeg4v2 h263 h263p flv1 flashsv vp3 vp5 vp6 vp6f vp6a vp7 vp8 libvpx vp9 "
     "libvpx-vp9 av1 libdav1d libaom-av1 theora vc1 wmv1 wmv2 wmv3 rv10 rv20 rv30 rv40 "
     "svq1 svq3 cinepak indeo3 indeo5 mjpeg mjpegb prores dnxhd dvvideo ffv1 huffyuv "
     "utvideo rawvideo snow dirac cavs ",
     PROBE_VIDEO},
    {" aac aac_fixed aac_latm ac3 ac3_fixed eac3 mp1 mp1float mp2 mp2float mp3 mp3float "
     "mp3adu opus libopus vorbis libvorbis flac dca truehd mlp alac wmav1 wmav2 wmapro "
     "wmalossless cook ralf atrac3 atrac3p amrnb amrwb tta ape tak wavpack ",
     PROBE_AUDIO},
    {" mov,mp4,m4a,3gp,3g2,mj2 matroska,webm avi mpegts mpegtsraw mpeg mpegvideo asf asf_o "
     "flv live_flv ogg rm ivf mxf gxf wtv nut h264raw m4v mp3 ",
     PROBE_CONTAINER},
};
/* clang-format on */

/* Returns a component's name without ffmpeg's prefix, borrowed: "h264" for "dec:h264" and for
 * "vist#0:0/h264". */
static const char *bare_name(const char *part)
{
    const char *slash = strrchr(part, '/');
    const char *colon;

    if (slash)
        part = slash + 1;
    colon = strchr(part, ':');
    return colon && strncmp(part, "dec:", 4) == 0 ? colon + 1 : part;
}

/* Moves *line past a prefix such as "[NAME @ 0x55aa] ". Copies NAME, cut to `room` bytes, to
 * `name`. Returns false if *line does not begin with such a prefix. */
static bool take_part(const char **line, char *name, size_t room)
{
    const char *end = **line == '[' ? strstr(*line, " @ 0x") : NULL;
    const char *close = end ? strchr(end, ']') : NULL;
    size_t len = end ? (size_t)(end - *line - 1) : 0;

    if (!close || memchr(*line, ']', len))
        return false;
    if (len >= room)
        len = room - 1;
    memcpy(name, *line + 1, len);
    name[len] = '\0';
    *line = close[1] == ' ' ? close + 2 : close + 1;
    return true;
}

static bool take_level(const char **line, enum probe_level *level)
{
    /* clang-format off */
    static const struct {
        const char *word;
        enum probe_level level;
    } words[] = {
        {"[info] ", PROBE_INFO},
        {"[verbose] ", PROBE_INFO},
        {"[debug] ", PROBE_INFO},
        {"[warning] ", PROBE_WARNING},
        {"[error] ", PROBE_ERROR},
        {"[fatal] ", PROBE_ERROR},
        {"[panic] ", PROBE_ERROR},
    };
    /* clang-format on */

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i].word);

        if (strncmp(*line, words[i].word, len) == 0) {
            *line += len;
            *level = words[i].level;
            return true;
        }
    }
    return false;
}

/* Returns the track number at the beginning of `text`; -1 if there is no valid number. */
static int read_stream(const char *text)
{
    char *end;
    long stream = strtol(text, &end, 10);

    return end != text && stream >= 0 && stream < MOST_STREAM ? (int)stream : -1;
}

bool probe_line_read(const char *line, const char *subject, struct probe_line *read)
{
    char part[sizeof read->part] = "";
    size_t named = strlen(subject);

    read->stream = -1;
    while (take_part(&line, part, sizeof part)) {
        if (strncmp(part + 1, "ist#0:", 6) == 0)
            read->stream = read_stream(part + 7);
    }
    if (!take_level(&line, &read->level))
        return false;
    memcpy(read->part, part, sizeof part);
    memmove(read->part, bare_name(part), strlen(bare_name(part)) + 1);
    if (named && strncmp(line, subject, named) == 0 && line[named] == ':')
        line += named + 1 + (line[named + 1] == ' ');
    read->text = line;
    return true;
}

/* Returns the meaning of an error of the component that logged the line. Returns PROBE_NOTHING for
 * components that do not read the file, such as filters. */
static enum probe_meaning speaker_meaning(const struct probe_line *line)
{
    char word[sizeof line->part + 2];

    if (!line->part[0])
        return PROBE_NOTHING;
    word[0] = ' ';
    memcpy(word + 1, line->part, strlen(line->part));
    memcpy(word + 1 + strlen(line->part), " ", 2);
    for (size_t i = 0; i < sizeof speakers / sizeof *speakers; i++) {
        if (strstr(speakers[i].names, word))
            return speakers[i].error;
    }
    return PROBE_NOTHING;
}

static enum probe_meaning by_speaker(const struct probe_line *line)
{
    enum probe_meaning meaning = speaker_meaning(line);

    if (!line->part[0]) /* ffmpeg itself */
        return line->level == PROBE_ERROR ? PROBE_DOUBT : PROBE_NOTHING;
    if (meaning == PROBE_NOTHING || line->level == PROBE_ERROR)
        return meaning;
    return PROBE_REMARK;
}

static bool fits(const char *text, const char *pattern)
{
    if (*pattern != '^')
        return strstr(text, pattern);
    for (pattern++; *pattern && *pattern == *text; pattern++)
        text++;
    return !*pattern;
}

/* Reads two times with the string `between` between them, such as "1497653 >= 10". Sets *first and
 * *second. Returns false if `text` has another form. */
static bool read_times(const char *text, const char *between, long long *first, long long *second)
{
    char *end;

    *first = strtoll(text, &end, 10);
    if (end == text || strncmp(end, between, strlen(between)) != 0)
        return false;
    text = end + strlen(between);
    *second = strtoll(text, &end, 10);
    return end != text;
}

static bool is_far_back(long long before, long long after, long long far)
{
    return before >= 0 && after >= 0 && before - after > far;
}

/*
 * Returns whether the line reports timestamps that do not increase: "in stream 0: 5 >= 5" from the
 * null muxer, or "DTS 5 < 7 out of order" from the FLV demuxer. Undamaged files can cause such
 * lines too, for example unsteady live streams. Sets *far_back to whether a timestamp goes back by
 * more than FAR_BACK ticks (in FLV, FAR_BACK_MS), which can be damage. */
static bool is_of_times(const struct probe_line *line, bool *far_back)
{
    const char *text = line->text;
    static const char complaint[] = "non monotonically increasing dts to muxer in stream ";
    static const char disorder[] = "out of order";
    const char *at = strstr(text, complaint);
    long long before, after;

    *far_back = false;
    if (at) {
        at += strlen(complaint);
        at += strspn(at, "0123456789");
        if (strncmp(at, ": ", 2) == 0 && read_times(at + 2, " >= ", &before, &after))
            *far_back = is_far_back(before, after, FAR_BACK);
        return true;
    }
    if (strcmp(line->part, "flv") != 0 || strncmp(text, "DTS ", 4) != 0 || !strstr(text, disorder))
        return false;
    if (read_times(text + 4, " < ", &after, &before))
        *far_back = is_far_back(before, after, FAR_BACK_MS);
    return true;
}

static bool counts(enum when when, const struct probe_line *line, bool after_seek)
{
    switch (when) {
    case AFTER_SEEK:
        return after_seek;
    case OF_DECODERS:
        return speaker_meaning(line) != PROBE_CONTAINER;
    case ALWAYS:
        break;
    }
    return true;
}

static const struct pattern *find(const struct pattern *list, size_t count,
                                  const struct probe_line *line, bool after_seek)
{
    for (size_t i = 0; i < count; i++) {
        if (fits(line->text, list[i].text) && counts(list[i].when, line, after_seek))
            return &list[i];
    }
    return NULL;
}

enum probe_meaning probe_judge(const struct probe_line *line, bool after_seek)
{
    const struct pattern *found;
    bool far_back;

    if (line->level == PROBE_INFO)
        return PROBE_NOTHING;
    if (is_of_times(line, &far_back))
        return far_back && !after_seek ? PROBE_DOUBT : PROBE_NOTHING;
    found = find(witnesses, sizeof witnesses / sizeof *witnesses, line, after_seek);
    if (!found)
        found = find(patterns, sizeof patterns / sizeof *patterns, line, after_seek);
    return found ? found->meaning : by_speaker(line);
}

int probe_line_stream(const struct probe_line *line)
{
    static const char *const before[] = {
        "input stream #0:", "input stream 0:", "decoding stream #0:", "frame in stream ",
        "parameters for stream "};

    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        const char *at = strstr(line->text, before[i]);

        if (at)
            return read_stream(at + strlen(before[i]));
    }
    return line->stream;
}
