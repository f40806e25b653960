/* Checks the clusters of a Matroska file: their children, and the beginning of each block. */
#include "walk/matroska_parts.h"

/* A large file is divided into this number of parts. One cluster in each part is checked. */
enum { LOOKS = 32 };

static bool is_cluster_child(uint32_t id)
{
    /* clang-format off */
    static const uint32_t ids[] = {
        MKV_TIMESTAMP, MKV_POSITION, MKV_PREVIOUS_SIZE, MKV_SILENT_TRACKS,
        MKV_SIMPLE_BLOCK, MKV_BLOCK_GROUP, MKV_ENCRYPTED_BLOCK,
        MKV_VOID, MKV_CRC,
    };
    /* clang-format on */

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* Records the time of a block, which is stated in ticks relative to the cluster. */
static void see_time(struct mkv *m, const unsigned char *block)
{
    int64_t time = (int64_t)be16(block + 1);

    time -= time > INT16_MAX ? UINT16_MAX + 1 : 0;
    if (block[0] & 0x80 && m->timestamp < INT64_MAX / 2)
        mkv_pace_block(m, block[0] & 0x7f, (int64_t)m->timestamp + time);
}

/* Checks the beginning of a block: its track number, its time and its flags (RFC 9559 10.1). One
 * flag value states that the block contains several frames of the same size (fixed-size lacing). */
static void check_block(struct mkv *m, const struct mkv_element *block)
{
    enum { LACING = 0x06, FIXED = 0x04 };
    uint64_t len = block->end - block->body;
    const unsigned char *bytes = walker_at(m->w, block->body, len < 6 ? (size_t)len : 6);

    if (!bytes)
        return;
    if (len < 4) {
        walker_blame(m->w, FINDING_BAD_STRUCTURE, block->start, "a block of only %u bytes",
                     (unsigned)len);
        return;
    }
    see_time(m, bytes);
    /* Track numbers above 127 have more bytes, and are not checked. */
    if (bytes[0] & 0x80 && !m->tracks[bytes[0] & 0x7f] && m->has_tracks && !m->many_tracks)
        walker_doubt(m->w, FINDING_BAD_STRUCTURE, block->start,
                     "a block of track %u, which does not exist", bytes[0] & 0x7fU);
    if (bytes[0] & 0x80 && (bytes[3] & LACING) == FIXED && len > 5 &&
        (len - 5) % (bytes[4] + 1U) != 0)
        walker_doubt(m->w, FINDING_BAD_STRUCTURE, block->start,
                     "a block cannot be divided into its %u frames", bytes[4] + 1U);
}

static void check_group(struct mkv *m, const struct mkv_element *group)
{
    uint64_t at = group->body;
    struct mkv_element child;

    while (mkv_child(m, &at, group->end, &child))
        if (child.id == MKV_BLOCK)
            check_block(m, &child);
}

/* Records the time of a cluster. A jump back is only a note, because it also occurs where files
 * were joined. */
static void see_timestamp(struct mkv *m, const struct mkv_element *e)
{
    uint64_t timestamp = mkv_number(m, e);

    if (timestamp < m->timestamp && (double)(m->timestamp - timestamp) * m->scale_s > 10)
        walker_note(m->w, FINDING_MISSING_DATA, e->start, "the timestamp jumps back");
    m->timestamp = timestamp;
}

static void see_child(struct mkv *m, const struct mkv_element *child)
{
    switch (child->id) {
    case MKV_TIMESTAMP:
        see_timestamp(m, child);
        break;
    case MKV_SIMPLE_BLOCK:
        check_block(m, child);
        break;
    case MKV_BLOCK_GROUP:
        check_group(m, child);
        break;
    default:
        if (!is_cluster_child(child->id))
            walker_doubt(m->w, FINDING_BAD_STRUCTURE, child->start,
                         "unexpected element %lX in a cluster", (unsigned long)child->id);
    }
}

/* Walks a cluster of unknown size. Returns the offset of the end of its last child. */
static uint64_t walk_unknown(struct mkv *m, const struct mkv_element *cluster)
{
    uint64_t at = cluster->body;

    while (at < m->segment.end) {
        struct mkv_element child;
        enum mkv_read got = mkv_element(m->w, at, m->segment.end, &child);
        if (got == MKV_STOP)
            return m->segment.end;
        if (got == MKV_BAD || child.unknown_size || !is_cluster_child(child.id))
            return at;
        if (child.end > m->segment.end) {
            walker_blame(m->w, FINDING_TRUNCATED, m->segment.end,
                         "element %lX at %llu ends %llu bytes past the end of the file",
                         (unsigned long)child.id, (unsigned long long)child.start,
                         (unsigned long long)(child.end - m->segment.end));
            return m->segment.end;
        }
        see_child(m, &child);
        at = child.end;
    }
    return at;
}

static uint64_t walk_children(struct mkv *m, const struct mkv_element *cluster)
{
    uint64_t at = cluster->body;
    struct mkv_element child;

    if (cluster->unknown_size)
        return walk_unknown(m, cluster);
    while (mkv_child(m, &at, cluster->end, &child))
        see_child(m, &child);
    return cluster->end;
}

/* Reads only the cluster's time, which is the first child, or the second if the first is a
 * checksum. */
static void see_first(struct mkv *m, const struct mkv_element *cluster)
{
    uint64_t at = cluster->body;
    struct mkv_element child;

    for (int i = 0; i < 2 && mkv_child(m, &at, cluster->end, &child); i++)
        if (child.id == MKV_TIMESTAMP)
            see_timestamp(m, &child);
}

uint64_t mkv_cluster(struct mkv *m, const struct mkv_element *cluster)
{
    struct walker *w = m->w;

    if (cluster->unknown_size)
        return walk_children(m, cluster);
    if (walker_takes_all(w, WALKER_SMALL)) {
        mkv_check_crc(m, cluster);
        return walk_children(m, cluster);
    }
    if (cluster->start < m->next_look) {
        mkv_pace_break(m);
        see_first(m, cluster);
        return cluster->end;
    }
    m->next_look = cluster->start + w->size / LOOKS;
    return walk_children(m, cluster);
}
