/* Checks fragments (ISO/IEC 14496-12, 8.8): the data of each fragment must be present, and the
 * indexes must point at fragments. */
#include "walk/mp4_parts.h"

#include <string.h>

enum {
    TFHD_BASE = 0x1,          /* flags of tfhd (14496-12, 8.8.7): the data's base is given */
    TFHD_DESCRIPTION = 0x2,   /* a sample description follows */
    TFHD_DURATION = 0x8,      /* a sample duration follows */
    TFHD_SIZE = 0x10,         /* a sample size follows */
    TFHD_MOOF_BASE = 0x20000, /* the base is the beginning of the moof */
    TRUN_OFFSET = 0x1,        /* flags of trun (14496-12, 8.8.8): the data's offset is given */
    TRUN_FIRST = 0x4,         /* flags of the first sample follow */
    TRUN_DURATION = 0x100,    /* each sample has a duration */
    TRUN_SIZE = 0x200,        /* each sample has a size */
    TRUN_FLAGS = 0x400,       /* each sample has flags */
    TRUN_COMPOSITION = 0x800, /* each sample has a composition offset */
};

/* The state while a track fragment (traf) is read. */
struct traf {
    struct mp4_track *track; /* NULL: unknown */
    uint64_t base;
    uint64_t next;     /* start of the next trun's data, if that trun states no offset */
    uint32_t size;     /* size of each sample, if the trun does not state it; 0: unknown */
    uint32_t duration; /* duration of each sample, if the trun does not state it; 0: unknown */
};

static struct mp4_track *find_track(struct mp4 *m, uint32_t id)
{
    for (unsigned i = 0; i < m->track_count; i++)
        if (m->tracks[i].id == id)
            return &m->tracks[i];
    return NULL;
}

static void too_short(struct mp4 *m, const struct mp4_box *box)
{
    char name[5];

    walker_blame(m->w, FINDING_BAD_STRUCTURE, box->start, "box '%s' is too short",
                 walker_fourcc(box->type, name));
}

static void read_tfhd(struct mp4 *m, const struct mp4_box *box, struct traf *traf)
{
    uint64_t len = box->end - box->body;
    const unsigned char *bytes = walker_at(m->w, box->body, len < 40 ? (size_t)len : 40);
    uint32_t flags = bytes && len >= 8 ? be24(bytes + 1) : 0;
    size_t at = 8;
    size_t need = at + (flags & TFHD_BASE ? 8U : 0) + (flags & TFHD_DESCRIPTION ? 4U : 0) +
                  (flags & TFHD_DURATION ? 4U : 0) + (flags & TFHD_SIZE ? 4U : 0);

    if (!bytes || len < need) {
        too_short(m, box);
        return;
    }
    traf->track = find_track(m, be32(bytes + 4));
    traf->size = traf->track ? traf->track->default_size : 0;
    traf->duration = traf->track ? traf->track->default_duration : 0;
    if (flags & TFHD_BASE) {
        traf->base = traf->next = be64(bytes + at);
        m->fragment.absolute = traf->base != m->fragment.moof;
        at += 8;
    } else if (flags & TFHD_MOOF_BASE) {
        traf->base = traf->next = m->fragment.moof;
    }
    at += flags & TFHD_DESCRIPTION ? 4U : 0;
    if (flags & TFHD_DURATION) {
        traf->duration = be32(bytes + at);
        at += 4;
    }
    if (flags & TFHD_SIZE)
        traf->size = be32(bytes + at);
}

/* Reads tfdt, which states when the fragment begins (14496-12, 8.8.12). If this time is later than
 * the duration known so far, it becomes the duration. */
static void read_tfdt(struct mp4 *m, const struct mp4_box *box, const struct traf *traf)
{
    uint64_t len = box->end - box->body;
    const unsigned char *bytes = len >= 8 ? walker_at(m->w, box->body, len < 12 ? 8 : 12) : NULL;

    if (!bytes || !traf->track || !traf->track->timescale || (bytes[0] == 1 && len < 12))
        return;
    uint64_t time = bytes[0] == 1 ? be64(bytes + 4) : be32(bytes + 4);
    traf->track->time.next = time;
    double seconds = (double)time / traf->track->timescale;
    if (seconds > m->w->duration_s)
        m->w->duration_s = seconds;
}

