/* Reads the content of a file (length, tracks, chapters) from ffmpeg's log, for containers that
 * lib/walk does not support. Pure. */
#ifndef PROBE_MEDIA_H
#define PROBE_MEDIA_H

#include <stdbool.h>

#include "probe/judge.h"
#include "record/content.h"

/* The position in the log. */
enum probe_listing {
    PROBE_BEFORE, /* before the length of the first input */
    PROBE_LISTED, /* after the length: chapters and tracks follow */
    PROBE_OVER,   /* after the tracks of the first input */
};

/* The content found so far. Initialize it with PROBE_MEDIA_NOTHING. */
struct probe_media {
    struct content content;
    enum probe_listing at;
    bool is_bare;      /* a stream without a container: ffmpeg assumes its frame rate */
    bool is_estimated; /* ffmpeg estimates the length from the bit rate */
};

#define PROBE_MEDIA_NOTHING ((struct probe_media){.content = CONTENT_NOTHING})

/* Reads a line of the log. Ignores values that ffmpeg has estimated or assumed. */
void probe_media_learn(struct probe_media *media, const struct probe_line *line);

#endif
