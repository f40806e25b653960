/* Functions that the readers of codec headers share, for the files of lib/codec only. */
#ifndef CODEC_PARTS_H
#define CODEC_PARTS_H

#include <stdint.h>

#include "codec/codec.h"

enum { CODEC_MOST_SIZE = 65535 }; /* pixels: no picture is wider or higher */

/* A bit reader, most significant bit first. Past the end, bits are 0 and overrun is set. */
struct codec_bits {
    const unsigned char *bytes;
    size_t len; /* length in bytes */
    size_t at;  /* position in bits */
    bool overrun;
};

static inline void codec_skip(struct codec_bits *b, size_t count)
{
    size_t end = b->len * 8;

    if (b->at > end || count > end - b->at) {
        b->at = end;
        b->overrun = true;
        return;
    }
    b->at += count;
}

/* Reads `count` bits, at most 32. */
static inline uint32_t codec_take(struct codec_bits *b, unsigned count)
{
    uint64_t value = 0;

    for (unsigned i = 0; i < count; i++, b->at++) {
        if (b->at >= b->len * 8) {
            b->overrun = true;
            return 0;
        }
        value = value << 1 | (b->bytes[b->at / 8] >> (7 - b->at % 8) & 1U);
    }
    return (uint32_t)value;
}

static inline bool codec_flag(struct codec_bits *b)
{
    return codec_take(b, 1);
}

/* Reads a ue(v), an Exp-Golomb code (ITU-T H.264 9.1): n zeros, a one, and then n bits. */
static inline uint32_t codec_golomb(struct codec_bits *b)
{
    unsigned zeros = 0;

    while (zeros < 32 && !b->overrun && !codec_flag(b))
        zeros++;
    if (zeros == 32)
        b->overrun = true;
    return b->overrun ? 0 : (uint32_t)((UINT64_C(1) << zeros) - 1 + codec_take(b, zeros));
}

/* codec_set_size sets the displayed size, from the picture's size and a pixel's aspect ratio (0:0:
 * unknown). codec_set_coded_size sets the stored size. Both ignore a size of 0 or above
 * CODEC_MOST_SIZE, and keep a size that is already set. */
void codec_set_size(struct content_track *track, uint32_t width, uint32_t height,
                    uint32_t aspect_width, uint32_t aspect_height);
void codec_set_coded_size(struct content_track *track, uint32_t width, uint32_t height);

/* Sets the frame rate to `ticks` / `units`, if the track has no frame rate and the value is
 * plausible. */
void codec_set_rate(struct content_track *track, uint64_t ticks, uint64_t units);

/* Adds the HDR format that the transfer characteristics imply (ITU-T H.273, table 3). */
void codec_set_transfer(struct content_track *track, unsigned transfer);

/* Sets the codec's name if the track has no name. */
void codec_set_name(struct content_track *track, const char *id);

/* The aspect ratio of a pixel. codec_aspect returns the ratio for `number` (ITU-T H.273, table 7);
 * 0:0 if `number` is not 1 to 16. */
struct codec_aspect {
    uint32_t width, height;
};
struct codec_aspect codec_aspect(unsigned number);

/* Reads the first fields of a VUI (video usability information), up to the positions of the chroma
 * samples. These fields are the same in H.264 (E.1.1) and H.265 (E.2.1). Sets `aspect` and
 * `transfer` if the VUI states them. */
void codec_read_look(struct codec_bits *b, struct codec_aspect *aspect, unsigned *transfer);

/* Returns the offset of the byte after the next start code (00 00 01) at or after `from`; `len` if
 * there is no start code. */
size_t codec_start(const unsigned char *bytes, size_t len, size_t from);

/* Copies the contents of a NAL unit to `to`, up to `room` bytes, without emulation prevention bytes
 * (ITU-T H.264 and H.265 7.3.1.1). Returns the number of bytes copied. */
size_t codec_unescape(unsigned char *to, size_t room, const unsigned char *bytes, size_t len);

#endif