/* Adds a number of samples, and their total duration, to the times of a track. These samples follow
 * the samples that were added before. */
static void add_time(struct mp4_track *track, uint64_t samples, uint64_t duration)
{
    struct mp4_time *time = &track->time;

    if (!time->has_fragments && !time->next && track->samples)
        time->next = mp4_media_length(track);
    if (!time->has_fragments)
        time->first = time->next;
    time->has_fragments = true;
    time->next = walker_sum(time->next, duration);
    time->samples = walker_sum(time->samples, samples);
    time->fragmented = walker_sum(time->fragmented, duration);
    if (time->next > time->last)
        time->last = time->next;
}

/* A run of samples (trun), with the total size and duration of its samples. */
struct run {
    uint32_t flags; /* state which fields each table entry has */
    uint32_t count;
    uint64_t size, duration;
};

/* Computes the total size and duration of a trun's samples from the trun's entries, and checks the
 * samples. The samples' data begins at `start` and has no gaps. In a large file, only the first
 * sample of a trun is checked. */
static void sum_run(struct mp4 *m, const struct traf *traf, struct mp4_table table, uint64_t start,
                    struct run *run)
{
    unsigned char piece[4096];
    uint32_t per_piece = sizeof piece / table.width, has_duration = run->flags & TRUN_DURATION;

    for (uint32_t i = 0; i < table.count && walker_step(m->w); i++) {
        uint32_t in = i % per_piece,
                 count = table.count - i < per_piece ? table.count - i : per_piece;
        if (in == 0) {
            const unsigned char *bytes =
                walker_at(m->w, table.at + (uint64_t)i * table.width, (size_t)count * table.width);
            if (!bytes)
                return;
            memcpy(piece, bytes, (size_t)count * table.width);
        }
        const unsigned char *entry = piece + (size_t)in * table.width;
        if (has_duration)
            run->duration = walker_sum(run->duration, be32(entry));
        if (!(run->flags & TRUN_SIZE))
            continue;
        uint32_t size = be32(entry + (has_duration ? 4 : 0));
        if (traf->track && !m->fragment.absolute &&
            (i == 0 || walker_takes_all(m->w, WALKER_SMALL)))
            mp4_sample(m->w, traf->track, walker_sum(start, run->size), size);
        run->size = walker_sum(run->size, size);
    }
}

/* Adds the bytes from `start` to `end` to the fragment's data. */
static void need_data(struct mp4 *m, uint64_t start, uint64_t end)
{
    struct mp4_fragment *f = &m->fragment;

    if (start == end)
        return;
    if (!f->waiting || start < f->start)
        f->start = start;
    if (!f->waiting || end > f->end)
        f->end = end;
    f->waiting = true;
}

/* Adds a trun to its track. Uses the default size and duration of samples if the trun states
 * none. */
static void add_run(struct traf *traf, struct run *run, uint64_t start)
{
    if (!(run->flags & TRUN_SIZE))
        run->size = (uint64_t)run->count * traf->size;
    if (!(run->flags & TRUN_DURATION))
        run->duration = (uint64_t)run->count * traf->duration;
    traf->next = walker_sum(start, run->size);
    if (!traf->track)
        return;
    add_time(traf->track, run->count, run->duration);
    if (!traf->track->start)
        traf->track->start = start;
}

static void read_trun(struct mp4 *m, const struct mp4_box *box, struct traf *traf)
{
    uint64_t len = box->end - box->body;
    const unsigned char *bytes = walker_at(m->w, box->body, len < 16 ? (size_t)len : 16);
    uint32_t flags = bytes && len >= 8 ? be24(bytes + 1) : 0;
    uint32_t width = (flags & TRUN_DURATION ? 4U : 0) + (flags & TRUN_SIZE ? 4U : 0) +
                     (flags & TRUN_FLAGS ? 4U : 0) + (flags & TRUN_COMPOSITION ? 4U : 0);
    unsigned head = 8 + (flags & TRUN_OFFSET ? 4U : 0) + (flags & TRUN_FIRST ? 4U : 0);

    if (!bytes || len < head) {
        too_short(m, box);
        return;
    }
    struct run run = {.flags = flags, .count = be32(bytes + 4)};
    uint64_t start = traf->next;
    if (flags & TRUN_OFFSET)
        start = traf->base + (uint64_t)(int64_t)(int32_t)be32(bytes + 8);
    if (width) {
        struct mp4_table table = mp4_table(m, box, box->body + head, run.count, width);
        if (flags & (TRUN_SIZE | TRUN_DURATION))
            sum_run(m, traf, table, start, &run);
    }
    add_run(traf, &run, start);
    need_data(m, start, traf->next);
}

