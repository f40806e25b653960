/* Reads the lengths, edits, display sizes, languages and chapters of an ISO-BMFF file. Invalid
 * values here do not affect players, so they are not findings. */
#include <string.h>

#include "walk/mp4_parts.h"

/* Returns whether a matrix turns the picture by a quarter. A matrix consists of the numbers a, b,
 * u, c, d, v, x, y, w in 16.16 fixed point (ISO/IEC 14496-12, 8.3.2). In a quarter turn, a and d
 * are about 0. */
static bool is_quarter(const unsigned char *matrix)
{
    int64_t a = (int32_t)be32(matrix), b = (int32_t)be32(matrix + 4);

    return (b < 0 ? -b : b) > (a < 0 ? -a : a);
}

static double larger(int32_t a, int32_t b)
{
    double x = a < 0 ? -(double)a : a, y = b < 0 ? -(double)b : b;

    return x > y ? x : y;
}

/* Computes the factors by which a matrix stretches the picture. The result is right only if the
 * matrix turns the picture by whole quarters, or not at all. */
static void stretch(const unsigned char *matrix, double *wide, double *high)
{
    *wide = larger((int32_t)be32(matrix), (int32_t)be32(matrix + 4)) / 65536;
    *high = larger((int32_t)be32(matrix + 12), (int32_t)be32(matrix + 16)) / 65536;
}

/* Returns `duration`, or 0 if its value means "unknown": 0, or all bits 1 in 32 or 64 bits
 * (14496-12, 8.2.2.3). */
static uint64_t stated(uint64_t duration)
{
    return duration == UINT32_MAX || duration >= INT64_MAX ? 0 : duration;
}

void mp4_content_mvhd(struct mp4 *m, const struct mp4_box *box)
{
    const unsigned char *bytes = mp4_quiet_body(m, box, 72);

    if (bytes && bytes[0] == 1)
        bytes = mp4_quiet_body(m, box, 84);
    if (bytes)
        m->is_turned = is_quarter(bytes + (bytes[0] == 1 ? 48 : 36));
}

void mp4_content_tkhd(struct mp4 *m, const struct mp4_box *box)
{
    const unsigned char *bytes = mp4_quiet_body(m, box, 84);
    double wide, high;

    if (bytes && bytes[0] == 1)
        bytes = mp4_quiet_body(m, box, 96);
    if (!bytes)
        return;
    m->track->content.is_default = bytes[3] & 1;
    bytes += bytes[0] == 1 ? 52 : 40;
    m->track->shown.is_turned = is_quarter(bytes);
    stretch(bytes, &wide, &high);
    m->track->shown.display_width = be32(bytes + 36) / 65536.0 * wide;
    m->track->shown.display_height = be32(bytes + 40) / 65536.0 * high;
}

/* QuickTime's languages, in the order of their codes (QTFF, "Language Code Values"). */
static const char *const macintosh_languages[] = {
    "eng", "fra", "deu", "ita", "nld", "swe", "spa", "dan", "por", "nor", "heb", "jpn",
    "ara", "fin", "ell", "isl", "mlt", "tur", "hrv", "zho", "urd", "hin", "tha", "kor",
    "lit", "pol", "hun", "est", "lav", "smi", "fao", "fas", "rus", "zho", "nld", "gle",
    "sqi", "ron", "ces", "slk", "slv", "yid", "srp", "mkd", "bul", "ukr", "bel", "uzb",
};

/* Sets the language from a QuickTime code, or from three letters of five bits each. 0x60 is added
 * to each letter (14496-12, 8.4.2.3). */
static void set_language(struct content_track *track, uint32_t code)
{
    char text[3];

    if (code < sizeof macintosh_languages / sizeof *macintosh_languages) {
        content_language_set(track, macintosh_languages[code], 3);
        return;
    }
    for (int i = 0; i < 3; i++)
        text[i] = (char)(0x60 + (code >> (10 - 5 * i) & 0x1f));
    content_language_set(track, text, sizeof text);
}

