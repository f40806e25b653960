/* The indexes of a Matroska file: is what Cues and SeekHead point at there? */
#include "walk/matroska_parts.h"

/* Whether an element of this id begins at the offset; also when that cannot be told any more. */
static bool is_at(struct mkv *m, uint64_t offset, uint32_t id)
{
    struct mkv_element e;
    enum mkv_read got;

    if (offset >= m->w->size)
        return false;
    got = mkv_element(m->w, offset, m->w->size, &e);
    return got == MKV_STOP || (got == MKV_OK && e.id == id);
}

static void check_cluster_at(struct mkv *m, const struct mkv_element *cue, uint64_t position)
{
    uint64_t offset = walker_sum(m->segment.start, position);

    if (!is_at(m, offset, MKV_CLUSTER))
        walker_doubt(m->w, FINDING_BROKEN_INDEX, cue->start,
                     "the index says that a cluster is at %llu", (unsigned long long)offset);
}

static void check_cue(struct mkv *m, const struct mkv_element *cue)
{
    uint64_t at = cue->body;
    struct mkv_element positions, child;

    while (mkv_child(m, &at, cue->end, &positions)) {
        if (positions.id != MKV_CUE_POSITIONS)
            continue;
        for (uint64_t in = positions.body; mkv_child(m, &in, positions.end, &child);)
            if (child.id == MKV_CUE_CLUSTER)
                check_cluster_at(m, cue, mkv_number(m, &child));
    }
}

/* Some of the cues, spread over all of them. */
static void check_cues(struct mkv *m)
{
    uint64_t at = m->cues.body, next = at;
    uint64_t stride = (m->cues.end - m->cues.body) / WALKER_WINDOWS;
    struct mkv_element cue;

    while (mkv_child(m, &at, m->cues.end, &cue)) {
        if (cue.id != MKV_CUE_POINT || cue.start < next)
            continue;
        check_cue(m, &cue);
        next = cue.start + stride;
    }
}

static void check_seek(struct mkv *m, const struct mkv_element *seek)
{
    uint64_t at = seek->body, position = 0, id = 0;
    struct mkv_element child;

    while (mkv_child(m, &at, seek->end, &child)) {
        if (child.id == MKV_SEEK_ID)
            id = mkv_number(m, &child);
        else if (child.id == MKV_SEEK_POSITION)
            position = mkv_number(m, &child);
    }
    uint64_t offset = walker_sum(m->segment.start, position);
    if (id && !is_at(m, offset, (uint32_t)id))
        walker_doubt(m->w, FINDING_BROKEN_INDEX, seek->start,
                     "the index says that element %llX is at %llu", (unsigned long long)id,
                     (unsigned long long)offset);
}

void mkv_check_pointers(struct mkv *m)
{
    enum { MOST = 256 };
    struct mkv_element seek;

    for (unsigned i = 0; i < m->seek_head_count; i++) {
        uint64_t at = m->seek_heads[i].body;
        for (int n = 0; n < MOST && mkv_child(m, &at, m->seek_heads[i].end, &seek); n++)
            if (seek.id == MKV_SEEK)
                check_seek(m, &seek);
    }
    if (m->cues.end)
        check_cues(m);
}
