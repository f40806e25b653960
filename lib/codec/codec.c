/* Sets values of a track if they are plausible, and reads structures that several codecs share. */
#include "codec/parts.h"

#include <string.h>

void codec_set_coded_size(struct content_track *track, uint32_t width, uint32_t height)
{
    if (track->coded_width || !width || !height || width > CODEC_MOST_SIZE ||
        height > CODEC_MOST_SIZE)
        return;
    track->coded_width = width;
    track->coded_height = height;
}

void codec_set_size(struct content_track *track, uint32_t width, uint32_t height,
                    uint32_t aspect_width, uint32_t aspect_height)
{
    enum { MOST_STRETCH = 16 }; /* the largest plausible aspect ratio of a pixel */

    if (track->width || !width || !height || width > CODEC_MOST_SIZE || height > CODEC_MOST_SIZE)
        return;
    if ((uint64_t)aspect_width > (uint64_t)aspect_height * MOST_STRETCH ||
        (uint64_t)aspect_height > (uint64_t)aspect_width * MOST_STRETCH)
        aspect_width = aspect_height = 0;
    content_size_set(track, width, height, aspect_width, aspect_height, 0);
}

void codec_set_rate(struct content_track *track, uint64_t ticks, uint64_t units)
{
    enum { MOST = 1000 };

    if (!(track->frame_rate > 0) && units && ticks && ticks / units < MOST && units / ticks < MOST)
        track->frame_rate = (double)ticks / (double)units;
}

void codec_set_transfer(struct content_track *track, unsigned transfer)
{
    if (transfer == 16)
        track->hdr |= CONTENT_HDR10;
    else if (transfer == 18)
        track->hdr |= CONTENT_HLG;
}

void codec_set_name(struct content_track *track, const char *id)
{
    if (!track->codec[0])
        content_codec_set(track, id);
}

struct codec_aspect codec_aspect(unsigned number)
{
    static const struct codec_aspect aspects[] = {
        {0, 0},   {1, 1},   {12, 11}, {10, 11}, {16, 11},  {40, 33}, {24, 11}, {20, 11}, {32, 11},
        {80, 33}, {18, 11}, {15, 11}, {64, 33}, {160, 99}, {4, 3},   {3, 2},   {2, 1},
    };

    return aspects[number < sizeof aspects / sizeof *aspects ? number : 0];
}

void codec_read_look(struct codec_bits *b, struct codec_aspect *aspect, unsigned *transfer)
{
    if (codec_flag(b)) {
        unsigned number = codec_take(b, 8);
        *aspect = codec_aspect(number);
        if (number == 255) {
            aspect->width = codec_take(b, 16);
            aspect->height = codec_take(b, 16);
        }
    }
    if (codec_flag(b))
        codec_skip(b, 1);
    if (codec_flag(b)) {
        codec_skip(b, 4);
        if (codec_flag(b)) {
            codec_skip(b, 8);
            *transfer = codec_take(b, 8);
            codec_skip(b, 8);
        }
    }
    if (codec_flag(b)) {
        codec_golomb(b);
        codec_golomb(b);
    }
}

size_t codec_start(const unsigned char *bytes, size_t len, size_t from)
{
    for (size_t at = from; len >= 3 && at <= len - 3; at++)
        if (bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 1)
            return at + 3;
    return len;
}

size_t codec_unescape(unsigned char *to, size_t room, const unsigned char *bytes, size_t len)
{
    size_t count = 0;

    for (size_t i = 0, zeros = 0; i < len && count < room; i++) {
        if (zeros >= 2 && bytes[i] == 3) {
            zeros = 0;
            continue;
        }
        zeros = bytes[i] ? 0 : zeros + 1;
        to[count++] = bytes[i];
    }
    return count;
}