static void read_traf(struct mp4 *m, const struct mp4_box *box, uint64_t *next)
{
    struct traf traf = {.base = *next, .next = *next};
    uint64_t at = box->body;
    struct mp4_box child;

    mp4_lock_fragment(m, box);
    while (mp4_child(m, &at, box->end, &child)) {
        if (child.code == FOURCC('t', 'f', 'h', 'd'))
            read_tfhd(m, &child, &traf);
        else if (child.code == FOURCC('t', 'f', 'd', 't'))
            read_tfdt(m, &child, &traf);
        else if (child.code == FOURCC('t', 'r', 'u', 'n'))
            read_trun(m, &child, &traf);
    }
    /* If the next traf states no base, its data follows this traf's data (14496-12, 8.8.7.1). */
    *next = traf.next;
}

/* Reads mfhd, which states the fragment's number. Numbers rise from fragment to fragment (14496-12,
 * 8.8.5). A gap is only a note, because cut or joined streams also have gaps. */
static void read_mfhd(struct mp4 *m, const struct mp4_box *box)
{
    const unsigned char *bytes = box->end - box->body >= 8 ? walker_at(m->w, box->body, 8) : NULL;
    uint32_t number = bytes ? be32(bytes + 4) : 0;

    if (!bytes)
        return;
    if (m->sequence && number > m->sequence + 1)
        walker_note(m->w, FINDING_MISSING_DATA, box->start, "fragment %lu follows fragment %lu",
                    (unsigned long)number, (unsigned long)m->sequence);
    m->sequence = number;
}

static void say_no_data(struct mp4 *m)
{
    walker_blame(m->w, FINDING_TRUNCATED, m->w->size, "the fragment at %llu has no data",
                 (unsigned long long)m->fragment.moof);
}

void mp4_fragment(struct mp4 *m, const struct mp4_box *moof)
{
    uint64_t at = moof->body, next = moof->start;
    struct mp4_box child;

    /* If a fragment states its data's offset, the data may be after a later fragment. */
    if (m->fragment.waiting && m->fragment.start >= moof->end)
        walker_note(m->w, FINDING_BAD_STRUCTURE, moof->start,
                    "fragments without data between them");
    m->fragment = (struct mp4_fragment){.moof = moof->start};
    while (mp4_child(m, &at, moof->end, &child)) {
        if (child.code == FOURCC('m', 'f', 'h', 'd'))
            read_mfhd(m, &child);
        else if (child.code == FOURCC('t', 'r', 'a', 'f'))
            read_traf(m, &child, &next);
    }
}

void mp4_fragment_data(struct mp4 *m, const struct mp4_box *mdat)
{
    struct mp4_fragment *f = &m->fragment;

    if (!f->waiting || m->w->stopped)
        return;
    f->waiting = false;
    if (!mdat) {
        if (f->end > f->moof && !f->absolute)
            say_no_data(m);
        return;
    }
    if (f->start >= mdat->body && f->end <= mdat->end)
        return;
    if (f->end > m->w->size && f->start >= mdat->body)
        walker_blame(m->w, FINDING_TRUNCATED, m->w->size,
                     "the data of the fragment at %llu ends at %llu, past the end of the file",
                     (unsigned long long)f->moof, (unsigned long long)f->end);
    else if (f->absolute)
        walker_doubt(m->w, FINDING_BROKEN_INDEX, f->moof,
                     "a fragment points to data outside of its data box");
    else
        walker_blame(m->w, FINDING_OUT_OF_BOUNDS, f->moof,
                     "a fragment's data is not in the box that follows the fragment");
}

/* Adds the length in a segment index. Only one track's indexes are used, because all tracks cover
 * the same time. */
static void add_index(struct mp4 *m, uint32_t id, uint32_t timescale, uint64_t length)
{
    if (!m->indexed)
        m->indexed = id;
    if (timescale && m->indexed == id)
        m->indexed_s += (double)length / timescale;
}