void mp4_content_mdhd(struct mp4 *m, const struct mp4_box *box)
{
    const unsigned char *bytes = mp4_quiet_body(m, box, 22);

    if (bytes && bytes[0] == 1)
        bytes = mp4_quiet_body(m, box, 34);
    if (!bytes)
        return;
    bool is_wide = bytes[0] == 1;
    m->track->time.media = stated(is_wide ? be64(bytes + 24) : be32(bytes + 16));
    set_language(&m->track->content, be16(bytes + (is_wide ? 32 : 20)));
}

/* Reads elng: a BCP 47 language tag, which can express more than mdhd's code (14496-12, 8.4.6). */
void mp4_content_elng(struct mp4 *m, const struct mp4_box *box)
{
    struct content_track track = {0};
    uint64_t len = box->end - box->body;
    size_t take = len < 64 ? (size_t)len : 64;
    const unsigned char *bytes = take > 4 ? mp4_quiet_body(m, box, take) : NULL;

    if (!bytes)
        return;
    content_language_set(&track, (const char *)bytes + 4, take - 4);
    if (track.language[0])
        memcpy(m->track->content.language, track.language, sizeof track.language);
}

/* Reads an edit list (elst). The lengths of its entries are in units of the movie's timescale.
 * Entries with a media time of -1 are empty; at the beginning of the list, they are a delay
 * (14496-12, 8.6.6). */
static void read_elst(struct mp4 *m, const struct mp4_box *box)
{
    enum { MOST = 256 };
    struct mp4_time *time = &m->track->time;
    const unsigned char *bytes = mp4_quiet_body(m, box, 8);
    bool is_wide = bytes && bytes[0] == 1, is_empty = true;
    uint32_t count = bytes ? be32(bytes + 4) : 0, width = is_wide ? 20 : 12;

    if (!count || count > MOST)
        return;
    bytes = mp4_quiet_body(m, box, 8 + (size_t)count * width);
    for (uint32_t i = 0; bytes && i < count; i++) {
        const unsigned char *entry = bytes + 8 + (size_t)i * width;
        uint64_t len = is_wide ? be64(entry) : be32(entry);
        is_empty = is_empty && be32(entry + (is_wide ? 8 : 4)) == UINT32_MAX;
        if (is_empty)
            time->delay = walker_sum(time->delay, len);
        time->edited = walker_sum(time->edited, len);
    }
    if (time->edited == time->delay)
        time->edited = 0;
}

void mp4_content_edts(struct mp4 *m, const struct mp4_box *box)
{
    uint64_t at = box->body;
    struct mp4_box child;

    while (mp4_quiet_child(m, &at, box->end, &child))
        if (child.code == FOURCC('e', 'l', 's', 't'))
            read_elst(m, &child);
}

/* Reads the references of a track to its chapter tracks (QTFF, "Chapter Lists"). Other references
 * are ignored. */
void mp4_content_tref(struct mp4 *m, const struct mp4_box *box)
{
    uint64_t at = box->body;
    struct mp4_box child;

    while (mp4_quiet_child(m, &at, box->end, &child)) {
        if (child.code != FOURCC('c', 'h', 'a', 'p'))
            continue;
        for (uint64_t id = child.body; child.end - id >= 4; id += 4) {
            const unsigned char *bytes = walker_at(m->w, id, 4);
            if (!bytes || m->chapter_track_count == MP4_CHAPTER_TRACKS)
                return;
            m->chapter_tracks[m->chapter_track_count++] = be32(bytes);
        }
    }
}

/* Reads stts: pairs of a number of samples and the duration of each. The total duration is computed
 * only for a short table, because mdhd also states it. */
void mp4_content_stts(struct mp4 *m, const struct mp4_box *box)
{
    enum { MOST = 512 };
    const unsigned char *bytes = mp4_quiet_body(m, box, 8);
    uint32_t count = bytes ? be32(bytes + 4) : 0;
    uint64_t sum = 0;

    if (count > MOST)
        return;
    bytes = mp4_quiet_body(m, box, 8 + (size_t)count * 8);
    for (uint32_t i = 0; bytes && i < count; i++)
        sum = walker_sum(sum, (uint64_t)be32(bytes + 8 + (size_t)i * 8) *
                                  be32(bytes + 12 + (size_t)i * 8));
    m->track->time.table = sum;
}

/* Reads the number of chapters in a chpl, written by Nero. A chapter is at least 9 bytes long: a
 * time, the length of the title, the title. */
