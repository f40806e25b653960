/* Selects the walk for a file's container, and does the checks common to all containers. */
#include "walk/walk.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "walk/other.h"
#include "walk/walker.h"

static const struct walk_kind *const kinds[] = {
#define ADDRESS(kind) &(kind),
    WALK_KINDS(ADDRESS)
#undef ADDRESS
};

enum { KINDS = sizeof kinds / sizeof *kinds };

const char *walk_kind_word(const struct walk_kind *kind)
{
    return kind ? kind->word : "unknown";
}

/* Ten hours at sixty pictures per second, with sound, are about five million elements. */
static const struct walk_limits defaults = {
    .bytes = UINT64_C(1) << 30,
    .elements = UINT64_C(1) << 24,
    .depth = 16,
};

/* Returns the file name's extension, without the dot; "" if the name has no dot. */
static const char *name_ending(const char *name)
{
    const char *slash = name ? strrchr(name, '/') : NULL;
    const char *base = slash ? slash + 1 : name;
    const char *dot = base ? strrchr(base, '.') : NULL;

    return dot ? dot + 1 : "";
}

static bool has_ending(const struct walk_kind *kind, const char *ending)
{
    for (size_t i = 0; i < WALK_ENDINGS && kind->endings[i]; i++)
        if (strcasecmp(kind->endings[i], ending) == 0)
            return true;
    return false;
}

/* Returns whether `ending` is an extension of a container that has a walk. */
static bool is_known_ending(const char *ending)
{
    for (size_t i = 0; i < KINDS; i++)
        if (has_ending(kinds[i], ending))
            return true;
    return false;
}

bool walk_is_video_ending(const char *ending)
{
    static const char *const not_videos[] = {"m4a", "m4s", "mka", "mks", "ogg", "oga", "wma"};

    for (size_t i = 0; i < sizeof not_videos / sizeof *not_videos; i++)
        if (strcasecmp(not_videos[i], ending) == 0)
            return false;
    return is_known_ending(ending) || walk_other_has(NULL, ending);
}

/* The first bytes of the file, borrowed. */
struct head {
    const unsigned char *bytes; /* NULL: they cannot be read */
    size_t len;
};

static bool fits(const struct head *head, const struct walk_opening *o)
{
    return head->bytes && o->offset + o->length <= head->len &&
           memcmp(head->bytes + o->offset, o->bytes, o->length) == 0;
}

static const struct walk_kind *find_by_opening(const struct head *head)
{
    for (size_t i = 0; i < KINDS; i++)
        for (size_t k = 0; k < WALK_OPENINGS && kinds[i]->openings[k].length; k++)
            if (fits(head, &kinds[i]->openings[k]))
                return kinds[i];
    return NULL;
}

static const struct walk_kind *find_by_look(struct walker *w)
{
    for (size_t i = 0; i < KINDS; i++)
        if (kinds[i]->recognize && kinds[i]->recognize(w))
            return kinds[i];
    return NULL;
}

static bool is_text(struct walker *w)
{
    static const char blanks[] = {'\t', '\r', '\n', '\f'};
    size_t len = w->size < 512 ? (size_t)w->size : 512;
    const unsigned char *head = walker_at(w, 0, len);

    for (size_t i = 0; head && i < len; i++)
        if (head[i] < ' ' && !memchr(blanks, head[i], sizeof blanks))
            return false;
    return head && len > 1 && head[0] < 0x80;
}

/* Reports that the file's container has no walk. is_misnamed: the file's extension is that of
 * another format than the detected one. `other` is the detected format; NULL: not found. */
static void say_unknown(struct walker *w, bool is_misnamed, const struct walk_other *other)
{
    const char *what = other ? other->what : is_text(w) ? "text" : NULL;

    if (w->stopped)
        return;
    w->is_text = what && !other;
    w->is_other = other && other->is_video;
    if (what && (is_misnamed || !other || !other->is_video))
        walker_doubt(w, FINDING_WRONG_KIND, 0, "the file is %s", what);
    else if (what)
        walker_note(w, FINDING_WRONG_KIND, 0, "the file is %s, whose structure is not checked",
                    what);
    else if (is_misnamed)
        walker_blame(w, FINDING_NO_HEADER, 0, "the first bytes %s",
                     walker_is_zero(w, 0, 16, 16)
                         ? "are zeros, which do not fit the file's extension"
                         : "do not fit the file's extension");
    else
        walker_doubt(w, FINDING_NO_HEADER, 0, "unknown format");
}

static const struct walk_kind *find_kind(struct walker *w, const char *name)
{
    size_t len = w->size < 64 ? (size_t)w->size : 64;
    const struct head head = {walker_at(w, 0, len), len};
    const char *ending = name_ending(name);
    bool is_expected = is_known_ending(ending);
    const struct walk_kind *kind = find_by_opening(&head);
    const struct walk_other *other =
        kind || !head.bytes ? NULL : walk_other_find(head.bytes, head.len, ending);

    if (!kind && !other)
        kind = find_by_look(w);
    if (!kind)
        say_unknown(w, is_expected && !(other && walk_other_has(other, ending)), other);
    else if (is_expected && !has_ending(kind, ending))
        walker_doubt(w, FINDING_WRONG_KIND, 0, "named .%s, but the format is %s", ending,
                     kind->word);
    if (w->is_other)
        walk_other_content(w, other);
    return kind;
}

/* Returns whether the bytes from `start` to `end` are in a padding. Returns true if the table of
 * paddings is full, because further paddings were not recorded. */
