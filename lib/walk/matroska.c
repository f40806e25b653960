/* Walks Matroska and WebM files: the header, the segment, the elements of the segment, and the
 * indexes. */
#include "walk/matroska_parts.h"

#include <string.h>

/* --- the elements of a segment -------------------------------------------------------------- */

/* Returns whether `e` names libebml, the library of mkvmerge, as the writer of the file. In files
 * of mkvmerge, Duration is the last timestamp minus the first one, which can be later than 0
 * (mkvtoolnix, src/merge/cluster_helper.cpp). */
static bool is_by_libebml(struct mkv *m, const struct mkv_element *e)
{
    static const char name[] = "libebml";
    const unsigned char *bytes =
        e->end - e->body >= sizeof name - 1 ? walker_at(m->w, e->body, sizeof name - 1) : NULL;

    return bytes && memcmp(bytes, name, sizeof name - 1) == 0;
}

static void top_info(struct mkv *m, const struct mkv_element *e)
{
    uint64_t at = e->body;
    struct mkv_element child;

    while (mkv_child(m, &at, e->end, &child)) {
        if (child.id == MKV_TIMESTAMP_SCALE)
            m->scale_s = (double)mkv_number(m, &child) / 1e9;
        else if (child.id == MKV_DURATION)
            mkv_real(m, &child, &m->duration);
        else if (child.id == MKV_MUXER)
            m->is_length = is_by_libebml(m, &child);
    }
    if (!(m->duration > 0 && m->duration < 1e15))
        m->duration = 0;
}

/* Returns whether a codec's data has no long runs of zeros. MPEG-1 and -2 use zeros as stuffing,
 * and uncompressed data may be all zeros. */
static bool is_never_zero(const char *codec)
{
    /* clang-format off */
    static const char *const codecs[] = {
        "V_MPEG4/ISO/AVC", "V_MPEGH/ISO/HEVC", "V_MPEG4/ISO/ASP", "V_VP8", "V_VP9", "V_AV1",
        "A_AAC", "A_MPEG/L", "A_AC3", "A_EAC3", "A_OPUS", "A_VORBIS", "A_FLAC", "A_TRUEHD", "A_DTS",
        "S_",
    };
    /* clang-format on */

    for (size_t i = 0; i < sizeof codecs / sizeof *codecs; i++)
        if (strncmp(codec, codecs[i], strlen(codecs[i])) == 0)
            return true;
    return false;
}

/* Returns whether a ContentEncoding is encryption with a cipher (RFC 9559 5.1.4.1.31). Algorithm 0
 * means that the content is only signed. If the algorithm is missing, the type decides. */
static bool is_encryption(struct mkv *m, const struct mkv_element *encoding)
{
    uint64_t at = encoding->body, type = 0, algorithm = 1;
    struct mkv_element child, part;

    while (mkv_child(m, &at, encoding->end, &child)) {
        if (child.id == MKV_CONTENT_TYPE)
            type = mkv_number(m, &child);
        if (child.id != MKV_CONTENT_ENCRYPTION)
            continue;
        for (uint64_t in = child.body; mkv_child(m, &in, child.end, &part);)
            if (part.id == MKV_CONTENT_ALGORITHM)
                algorithm = mkv_number(m, &part);
    }
    return type == 1 && algorithm;
}

static void read_encodings(struct mkv *m, const struct mkv_element *encodings)
{
    uint64_t at = encodings->body;
    struct mkv_element encoding;

    while (mkv_child(m, &at, encodings->end, &encoding))
        if (encoding.id == MKV_CONTENT_ENCODING && is_encryption(m, &encoding))
            walker_doubt(m->w, FINDING_ENCRYPTED, encoding.start, "a track is encrypted");
}

static void read_track(struct mkv *m, const struct mkv_element *e)
{
    uint64_t at = e->body, number = 0;
    char codec[32] = "";
    struct mkv_element child;

    while (mkv_child(m, &at, e->end, &child)) {
        uint64_t len = child.end - child.body;
        const unsigned char *bytes;
        if (child.id == MKV_TRACK_NUMBER) {
            number = mkv_number(m, &child);
        } else if (child.id == MKV_CONTENT_ENCODINGS) {
            read_encodings(m, &child);
        } else if (child.id == MKV_CODEC_ID && len < sizeof codec &&
                   (bytes = walker_at(m->w, child.body, (size_t)len)) != NULL) {
            memcpy(codec, bytes, (size_t)len);
            codec[len] = '\0';
        }
    }
    if (number && number < MKV_TRACKS_MOST)
        m->tracks[number] = 1;
    else
        m->many_tracks = true;
    m->zeros_matter = m->zeros_matter && is_never_zero(codec);
}

