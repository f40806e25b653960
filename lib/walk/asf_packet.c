/* Measures the frame rate of a stream in the first packets of an ASF file. Facts are from the
 * Advanced Systems Format Specification 01.20.03, 5.2. Invalid packets are not reported here; asf.c
 * checks packets. */
#include "walk/asf_parts.h"

enum { SINGLE_BYTE = 1, FOUR_BYTES = 3 };

/* A read position in a packet. A read past `end` sets is_over. */
struct cursor {
    struct walker *w;
    uint64_t at, end;
    bool is_over;
};

/* Reads and returns an integer that is 0, 1, 2 or 4 bytes wide. The lowest two bits of `kind` are
 * the code of its width (5.2.2). Returns 0 if the integer has no bytes or ends past the end of the
 * packet. */
static uint32_t take(struct cursor *c, unsigned kind)
{
    static const unsigned char widths[] = {0, 1, 2, 4};
    unsigned width = widths[kind & 3];
    const unsigned char *bytes = NULL;

    if (c->is_over || c->end - c->at < width)
        c->is_over = true;
    else if (width)
        bytes = walker_at(c->w, c->at, width);
    if (!bytes) {
        c->is_over = c->is_over || width;
        return 0;
    }
    c->at += width;
    return width == 1 ? *bytes : width == 2 ? le16(bytes) : le32(bytes);
}

static void skip(struct cursor *c, uint64_t count)
{
    if (c->is_over || c->end - c->at < count)
        c->is_over = true;
    else
        c->at += count;
}

/* The number of a stream's pictures, and their earliest and latest times. */
struct rate {
    unsigned stream;
    uint32_t pictures, object; /* object: the number of the media object that was read last */
    uint32_t least_ms, most_ms;
};

static void see_picture(struct rate *rate, uint32_t object, uint32_t time_ms)
{
    if (rate->pictures && object == rate->object)
        return;
    if (!rate->pictures || time_ms < rate->least_ms)
        rate->least_ms = time_ms;
    if (!rate->pictures || time_ms > rate->most_ms)
        rate->most_ms = time_ms;
    rate->object = object;
    rate->pictures++;
}

/* Reads a payload: stream number, object number, offset, and the length of the fields about the
 * object (its size, its time and more). If this length is 1, the payload has several objects, and
 * the offset field contains the time. is_one: this payload is the only one in its packet. */
static void read_payload(struct cursor *c, unsigned flags, bool is_one, unsigned length_kind,
                         struct rate *rate)
{
    unsigned stream = take(c, SINGLE_BYTE) & 0x7f;
    uint32_t object = take(c, flags >> 4), offset = take(c, flags >> 2), about = take(c, flags),
             time_ms = offset;

    if (about >= 8) {
        skip(c, 4);
        time_ms = take(c, FOUR_BYTES);
        skip(c, about - 8);
    } else {
        skip(c, about);
    }
    if (!c->is_over && stream == rate->stream)
        see_picture(rate, object, time_ms);
    if (!is_one)
        skip(c, take(c, length_kind));
}

static void read_packet(struct cursor *c, struct rate *rate)
{
    unsigned first = take(c, SINGLE_BYTE), flags;

    if (first & 0x80) {
        skip(c, first & 0xf);
        first = take(c, SINGLE_BYTE);
    }
    flags = take(c, SINGLE_BYTE);
    take(c, first >> 5);
    take(c, first >> 1);
    take(c, first >> 3);
    skip(c, 6);
    if (!(first & 1)) {
        read_payload(c, flags, true, 0, rate);
        return;
    }
    unsigned payloads = take(c, SINGLE_BYTE);
    for (unsigned i = payloads & 0x3f; i && !c->is_over; i--)
        read_payload(c, flags, false, payloads >> 6, rate);
}

double asf_frame_rate(struct walker *w, uint64_t first, uint64_t end, uint32_t size,
                      unsigned stream)
{
    enum { PACKETS = 128, BYTES = 1 << 19, ENOUGH = 100, FEW = 5 };
    struct rate rate = {.stream = stream};

    for (uint64_t at = first, i = 0; i < PACKETS && at - first < BYTES && end - at >= size;
         at += size, i++) {
        struct cursor c = {.w = w, .at = at, .end = at + size};
        if (rate.pictures >= ENOUGH || !walker_step(w))
            break;
        read_packet(&c, &rate);
    }
    if (rate.pictures < FEW || rate.most_ms <= rate.least_ms)
        return 0;
    return (rate.pictures - 1) * 1000.0 / (rate.most_ms - rate.least_ms);
}
