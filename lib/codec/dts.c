/* Reads the core frame of DTS and the extension after it. Numbers in parentheses are sections of
 * ETSI TS 102 114. */
#include "codec/parts.h"

#include <string.h>

static const unsigned char core_sync[] = {0x7f, 0xfe, 0x80, 0x01};
static const unsigned char more_sync[] = {0x64, 0x58, 0x20, 0x25};
static const unsigned char lossless_sync[] = {0x41, 0xa2, 0x95, 0x47};

enum { SYNC = 4 };

/* Returns the offset of the 4-byte sync word `sync`; `len` if it is not found. */
static size_t find(const unsigned char *bytes, size_t len, const unsigned char *sync)
{
    for (size_t at = 0; at + SYNC <= len; at++)
        if (memcmp(bytes + at, sync, SYNC) == 0)
            return at;
    return len;
}

/* Reads the core (5.3.1). Returns its number of channels, and sets `size` to its size in bytes.
 * Returns 0 if the bytes are not a core. */
static unsigned read_core(const unsigned char *bytes, size_t len, size_t *size)
{
    static const unsigned char channels[] = {1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 6, 6, 6, 7, 8, 8};
    struct codec_bits b = {.bytes = bytes, .len = len};

    if (len < 11 || memcmp(bytes, core_sync, SYNC) != 0)
        return 0;
    codec_skip(&b, 32 + 1 + 5 + 1 + 7);
    *size = (size_t)codec_take(&b, 14) + 1;
    unsigned mode = codec_take(&b, 6);
    codec_skip(&b, 4 + 5 + 5 + 3);
    codec_skip(&b, 1 + 1);
    unsigned low = codec_take(&b, 2);
    if (mode >= sizeof channels || *size < 96 || low == 3)
        return 0;
    return channels[mode] + (low ? 1 : 0);
}

/* Skips the static fields (7.4.1). `index` is the extension's substream index. Returns the number
 * of assets (audio streams). */
static unsigned skip_static(struct codec_bits *b, unsigned index)
{
    unsigned masks = 0;

    codec_skip(b, 2 + 3);
    if (codec_flag(b))
        codec_skip(b, 36);
    unsigned presentations = codec_take(b, 3) + 1, assets = codec_take(b, 3) + 1;
    for (unsigned i = 0; i < presentations; i++)
        for (unsigned k = 0; k <= index; k++)
            masks += codec_flag(b);
    codec_skip(b, (size_t)masks * 8);
    if (codec_flag(b)) {
        codec_skip(b, 2);
        unsigned mask = (codec_take(b, 2) + 1) << 2, configurations = codec_take(b, 2) + 1;
        codec_skip(b, (size_t)mask * configurations);
    }
    return assets;
}

/* Reads the extension (7.4.1) and its first asset (7.4.2). Returns the asset's number of channels;
 * 0 if it is not stated. */
static unsigned read_extension(const unsigned char *bytes, size_t len)
{
    struct codec_bits b = {.bytes = bytes, .len = len};

    codec_skip(&b, 32 + 8);
    unsigned index = codec_take(&b, 2);
    bool is_long = codec_flag(&b);
    codec_skip(&b, is_long ? 12 + 20 : 8 + 16);
    if (!codec_flag(&b))
        return 0;
    unsigned assets = skip_static(&b, index);
    codec_skip(&b, (size_t)assets * (is_long ? 20 : 16));
    codec_skip(&b, 9 + 3);
    if (codec_flag(&b))
        codec_skip(&b, 4);
    if (codec_flag(&b))
        codec_skip(&b, 24);
    if (codec_flag(&b)) {
        size_t text = codec_take(&b, 10) + (size_t)1;
        codec_skip(&b, text * 8);
    }
    codec_skip(&b, 5 + 4);
    unsigned channels = codec_take(&b, 8) + 1;
    return b.overrun || channels > 32 ? 0 : channels;
}

bool codec_dts(const unsigned char *bytes, size_t len, struct content_track *track)
{
    size_t size = 0;
    unsigned channels = read_core(bytes, len, &size), more = 0;

    if (!channels && (len < SYNC || memcmp(bytes, more_sync, SYNC) != 0))
        return false;
    size_t at = find(bytes + (size < len ? size : len), len - (size < len ? size : len), more_sync);
    at += size < len ? size : len;
    bool is_extended = at < len;
    if (is_extended)
        more = read_extension(bytes + at, len - at);
    bool is_lossless = is_extended && find(bytes + at, len - at, lossless_sync) < len - at;
    content_codec_set(track, is_lossless ? "dtsl" : is_extended ? "dtsh" : "dts");
    if (channels || more)
        track->channels = more > channels ? more : channels;
    return true;
}
