/* What a file holds, as ffmpeg's log lists it: length, tracks, chapters. For containers that there
 * is no walk for. Pure: no process is run here. */
#ifndef PROBE_MEDIA_H
#define PROBE_MEDIA_H

#include <stdbool.h>

#include "probe/judge.h"
#include "record/content.h"

/* How far the log's list of the first input has come. */
enum probe_listing {
    PROBE_BEFORE, /* the list has not begun, or only the file's own metadata has come */
    PROBE_LISTED, /* the length has come; chapters and tracks follow */
    PROBE_OVER,   /* another input, or an output, has begun */
};

/* Start with PROBE_MEDIA_NOTHING. Nothing to release. */
struct probe_media {
    struct content content;
    enum probe_listing at;
    bool is_bare;      /* a stream without a container: ffmpeg makes up the frame rate */
    bool is_estimated; /* ffmpeg guesses the length from the bit rate */
};

#define PROBE_MEDIA_NOTHING ((struct probe_media){.content = CONTENT_NOTHING})

/* Learns from a line of the log. Only stated facts are taken: neither a length that is a guess, nor
 * the frame rate that ffmpeg takes for granted where a bare stream states none. */
void probe_media_learn(struct probe_media *media, const struct probe_line *line);

#endif
