/* Reads elements of a Matroska file: a header, the next child, a number, a checksum. */
#include "walk/matroska_parts.h"

#include <string.h>

/* Returns the length, 1 to 8, of a variable-size number that begins with this byte; 9: invalid. */
static unsigned vint_length(unsigned char first)
{
    unsigned length = 1;

    while (length < 9 && !(first & 0x100U >> length))
        length++;
    return length;
}

enum mkv_read mkv_element(struct walker *w, uint64_t at, uint64_t limit, struct mkv_element *e)
{
    size_t room = limit - at < 12 ? (size_t)(limit - at) : 12;
    const unsigned char *bytes = walker_at(w, at, room);

    if (!bytes || !walker_step(w))
        return MKV_STOP;
    unsigned id_length = vint_length(bytes[0]);
    if (id_length > 4 || id_length + 1 > room)
        return MKV_BAD;
    unsigned length = vint_length(bytes[id_length]);
    if (length > 8 || id_length + length > room)
        return MKV_BAD;
    *e = (struct mkv_element){.start = at, .body = at + id_length + length};
    for (unsigned i = 0; i < id_length; i++)
        e->id = e->id << 8 | bytes[i];
    uint64_t size = bytes[id_length] & (0xffU >> length);
    bool ones = size == 0xffU >> length;
    for (unsigned i = 1; i < length; i++) {
        size = size << 8 | bytes[id_length + i];
        ones = ones && bytes[id_length + i] == 0xff;
    }
    e->unknown_size = ones;
    e->end = ones ? limit : walker_sum(e->body, size);
    return MKV_OK;
}

bool mkv_child(struct mkv *m, uint64_t *at, uint64_t end, struct mkv_element *child)
{
    enum mkv_read got;

    if (*at >= end)
        return false;
    got = mkv_element(m->w, *at, end, child);
    if (got == MKV_BAD || (got == MKV_OK && child->unknown_size))
        walker_blame(m->w, FINDING_BAD_STRUCTURE, *at, "no element where one is expected");
    else if (got == MKV_OK && child->end > end)
        walker_blame(m->w, FINDING_OUT_OF_BOUNDS, *at,
                     "element %lX ends past the end of its parent", (unsigned long)child->id);
    else if (got == MKV_OK) {
        *at = child->end;
        return true;
    }
    return false;
}

uint64_t mkv_number(struct mkv *m, const struct mkv_element *e)
{
    uint64_t len = e->end - e->body, number = 0;
    const unsigned char *bytes = len && len <= 8 ? walker_at(m->w, e->body, (size_t)len) : NULL;

    for (uint64_t i = 0; bytes && i < len; i++)
        number = number << 8 | bytes[i];
    return number;
}

void mkv_real(struct mkv *m, const struct mkv_element *e, double *value)
{
    uint64_t bits = mkv_number(m, e);

    if (e->end - e->body == 4) {
        uint32_t few = (uint32_t)bits;
        float number;
        memcpy(&number, &few, sizeof number);
        *value = number;
    } else if (e->end - e->body == 8) {
        memcpy(value, &bits, sizeof *value);
    }
}

void mkv_check_crc(struct mkv *m, const struct mkv_element *e)
{
    enum { MOST = 4 << 20, LENGTH = 6 }; /* LENGTH: bytes of a checksum element */
    uint64_t at = e->body + LENGTH;
    uint32_t crc = 0, stated;

    if (e->unknown_size || e->end - e->body < LENGTH || e->end - e->body > MOST)
        return;
    const unsigned char *bytes = walker_at(m->w, e->body, LENGTH);
    if (!bytes || bytes[0] != MKV_CRC || bytes[1] != 0x84)
        return;
    for (stated = le32(bytes + 2); at < e->end;) {
        size_t len = e->end - at > 32768 ? 32768 : (size_t)(e->end - at);
        bytes = walker_at(m->w, at, len);
        if (!bytes)
            return;
        crc = walker_crc_reflected(crc, bytes, len);
        at += len;
    }
    if (crc == stated)
        return;
    /* Some editors of tags and titles do not update checksums. No editor changes clusters, so a
     * wrong checksum there is damage. */
    if (e->id == MKV_CLUSTER)
        walker_blame(m->w, FINDING_BAD_STRUCTURE, e->start, "a cluster has a wrong checksum");
    else
        walker_doubt(m->w, FINDING_BAD_STRUCTURE, e->start, "element %lX has a wrong checksum",
                     (unsigned long)e->id);
}
