/* Reads the content of a file (length, tracks, chapters) from ffmpeg's log, for containers that the
 * walk (lib/walk) does not support. Pure: no process is run here. */
#ifndef PROBE_MEDIA_H
#define PROBE_MEDIA_H

#include <stdbool.h>

#include "probe/judge.h"
#include "record/content.h"

/* The position in the log, relative to its list of the first input. */
enum probe_listing {
    PROBE_BEFORE, /* before the length: either before the list, or in the file's own metadata */
    PROBE_LISTED, /* after the length: chapters and tracks follow */
    PROBE_OVER,   /* after the list: another input or an output has begun */
};

/* The content found so far. Initialize with PROBE_MEDIA_NOTHING. Nothing to release. */
struct probe_media {
    struct content content;
    enum probe_listing at;
    bool is_bare;      /* a stream without a container: ffmpeg assumes its frame rate */
    bool is_estimated; /* ffmpeg estimates the length from the bit rate */
};

#define PROBE_MEDIA_NOTHING ((struct probe_media){.content = CONTENT_NOTHING})

/* Reads a line of the log. Only facts that the file states are stored. An estimated length is not
 * stored, and neither is the frame rate that ffmpeg assumes for a bare stream. */
void probe_media_learn(struct probe_media *media, const struct probe_line *line);

#endif
