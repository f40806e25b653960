/* Walks Ogg files: pages, each with a checksum and a sequence number in its stream (RFC 3533 6). */
#include <string.h>

#include "walk/ogg_parts.h"

enum {
    HEAD = 27,       /* bytes of a page header before its segment table */
    LARGEST = 65307, /* maximum bytes of a page: header, 255 segments of 255 bytes each */
    FEW = 256 << 20, /* bytes; files up to this size are walked completely */
    WINDOW = 131072,
    FIRST = 2, /* flags: first, last page of a stream */
    LAST = 4,
};

struct stream {
    uint32_t serial, number; /* number: sequence number of its last page */
    bool open;
    uint64_t granule; /* time at the end of its last page; 0: that page contains headers */
};

struct ogg {
    struct walker *w;
    struct stream streams[OGG_STREAMS];
    unsigned count;
    bool sure;         /* gaps in page numbers are reported */
    uint64_t unsummed; /* checksums are compared only for pages before this offset */
    /* Sampling rate of the first stream whose granules count samples; 0: no such stream yet. */
    double ticks_per_s;
    uint32_t timed; /* serial number of that stream */
    struct ogg_content content;
};

/* Reads the header of the page at `at`. Returns false if no page begins there or the walk must
 * stop. The page may end past the end of the file. */
static bool read_page(struct ogg *ogg, uint64_t at, struct ogg_page *page)
{
    struct walker *w = ogg->w;
    const unsigned char *p = w->size - at >= HEAD ? walker_at(w, at, HEAD) : NULL;

    if (!p || memcmp(p, "OggS", 5) != 0) /* the fifth byte is the version, 0 */
        return false;
    *page = (struct ogg_page){.at = at, .flags = p[5]};
    page->granule = le64(p + 6);
    page->serial = le32(p + 14);
    page->number = le32(p + 18);
    page->crc = le32(p + 22);
    unsigned segments = p[26];
    page->body = page->end = at + HEAD + segments;
    if (page->end > w->size)
        return true;
    p = walker_at(w, at + HEAD, segments);
    for (unsigned i = 0; p && i < segments; i++)
        page->end += p[i];
    return p != NULL;
}

/* Returns whether a page's checksum is right, or the page cannot be read. In the checksum, the
 * checksum field counts as zeros. */
static bool is_sum_right(struct ogg *ogg, const struct ogg_page *page)
{
    static const unsigned char none[4];
    size_t len = (size_t)(page->end - page->at);
    const unsigned char *p = walker_at(ogg->w, page->at, len);

    if (!p)
        return true;
    uint32_t crc = walker_crc_plain(0, p, 22);
    crc = walker_crc_plain(crc, none, sizeof none);
    return walker_crc_plain(crc, p + 26, len - 26) == page->crc;
}

static struct stream *find_stream(struct ogg *ogg, uint32_t serial)
{
    for (unsigned i = 0; i < ogg->count; i++)
        if (ogg->streams[i].serial == serial)
            return &ogg->streams[i];
    return NULL;
}

/* Reads the sampling rate from the first page of an Opus or Vorbis stream, whose granules count
 * samples (RFC 7845 4; Vorbis I 4.2.2). */
static void see_codec(struct ogg *ogg, const struct ogg_page *page)
{
    const unsigned char *p =
        page->end - page->body >= 16 ? walker_at(ogg->w, page->body, 16) : NULL;

    if (!p || ogg->ticks_per_s > 0)
        return;
    if (memcmp(p, "OpusHead", 8) == 0)
        ogg->ticks_per_s = 48000;
    else if (memcmp(p, "\x01vorbis", 7) == 0)
        ogg->ticks_per_s = le32(p + 12);
    ogg->timed = page->serial;
}

static void begin_stream(struct ogg *ogg, const struct ogg_page *page)
{
    struct stream *stream = find_stream(ogg, page->serial);

    /* Reuse the place of a stream that has ended: a chain may have any number of streams. */
    for (unsigned i = 0; !stream && i < ogg->count; i++)
        if (!ogg->streams[i].open)
            stream = &ogg->streams[i];
    if (!stream && ogg->count < OGG_STREAMS)
        stream = &ogg->streams[ogg->count++];
    if (stream)
        *stream = (struct stream){page->serial, page->number, true, page->granule};
    see_codec(ogg, page);
}