static void top_tracks(struct mkv *m, const struct mkv_element *e)
{
    uint64_t at = e->body;
    struct mkv_element child;

    m->zeros_matter = !m->has_tracks || m->zeros_matter;
    m->has_tracks = true;
    while (mkv_child(m, &at, e->end, &child))
        if (child.id == MKV_TRACK_ENTRY)
            read_track(m, &child);
    mkv_tracks(m, e);
}

static void top_cues(struct mkv *m, const struct mkv_element *e)
{
    m->cues = *e;
}

static void top_seek_head(struct mkv *m, const struct mkv_element *e)
{
    if (m->seek_head_count < MKV_SEEK_HEADS)
        m->seek_heads[m->seek_head_count++] = *e;
}

/* Elements that may be children of a segment (RFC 9559 5.1), or that may occur anywhere (RFC 8794
 * 11.3). */
/* clang-format off */
static const struct top_element {
    uint32_t id;
    void (*read)(struct mkv *m, const struct mkv_element *e);
} top_elements[] = {
    {MKV_CLUSTER, NULL}, /* read by matroska_cluster.c */
    {MKV_VOID, NULL},
    {MKV_CRC, NULL},
    {MKV_SEEK_HEAD, top_seek_head},
    {MKV_INFO, top_info},
    {MKV_TRACKS, top_tracks},
    {MKV_CUES, top_cues},
    {MKV_ATTACHMENTS, NULL},
    {MKV_CHAPTERS, mkv_chapters},
    {MKV_TAGS, NULL},
};
/* clang-format on */

static const struct top_element *find_top(uint32_t id)
{
    for (size_t i = 0; i < sizeof top_elements / sizeof *top_elements; i++)
        if (top_elements[i].id == id)
            return &top_elements[i];
    return NULL;
}

static bool is_file_start(uint32_t id)
{
    return id == MKV_EBML || id == MKV_SEGMENT;
}

/* Returns true if the segment ends at `at`, or if an element of the segment or another file begins
 * there. */
static bool is_top_at(struct mkv *m, uint64_t at)
{
    struct mkv_element e;

    if (at >= m->segment.end)
        return at == m->segment.end;
    return mkv_element(m->w, at, m->segment.end, &e) == MKV_OK &&
           (find_top(e.id) || is_file_start(e.id));
}

/* Returns whether a cluster begins at `at`, by its id and its first child. */
static bool is_cluster_at(struct mkv *m, uint64_t at)
{
    struct mkv_element cluster, child;

    if (mkv_element(m->w, at, m->segment.end, &cluster) != MKV_OK || cluster.id != MKV_CLUSTER ||
        cluster.body >= m->segment.end ||
        mkv_element(m->w, cluster.body, m->segment.end, &child) != MKV_OK)
        return false;
    return child.id == MKV_TIMESTAMP || child.id == MKV_CRC || child.id == MKV_VOID ||
           child.id == MKV_POSITION || child.id == MKV_PREVIOUS_SIZE;
}

/* Returns the offset of the next cluster at or after `at`; UINT64_MAX: not found in the next FAR
 * bytes. */
static uint64_t find_cluster(struct mkv *m, uint64_t at)
{
    enum { FAR = 32 << 20 };
    static const unsigned char id[] = {0x1F, 0x43, 0xB6, 0x75};
    uint64_t far = walker_sum(at, FAR);

    while (at < far) {
        at = walker_search(m->w, at, far - at, id, sizeof id);
        if (at == UINT64_MAX || is_cluster_at(m, at))
            return at;
        at++;
    }
    return UINT64_MAX;
}

/* Reports that no element begins at `at`. Returns the offset where the walk continues: the next
 * cluster, or the segment's end if no cluster is found. */
static uint64_t lost(struct mkv *m, uint64_t at)
{
    struct walker *w = m->w;
    bool zeros = walker_is_zero(w, at, m->segment.end, 64);
    uint64_t again = find_cluster(m, at + 1);

    if (w->stopped)
        return m->segment.end;
    if (again == UINT64_MAX && m->unknown_size) {
        walker_trailing(w, at, "the last element");
        return m->segment.end;
    }
    walker_blame(w, FINDING_LOST_SYNC, at, "%s where an element is expected",
                 zeros ? "zeros" : "unrecognized bytes");
    return again == UINT64_MAX ? m->segment.end : again;
}

static void say_too_long(struct mkv *m, const struct mkv_element *e)
{
    struct walker *w = m->w;

    if (e->end > w->size)
        walker_blame(w, FINDING_TRUNCATED, w->size,
                     "element %lX at %llu ends %llu bytes past the end of the file",
                     (unsigned long)e->id, (unsigned long long)e->start,
                     (unsigned long long)(e->end - w->size));
    else
        walker_blame(w, FINDING_OUT_OF_BOUNDS, e->start,
                     "element %lX ends past the end of the segment", (unsigned long)e->id);
}

