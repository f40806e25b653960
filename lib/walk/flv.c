/* Walks FLV files: tags, each followed by its size (Adobe Flash Video File Format Specification
 * 10.1, annex E). */
#include "walk/flv_parts.h"

#include <string.h>

enum {
    HEAD = 9, /* bytes of the file header (E.2) */
    TAG = 11, /* bytes of a tag header (E.4.1) */
    BACK = 4, /* bytes of the size field after each tag */
    AUDIO = 8,
    VIDEO = 9,
    SCRIPT = 18,
    FEW = 256 << 20, /* bytes; files up to this size are walked completely */
    WINDOW = 65536,
    TITLES = 16384, /* bytes: an editor removes less metadata than this */
};

struct flv {
    struct walker *w;
    uint32_t first_ms;      /* time of the first tag with media */
    uint32_t time_ms;       /* time of the last tag with media */
    double stated_duration; /* from onMetaData; -1: not stated */
    double stated_size;
    bool has_media;
    struct flv_content content;
};

/* Reads a tag header. Returns false if the bytes cannot be a tag header. */
static bool read_tag(const unsigned char *p, uint32_t *type, uint32_t *size, uint32_t *time_ms)
{
    *type = p[0] & 0x1f;
    *size = be24(p + 1);
    *time_ms = (uint32_t)p[7] << 24 | be24(p + 4);
    /* The stream id is always 0; two bits of the type are reserved. */
    return (*type == AUDIO || *type == VIDEO || *type == SCRIPT) && !(p[0] & 0xc0) &&
           be24(p + 8) == 0;
}

static void read_script(struct flv *flv, uint64_t at, uint32_t size)
{
    size_t len = size < 4096 ? size : 4096;
    const unsigned char *bytes = walker_at(flv->w, at, len);

    if (!bytes)
        return;
    flv_content_script(&flv->content, bytes, len);
    if (flv->stated_duration >= 0 || flv->stated_size >= 0)
        return;
    flv->stated_duration = flv_number(bytes, len, "duration");
    flv->stated_size = flv_number(bytes, len, "filesize");
}

static void read_media(struct flv *flv, bool is_video, uint64_t at, uint32_t size, uint32_t time_ms)
{
    flv->first_ms = flv->has_media ? flv->first_ms : time_ms;
    flv->has_media = true;
    flv->time_ms = time_ms;
    flv_content_tag(&flv->content, flv->w, is_video, at, size, time_ms);
}

/* Returns whether a tag header begins at `at`. If so, sets `size` to the size of the tag's data. */
static bool is_header_at(struct flv *flv, uint64_t at, uint32_t *size)
{
    uint32_t type, time_ms;
    const unsigned char *bytes = walker_at(flv->w, at, TAG);

    return bytes && read_tag(bytes, &type, size, &time_ms);
}

/* Returns whether the size field after a tag has an unusual value that some recorders write: 0, or
 * the tag's size without the 11 header bytes. */
static bool is_odd_size(uint32_t back, uint32_t size)
{
    return back == 0 || back == size;
}

/* Returns whether a tag begins at `at`, and the size field after it fits. If this field has an
 * unusual value (is_odd_size), another tag header must follow. */
static bool is_tag_at(struct flv *flv, uint64_t at)
{
    uint32_t size, next;

    if (!is_header_at(flv, at, &size))
        return false;
    uint64_t end = at + TAG + size;
    const unsigned char *bytes = walker_at(flv->w, end, BACK);
    uint32_t back = bytes ? be32(bytes) : 0;
    return bytes && (back == TAG + size ||
                     (is_odd_size(back, size) && is_header_at(flv, end + BACK, &next)));
}

/* Returns the offset of the next tag at or after `from`; UINT64_MAX: not found in the next FAR
 * bytes. */
static uint64_t find_tag(struct flv *flv, uint64_t from)
{
    enum { FAR = 4 << 20, PIECE = 4096 };
    uint64_t end = flv->w->size - from < FAR ? flv->w->size : from + FAR;
    unsigned char piece[PIECE];

    while (from < end && end - from > TAG) {
        size_t len = end - from < PIECE ? (size_t)(end - from) : PIECE;
        const unsigned char *bytes = walker_at(flv->w, from, len);
        uint32_t type, size, time_ms;
        if (!bytes)
            break;
        memcpy(piece, bytes, len);
        for (size_t i = 0; i + TAG <= len; i++)
            if (read_tag(piece + i, &type, &size, &time_ms) && is_tag_at(flv, from + i))
                return from + i;
        from += len - TAG + 1;
    }
    return UINT64_MAX;
}

static uint64_t lost(struct flv *flv, uint64_t at)
{
    return walker_resume(flv->w, at, find_tag(flv, at), "tag");
}

/* Returns whether `bytes` are a file header. A file header between tags means that files were
 * joined. */
static bool is_file_start(const unsigned char *bytes)
{
    return memcmp(bytes, "FLV\1", 4) == 0 && be32(bytes + 5) == HEAD;
}

