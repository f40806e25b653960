/* Reads the properties of an ASF file's tracks; for lib/walk/asf*.c only. */
#ifndef WALK_ASF_PARTS_H
#define WALK_ASF_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/walker.h"

enum {
    ASF_OBJECT = 24,    /* bytes before an object's contents: id and size */
    ASF_STREAMS = 128,  /* stream numbers are 1 to 127 */
    ASF_LANGUAGES = 64, /* maximum number of languages kept */
};

struct asf_stream {
    struct content_track track; /* track.stream is '\0' until the stream's properties are read */
    /* The stream's position among the streams in the header, from 1; 0: its properties were not
     * read. */
    unsigned order;
    unsigned language; /* index in `languages` below, from 1; 0: not stated */
    uint32_t aspect_width, aspect_height;
};

/* A zeroed struct is empty. */
struct asf_content {
    struct asf_stream streams[ASF_STREAMS];
    unsigned count; /* number of streams whose properties were read */
    char languages[ASF_LANGUAGES][16];
    uint32_t chapters;
};

/* Reads an object in the header. It begins at `at` and has `size` bytes, including its id and size
 * fields. It must end within the file. */
void asf_content_object(struct asf_content *c, struct walker *w, uint64_t at, uint64_t size);

/* If the header does not state the frame rate of the first picture stream, measures it in the first
 * packets between `first` and `end`. Each packet has `size` bytes. Call it after the whole header
 * was read. */
void asf_content_packets(struct asf_content *c, struct walker *w, uint64_t first, uint64_t end,
                         uint32_t size);

/* Returns the frame rate of the stream with number `stream`, measured in the first packets between
 * `first` and `end`; 0: not known. Each packet has `size` bytes. */
double asf_frame_rate(struct walker *w, uint64_t first, uint64_t end, uint32_t size,
                      unsigned stream);

/* Adds the tracks and the number of chapters to w->content. */
void asf_content(struct asf_content *c, struct walker *w);

#endif