/* Walks an element whose id is unknown, or whose size is unknown although it is not a cluster. If
 * the size is known and a known element follows, skips the element, because it may be from a newer
 * version of Matroska. Returns the offset where the walk continues. */
static uint64_t walk_unknown(struct mkv *m, const struct mkv_element *e)
{
    if (e->unknown_size || e->end > m->segment.end || !is_top_at(m, e->end))
        return lost(m, e->start);
    walker_note(m->w, FINDING_BAD_STRUCTURE, e->start, "unknown element %lX", (unsigned long)e->id);
    return e->end;
}

static uint64_t walk_element(struct mkv *m, const struct mkv_element *e)
{
    const struct top_element *top = find_top(e->id);

    if (!top || (e->unknown_size && e->id != MKV_CLUSTER))
        return walk_unknown(m, e);
    if (e->end > m->segment.end) {
        say_too_long(m, e);
        return m->segment.end;
    }
    if (e->id == MKV_CLUSTER) {
        m->first_cluster = m->clusters++ ? m->first_cluster : e->start;
        return mkv_cluster(m, e);
    }
    walker_padding(m->w, e->start, e->end);
    if (e->id != MKV_VOID && e->id != MKV_CRC)
        mkv_check_crc(m, e);
    if (top->read)
        top->read(m, e);
    return e->end;
}

/* Walks the segment. Returns the offset of its end, where another file may begin. */
static uint64_t walk_segment(struct mkv *m)
{
    uint64_t at = m->segment.start;

    while (at < m->segment.end && !m->w->stopped) {
        struct mkv_element e;
        enum mkv_read got = mkv_element(m->w, at, m->segment.end, &e);
        if (got == MKV_STOP)
            break;
        if (got == MKV_OK && m->unknown_size && is_file_start(e.id))
            return at;
        at = got == MKV_BAD ? lost(m, at) : walk_element(m, &e);
    }
    return at;
}

/* --- the indexes ----------------------------------------------------------------------------- */

/* Returns whether an element with this id begins at `offset`. Also returns true if the walk must
 * stop. */
static bool is_at(struct mkv *m, uint64_t offset, uint32_t id)
{
    struct mkv_element e;
    enum mkv_read got;

    if (offset >= m->w->size)
        return false;
    got = mkv_element(m->w, offset, m->w->size, &e);
    return got == MKV_STOP || (got == MKV_OK && e.id == id);
}

/* The number of index entries checked, and the number of wrong entries. */
struct cue_count {
    unsigned looked, wrong;
    uint64_t first; /* where the first wrong entry points */
};

static void check_cluster_at(struct mkv *m, struct cue_count *count, uint64_t position)
{
    uint64_t offset = walker_sum(m->segment.start, position);

    count->looked++;
    if (is_at(m, offset, MKV_CLUSTER))
        return;
    if (!count->wrong++)
        count->first = offset;
    /* A position past the end suggests that the file was once longer. It counts as if all entries
     * were wrong. */
    if (offset >= m->segment.end)
        count->wrong = count->looked = UINT16_MAX;
}

static void check_cue(struct mkv *m, const struct mkv_element *cue, struct cue_count *count)
{
    uint64_t at = cue->body;
    struct mkv_element positions, child;

    while (mkv_child(m, &at, cue->end, &positions)) {
        if (positions.id != MKV_CUE_POSITIONS)
            continue;
        for (uint64_t in = positions.body; mkv_child(m, &in, positions.end, &child);)
            if (child.id == MKV_CUE_CLUSTER)
                check_cluster_at(m, count, mkv_number(m, &child));
    }
}

/* Checks some cues, spread over all of them. */
static void check_cues(struct mkv *m)
{
    enum { FEW = 8 }; /* one in FEW entries may be wrong */
    uint64_t at = m->cues.body, next = at;
    uint64_t stride = (m->cues.end - m->cues.body) / WALKER_WINDOWS;
    struct cue_count count = {0};
    struct mkv_element cue;

    while (mkv_child(m, &at, m->cues.end, &cue)) {
        if (cue.id != MKV_CUE_POINT || cue.start < next)
            continue;
        check_cue(m, &cue, &count);
        next = cue.start + stride;
    }
    /* Cues are for seeking only: a few wrong entries are harmless. */
    if (count.wrong)
        (count.wrong <= count.looked / FEW ? walker_note : walker_doubt)(
            m->w, FINDING_BROKEN_INDEX, m->cues.start, "no cluster at %llu, where the index points",
            (unsigned long long)count.first);
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
    /* A wrong position is harmless if it is inside the segment: readers find the element without
     * the seek head. */
    if (id && !is_at(m, offset, (uint32_t)id))
        (offset < m->segment.end ? walker_note : walker_doubt)(
            m->w, FINDING_BROKEN_INDEX, seek->start,
            "no element %llX at %llu, where the index points", (unsigned long long)id,
            (unsigned long long)offset);
}

