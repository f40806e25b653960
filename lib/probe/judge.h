/* What a line of ffmpeg's log means for a file. Pure: no process is run here. */
#ifndef PROBE_JUDGE_H
#define PROBE_JUDGE_H

#include <stdbool.h>

#include "record/finding.h"

enum probe_level { PROBE_INFO, PROBE_WARNING, PROBE_ERROR };

/* A line taken apart: "[h264 @ 0x5588] [error] no frame!" */
struct probe_line {
    enum probe_level level;
    int stream;       /* whose number in the first input the part names ("aist#0:1"); -1: none */
    char part[40];    /* who says it: "h264", "mov,mp4,m4a"; "": ffmpeg itself */
    const char *text; /* what it says, borrowed from the line; the file's name is left out */
};

/*
 * Reads a line that was logged with "repeat+level". subject is how ffmpeg names the file
 * ("file:" and its name), so that words in the name are not taken for ffmpeg's. False when it is no
 * line with a level: what hostile metadata makes up is not one, since ffmpeg indents it. */
bool probe_line_read(const char *line, const char *subject, struct probe_line *read);

enum probe_meaning {
    PROBE_NOTHING,   /* says nothing of the file */
    PROBE_VIDEO,     /* the picture is damaged */
    PROBE_AUDIO,     /* the sound is damaged */
    PROBE_CONTAINER, /* the container is */
    PROBE_DOUBT,     /* nobody knows: a deeper look is needed */
    PROBE_REMARK,    /* odd, and said of sound files too: no reason to doubt this one */
    PROBE_NO_MEANS,  /* this ffmpeg cannot decode it */
    PROBE_NO_FILE,   /* it cannot be opened or read at all */
    PROBE_NO_STREAM, /* nothing in it to be decoded */
};

/*
 * Returns what the line means. after_seek: the decoder was not fed from the beginning, so that what
 * it lacks says nothing. Where no pattern fits, level and speaker decide. Every error of a decoder
 * or a reader counts, since a list of errors that is too short would call damaged files sound. A
 * warning accuses only when it is on the list of warnings that were measured to mean damage; other
 * warnings of decoders and readers are remarks. */
enum probe_meaning probe_judge(const struct probe_line *line, bool after_seek);

/* Finds the stream that the line speaks of by number. Returns its number in the first input, or -1
 * when the line names none. */
int probe_line_stream(const struct probe_line *line);

#endif
