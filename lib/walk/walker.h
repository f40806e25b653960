/* Declarations that the walks over containers share; for lib/walk and its tests only. Each
 * container has a struct walk_kind, a row in WALK_KINDS (docs/hacking.md, "A container"), and files
 * that begin with its name:

   mp4       ISO-BMFF and QuickTime
   matroska  Matroska and WebM
   avi       AVI and OpenDML
   asf       ASF
   flv       FLV
   ogg       Ogg
   ts        MPEG transport streams and M2TS
   ps        MPEG program streams

 * pes.h and pace.h are for ts and ps. other.h recognizes formats without a walk. A walk checks a
 * small file completely. In a large file, it checks some places, called windows. */
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
    WALKER_PADDINGS = 64,    /* maximum number of ranges where zeros and holes are allowed */
    WALKER_SMALL = 16 << 20, /* bytes: files up to this size are checked everywhere */
    WALKER_WINDOWS = 64      /* number of windows in a larger file */
};

struct walk_range {
    uint64_t start, end;
};

/* How duration_s of struct walker was found. */
enum walk_length {
    /* Computed from the contents, or stated by a header that may describe a longer file. */
    WALK_LENGTH_RECKONED,
    /* Too unreliable to be reported. */
    WALK_LENGTH_GUESSED,
    /* Stated by a header for the whole file. If the file plays shorter, it was cut. */
    WALK_LENGTH_STATED,
};

/* The state of one walk. */
struct walker {
    struct walk_source *source;
    uint64_t size;
    uint64_t most_bytes, most_elements;
    unsigned most_depth;
    uint64_t whole; /* as in struct walk_limits */
    struct findings *findings;
    struct content *content; /* filled by the walk */
    uint64_t elements;
    double duration_s; /* -1: not known */
    enum walk_length length;
    bool is_text, is_other; /* as in struct walk_report */
    char stream;            /* type of the track being read: 'v', 'a' or 's'; '\0': none */
    bool stopped;           /* a limit was reached or a read failed: the walk must return */
    bool zeros_matter;      /* long runs of zeros outside the paddings are damage */
    struct walk_range paddings[WALKER_PADDINGS];
    size_t padding_count;
};

/* Returns the `len` bytes at `offset`, borrowed until the next call. `len` is at most
 * WALK_SOURCE_PIECE. Returns NULL if the bytes end past the end of the file, or if the walk must
 * stop. In the second case, w->stopped is true. */
const unsigned char *walker_at(struct walker *w, uint64_t offset, size_t len);

/* Counts an element. Returns false when the walk must stop. Every loop over a file must call this
 * function. */
bool walker_step(struct walker *w);

/* Add a finding at `offset`; UINT64_MAX: the finding has no offset. The finding is about the tracks
 * of type w->stream, or about the file if w->stream is '\0'. A note is harmless, a doubt marks the
 * file as suspicious, and a blame marks it as corrupt. `detail` is a printf format. */
void walker_note(struct walker *w, enum finding_code code, uint64_t offset, const char *detail, ...)
    __attribute__((format(printf, 4, 5)));
void walker_doubt(struct walker *w, enum finding_code code, uint64_t offset, const char *detail,
                  ...) __attribute__((format(printf, 4, 5)));
void walker_blame(struct walker *w, enum finding_code code, uint64_t offset, const char *detail,
                  ...) __attribute__((format(printf, 4, 5)));

/* Stops the walk because the file exceeds a limit, and adds the finding "too many `of_what`". */
void walker_limit(struct walker *w, uint64_t offset, const char *of_what);

/* Records a padding: the bytes from `start` to `end` may have any value, or be a hole in the
 * file. */
void walker_padding(struct walker *w, uint64_t start, uint64_t end);

/* Returns whether the bytes from `start` to `end`, but at most the first `most` of them, are zero.
 * Returns false if there are no bytes or they cannot be read. */
bool walker_is_zero(struct walker *w, uint64_t start, uint64_t end, uint64_t most);

/* The next three functions are about units. A unit is a tag, a packet or another of the parts that
 * follow one another in the file. */

/* Adds a finding about the bytes from `at`, after the last unit, to the end of the file. A few
 * zeros are a note; more zeros or other bytes are a doubt. Adds nothing if `at` is the end of the
 * file. `last` names the last unit in the message ("the last tag"). */
void walker_trailing(struct walker *w, uint64_t at, const char *last);

/* Adds the finding that no unit begins at `at`. `again` is the offset of the next unit. If it is
 * UINT64_MAX, there are no more units, and the bytes from `at` are reported as trailing bytes.
 * `unit` names a unit in the message ("tag"). Returns the offset where the walk continues: `again`,
 * or the end of the file. */
uint64_t walker_resume(struct walker *w, uint64_t at, uint64_t again, const char *unit);

/* Adds the finding that the window at `at` has no units. is_end: the last unit is before `at`, so
 * the bytes from `at` are reported as trailing bytes. */
void walker_vacant(struct walker *w, uint64_t at, bool is_end, const char *unit);

/* Returns whether the whole file is checked, and not only windows. This is the case for a file of
 * at most `most` bytes. If the caller of walk() has set the limit `whole`, that limit replaces
 * `most`. */
bool walker_takes_all(const struct walker *w, uint64_t most);

/* Returns the offset of the first occurrence of `pattern` within the `most` bytes from `from`;
 * UINT64_MAX if it is not found. */
uint64_t walker_search(struct walker *w, uint64_t from, uint64_t most, const void *pattern,
                       size_t len);

/* Spreads `count` places evenly from `start` to `room` bytes before `end`, and returns the offset
 * of place `n`. `n` counts from 0. */
uint64_t walker_place(uint64_t start, uint64_t end, uint64_t room, unsigned n, unsigned count);

/* Returns a + b, at most UINT64_MAX. */
uint64_t walker_sum(uint64_t a, uint64_t b);

/* Writes a four-character code into `text`, with '?' for unprintable characters, and returns
 * `text`. */
const char *walker_fourcc(const unsigned char *code, char text[5]);

/* Return the CRC-32 of a message, which can be passed in pieces. `crc` is 0 for the first piece,
 * and then the result for the preceding pieces. walker_crc_reflected computes Matroska's CRC (RFC
 * 8794 11.3.1: ISO 3309, least significant bit first). walker_crc_plain computes Ogg's (RFC 3533 6:
 * polynomial 0x04c11db7, most significant bit first, without inversion). For the CRC of MPEG
 * sections, pass UINT32_MAX with the first piece to walker_crc_plain. */
uint32_t walker_crc_reflected(uint32_t crc, const unsigned char *bytes, size_t len);
uint32_t walker_crc_plain(uint32_t crc, const unsigned char *bytes, size_t len);

/* --- the kinds of containers ----------------------------------------------------------------- */

/* An opening: bytes at a fixed offset that identify a kind of container. length 0: unused. */
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
    const char *word; /* name such as "flv", for messages and --explain */
    /* File name extensions, in lower case; kinds may share them. */
    const char *endings[WALK_ENDINGS];
    struct walk_opening openings[WALK_OPENINGS]; /* a file of this kind has one of these */
    /* Returns whether the file is of this kind, for kinds without fixed openings. It is called only
     * if no opening of any kind matches. NULL: the openings decide. */
    bool (*recognize)(struct walker *w);
    void (*walk)(struct walker *w);
    /* Set if no header states where a file of this kind ends: two joined files are then also a
     * valid file. */
    bool is_endless;
};

/* All kinds. The first kind with a matching opening is used, so kinds with longer openings come
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
