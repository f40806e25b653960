/* Reads the first packets of Xiph.Org's codecs. codec.h names the specifications. */
#include <string.h>

#include "base/endian.h"
#include "codec/parts.h"

enum { MOST_CHANNELS = 64 }; /* no film has more channels */

static uint32_t big24(const unsigned char *p)
{
    return (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
}

static uint32_t big32(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | big24(p + 1);
}

bool codec_vorbis(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { CHANNELS = 11, RATE = 12 };

    if (len < 16 || memcmp(bytes, "\x01vorbis", 7) != 0 || !bytes[CHANNELS] ||
        bytes[CHANNELS] > MOST_CHANNELS || !le32(bytes + RATE))
        return false;
    codec_set_name(track, "vorbis");
    track->channels = bytes[CHANNELS];
    return true;
}

bool codec_opus(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { CHANNELS = 9 };

    if (len < 19 || memcmp(bytes, "OpusHead", 8) != 0 || !bytes[CHANNELS] ||
        bytes[CHANNELS] > MOST_CHANNELS)
        return false;
    codec_set_name(track, "opus");
    track->channels = bytes[CHANNELS];
    return true;
}

bool codec_flac(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { HEAD = 8, CHANNELS = 12 };

    if (len < HEAD + 18 || memcmp(bytes, "fLaC", 4) != 0 || bytes[4] & 0x7f)
        return false;
    codec_set_name(track, "flac");
    track->channels = (bytes[HEAD + CHANNELS] >> 1 & 7U) + 1;
    return true;
}

bool codec_theora(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { MACROBLOCK = 16 };

    if (len < 42 || memcmp(bytes, "\x80theora", 7) != 0)
        return false;
    codec_set_name(track, "theora");
    codec_set_coded_size(track, ((uint32_t)bytes[10] << 8 | bytes[11]) * MACROBLOCK,
                         ((uint32_t)bytes[12] << 8 | bytes[13]) * MACROBLOCK);
    codec_set_size(track, big24(bytes + 14), big24(bytes + 17), big24(bytes + 30),
                   big24(bytes + 33));
    codec_set_rate(track, big32(bytes + 22), big32(bytes + 26));
    track->bit_depth = 8;
    track->scan = CONTENT_PROGRESSIVE; /* Theora has no fields */
    return true;
}
