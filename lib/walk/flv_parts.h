/* The parts of scan.media in an FLV file, for lib/walk/flv*.c only. "FLV" is Adobe's Flash Video
 * File Format Specification 10.1; "enhanced" is Veovera's Enhanced RTMP 2, which adds codecs. */
#ifndef WALK_FLV_PARTS_H
#define WALK_FLV_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/walker.h"

/* Zeroed: nothing is known yet. */
struct flv_content {
    struct content_track video, audio; /* their stream is set when the first tag is seen */
    bool has_video_config, has_audio_config;
    bool has_script;
    unsigned video_tries, audio_tries;          /* tags in which a configuration was searched for */
    double width, height, frame_rate, channels; /* from onMetaData; 0: not stated */
    uint64_t pictures;                          /* tags with a picture */
    uint32_t first_ms, last_ms;                 /* times of the pictures */
};

/* Returns the number with this name in the script data; -1 if no such number above 0 exists. A
 * property is a short string, then 0 for a double (FLV, E.4.4.2). */
double flv_number(const unsigned char *bytes, size_t len, const char *name);

/* Reads the first len bytes of the first script tag. */
void flv_content_script(struct flv_content *c, const unsigned char *bytes, size_t len);

/* Reads a picture or sound tag: size bytes at `at`. */
void flv_content_tag(struct flv_content *c, struct walker *w, bool is_video, uint64_t at,
                     uint32_t size, uint32_t time_ms);

/* Adds the tracks to w->content. is_whole: all tags were read. */
void flv_content(struct flv_content *c, struct walker *w, bool is_whole);

#endif
