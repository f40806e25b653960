/* What the walks over the containers share; only they, walk.c and their tests include it. A
 container
 * is a file with its struct walk_kind, and a row of WALK_KINDS (docs/hacking.md, "A container"):

   mp4       ISO-BMFF and QuickTime: the boxes of the file; mp4_box reads one, mp4_track a track's
             tables, mp4_check follows them to the samples, mp4_fragment the fragments
   matroska  Matroska and WebM: the elements of level 1, and what the indexes point at;
             matroska_element reads one, matroska_cluster looks at the blocks
   avi       AVI and OpenDML: the header, the lists; avi_chunk the chunks of the data, avi_index the
             indexes
   ts        MPEG-TS and M2TS: sync; ts_packet what is in the packets
   ps        MPEG-PS: packs and packets; ps_clock whether time passes as it should, ps_navigation
             whether all parts of a DVD are there
   asf, flv, ogg
   pace      for ts and ps: where to look between the windows of a large file
   walker    reading with limits, numbers, findings, places to look at */
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

/* --- the kinds of containers ----------------------------------------------------------------- */

/* How files of a kind begin: bytes at an offset. length 0: no opening. */
struct walk_opening {
    const char *bytes;
    size_t length, offset;
};
/* clang-format off */
#define WALK_OPENING(offset, bytes) {(bytes), sizeof(bytes) - 1, (offset)}
/* clang-format on */

enum { WALK_ENDINGS = 12, WALK_OPENINGS = 12 };

/* A kind of container. Defined in the container's own file. */
struct walk_kind {
    const char *word;                  /* "flv": in messages, and for --explain */
    const char *endings[WALK_ENDINGS]; /* of file names, lower case; several kinds may share one */
    struct walk_opening openings[WALK_OPENINGS]; /* any of them */
    /* For a kind without fixed openings: returns whether the file is of this kind. Called only when
     * no opening of any kind fits. NULL: the openings tell. */
    bool (*recognize)(struct walker *w);
    /* Walks a file that is of this kind. */
    void (*walk)(struct walker *w);
};

/* All kinds. The first one with an opening that fits is taken, so the more telling openings come
 * first. */
/* clang-format off */
#define WALK_KINDS(KIND) \
    KIND(walk_matroska)  \
    KIND(walk_avi)       \
    KIND(walk_asf)       \
    KIND(walk_flv)       \
    KIND(walk_ogg)       \
    KIND(walk_ps)        \
    KIND(walk_mp4)       \
    KIND(walk_ts)
/* clang-format on */

#define DECLARE_KIND(kind) extern const struct walk_kind kind;
WALK_KINDS(DECLARE_KIND)
#undef DECLARE_KIND

#endif
