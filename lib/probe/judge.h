/* Determines the meaning of a line in ffmpeg's log. Pure: no process is run here. */
#ifndef PROBE_JUDGE_H
#define PROBE_JUDGE_H

#include <stdbool.h>

#include "record/finding.h"

enum probe_level { PROBE_INFO, PROBE_WARNING, PROBE_ERROR };

/* A parsed line: "[h264 @ 0x5588] [error] no frame!" */
struct probe_line {
    enum probe_level level;
    int stream;    /* the stream number in the first input, from the part ("aist#0:1"); -1: none */
    char part[40]; /* the component: "h264", "mov,mp4,m4a"; "": ffmpeg itself */
    const char *text; /* the message, borrowed from the line, without the file's name */
};

/*
 * Reads a line that was logged with "repeat+level". subject is ffmpeg's name for the file ("file:"
 * and its name), so that words in the file's name are not taken for ffmpeg's words. Returns false
 * if the line has no level. Hostile metadata cannot fake such a line, because ffmpeg indents
 * metadata.
 */
bool probe_line_read(const char *line, const char *subject, struct probe_line *read);

enum probe_meaning {
    PROBE_NOTHING,   /* not about the file */
    PROBE_VIDEO,     /* the picture is damaged */
    PROBE_AUDIO,     /* the sound is damaged */
    PROBE_CONTAINER, /* the container is damaged */
    PROBE_DOUBT,     /* undecided: a closer check is needed */
    PROBE_REMARK,    /* odd, but also logged for undamaged files: no reason for doubt */
    PROBE_NO_MEANS,  /* this ffmpeg cannot decode it */
    PROBE_NO_FILE,   /* it cannot be opened or read at all */
    PROBE_NO_STREAM, /* it has nothing to decode */
};

/*
 * Returns the meaning of the line. after_seek: the decoder did not start at the beginning, so
 * missing references mean nothing. If no pattern matches, level and component decide. Every error
 * of a decoder or demuxer is damage, because with an incomplete list of errors, damaged files would
 * be reported as healthy. A warning indicates damage only if it is on the measured list; other
 * warnings of decoders and demuxers are remarks.
 */
enum probe_meaning probe_judge(const struct probe_line *line, bool after_seek);

/* Returns the stream number that the line states, counted in the first input; -1 if it states
 * none. */
int probe_line_stream(const struct probe_line *line);

#endif
