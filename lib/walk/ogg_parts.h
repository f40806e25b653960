/* Declarations shared by lib/walk/ogg*.c only. */
#ifndef WALK_OGG_PARTS_H
#define WALK_OGG_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/walker.h"

enum { OGG_STREAMS = 32 };

/* A page (RFC 3533 6). Its granule (granule position) is the time at its end, in units that depend
 * on the codec. */
struct ogg_page {
    uint64_t at, body, end;
    uint64_t granule;
    uint32_t serial, number, crc;
    unsigned flags;
};

/* The clock of a stream. A file may be a chain of links, each with its own streams. Only the
 * streams of the current link have clocks. */
struct ogg_clock {
    uint32_t serial;
    size_t kind;  /* kind of its first packet: a row of first_packets in ogg_stream.c */
    size_t track; /* index of its track in w->content; CONTENT_TRACKS: no track */
    double rate;  /* units of time per second; 0: not known */
    /* Number of a granule's low bits, which count from the last key frame; 64: no such bits. */
    unsigned shift;
    bool is_high;   /* units are in the bits above the low bits; the low bits are ignored */
    uint64_t skip;  /* units at the beginning that are not shown */
    uint64_t first; /* the first granule that is not 0; 0: not known */
    uint64_t last;  /* the last granule */
    bool is_noted;  /* its second page was read */
};

/* The content of the streams. */
struct ogg_content {
    struct walker *w;
    struct ogg_clock clocks[OGG_STREAMS];
    unsigned count;
    bool is_partial; /* not all pages are read */
    bool has_data;   /* a page other than a first page was read in this link */
    unsigned links;  /* number of links that have ended */
    double before_s; /* total length of these links, in seconds */
};

/* Handle the first page of a stream, any other page, and the end of the file. The pages must be
 * completely in the file. */
void ogg_content_begin(struct ogg_content *c, const struct ogg_page *page);
void ogg_content_page(struct ogg_content *c, const struct ogg_page *page);
void ogg_content_end(struct ogg_content *c);

#endif
