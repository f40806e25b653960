/* Declarations shared by the walks over containers, for these, walk.c and their tests only. Each
 * container has a file with a struct walk_kind, and a row of WALK_KINDS (docs/hacking.md, "A
 * container"):

   mp4       ISO-BMFF and QuickTime: the boxes of the file; mp4_box reads one, mp4_track a track's
             tables, mp4_check follows them to the samples, mp4_fragment the fragments, mp4_lock
             the encryption of samples; for scan.media, mp4_entry reads sample entries,
             mp4_first a track's first sample, mp4_content the rest
   matroska  Matroska and WebM: the elements of level 1, and the targets of the indexes;
             matroska_element reads one, matroska_cluster the blocks, matroska_track the
             properties of a track, matroska_sample its first frame
   avi       AVI and OpenDML: the header, the lists; avi_chunk the chunks of the data, avi_index the
             indexes, avi_stream each stream's header
   ts        MPEG-TS and M2TS: sync; ts_packet the contents of packets, ts_map the program maps,
             ts_content the pictures and sound
   ps        MPEG-PS: packs and packets; ps_clock checks the clock, ps_navigation the
             completeness of a DVD, ps_content reads the streams
   pes       for ts and ps: the content of a stream, from its packets
   ogg       Ogg: pages; ogg_stream the headers of the streams
   asf, flv  for scan.media, asf_content reads the streams' properties,
             asf_packet the first packets, flv_content the heads of tags
   other     files without a walk, recognized by their first bytes; other_content reads the
             header of IVF
   pace      for ts and ps: places to check between the windows of a large file
   walker    reading with limits, numbers, findings, places to check

 * codec/codec.h reads the headers of codecs. */
#ifndef WALK_WALKER_H
#define WALK_WALKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/endian.h"
#include "record/content.h"
#include "record/finding.h"
#include "walk/source.h"

enum {
    WALKER_PADDINGS = 64,    /* places kept where zeros and holes are allowed */
    WALKER_SMALL = 16 << 20, /* bytes: files up to this size are checked everywhere */
    WALKER_WINDOWS = 64      /* places checked in a larger file */
};

struct walk_range {
    uint64_t start, end;
};

/* The source of struct walker's duration_s. */
enum walk_length {
    WALK_LENGTH_RECKONED, /* from the contents, or from a header that may be of another file */
    WALK_LENGTH_GUESSED,  /* too vague to be reported */
    WALK_LENGTH_STATED,   /* a header states it for the whole file; a shorter file is cut */
};

/* The state of one walk. */
struct walker {
    struct walk_source *source;
    uint64_t size;
    uint64_t most_bytes, most_elements;
    unsigned most_depth;
    uint64_t whole; /* as in struct walk_limits */
    struct findings *findings;
    struct content *content; /* filled by the walk from the headers */
    uint64_t elements;
    double duration_s; /* -1: not known */
    enum walk_length length;
    bool is_text, is_other; /* as in struct walk_report */
    char stream;            /* of the track being read: 'v', 'a', 's', '\0' */
    bool stopped;           /* a limit was reached or reading failed: return */
    bool zeros_matter;      /* long runs of zeros are damage anywhere but in the paddings */
    struct walk_range paddings[WALKER_PADDINGS];
    size_t padding_count;
};

/* Returns len bytes of the file from offset, borrowed until the next call. len is at most
 * WALK_SOURCE_PIECE. Returns NULL only if the file ends before (compare with w->size first) or the
 * walk must stop. */
const unsigned char *walker_at(struct walker *w, uint64_t offset, size_t len);

/* Counts an element. Returns false when the walk must stop. Every loop over a file calls this
 * function. */
bool walker_step(struct walker *w);

/* Add a finding about the file, or about w->stream, at offset (UINT64_MAX: nowhere): a note, a
 * doubt (suspicious), a blame (corrupt). detail is a printf format. */
void walker_note(struct walker *w, enum finding_code code, uint64_t offset, const char *detail, ...)
    __attribute__((format(printf, 4, 5)));
void walker_doubt(struct walker *w, enum finding_code code, uint64_t offset, const char *detail,
                  ...) __attribute__((format(printf, 4, 5)));