/* Walks the tags from `at` to `end`. Returns the offset where the walk ended. */
static uint64_t walk_tags(struct flv *flv, uint64_t at, uint64_t end)
{
    struct walker *w = flv->w;

    while (at < end && walker_step(w)) {
        uint32_t type, size, time_ms;
        if (w->size - at < TAG) {
            walker_blame(w, FINDING_TRUNCATED, w->size, "the last tag has only %u bytes",
                         (unsigned)(w->size - at));
            return w->size;
        }
        const unsigned char *bytes = walker_at(w, at, TAG);
        if (!bytes)
            return w->size;
        if (is_file_start(bytes)) {
            walker_doubt(w, FINDING_TRAILING_JUNK, at, "another file begins here");
            at += HEAD + BACK;
            continue;
        }
        if (!read_tag(bytes, &type, &size, &time_ms)) {
            at = lost(flv, at);
            continue;
        }
        uint64_t next = at + TAG + size;
        if (next > w->size) {
            walker_blame(w, FINDING_TRUNCATED, w->size,
                         "the tag at %llu ends %llu bytes past the end of the file",
                         (unsigned long long)at, (unsigned long long)(next - w->size));
            return w->size;
        }
        if (type == SCRIPT)
            read_script(flv, at + TAG, size);
        else
            read_media(flv, type == VIDEO, at + TAG, size, time_ms);
        if (w->size - next < BACK) {
            walker_note(w, FINDING_SHORT, next, "the size after the last tag is incomplete");
            return w->size;
        }
        bytes = walker_at(w, next, BACK);
        if (!bytes)
            return w->size;
        uint32_t back = be32(bytes);
        at = back == TAG + size || is_odd_size(back, size) ? next + BACK : lost(flv, next);
    }
    return at;
}

/* Checks the bytes between `at` and `first`, where the next tag was found. The size field before
 * `first` states the size of the preceding tag. If that tag begins after `at`, the search should
 * have found it, so it is damaged. A size of 0 is not checked. */
static void check_before(struct flv *flv, uint64_t at, uint64_t first)
{
    const unsigned char *bytes = first > at + BACK ? walker_at(flv->w, first - BACK, BACK) : NULL;
    uint32_t back = bytes ? be32(bytes) : 0;

    if (back && first - BACK - at > back + TAG)
        walker_blame(flv->w, FINDING_LOST_SYNC, at, "no tag near here; the next one is at %llu",
                     (unsigned long long)first);
}

static void walk_windows(struct flv *flv, uint64_t start)
{
    bool found = false;

    for (unsigned i = 0; i < WALKER_WINDOWS && !flv->w->stopped; i++) {
        uint64_t at = walker_place(start, flv->w->size, WINDOW, i, WALKER_WINDOWS);
        uint64_t first = i ? find_tag(flv, at) : at;
        if (first == UINT64_MAX) {
            walker_vacant(flv->w, at, i + 1 == WALKER_WINDOWS && found, "tag");
            found = false;
            continue;
        }
        found = true;
        check_before(flv, at, first);
        walk_tags(flv, first, i + 1 < WALKER_WINDOWS ? at + WINDOW : flv->w->size);
    }
}

static void finish(struct flv *flv)
{
    struct walker *w = flv->w;

    w->duration_s = flv->stated_duration > 0 ? flv->stated_duration : flv->time_ms / 1000.0;
    w->content->duration_s = flv->stated_duration;
    if (flv->stated_duration <= 0 && flv->time_ms > flv->first_ms)
        w->content->duration_s = (flv->time_ms - flv->first_ms) / 1000.0;
    /* The stated size is that of the original file, from which an editor may have removed
     * metadata. */
    if (flv->stated_size > (double)w->size + TITLES)
        walker_doubt(w, FINDING_TRUNCATED, w->size, "the metadata states a file size of %.0f bytes",
                     flv->stated_size);
    if (!flv->has_media)
        walker_doubt(w, FINDING_NO_STREAM, UINT64_MAX, "neither picture nor sound");
}

static void walk_file(struct walker *w)
{
    struct flv flv = {.w = w, .stated_duration = -1, .stated_size = -1};
    const unsigned char *bytes = w->size >= HEAD + BACK ? walker_at(w, 0, HEAD) : NULL;
    uint64_t start = bytes ? (uint64_t)be32(bytes + 5) + BACK : 0;

    if (!bytes || start < HEAD + BACK || start > w->size) {
        if (!w->stopped)
            walker_blame(w, FINDING_TRUNCATED, w->size, "the header is incomplete");
        return;
    }
    bool is_whole = walker_takes_all(w, FEW);
    if (is_whole)
        walk_tags(&flv, start, w->size);
    else
        walk_windows(&flv, start);
    if (!w->stopped)
        finish(&flv);
    flv_content(&flv.content, w, is_whole);
}

const struct walk_kind walk_flv = {
    .word = "flv",
    .endings = {"flv"},
    .openings = {WALK_OPENING(0, "FLV\x01")},
    .walk = walk_file,
};