/* Reads sidx, which states the sizes of the pieces that follow it (14496-12, 8.16.3). */
void mp4_segment_index(struct mp4 *m, const struct mp4_box *sidx)
{
    uint64_t len = sidx->end - sidx->body;
    const unsigned char *bytes = len >= 32 ? walker_at(m->w, sidx->body, 32) : NULL;

    walker_padding(m->w, sidx->start, sidx->end);
    if (!bytes)
        return;
    bool wide = bytes[0] == 1;
    uint32_t timescale = be32(bytes + 8), id = be32(bytes + 4);
    uint64_t length = 0;
    uint64_t first = wide ? be64(bytes + 20) : be32(bytes + 16);
    uint32_t count = be16(bytes + (wide ? 30 : 22));
    struct mp4_table table = mp4_table(m, sidx, sidx->body + (wide ? 32 : 24), count, 12);
    uint64_t end = walker_sum(sidx->end, first);
    for (uint32_t i = 0; i < table.count && walker_step(m->w); i++) {
        bytes = walker_at(m->w, table.at + (uint64_t)i * 12, 8);
        if (!bytes)
            return;
        end = walker_sum(end, be32(bytes) & INT32_MAX);
        /* A reference to another index is not counted, because that index covers the same time. */
        if (be32(bytes) <= INT32_MAX)
            length += be32(bytes + 4);
    }
    add_index(m, id, timescale, length);
    if (end > m->w->size)
        walker_blame(m->w, FINDING_TRUNCATED, m->w->size,
                     "the last segment in the index ends %llu bytes past the end of the file",
                     (unsigned long long)(end - m->w->size));
}

/* Returns whether a fragment begins at `offset`. Also returns true if the walk must stop. */
static bool is_fragment(struct mp4 *m, uint64_t offset)
{
    const unsigned char *bytes;

    if (offset > m->w->size || m->w->size - offset < 8)
        return false;
    bytes = walker_at(m->w, offset, 8);
    return !bytes || be32(bytes + 4) == FOURCC('m', 'o', 'o', 'f');
}

/* Reads tfra, a list of fragments at which playing can start (14496-12, 8.8.10), and checks some
 * entries. */
static void read_tfra(struct mp4 *m, const struct mp4_box *box)
{
    enum { FEW = 8 }; /* one in FEW entries may be wrong */
    uint64_t len = box->end - box->body;
    const unsigned char *bytes = len >= 16 ? walker_at(m->w, box->body, 16) : NULL;

    if (!bytes)
        return;
    uint32_t wide = bytes[0] == 1 ? 8 : 4, lengths = be32(bytes + 8);
    uint32_t width = 2 * wide + (lengths >> 4 & 3) + (lengths >> 2 & 3) + (lengths & 3) + 3;
    struct mp4_table table = mp4_table(m, box, box->body + 16, be32(bytes + 12), width);
    uint32_t step = table.count / WALKER_WINDOWS + 1, looked = 0, wrong = 0;
    uint64_t first = 0;
    bool past = false;
    for (uint32_t i = 0; i < table.count; i += step) {
        bytes = walker_at(m->w, table.at + (uint64_t)i * width, (size_t)2 * wide);
        if (!bytes || !walker_step(m->w))
            return;
        uint64_t offset = wide == 8 ? be64(bytes + 8) : be32(bytes + 4);
        looked++;
        if (!is_fragment(m, offset)) {
            first = wrong++ ? first : offset;
            past = past || offset >= m->w->size;
        }
        if (i > UINT32_MAX - step)
            break;
    }
    /* A few wrong entries are harmless, because tfra is used only for seeking. But an entry past
     * the end of the file suggests that the file was once longer. */
    if (wrong)
        (past || wrong > looked / FEW ? walker_doubt : walker_note)(
            m->w, FINDING_BROKEN_INDEX, box->start, "no fragment at %llu, where the index points",
            (unsigned long long)first);
}

void mp4_fragment_index(struct mp4 *m, const struct mp4_box *mfra)
{
    uint64_t at = mfra->body;
    struct mp4_box child;

    walker_padding(m->w, mfra->start, mfra->end);
    while (mp4_child(m, &at, mfra->end, &child))
        if (child.code == FOURCC('t', 'f', 'r', 'a'))
            read_tfra(m, &child);
}