void walker_blame(struct walker *w, enum finding_code code, uint64_t offset, const char *detail,
                  ...) __attribute__((format(printf, 4, 5)));

/* Adds the finding that the file exceeds a limit, once, and stops the walk. */
void walker_limit(struct walker *w, uint64_t offset, const char *of_what);

/* Records that the bytes from start to end may be anything, including zeros or a hole. */
void walker_padding(struct walker *w, uint64_t start, uint64_t end);

/* Returns whether all bytes from start to end are zero; only the first `most` bytes are read.
 * Returns false if there are no bytes. */
bool walker_is_zero(struct walker *w, uint64_t start, uint64_t end, uint64_t most);

/* Adds a finding for the bytes from at to the end of the file, after the last known unit: no
 * finding for no bytes, a note for a few zeros, a doubt for more zeros or junk. last names the unit
 * before them ("the last tag"). */
void walker_trailing(struct walker *w, uint64_t at, const char *last);

/* Adds the finding that no unit ("tag") begins at `at`. `again` is the offset of the next unit;
 * UINT64_MAX: not found, so the rest is trailing bytes. Returns the offset where the walk
 * continues: again, or the file's end. */
uint64_t walker_resume(struct walker *w, uint64_t at, uint64_t again, const char *unit);

/* Adds the finding that the window at `at` has no unit. is_end: no later window has one either. */
void walker_vacant(struct walker *w, uint64_t at, bool is_end, const char *unit);

/* Returns whether the whole file is checked. This is the case for files of at most `most` bytes,
 * unless the limits of this walk state another size. Otherwise the walk checks windows. */
bool walker_takes_all(const struct walker *w, uint64_t most);

/* Returns the offset of a byte sequence at or after `from`, within at most `most` bytes; UINT64_MAX
 * if it is not found. */
uint64_t walker_search(struct walker *w, uint64_t from, uint64_t most, const void *bytes,
                       size_t len);

/* Returns the n-th of count places that are spread from start to end. The last place is room bytes
 * before end. */
uint64_t walker_place(uint64_t start, uint64_t end, uint64_t room, unsigned n, unsigned count);

/* Returns a + b, at most UINT64_MAX. */
uint64_t walker_sum(uint64_t a, uint64_t b);

/* Writes a four-character code into text, with '?' for unprintable characters, and returns text. */
const char *walker_fourcc(const unsigned char *code, char text[5]);

/* Return the CRC-32 of a message up to the end of these bytes. crc is the CRC-32 of the bytes
 * before; 0 for the first piece. Reflected is Matroska's (RFC 8794 11.3.1: ISO 3309, least
 * significant bit first); plain is Ogg's (RFC 3533 6: polynomial 0x04c11db7, most significant bit
 * first, nothing inverted). */
uint32_t walker_crc_reflected(uint32_t crc, const unsigned char *bytes, size_t len);
uint32_t walker_crc_plain(uint32_t crc, const unsigned char *bytes, size_t len);

/* --- the kinds of containers ----------------------------------------------------------------- */

/* The opening of files of a kind: bytes at an offset. length 0: no opening. */
struct walk_opening {
    const char *bytes;
    size_t length, offset;
};
/* clang-format off */
#define WALK_OPENING(offset, bytes) {(bytes), sizeof(bytes) - 1, (offset)}
/* clang-format on */

enum { WALK_ENDINGS = 12, WALK_OPENINGS = 14 };

/* A kind of container, defined in its own file. */
struct walk_kind {
    const char *word;                  /* "flv": in messages, and for --explain */
    const char *endings[WALK_ENDINGS]; /* of file names, lower case; several kinds may share one */
    struct walk_opening openings[WALK_OPENINGS]; /* any of them */
    /* For a kind without fixed openings: returns whether the file is of this kind. Called only if
     * no opening of any kind matches. NULL: openings decide. */
    bool (*recognize)(struct walker *w);
    /* Walks a file that is of this kind. */
    void (*walk)(struct walker *w);
    /* Two joined files of this kind form one valid file: nothing in a file states its end. */
    bool is_endless;
};

/* All kinds. The first one with a matching opening is taken, so specific openings come first. */
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
