/* Determines the meaning of each line in ffmpeg's log. Pure. */
#ifndef PROBE_JUDGE_H
#define PROBE_JUDGE_H

#include <stdbool.h>

#include "record/finding.h"

enum probe_level { PROBE_INFO, PROBE_WARNING, PROBE_ERROR };

/* A parsed line of the log, such as "[h264 @ 0x5588] [error] no frame!". */
struct probe_line {
    enum probe_level level;
    int stream; /* track number, from a prefix such as "[aist#0:1 @ 0x55]"; -1: not stated */
    /* the component that logged the line: "h264", "mov,mp4,m4a"; "": ffmpeg itself */
    char part[40];
    const char *text; /* the message without the file's name, borrowed from the line */
};

/* Parses a line that was logged with "-loglevel repeat+level". `subject` is the file's name in
 * ffmpeg's syntax ("file:NAME"). It is removed from the message, because its words can look like a
 * message. Returns false if the line has no level. Metadata of a hostile file cannot look like such
 * a line, because ffmpeg indents metadata. */
bool probe_line_read(const char *line, const char *subject, struct probe_line *read);

enum probe_meaning {
    PROBE_NOTHING,   /* no information about the file's health */
    PROBE_VIDEO,     /* the picture is damaged */
    PROBE_AUDIO,     /* the sound is damaged */
    PROBE_CONTAINER, /* the container is damaged */
    PROBE_DOUBT,     /* possible damage: a closer check is needed */
    PROBE_REMARK,    /* unusual, but undamaged files can cause it too */
    PROBE_NO_MEANS,  /* this ffmpeg cannot decode the file */
    PROBE_NO_FILE,   /* the file cannot be opened or read */
    PROBE_NO_STREAM, /* the file has nothing to decode */
};

/* Returns the meaning of the line. If `after_seek` is set, the decoder did not start at the
 * beginning of the file, so messages about missing references mean nothing. An unknown error of a
 * decoder or demuxer means damage. An unknown warning is a remark. */
enum probe_meaning probe_judge(const struct probe_line *line, bool after_seek);

/* Returns the number of the track that the line is about; -1 if the line has no track number. */
int probe_line_stream(const struct probe_line *line);

#endif