static void read_chpl(struct mp4 *m, const struct mp4_box *box)
{
    const unsigned char *bytes = mp4_quiet_body(m, box, 9);

    if (!bytes)
        return;
    uint64_t count = bytes[0] ? be32(bytes + 5) : bytes[4];
    uint64_t room = (box->end - box->body - (bytes[0] ? 9 : 5)) / 9;
    m->chapters = (uint32_t)(count < room ? count : room);
}

void mp4_content_udta(struct mp4 *m, const struct mp4_box *box)
{
    uint64_t at = box->body;
    struct mp4_box child;

    while (mp4_quiet_child(m, &at, box->end, &child))
        if (child.code == FOURCC('c', 'h', 'p', 'l'))
            read_chpl(m, &child);
}

static bool is_chapter_track(const struct mp4 *m, const struct mp4_track *track)
{
    for (unsigned i = 0; i < m->chapter_track_count; i++)
        if (m->chapter_tracks[i] == track->id)
            return true;
    return false;
}

/* Returns the number of chapters in the chapter tracks or in chpl, whichever is larger. */
static uint32_t chapters(const struct mp4 *m)
{
    uint32_t most = m->chapters;

    for (unsigned i = 0; i < m->track_count; i++) {
        const struct mp4_track *track = &m->tracks[i];
        uint64_t samples = track->sample_size ? m->w->size / track->sample_size : UINT32_MAX;
        if (track->stream != 's' || !is_chapter_track(m, track))
            continue;
        if (samples > track->samples)
            samples = track->samples;
        if (!track->sample_size && samples > track->sizes.count)
            samples = track->sizes.count;
        most = samples > most ? (uint32_t)samples : most;
    }
    return most;
}

/* --- lengths -------------------------------------------------------------------------------- */

/* Returns whether a track determines the length of the film. Subtitles do not, because they may run
 * longer. */
static bool is_film(const struct mp4_track *track)
{
    return (track->stream == 'v' || track->stream == 'a') && !track->content.is_cover;
}

uint64_t mp4_media_length(const struct mp4_track *track)
{
    return track->time.table ? track->time.table : track->time.media;
}

/* Computes the length of the longest track, and the shortest delay before a track, in seconds. */
static void track_lengths(const struct mp4 *m, double *longest, double *delay)
{
    *longest = 0;
    *delay = -1;
    for (unsigned i = 0; i < m->track_count; i++) {
        const struct mp4_track *track = &m->tracks[i];
        const struct mp4_time *time = &track->time;
        double before = m->timescale ? (double)time->delay / m->timescale : 0;
        double length = track->timescale ? (double)mp4_media_length(track) / track->timescale : 0;
        if (!is_film(track))
            continue;
        if (m->timescale && time->edited)
            length = (double)time->edited / m->timescale;
        else
            length += before;
        *longest = length > *longest ? length : *longest;
        *delay = *delay < 0 || before < *delay ? before : *delay;
    }
    *delay = *delay < 0 ? 0 : *delay;
}

/* Returns the number of seconds from the beginning of the first fragment to the end of the last
 * fragment. If a track has samples before its fragments, the beginning is at time 0. */
static double fragments_length(const struct mp4 *m)
{
    double first = -1, last = 0;

    for (unsigned i = 0; i < m->track_count; i++) {
        const struct mp4_track *track = &m->tracks[i];
        if (!is_film(track) || !track->time.has_fragments || !track->timescale)
            continue;
        double from = track->samples ? 0 : (double)track->time.first / track->timescale;
        double to = (double)track->time.last / track->timescale;
        first = first < 0 || from < first ? from : first;
        last = to > last ? to : last;
    }
    return first < 0 ? 0 : last - first;
}

static double greater(double a, double b)
{
    return a > b ? a : b;
}

/* Returns the film's length in seconds. In a fragmented file, returns the greatest of the stated
 * lengths, because each may be too short: mvhd omits the fragments, and an index or mehd may omit
 * later fragments. */
static double file_length(const struct mp4 *m)
{
    double longest, delay, length = m->movie_s;

    track_lengths(m, &longest, &delay);
    if (!(length > 0) && !m->has_fragments)
        length = longest;
    if (length > delay)
        length -= delay;
    if (m->has_fragments || !m->has_moov)
        length = greater(greater(length, m->extended_s), m->indexed_s);
    return m->has_fragments ? greater(length, fragments_length(m)) : length;
}

