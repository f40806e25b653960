/* The content of a file as listed in ffmpeg's log: length, tracks, chapters. For containers without
 * a walk. Pure: no process is run here. */
#ifndef PROBE_MEDIA_H
#define PROBE_MEDIA_H

#include <stdbool.h>

#include "probe/judge.h"
#include "record/content.h"

/* The progress through the log's list of the first input. */
enum probe_listing {
    PROBE_BEFORE, /* before the list, or only the file's own metadata was read */
    PROBE_LISTED, /* the length was read; chapters and tracks follow */
    PROBE_OVER,   /* another input or an output has begun */
};

/* Initialize with PROBE_MEDIA_NOTHING. Nothing to release. */
struct probe_media {
    struct content content;
    enum probe_listing at;
    bool is_bare;      /* a stream without a container: the frame rate is ffmpeg's assumption */
    bool is_estimated; /* ffmpeg guesses the length from the bit rate */
};

#define PROBE_MEDIA_NOTHING ((struct probe_media){.content = CONTENT_NOTHING})

/* Learns from a line of the log. Only stated facts are used: neither a guessed length nor the frame
 * rate that ffmpeg assumes for a bare stream. */
void probe_media_learn(struct probe_media *media, const struct probe_line *line);

#endif
