/* Declarations shared by the files of the walk over Ogg, for lib/walk/ogg*.c only. */
#ifndef WALK_OGG_PARTS_H
#define WALK_OGG_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "walk/walker.h"

enum { OGG_STREAMS = 32 };

/* A page (RFC 3533 6). */
struct ogg_page {
    uint64_t at, body, end;
    uint64_t granule;
    uint32_t serial, number, crc;
    unsigned flags;
};

/* The time of a stream in the current link. */
struct ogg_clock {
    uint32_t serial;
    size_t kind;    /* of its first packet: a row in ogg_stream.c */
    size_t track;   /* in content; CONTENT_TRACKS: none */
    double rate;    /* units of time per second; 0: not known */
    unsigned shift; /* number of bits that count from the last key frame; 64: none */
    bool is_high;   /* the units are the bits above the shift; those below are ignored */
    uint64_t skip;  /* units at the beginning that are not shown */
    uint64_t first; /* the first granule that is not 0; 0: not known */
    uint64_t last;  /* the last one */
    bool is_noted;  /* its second page was read */
};

/* The content of the streams. A file may be a chain of links, each with its own streams. */
struct ogg_content {
    struct walker *w;
    struct ogg_clock clocks[OGG_STREAMS];
    unsigned count;
    bool is_partial; /* not all pages are read */
    bool has_data;   /* of this link */
    unsigned links;  /* links that have ended */
    double before_s; /* their length */
};

/* Handle the first page of a stream, any other page, and the end of the file. Pages are whole. */
void ogg_content_begin(struct ogg_content *c, const struct ogg_page *page);
void ogg_content_page(struct ogg_content *c, const struct ogg_page *page);
void ogg_content_end(struct ogg_content *c);

#endif
