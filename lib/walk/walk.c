/* Which kind of container a file is, the one walk for it, and what is common to all kinds. */
#include "walk/walk.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "walk/walker.h"

const char *const walk_kind_words[] = {
    [WALK_UNKNOWN] = "unknown", [WALK_MP4] = "mp4",         [WALK_MATROSKA] = "matroska",
    [WALK_AVI] = "avi",         [WALK_MPEG_TS] = "mpeg-ts", [WALK_MPEG_PS] = "mpeg-ps",
    [WALK_ASF] = "asf",         [WALK_FLV] = "flv",         [WALK_OGG] = "ogg",
    [WALK_OGG + 1] = NULL,
};

/* No sound film comes near: ten hours of sixty pictures a second are some five million blocks. */
static const struct walk_limits defaults = {
    .bytes = UINT64_C(1) << 30,
    .elements = UINT64_C(1) << 24,
    .depth = 16,
};

#define KIND(kind) (1U << (kind))

/* What a file of a name like this may be. */
static const struct ending {
    const char *ending;
    unsigned kinds;
} endings[] = {
    {"mp4", KIND(WALK_MP4)},
    {"m4v", KIND(WALK_MP4)},
    {"m4a", KIND(WALK_MP4)},
    {"m4s", KIND(WALK_MP4)},
    {"mov", KIND(WALK_MP4)},
    {"qt", KIND(WALK_MP4)},
    {"3gp", KIND(WALK_MP4)},
    {"3g2", KIND(WALK_MP4)},
    {"f4v", KIND(WALK_MP4)},
    {"ismv", KIND(WALK_MP4)},
    {"mkv", KIND(WALK_MATROSKA)},
    {"mka", KIND(WALK_MATROSKA)},
    {"mks", KIND(WALK_MATROSKA)},
    {"mk3d", KIND(WALK_MATROSKA)},
    {"webm", KIND(WALK_MATROSKA)},
    {"avi", KIND(WALK_AVI)},
    {"divx", KIND(WALK_AVI)},
    {"ts", KIND(WALK_MPEG_TS)},
    {"m2ts", KIND(WALK_MPEG_TS)},
    {"mts", KIND(WALK_MPEG_TS)},
    {"m2t", KIND(WALK_MPEG_TS)},
    {"trp", KIND(WALK_MPEG_TS)},
    {"tp", KIND(WALK_MPEG_TS)},
    {"mpg", KIND(WALK_MPEG_PS) | KIND(WALK_MPEG_TS)},
    {"mpeg", KIND(WALK_MPEG_PS) | KIND(WALK_MPEG_TS)},
    {"m2p", KIND(WALK_MPEG_PS)},
    {"vob", KIND(WALK_MPEG_PS)},
    {"vro", KIND(WALK_MPEG_PS)},
    {"evo", KIND(WALK_MPEG_PS)},
    {"tod", KIND(WALK_MPEG_PS) | KIND(WALK_MPEG_TS)},
    {"mod", KIND(WALK_MPEG_PS) | KIND(WALK_MPEG_TS)},
    {"wmv", KIND(WALK_ASF)},
    {"asf", KIND(WALK_ASF)},
    {"wma", KIND(WALK_ASF)},
    {"dvr-ms", KIND(WALK_ASF)},
    {"flv", KIND(WALK_FLV)},
    {"ogv", KIND(WALK_OGG)},
    {"ogg", KIND(WALK_OGG)},
    {"ogm", KIND(WALK_OGG)},
    {"oga", KIND(WALK_OGG)},
};

/* How files of a kind begin: the bytes at an offset. */
struct opening {
    const char *bytes;
    size_t len, offset;
    enum walk_kind kind;
    const char *what; /* of kinds that there is no walk for */
    bool is_video;    /* likewise: so that the name may be right */
};

#define AT(offset, bytes) (bytes), sizeof(bytes) - 1, (offset)

/* The more telling ones first. ISO-BMFF: any box that may come first (ISO/IEC 14496-12 4.2, and
 * the QuickTime file format, which does without ftyp). */
