/* The parts of scan.media in an ASF file, for lib/walk/asf*.c only. */
#ifndef WALK_ASF_PARTS_H
#define WALK_ASF_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/walker.h"

enum {
    ASF_OBJECT = 24,    /* bytes before an object's contents: id and size */
    ASF_STREAMS = 128,  /* stream numbers are 1 to 127 */
    ASF_LANGUAGES = 64, /* languages that are kept */
};

struct asf_stream {
    struct content_track track; /* its stream is '\0' until its properties are read */
    unsigned order;             /* position of its properties among all streams, from 1 */
    unsigned language;          /* an index from 1; 0: not stated */
    uint32_t aspect_width, aspect_height;
};

/* Zeroed: nothing is known yet. */
struct asf_content {
    struct asf_stream streams[ASF_STREAMS];
    unsigned count; /* streams whose properties were read */
    char languages[ASF_LANGUAGES][16];
    uint32_t chapters;
};

/* Reads a header object, which lies in the file: size bytes at `at`, including its id and size. */
void asf_content_object(struct asf_content *c, struct walker *w, uint64_t at, uint64_t size);

/* Reads the first packets, each of size bytes, between first and end, for values missing from the
 * header. Call it after the whole header was read. */
void asf_content_packets(struct asf_content *c, struct walker *w, uint64_t first, uint64_t end,
                         uint32_t size);

/* Returns the frame rate of a stream in the first packets; 0: not known. */
double asf_frame_rate(struct walker *w, uint64_t first, uint64_t end, uint32_t size,
                      unsigned stream);

/* Adds the tracks to w->content. */
void asf_content(struct asf_content *c, struct walker *w);

#endif