static bool is_padding(const struct walker *w, uint64_t start, uint64_t end)
{
    for (size_t i = 0; i < w->padding_count; i++)
        if (start >= w->paddings[i].start && end <= w->paddings[i].end)
            return true;
    return w->padding_count == WALKER_PADDINGS;
}

enum { COPY_ROOM = 1024 }; /* bytes compared at each place */

static bool is_alike(struct walker *w, uint64_t one, uint64_t other)
{
    unsigned char piece[COPY_ROOM];
    const unsigned char *bytes = walker_at(w, one, sizeof piece);

    if (!bytes)
        return false;
    memcpy(piece, bytes, sizeof piece);
    bytes = walker_at(w, other, sizeof piece);
    return bytes && memcmp(piece, bytes, sizeof piece) == 0;
}

/* Detects a file that was appended to itself, for example by a download that restarted from the
 * beginning. The walk finds nothing wrong with such a file if no header states a length. Only some
 * places of the two halves are compared. */
static void look_for_copy(struct walker *w)
{
    enum { PLACES = 16 };
    uint64_t half = w->size / 2;

    if (w->size % 2 || half < (uint64_t)PLACES * COPY_ROOM)
        return;
    for (unsigned i = 0; i < PLACES; i++) {
        uint64_t at = walker_place(0, half, COPY_ROOM, i, PLACES);
        if (!is_alike(w, at, half + at))
            return;
    }
    walker_doubt(w, FINDING_TRAILING_JUNK, half, "the second half repeats the first");
}

/* Reports holes (bytes that were never written) that are not in a padding. A hole consists of whole
 * blocks, so the EDGE bytes at each of its ends may be zeros of the data around it, and need not be
 * in the padding. In a file without a walk, a hole may be silence or padding, and is only a note. A
 * hole at the end of any file is suspicious. */
static void look_for_holes(struct walker *w, bool is_walked)
{
    enum { LEAST = 32768, MOST = 64, EDGE = 4096 };
    uint64_t from, to, at = 0;

    for (int i = 0; i < MOST && walk_source_hole(w->source, at, LEAST, &from, &to); i++, at = to)
        if (!is_padding(w, from + EDGE, to - EDGE))
            (is_walked || to >= w->size ? walker_doubt : walker_note)(
                w, FINDING_HOLE, from, "%llu bytes were never written",
                (unsigned long long)(to - from));
}

/* Reports long runs of zeros, if no packet of the container can contain them (zeros_matter). Only
 * some places of the file are checked. */
static void look_for_zeros(struct walker *w)
{
    enum { FIRST = 64, RUN = 16384, STEP = 16384, MOST = 1024 };
    uint64_t most = w->size / STEP;
    unsigned count = !walker_takes_all(w, WALKER_SMALL) ? WALKER_WINDOWS
                     : most > MOST                      ? MOST
                                                        : (unsigned)most;

    if (!w->zeros_matter || w->size < RUN)
        return;
    for (unsigned i = 0; i < count && !w->stopped; i++) {
        uint64_t at = walker_place(0, w->size, RUN, i, count);
        if (!is_padding(w, at, at + RUN) && walker_is_zero(w, at, at + FIRST, FIRST) &&
            walker_is_zero(w, at, at + RUN, RUN))
            walker_doubt(w, FINDING_ZEROS, at, "zeros where pictures or sound are expected");
    }
}

static void say_unreadable(struct walker *w)
{
    uint64_t offset;
    int error = walk_source_error(w->source, &offset);

    w->stream = '\0';
    if (error == ENODATA)
        walker_doubt(w, FINDING_CHANGING, offset, "the file became shorter while it was read");
    else if (error)
        walker_doubt(w, FINDING_UNREADABLE, offset, "%s", strerror(error));
}

static struct walker begin(struct walk_source *source, const struct walk_limits *limits,
                           struct walk_report *report)
{
    return (struct walker){
        .source = source,
        .size = walk_source_size(source),
        .most_bytes = limits && limits->bytes ? limits->bytes : defaults.bytes,
        .most_elements = limits && limits->elements ? limits->elements : defaults.elements,
        .most_depth = limits && limits->depth ? limits->depth : defaults.depth,
        .whole = limits ? limits->whole : 0,
        .findings = &report->findings,
        .content = &report->content,
        .duration_s = -1,
    };
}

void walk(struct walk_source *source, const char *name, const struct walk_limits *limits,
          struct walk_report *report)
{
    *report = (struct walk_report){.content = CONTENT_NOTHING};
    struct walker w = begin(source, limits, report);

    if (!w.size) {
        walker_blame(&w, FINDING_EMPTY, UINT64_MAX, "no bytes");
    } else {
        report->kind = find_kind(&w, name);
        if (report->kind)
            report->kind->walk(&w);
        w.stream = '\0';
        if (report->kind && report->kind->is_endless && !w.stopped)
            look_for_copy(&w);
        look_for_zeros(&w);
        look_for_holes(&w, report->kind != NULL);
        say_unreadable(&w);
    }
    report->duration_s = w.duration_s;
    if (report->content.duration_s < 0 && w.length != WALK_LENGTH_GUESSED)
        report->content.duration_s = w.duration_s;
    report->states_duration = w.length == WALK_LENGTH_STATED && w.duration_s > 0;
    report->is_text = w.is_text;
    report->is_other = w.is_other;
    report->written = walk_source_written(source);
    report->bytes_read = walk_source_cost(source);
    report->elements = w.elements;
}
