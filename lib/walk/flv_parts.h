/* Reads the properties of an FLV file's tracks; for lib/walk/flv*.c only. In references, "FLV" is
 * Adobe's Flash Video File Format Specification 10.1. "Enhanced" headers are those of Veovera's
 * Enhanced RTMP 2, which adds codecs. */
#ifndef WALK_FLV_PARTS_H
#define WALK_FLV_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/walker.h"

/* A zeroed struct is empty. */
struct flv_content {
    struct content_track video, audio; /* stream is '\0' until a tag of the track is seen */
    bool has_video_config, has_audio_config;
    bool has_script;
    unsigned video_tries, audio_tries;          /* number of tags searched for a configuration */
    double width, height, frame_rate, channels; /* from onMetaData; 0: not stated */
    uint64_t pictures;                          /* number of tags with a picture */
    uint32_t first_ms, last_ms;                 /* times of the first and the last picture */
};

/* Returns the value of the property `name` in script data; -1 if the property is missing or is not
 * a number above 0. */
double flv_number(const unsigned char *bytes, size_t len, const char *name);

/* Reads the first `len` bytes of a script tag's data. Only the first call has an effect. */
void flv_content_script(struct flv_content *c, const unsigned char *bytes, size_t len);

/* Reads a picture or sound tag that has `size` bytes of data at `at`. */
void flv_content_tag(struct flv_content *c, struct walker *w, bool is_video, uint64_t at,
                     uint32_t size, uint32_t time_ms);

/* Adds the tracks to w->content. is_whole: all tags were read. */
void flv_content(struct flv_content *c, struct walker *w, bool is_whole);

#endif