/* --- tracks --------------------------------------------------------------------------------- */

static double frame_rate(const struct mp4_track *track)
{
    const struct mp4_time *time = &track->time;
    uint64_t samples = (uint64_t)track->samples + time->samples;
    uint64_t length = track->samples ? mp4_media_length(track) : 0;

    length = walker_sum(length, time->fragmented);
    double rate = length ? (double)samples * track->timescale / (double)length : 0;
    return rate < 10000 ? rate : 0;
}

/* Returns true if an aspect ratio is 1 (square pixels), and also if it is 0 (not stated). */
static bool is_one(double aspect)
{
    return !(aspect > 0) || (aspect > 0.99 && aspect < 1.01);
}

/* Computes the pixel aspect ratio from pasp. If pasp is missing, uses the track's display size. If
 * this size implies square pixels, uses the size from the codec's headers, which is in
 * track->content. */
static void pixel_aspect(const struct mp4_track *track, uint32_t *wide, uint32_t *high)
{
    const struct mp4_shown *shown = &track->shown;
    const struct content_track *c = &track->content;
    double by_track = 0, by_stream = 0;

    *wide = shown->aspect_width;
    *high = shown->aspect_height;
    if (*wide && *high)
        return;
    if (shown->display_width >= 1 && shown->display_height >= 1)
        by_track = shown->display_width * shown->height / (shown->display_height * shown->width);
    if (c->width && c->height && c->coded_width)
        by_stream = (double)c->width * shown->height / ((double)c->height * shown->width);
    double aspect = is_one(by_track) ? by_stream : by_track;
    if (!is_one(aspect) && aspect > 0.01 && aspect < 100) {
        *wide = (uint32_t)(aspect * 10000 + 0.5);
        *high = 10000;
    }
}

static void set_size(const struct mp4 *m, struct mp4_track *track)
{
    const struct mp4_shown *shown = &track->shown;
    struct content_track *c = &track->content;
    uint32_t wide, high;
    bool is_turned = shown->is_turned != m->is_turned;

    if (!shown->width || !shown->height) {
        content_size_set(c, c->width, c->height, 0, 0, is_turned ? 90 : 0);
        return;
    }
    pixel_aspect(track, &wide, &high);
    bool is_clean = shown->clean_width && shown->clean_width <= shown->width &&
                    shown->clean_height && shown->clean_height <= shown->height;
    content_size_set(c, is_clean ? shown->clean_width : shown->width,
                     is_clean ? shown->clean_height : shown->height, wide, high,
                     is_turned ? 90 : 0);
    if (!c->coded_width) {
        c->coded_width = shown->width;
        c->coded_height = shown->height;
    }
}

/* Returns whether a picture track is not a film: it is a single picture, or the pictures of
 * chapters. */
static bool is_cover(const struct mp4 *m, const struct mp4_track *track)
{
    bool is_still = track->samples == 1 && !track->time.samples && m->track_count > 1;

    if (track->stream != 'v')
        return false;
    return is_chapter_track(m, track) || (is_still && track->may_be_cover);
}

static void add_track(struct mp4 *m, struct mp4_track *track)
{
    struct content_track *to, *c = &track->content;

    if (!track->stream || (track->stream == 's' && is_chapter_track(m, track)))
        return;
    to = content_track_add(m->w->content, track->stream);
    if (!to)
        return;
    mp4_first(m, track);
    if (track->stream == 'v') {
        double rate = frame_rate(track);
        set_size(m, track);
        c->frame_rate = rate > 0 ? rate : c->frame_rate;
    }
    c->stream = track->stream;
    *to = *c;
}

void mp4_content(struct mp4 *m)
{
    for (unsigned i = 0; i < m->track_count; i++)
        m->tracks[i].content.is_cover = is_cover(m, &m->tracks[i]);
    for (unsigned i = 0; i < m->track_count; i++)
        add_track(m, &m->tracks[i]);
    m->w->content->dropped += m->left_out;
    m->w->content->chapters = chapters(m);
    double length = file_length(m);
    if (length > 0)
        m->w->content->duration_s = length;
}
