/* What the walks over the containers share; nobody else includes it.

   walk           tells the kind, calls the one walk for it, then looks for what is common to all
   walk_mp4       ISO-BMFF and QuickTime: the boxes; walk_mp4_track reads a track's tables,
                  walk_mp4_check follows them to the samples, walk_mp4_fragment the fragments
   walk_matroska  Matroska and WebM: the elements of level 1; walk_matroska_cluster the blocks,
                  walk_matroska_seek what the indexes point at
   walk_avi       AVI and OpenDML: the chunks; walk_avi_index the indexes
   walk_ts        MPEG-TS and M2TS: sync; walk_ts_packet what is in the packets
   walk_ps        MPEG-PS: packs and packets; walk_ps_clock whether time passes as it should,
                  walk_ps_navigation whether all parts of a DVD are there
   walk_pace      for both: where to look between the windows of a large file
   walk_asf, walk_flv, walk_ogg
   walk_parts     reading with limits, numbers, findings, places to look at */
#ifndef WALK_WALKER_H
#define WALK_WALKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record/finding.h"
#include "walk/source.h"

enum {
    WALKER_PADDINGS = 64,    /* places kept where zeros and holes mean nothing */
    WALKER_SMALL = 16 << 20, /* bytes: a file up to this is looked at everywhere */
    WALKER_WINDOWS = 64      /* places looked at in a larger one */
};

struct walk_range {
    uint64_t start, end;
};

/* One walk under way. */
struct walker {
    struct walk_source *source;
    uint64_t size;
    uint64_t most_bytes, most_elements;
    unsigned most_depth;
    uint64_t whole; /* as in struct walk_limits */
    struct findings *findings;
    uint64_t elements;
    double duration_s; /* -1: not known */
    char stream;       /* of what is being looked at: 'v', 'a', 's', '\0' */
    bool stopped;      /* a limit was reached or reading failed: go home */
    bool zeros_matter; /* nothing in this file may be a long run of zeros, but for the paddings */
    struct walk_range paddings[WALKER_PADDINGS];
    size_t padding_count;
};

/*
 * Bytes of the file; borrowed until the next call. NULL only where they are not all there (so look
 * at size first), or when the walk must stop. */
const unsigned char *walker_at(struct walker *w, uint64_t offset, size_t len);

/* Counts an element; false when the walk must stop. */
bool walker_step(struct walker *w);

/* Adds a finding of the file, or of w->stream. */
void walker_note(struct walker *w, enum finding_code code, uint64_t offset, const char *detail, ...)
    __attribute__((format(printf, 4, 5)));
void walker_doubt(struct walker *w, enum finding_code code, uint64_t offset, const char *detail,
                  ...) __attribute__((format(printf, 4, 5)));
void walker_blame(struct walker *w, enum finding_code code, uint64_t offset, const char *detail,
                  ...) __attribute__((format(printf, 4, 5)));

/* Says once that the file was too much, and stops. */
void walker_limit(struct walker *w, uint64_t offset, const char *of_what);

/* Remembers that what is from start to end may be anything, or nothing. */
void walker_padding(struct walker *w, uint64_t start, uint64_t end);

/* Whether all bytes from start to end are zero; looks at no more than most bytes, from the start.
 * False when there are none. */
bool walker_is_zero(struct walker *w, uint64_t start, uint64_t end, uint64_t most);

/*
 * What is behind the end of all that the kind knows: nothing, a few zero bytes (a note), zeros, or
 * junk. at is where it begins. */
void walker_trailing(struct walker *w, uint64_t at, const char *behind);

/*
 * Says what it means that no unit ("tag") begins at at, and again is where the next one does, or
 * UINT64_MAX. Where the walk goes on: again, or the file's end. */
uint64_t walker_resume(struct walker *w, uint64_t at, uint64_t again, const char *unit);

/* Says that no unit was found in the window at at. is_end: it is behind all that were. */
void walker_vacant(struct walker *w, uint64_t at, bool is_end, const char *unit);

/* Whether all of the file is looked at, as its kind does up to most bytes; else some windows. */
bool walker_takes_all(const struct walker *w, uint64_t most);

/* Looks for a byte sequence at or after from, in at most most bytes; UINT64_MAX: not there. */
uint64_t walker_search(struct walker *w, uint64_t from, uint64_t most, const void *bytes,
                       size_t len);

/* The n-th of count places spread from start to end, the last one room bytes before it. */
uint64_t walker_place(uint64_t start, uint64_t end, uint64_t room, unsigned n, unsigned count);

/* a + b, at most UINT64_MAX. */
uint64_t walker_sum(uint64_t a, uint64_t b);

/* What a four-character code is called in words: the characters, '?' for what is not printable.
 * Into text. */
const char *walker_fourcc(const unsigned char *code, char text[5]);

/*
 * CRC-32 as Matroska has it (RFC 8794 11.3.1: ISO 3309, least significant bit first), and as
 * Ogg has it (RFC 3533 6: polynomial 0x04c11db7, most significant bit first, nothing inverted).
 * Begins with crc 0; the bytes may come in pieces. */
uint32_t walker_crc_reflected(uint32_t crc, const unsigned char *bytes, size_t len);
uint32_t walker_crc_plain(uint32_t crc, const unsigned char *bytes, size_t len);

static inline uint32_t be16(const unsigned char *p)
{
    return (uint32_t)p[0] << 8 | p[1];
}
static inline uint32_t be24(const unsigned char *p)
{
    return (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
}
static inline uint32_t be32(const unsigned char *p)
{
    return be16(p) << 16 | be16(p + 2);
}
static inline uint64_t be64(const unsigned char *p)
{
    return (uint64_t)be32(p) << 32 | be32(p + 4);
}
static inline uint32_t le16(const unsigned char *p)
{
    return (uint32_t)p[1] << 8 | p[0];
}
static inline uint32_t le32(const unsigned char *p)
{
    return le16(p + 2) << 16 | le16(p);
}
static inline uint64_t le64(const unsigned char *p)
{
    return (uint64_t)le32(p + 4) << 32 | le32(p);
}

/* One walk per kind. The file begins as its kind does. */
void walk_mp4(struct walker *w);
void walk_matroska(struct walker *w);
void walk_avi(struct walker *w);
void walk_ts(struct walker *w);
void walk_ps(struct walker *w);
void walk_asf(struct walker *w);
void walk_flv(struct walker *w);
void walk_ogg(struct walker *w);

/*
 * Bytes per packet (188, 192 or 204) when the file is a transport stream, else 0; first is
 * where the first sync byte stands. It may begin with damage, as long as there is sync in its
 * first MiB. */
unsigned walk_ts_packet_size(struct walker *w, uint64_t *first);

#endif