static void see_page(struct ogg *ogg, const struct ogg_page *page)
{
    struct stream *stream = find_stream(ogg, page->serial);
    double seconds = ogg->ticks_per_s > 0 ? (double)page->granule / ogg->ticks_per_s : 0;

    if (page->flags & FIRST) {
        begin_stream(ogg, page);
        ogg_content_begin(&ogg->content, page);
        return;
    }
    ogg_content_page(&ogg->content, page);
    /* A gap after the headers is normal if a stream was cut out of a longer one, or recorded from
     * the middle. */
    bool is_after_headers = stream && !stream->granule && page->number > stream->number;
    if (stream && ogg->sure && page->number != stream->number + 1)
        (is_after_headers ? walker_note : walker_doubt)(
            ogg->w, FINDING_MISSING_DATA, page->at, "page %lu of a stream follows page %lu",
            (unsigned long)page->number, (unsigned long)stream->number);
    if (stream) {
        stream->number = page->number;
        stream->granule = page->granule;
        stream->open = !(page->flags & LAST);
    }
    /* A granule of all ones means that no packet ends in this page. */
    if (page->serial == ogg->timed && page->granule < UINT64_C(1) << 48 && seconds > 0)
        ogg->w->duration_s = seconds;
}

/* Returns the offset of the next page with the right checksum at or after `from`; UINT64_MAX: not
 * found in the next FAR bytes. */
static uint64_t find_page(struct ogg *ogg, uint64_t from)
{
    enum { FAR = 4 << 20 };
    uint64_t far = walker_sum(from, FAR);
    struct ogg_page page;

    while (from < far) {
        from = walker_search(ogg->w, from, far - from, "OggS", 5);
        if (from == UINT64_MAX)
            return UINT64_MAX;
        if (read_page(ogg, from, &page) && page.end <= ogg->w->size && is_sum_right(ogg, &page))
            return from;
        from++;
    }
    return UINT64_MAX;
}

/* Reports that no page begins at `at`. Returns the offset of the next page, or the end of the file
 * if it is not found. */
static uint64_t lost(struct ogg *ogg, uint64_t at)
{
    struct walker *w = ogg->w;
    uint64_t again = find_page(ogg, at);
    const unsigned char *p = again == UINT64_MAX && w->size - at >= 4 ? walker_at(w, at, 4) : NULL;

    if (!p || memcmp(p, "OggS", 4) != 0)
        return walker_resume(w, at, again, "page");
    walker_blame(w, FINDING_TRUNCATED, w->size, "the last page has only %llu bytes",
                 (unsigned long long)(w->size - at));
    return w->size;
}

static void walk_pages(struct ogg *ogg, uint64_t at, uint64_t end)
{
    struct walker *w = ogg->w;

    while (at < end && walker_step(w)) {
        struct ogg_page page;
        if (!read_page(ogg, at, &page)) {
            if (w->stopped)
                return;
            at = lost(ogg, at);
            continue;
        }
        if (page.end > w->size) {
            walker_blame(w, FINDING_TRUNCATED, w->size,
                         "the page at %llu ends past the end of the file", (unsigned long long)at);
            return;
        }
        if (at < ogg->unsummed && !is_sum_right(ogg, &page))
            walker_blame(w, FINDING_BAD_STRUCTURE, at, "a page has a wrong checksum");
        see_page(ogg, &page);
        at = page.end;
    }
}

static void walk_windows(struct ogg *ogg)
{
    struct walker *w = ogg->w;
    bool found = false;

    ogg->unsummed = w->size;
    ogg->content.is_partial = true;
    for (unsigned i = 0; i < WALKER_WINDOWS && !w->stopped; i++) {
        uint64_t at = walker_place(0, w->size, WINDOW, i, WALKER_WINDOWS);
        uint64_t first = find_page(ogg, at);
        ogg->count = i ? 0 : ogg->count;
        if (first != UINT64_MAX && first - at > LARGEST)
            walker_blame(w, FINDING_LOST_SYNC, at, "no page near here; the next one is at %llu",
                         (unsigned long long)first);
        if (first != UINT64_MAX)
            walk_pages(ogg, first, i + 1 < WALKER_WINDOWS ? at + WINDOW : w->size);
        else
            walker_vacant(w, at, i + 1 == WALKER_WINDOWS && found, "page");
        found = first != UINT64_MAX;
    }
}

static void walk_file(struct walker *w)
{
    struct ogg ogg = {.w = w, .sure = true, .unsummed = WALKER_SMALL, .content = {.w = w}};

    if (!walker_takes_all(w, FEW)) {
        walk_windows(&ogg);
        ogg_content_end(&ogg.content);
        return;
    }
    walk_pages(&ogg, 0, w->size);
    ogg_content_end(&ogg.content);
    for (unsigned i = 0; i < ogg.count && !w->stopped; i++)
        if (ogg.streams[i].open)
            walker_note(w, FINDING_SHORT, w->size, "a stream has no last page");
}

const struct walk_kind walk_ogg = {
    .word = "ogg",
    .endings = {"ogv", "ogg", "ogm", "oga"},
    .openings = {WALK_OPENING(0, "OggS")},
    .walk = walk_file,
    .is_endless = true,
};