static const struct opening openings[] = {
    {AT(0, "\x1a\x45\xdf\xa3"), WALK_MATROSKA, NULL, true},
    {AT(8, "AVI "), WALK_AVI, NULL, true},
    {AT(0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11"), WALK_ASF, NULL, true},
    {AT(0, "FLV\x01"), WALK_FLV, NULL, true},
    {AT(0, "OggS"), WALK_OGG, NULL, true},
    {AT(0, "\0\0\1\xba"), WALK_MPEG_PS, NULL, true},
    {AT(4, "ftyp"), WALK_MP4, NULL, true},
    {AT(4, "styp"), WALK_MP4, NULL, true},
    {AT(4, "moov"), WALK_MP4, NULL, true},
    {AT(4, "moof"), WALK_MP4, NULL, true},
    {AT(4, "mdat"), WALK_MP4, NULL, true},
    {AT(4, "free"), WALK_MP4, NULL, true},
    {AT(4, "skip"), WALK_MP4, NULL, true},
    {AT(4, "wide"), WALK_MP4, NULL, true},
    {AT(4, "pnot"), WALK_MP4, NULL, true},
    {AT(4, "sidx"), WALK_MP4, NULL, true},
    {AT(4, "uuid"), WALK_MP4, NULL, true},
    {AT(0, "\0\0\1\xb3"), WALK_UNKNOWN, "a bare MPEG video stream", true},
    {AT(0, "\0\0\0\1\x67"), WALK_UNKNOWN, "a bare H.264 stream", true},
    {AT(0, "\0\0\1\x67"), WALK_UNKNOWN, "a bare H.264 stream", true},
    {AT(0, "\0\0\0\1\x09"), WALK_UNKNOWN, "a bare H.264 stream", true},
    {AT(0, "\0\0\0\1\x40"), WALK_UNKNOWN, "a bare HEVC stream", true},
    {AT(0, "\0\0\0\1\x46"), WALK_UNKNOWN, "a bare HEVC stream", true},
    {AT(0, ".RMF"), WALK_UNKNOWN, "RealMedia", true},
    {AT(0, "\x06\x0e\x2b\x34"), WALK_UNKNOWN, "MXF", true},
    {AT(0, "\x1f\x07\0"), WALK_UNKNOWN, "DV", true},
    {AT(0, "DKIF"), WALK_UNKNOWN, "IVF", true},
    {AT(0, "YUV4MPEG2"), WALK_UNKNOWN, "uncompressed video (y4m)", true},
    {AT(0, "nut/multimedia container"), WALK_UNKNOWN, "NUT", true},
    {AT(0, "\xb7\xd8\x00\x20\x37\x49\xda\x11"), WALK_UNKNOWN, "a Windows recording (wtv)", true},
    {AT(8, "CDXA"), WALK_UNKNOWN, "a Video CD track", true},
    {AT(0, "TiVo"), WALK_UNKNOWN, "TiVo", true},
    {AT(8, "WAVE"), WALK_UNKNOWN, "WAV", false},
    {AT(0, "ID3"), WALK_UNKNOWN, "MP3", false},
    {AT(0, "fLaC"), WALK_UNKNOWN, "FLAC", false},
    {AT(0, "PK\3\4"), WALK_UNKNOWN, "a ZIP archive", false},
    {AT(0, "Rar!\x1a\7"), WALK_UNKNOWN, "a RAR archive", false},
    {AT(0, "7z\xbc\xaf\x27\x1c"), WALK_UNKNOWN, "a 7-Zip archive", false},
    {AT(0, "\x1f\x8b\x08"), WALK_UNKNOWN, "compressed with gzip", false},
    {AT(0, "%PDF-"), WALK_UNKNOWN, "PDF", false},
    {AT(0, "\x89PNG\r\n\x1a\n"), WALK_UNKNOWN, "a PNG picture", false},
    {AT(0, "\xff\xd8\xff"), WALK_UNKNOWN, "a JPEG picture", false},
    {AT(0, "\x7f"
           "ELF"),
     WALK_UNKNOWN, "a program", false},
    {AT(0, "MZ"), WALK_UNKNOWN, "a program", false},
};

/* What stands behind the last dot of the name, "" when nothing does. */
static const char *name_ending(const char *name)
{
    const char *slash = name ? strrchr(name, '/') : NULL;
    const char *base = slash ? slash + 1 : name;
    const char *dot = base ? strrchr(base, '.') : NULL;

    return dot ? dot + 1 : "";
}

/* The kinds that the name lets expect; 0: it says nothing. */
static unsigned expected(const char *name)
{
    const char *ending = name_ending(name);

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (strcasecmp(endings[i].ending, ending) == 0)
            return endings[i].kinds;
    return 0;
}

/* The opening that fits the beginning of the file, or NULL. */
static const struct opening *find_opening(struct walker *w)
{
    size_t len = w->size < 64 ? (size_t)w->size : 64;
    const unsigned char *head = walker_at(w, 0, len);

    for (size_t i = 0; head && i < sizeof openings / sizeof *openings; i++) {
        const struct opening *o = &openings[i];
        if (o->offset + o->len <= len && memcmp(head + o->offset, o->bytes, o->len) == 0)
            return o;
    }
    return NULL;
}

/* Whether the file begins as a text does. */
static bool is_text(struct walker *w)
{
    size_t len = w->size < 512 ? (size_t)w->size : 512;
    const unsigned char *head = walker_at(w, 0, len);

    for (size_t i = 0; head && i < len; i++)
        if (head[i] < ' ' && !strchr("\t\r\n\f", head[i]))
            return false;
    return head && len > 1 && (len < 2 || head[0] < 0x80) && head[0] != '\0';
}

static void say_unknown(struct walker *w, unsigned kinds, const struct opening *opening)
{
    const char *what = opening ? opening->what : is_text(w) ? "text" : NULL;

    if (w->stopped)
        return;
    if (what && (kinds || !opening || !opening->is_video))
        walker_doubt(w, FINDING_WRONG_KIND, 0, "it is %s", what);
    else if (what)
        walker_note(w, FINDING_WRONG_KIND, 0, "it is %s, whose structure is not looked at", what);
    else if (kinds)
        walker_blame(w, FINDING_NO_HEADER, 0, "it does not begin as its kind does%s",
                     walker_is_zero(w, 0, 16, 16) ? ", but with zeros" : "");
    else
        walker_doubt(w, FINDING_NO_HEADER, 0, "it begins as no kind known here");
}

static enum walk_kind find_kind(struct walker *w, const char *name)
{
    unsigned kinds = expected(name);
    const struct opening *opening = find_opening(w);
    enum walk_kind kind = opening ? opening->kind : WALK_UNKNOWN;
    uint64_t first;

    if (!opening && walk_ts_packet_size(w, &first))
        kind = WALK_MPEG_TS;
    if (kind == WALK_UNKNOWN)
        say_unknown(w, kinds, opening);
    else if (kinds && !(kinds & KIND(kind)))
        walker_doubt(w, FINDING_WRONG_KIND, 0, "named .%s, and %s inside", name_ending(name),
                     walk_kind_words[kind]);
    return kind;
}

/* Whether it lies in one of the paddings. */
static bool is_padding(const struct walker *w, uint64_t start, uint64_t end)
{
    for (size_t i = 0; i < w->padding_count; i++)
        if (start >= w->paddings[i].start && end <= w->paddings[i].end)
            return true;
    return w->padding_count == WALKER_PADDINGS;
}

/* Parts that were never written, where data should be. A block belongs to its neighbours too, so
 * the edges of a padding are not looked at closely. */
static void look_for_holes(struct walker *w)
{
    enum { LEAST = 32768, MOST = 64, EDGE = 4096 };
    uint64_t from, to, at = 0;

    for (int i = 0; i < MOST && walk_source_hole(w->source, at, LEAST, &from, &to); i++, at = to)
        if (!is_padding(w, from + EDGE, to - EDGE))
            walker_doubt(w, FINDING_HOLE, from, "%llu bytes that were never written",
                         (unsigned long long)(to - from));
}

/* Long runs of zeros in a file whose packets cannot hold any: some places are looked at. */
static void look_for_zeros(struct walker *w)
{
    enum { FIRST = 64, RUN = 16384, STEP = 16384, MOST = 1024 };
    uint64_t most = w->size / STEP;
    unsigned count = w->size > WALKER_SMALL ? WALKER_WINDOWS : most > MOST ? MOST : (unsigned)most;

    if (!w->zeros_matter || w->size < RUN)
        return;
    for (unsigned i = 0; i < count && !w->stopped; i++) {
        uint64_t at = walker_place(0, w->size, RUN, i, count);
        if (!is_padding(w, at, at + RUN) && walker_is_zero(w, at, at + FIRST, FIRST) &&
            walker_is_zero(w, at, at + RUN, RUN))
            walker_doubt(w, FINDING_ZEROS, at, "zeros where pictures or sound should be");
    }
}

static void say_unreadable(struct walker *w)
{
    uint64_t offset;
    int error = walk_source_error(w->source, &offset);

    w->stream = '\0';
    if (error == ENODATA)
        walker_doubt(w, FINDING_CHANGING, offset, "it became shorter while it was read");
    else if (error)
        walker_doubt(w, FINDING_UNREADABLE, offset, "%s", strerror(error));
}

static void (*const walks[])(struct walker *) = {
    [WALK_UNKNOWN] = NULL, [WALK_MP4] = walk_mp4,    [WALK_MATROSKA] = walk_matroska,
    [WALK_AVI] = walk_avi, [WALK_MPEG_TS] = walk_ts, [WALK_MPEG_PS] = walk_ps,
    [WALK_ASF] = walk_asf, [WALK_FLV] = walk_flv,    [WALK_OGG] = walk_ogg,
};

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
        .duration_s = -1,
    };
}

void walk(struct walk_source *source, const char *name, const struct walk_limits *limits,
          struct walk_report *report)
{
    *report = (struct walk_report){.kind = WALK_UNKNOWN};
    struct walker w = begin(source, limits, report);

    if (!w.size) {
        walker_blame(&w, FINDING_EMPTY, UINT64_MAX, "no bytes");
    } else {
        report->kind = find_kind(&w, name);
        if (walks[report->kind])
            walks[report->kind](&w);
        w.stream = '\0';
        look_for_zeros(&w);
        look_for_holes(&w);
        say_unreadable(&w);
    }
    report->duration_s = w.duration_s;
    report->bytes_read = walk_source_cost(source);
    report->elements = w.elements;
}
