/* Detects encrypted tracks of an ISO-BMFF file. The encryption schemes are Common Encryption
 * ("CENC": ISO/IEC 23001-7, based on ISO/IEC 14496-12, section 8.12), its predecessor PIFF
 * (Protected Interoperable File Format 1.1), and Apple's FairPlay. A track counts as encrypted only
 * if its samples are encrypted; the boxes of a scheme do not prove this. */
#include "walk/mp4_parts.h"

#include <string.h>

enum { ID = 16 }; /* bytes of the id with which the body of a uuid box begins */

/* Sample entry codes of encrypted tracks. The code before encryption is in the box frma in sinf
 * (ISO/IEC 14496-12, 8.12). */
/* clang-format off */
static const struct locked_entry {
    uint32_t code;
    unsigned boxes; /* offset of the entry's boxes in its body */
} locked_entries[] = {
    {FOURCC('e', 'n', 'c', 'v'), 78},
    {FOURCC('e', 'n', 'c', 'a'), 28},
    {FOURCC('e', 'n', 'c', 't'), 8},
    {FOURCC('e', 'n', 'c', 's'), 8},
    {FOURCC('e', 'n', 'c', 'm'), 8},
    {FOURCC('d', 'r', 'm', 'i'), 78},
    {FOURCC('d', 'r', 'm', 's'), 28},
};

/* The ids of PIFF's track encryption box and of its sample encryption box (PIFF 1.1, 5.3.2 and
 * 5.3.3). */
static const unsigned char piff_track[ID] = {
    0x89, 0x74, 0xdb, 0xce, 0x7b, 0xe7, 0x4c, 0x51, 0x84, 0xf9, 0x71, 0x48, 0xf9, 0x88, 0x25, 0x54,
};
static const unsigned char piff_samples[ID] = {
    0xa2, 0x39, 0x4f, 0x52, 0x5a, 0x9b, 0x4f, 0x14, 0xa2, 0x44, 0x6c, 0x42, 0x7c, 0x64, 0x8d, 0xf4,
};
/* clang-format on */

/* If the box has the code `code`, returns its body. If it is a uuid box with the id `id`, returns
 * the bytes after the id. The bytes are borrowed. Returns NULL for other boxes, or if there are
 * fewer than `len` bytes. */
static const unsigned char *body_of(struct mp4 *m, const struct mp4_box *box, uint32_t code,
                                    const unsigned char id[ID], size_t len)
{
    bool is_piff = box->code == FOURCC('u', 'u', 'i', 'd');
    size_t before = is_piff ? ID : 0;

    if ((!is_piff && box->code != code) || box->end - box->body < before + len)
        return NULL;
    const unsigned char *bytes = walker_at(m->w, box->body, before + len);
    if (!bytes || (is_piff && memcmp(bytes, id, ID) != 0))
        return NULL;
    return bytes + before;
}

/* Reads schi (scheme information). The tenc in it states whether samples are encrypted (CENC
 * 8.2). */
static void read_scheme_information(struct mp4 *m, const struct mp4_box *schi)
{
    uint64_t at = schi->body;
    struct mp4_box box;

    while (mp4_quiet_child(m, &at, schi->end, &box)) {
        const unsigned char *tenc = body_of(m, &box, FOURCC('t', 'e', 'n', 'c'), piff_track, 8);
        /* isProtected is byte 6 of tenc. In PIFF, bytes 4 to 6 are the algorithm; 0: not
         * encrypted. */
        if (tenc && !tenc[6] && (box.code != FOURCC('u', 'u', 'i', 'd') || !be24(tenc + 4)))
            m->track->locked = false;
    }
}

/* Reads sinf (protection information): the code before encryption, and the scheme's boxes. Returns
 * the code; 0: not found. */
static uint32_t read_sinf(struct mp4 *m, const struct mp4_box *sinf)
{
    uint64_t at = sinf->body;
    uint32_t code = 0;
    struct mp4_box box;

    while (mp4_quiet_child(m, &at, sinf->end, &box)) {
        if (box.code == FOURCC('f', 'r', 'm', 'a')) {
            const unsigned char *bytes = body_of(m, &box, box.code, piff_track, 4);
            code = bytes ? be32(bytes) : 0;
        } else if (box.code == FOURCC('s', 'c', 'h', 'i')) {
            read_scheme_information(m, &box);
        }
    }
    return code;
}

uint32_t mp4_lock_entry(struct mp4 *m, const struct mp4_box *entry)
{
    const struct locked_entry *known = NULL;
    uint32_t code = entry->code;
    struct mp4_box box;

    for (size_t i = 0; i < sizeof locked_entries / sizeof *locked_entries; i++)
        if (locked_entries[i].code == entry->code)
            known = &locked_entries[i];
    if (!known)
        return code;
    m->track->locked = true;
    for (uint64_t at = walker_sum(entry->body, known->boxes);
         mp4_quiet_child(m, &at, entry->end, &box);)
        if (box.code == FOURCC('s', 'i', 'n', 'f'))
            code = read_sinf(m, &box);
    m->track->maybe_locked = true;
    return code;
}

/* Returns whether a box of a track fragment marks samples as encrypted: a senc that lists samples
 * (CENC 7.2), or an sgpd for groups of samples that have their own keys (CENC 6). */
static bool locks_samples(struct mp4 *m, const struct mp4_box *box)
{
    const unsigned char *senc = body_of(m, box, FOURCC('s', 'e', 'n', 'c'), piff_samples, 8);
    const unsigned char *group = box->code == FOURCC('s', 'g', 'p', 'd')
                                     ? body_of(m, box, box->code, piff_samples, 8)
                                     : NULL;

    return (senc && be32(senc + 4)) || (group && be32(group + 4) == FOURCC('s', 'e', 'i', 'g'));
}

void mp4_lock_fragment(struct mp4 *m, const struct mp4_box *traf)
{
    uint64_t at = traf->body;
    struct mp4_track *track = NULL;
    bool locks = false;
    struct mp4_box box;

    while (mp4_quiet_child(m, &at, traf->end, &box)) {
        const unsigned char *head = body_of(m, &box, FOURCC('t', 'f', 'h', 'd'), piff_samples, 8);
        for (unsigned i = 0; head && i < m->track_count; i++)
            if (m->tracks[i].id == be32(head + 4))
                track = &m->tracks[i];
        locks = locks || locks_samples(m, &box);
    }
    if (track && track->maybe_locked && locks)
        track->locked = true;
    m->piece_locked = m->piece_locked || (locks && !track);
}

void mp4_lock_say(struct mp4 *m)
{
    /* The head of a fragmented stream may announce encryption, but has no samples that prove it. */
    if (!m->data_count)
        return;
    for (unsigned i = 0; i < m->track_count; i++) {
        m->w->stream = m->tracks[i].stream;
        if (m->tracks[i].locked)
            walker_doubt(m->w, FINDING_ENCRYPTED, UINT64_MAX, "track %lu is encrypted",
                         (unsigned long)m->tracks[i].id);
    }
    m->w->stream = '\0';
    if (m->piece_locked && !m->has_moov)
        walker_doubt(m->w, FINDING_ENCRYPTED, UINT64_MAX, "the samples are encrypted");
}