static void check_pointers(struct mkv *m)
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

/* --- the segments of the file ---------------------------------------------------------------- */

static void set_duration(struct mkv *m)
{
    double last = (double)m->timestamp * m->scale_s, whole = m->duration * m->scale_s;
    double missing = whole - last;

    m->w->duration_s = whole > 0 ? whole : m->clusters ? last : -1;
    m->w->length = whole > 0 ? WALK_LENGTH_STATED : WALK_LENGTH_RECKONED;
    /* A cluster lasts some seconds. If the last one begins minutes before the stated end, data is
     * missing. */
    if (m->clusters && missing > 300 && missing > whole / 10)
        walker_doubt(m->w, FINDING_SHORT, UINT64_MAX,
                     "the last cluster is at %.0f s of the stated %.0f s", last, whole);
}

static void end_segment(struct mkv *m)
{
    if (m->w->stopped)
        return;
    bool is_head = m->has_tracks && m->unknown_size && !m->clusters;
    if (m->is_piece || is_head)
        walker_note(m->w, FINDING_SEGMENT, UINT64_MAX,
                    is_head ? "the head of a stream, without its pieces"
                            : "a piece of a stream, without its head");
    else if (!m->has_tracks)
        walker_blame(m->w, FINDING_NO_INDEX, UINT64_MAX, "no Tracks: nothing describes the data");
    if (!m->clusters && !is_head)
        walker_doubt(m->w, FINDING_MISSING_DATA, UINT64_MAX, "no cluster");
    set_duration(m);
    mkv_samples(m);
    mkv_rates(m);
    mkv_length(m);
    check_pointers(m);
    m->w->zeros_matter = m->zeros_matter;
}

static uint64_t begin_segment(struct mkv *m, const struct mkv_element *e)
{
    struct walker *w = m->w;
    struct mkv fresh = {.w = w, .scale_s = 0.001, .unknown_size = e->unknown_size};

    fresh.is_first = !w->content->track_count;
    *m = fresh;
    m->segment = (struct walk_range){e->body, e->end < w->size ? e->end : w->size};
    if (e->end > w->size)
        walker_blame(w, FINDING_TRUNCATED, w->size,
                     "the segment ends %llu bytes past the end of the file",
                     (unsigned long long)(e->end - w->size));
    uint64_t end = walk_segment(m);
    end_segment(m);
    return end;
}

/* Walks a file that begins with a cluster: a piece of a WebM stream. DASH (streaming in pieces over
 * HTTP) calls it a media segment. */
static void walk_piece(struct walker *w)
{
    struct mkv m = {.w = w, .scale_s = 0.001, .is_piece = true, .segment = {0, w->size}};

    walk_segment(&m);
    end_segment(&m);
}

static void walk_file(struct walker *w)
{
    struct mkv m;
    unsigned segments = 0;
    uint64_t at = 0, second = 0;

    while (at < w->size && !w->stopped) {
        struct mkv_element e;
        enum mkv_read got = mkv_element(w, at, w->size, &e);
        if (got == MKV_STOP)
            return;
        if (got == MKV_OK && at == 0 && e.id == MKV_CLUSTER) {
            walk_piece(w);
            return;
        }
        bool known = got == MKV_OK && (is_file_start(e.id) || e.id == MKV_VOID);
        if (!known || (e.unknown_size && e.id != MKV_SEGMENT)) {
            if (segments)
                walker_trailing(w, at, "the segment");
            break;
        }
        m.w = w;
        if (e.id == MKV_SEGMENT) {
            if (++segments == 2)
                second = e.start;
            at = begin_segment(&m, &e);
        } else {
            at = e.end;
        }
    }
    if (!segments && !w->stopped)
        walker_blame(w, FINDING_TRUNCATED, at < w->size ? at : w->size, "no segment");
    /* Players show only the first segment. */
    if (segments > 1)
        walker_doubt(w, FINDING_TRAILING_JUNK, second, "%u files joined into one", segments);
}

const struct walk_kind walk_matroska = {
    .word = "matroska",
    .endings = {"mkv", "mka", "mks", "mk3d", "webm"},
    .openings = {WALK_OPENING(0, "\x1a\x45\xdf\xa3"), WALK_OPENING(0, "\x1f\x43\xb6\x75")},
    .walk = walk_file,
};
