/* Follows a track's tables to the samples: each chunk must be in the file's data, and samples must
 * begin as their codec requires. */
#include "walk/mp4_parts.h"

#include <string.h>

/* A table with its own buffer for entries, because several tables are read alternately. */
struct cursor {
    struct walker *w;
    const struct mp4_table *table;
    uint32_t first, have;      /* index of the first entry in piece, and number of entries */
    unsigned char piece[4080]; /* complete entries; the size is a multiple of each entry width */
};

/* Returns the entry with index `i`, borrowed. `i` must be less than the table's count. Returns NULL
 * if the walk must stop. */
static const unsigned char *entry(struct cursor *c, uint32_t i)
{
    const struct mp4_table *t = c->table;

    if (i < c->first || i - c->first >= c->have) {
        uint32_t most = (uint32_t)sizeof c->piece / t->width;
        uint32_t have = t->count - i < most ? t->count - i : most;
        const unsigned char *bytes =
            walker_at(c->w, t->at + (uint64_t)i * t->width, (size_t)have * t->width);
        if (!bytes)
            return NULL;
        memcpy(c->piece, bytes, (size_t)have * t->width);
        c->first = i;
        c->have = have;
    }
    return c->piece + (size_t)(i - c->first) * t->width;
}

static uint64_t number(const unsigned char *bytes, uint32_t width)
{
    return width == 8 ? be64(bytes) : width == 4 ? be32(bytes) : width == 2 ? be16(bytes) : *bytes;
}

struct check {
    struct mp4 *m;
    struct mp4_track *track;
    struct cursor sizes, chunks, runs;
    uint32_t run;       /* the next entry of stsc to read */
    uint32_t next_run;  /* that entry's first chunk, from 1; UINT32_MAX: no more entries */
    uint32_t per_chunk; /* samples in each chunk, from the current entry of stsc */
    uint64_t sample;    /* number of samples before this chunk */
    uint64_t step;      /* one of every `step` samples is checked */
};

static bool is_chunk_in_data(const struct mp4 *m, uint64_t start, uint64_t end)
{
    if (m->data_count > MP4_DATA_BOXES)
        return true;
    for (uint64_t i = 0; i < m->data_count; i++)
        if (start >= m->data[i].start && end <= m->data[i].end)
            return true;
    return false;
}

static void check_place(struct check *c, uint32_t chunk, uint64_t start, uint64_t end)
{
    struct walker *w = c->m->w;

    if (end > w->size)
        walker_blame(w, FINDING_TRUNCATED, w->size,
                     "chunk %lu (bytes %llu to %llu) ends past the end of the file",
                     (unsigned long)chunk + 1, (unsigned long long)start, (unsigned long long)end);
    else if (!is_chunk_in_data(c->m, start, end))
        walker_doubt(w, FINDING_BROKEN_INDEX, start, "chunk %lu is not in a data box",
                     (unsigned long)chunk + 1);
}

/* Checks a sample that consists of NAL units (the units of H.264 and HEVC data). Each unit is
 * preceded by its length in `width` bytes, and the units together fill the sample (ISO/IEC
 * 14496-15, 5.3.2). */
static void check_nal_units(struct walker *w, unsigned width, uint64_t at, uint32_t size)
{
    enum { MOST = 32 };
    uint64_t end = at + size, start = at;

    for (int i = 0; i < MOST && end - at > width && walker_step(w); i++) {
        const unsigned char *bytes = walker_at(w, at, width);
        if (!bytes)
            return;
        uint64_t length = 0;
        for (unsigned byte = 0; byte < width; byte++)
            length = length << 8 | bytes[byte];
        if ((length == 0 && at == start) || length > end - at - width) {
            walker_blame(w, FINDING_BAD_STRUCTURE, at,
                         "a NAL unit of %llu bytes in a sample of %lu bytes",
                         (unsigned long long)length, (unsigned long)size);
            return;
        }
        if (length == 0)
            return;
        at += width + length;
    }
}

void mp4_sample(struct walker *w, const struct mp4_track *track, uint64_t at, uint32_t size)
{
    enum { FIRST = 32 };

    if (walker_sum(at, size) > w->size || !track->never_zero)
        return;
    if (size >= FIRST && walker_is_zero(w, at, at + FIRST, FIRST))
        (track->stream == 'v' ? walker_blame : walker_doubt)(
            w, FINDING_ZEROS, at, "a sample of %lu bytes begins with zeros", (unsigned long)size);
    else if (track->nal_length && !track->locked && size > track->nal_length)
        check_nal_units(w, track->nal_length, at, size);
}

/* Returns the total size of the samples in the chunk at `start`. If samples differ in size, also
 * checks one of every c->step samples. */
static uint64_t chunk_size(struct check *c, uint64_t start)
{
    uint64_t size = 0;

    if (c->track->sample_size)
        return (uint64_t)c->track->sample_size * c->per_chunk;
    for (uint32_t i = 0; i < c->per_chunk; i++) {
        uint64_t sample = c->sample + i;
        if (sample >= c->track->sizes.count || !walker_step(c->m->w))
            break;
        const unsigned char *bytes = entry(&c->sizes, (uint32_t)sample);
        if (!bytes)
            break;
        uint64_t len = number(bytes, c->track->sizes.width);
        if (sample % c->step == 0)
            mp4_sample(c->m->w, c->track, walker_sum(start, size), (uint32_t)len);
        size = walker_sum(size, len);
    }
    return size;
}

/* Moves to the entry of stsc that applies to `chunk`, which is counted from 0. An entry states the
 * number of samples in each chunk of a series. Returns false if the table is invalid. */
static bool seek_run(struct check *c, uint32_t chunk)
{
    const struct mp4_table *runs = &c->track->runs;

    while (c->next_run <= chunk + 1 && c->next_run != UINT32_MAX) {
        const unsigned char *bytes = entry(&c->runs, c->run);
        if (!bytes)
            return false;
        uint32_t first = be32(bytes);
        c->per_chunk = be32(bytes + 4);
        c->run++;
        c->next_run = UINT32_MAX;
        if (c->run < runs->count) {
            bytes = entry(&c->runs, c->run);
            if (!bytes)
                return false;
            c->next_run = be32(bytes);
        }
        if (first == 0 || c->next_run <= first) {
            walker_blame(c->m->w, FINDING_BROKEN_INDEX, runs->at,
                         "the chunk numbers in stsc do not increase");
            return false;
        }
    }
    return true;
}

static void check_chunks(struct check *c)
{
    const struct mp4_table *chunks = &c->track->chunks;
    uint32_t i;

    for (i = 0; i < chunks->count && walker_step(c->m->w) && seek_run(c, i); i++) {
        const unsigned char *bytes = entry(&c->chunks, i);
        if (!bytes)
            return;
        uint64_t start = number(bytes, chunks->width);
        uint64_t size = chunk_size(c, start);
        if (size)
            check_place(c, i, start, walker_sum(start, size));
        c->sample += c->per_chunk;
    }
    if (i < chunks->count || c->m->w->stopped)
        return;
    /* Some writers leave the last chunk with fewer samples than its entry states. */
    bool too_many = c->track->sizes.count && c->sample > c->track->samples &&
                    c->sample - c->track->samples >= c->per_chunk;
    if (c->sample < c->track->samples || too_many)
        walker_doubt(c->m->w, FINDING_BROKEN_INDEX, chunks->at,
                     "a track has %lu samples, but its chunks hold %llu",
                     (unsigned long)c->track->samples, (unsigned long long)c->sample);
}

/* Returns whether sample sizes are in bytes. In a sound track, a sample size of 1 means that
 * samples are ticks of the clock (QTFF, "Sample Size Atoms"). The sizes of chunks are then unknown.
 * read_stz2 in mp4_track.c sets a sample size of 1 if it does not read the sizes. */
static bool has_true_sizes(const struct mp4_track *track)
{
    return track->sample_size != 1;
}

static void check_track(struct mp4 *m, struct mp4_track *track)
{
    struct mp4_table none = {0};
    struct check c = {
        .m = m,
        .track = track,
        .sizes = {m->w, &track->sizes},
        .chunks = {m->w, &track->chunks},
        .runs = {m->w, &track->runs},
        .next_run = track->runs.count ? 1 : UINT32_MAX,
        .step = 1,
    };
    uint64_t most = walker_takes_all(m->w, WALKER_SMALL) ? 4096 : WALKER_WINDOWS;

    if (!track->sizes.present || !track->chunks.present || !track->runs.present) {
        walker_blame(m->w, FINDING_BROKEN_INDEX, UINT64_MAX, "track %lu lacks a sample table",
                     (unsigned long)track->id);
        return;
    }
    if (!track->samples || track->external)
        return;
    if (!has_true_sizes(track)) {
        track->sizes = none;
        track->sample_size = 0;
    }
    if (track->samples > most)
        c.step = track->samples / most;
    check_chunks(&c);
}

/* Returns whether a long run of zeros is damage: that is, whether no codec in the file produces
 * such runs. */
static bool zeros_matter(const struct mp4 *m)
{
    bool any = false;

    for (unsigned i = 0; i < m->track_count; i++) {
        const struct mp4_track *track = &m->tracks[i];
        if ((track->stream == 'v' || track->stream == 'a' || !track->stream) && !track->never_zero)
            return false;
        any = any || track->stream == 'v';
    }
    return any && m->track_count < MP4_TRACKS;
}

void mp4_check(struct mp4 *m)
{
    for (unsigned i = 0; i < m->track_count && !m->w->stopped; i++) {
        m->w->stream = m->tracks[i].stream;
        check_track(m, &m->tracks[i]);
    }
    mp4_lock_say(m);
    m->w->zeros_matter = zeros_matter(m);
}
