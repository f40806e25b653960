/* Recognizes files that have no walk: videos in other containers, bare streams without a container,
 * and files that are not videos. */
#include "walk/other.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "walk/walker.h"

/* clang-format off */
static const struct walk_other others[] = {
    {"a bare MPEG video stream", true, {"m1v", "m2v", "mpv", "mpg", "mpeg", "mpe"}},
    {"a bare MPEG-4 video stream", true, {"m4v", "cmp"}},
    {"a bare H.264 stream", true, {"264", "h264", "avc", "26l", "jsv", "x264"}},
    {"a bare HEVC stream", true, {"265", "h265", "hevc", "x265"}},
    {"a bare VVC stream", true, {"266", "h266", "vvc"}},
    {"a bare AV1 stream", true, {"obu", "av1"}},
    {"a bare H.261 stream", true, {"h261"}},
    {"a bare H.263 stream", true, {"h263"}},
    {"a bare VC-1 stream", true, {"vc1"}},
    {"a bare Dirac stream", true, {"drc", "vc2"}},
    {"a series of JPEG pictures", true, {"mjpeg", "mjpg"}},
    {"RealMedia", true, {"rm", "rmvb"}},
    {"MXF", true, {"mxf"}},
    {"GXF", true, {"gxf"}},
    {"DV", true, {"dv"}},
    {"IVF", true, {"ivf"}},
    {"uncompressed video (y4m)", true, {"y4m"}},
    {"NUT", true, {"nut"}},
    {"RoQ", true, {"roq"}},
    {"a Windows recording (wtv)", true, {"wtv"}},
    {"a Video CD track", true, {NULL}},
    {"TiVo", true, {"tivo"}},
    {"WAV audio", false, {NULL}},
    {"MP3 audio", false, {NULL}},
    {"FLAC audio", false, {NULL}},
    {"a ZIP archive", false, {NULL}},
    {"a RAR archive", false, {NULL}},
    {"a 7-Zip archive", false, {NULL}},
    {"compressed with gzip", false, {NULL}},
    {"a PDF document", false, {NULL}},
    {"a PNG picture", false, {NULL}},
    {"a JPEG picture", false, {NULL}},
    {"a program", false, {NULL}},
};

static const struct other_opening {
    struct walk_opening opening;
    const char *what; /* the `what` of a row of `others` */
    bool by_name;     /* the signature is short, so the file's extension must also fit */
} openings[] = {
    {WALK_OPENING(0, "\x12\0\x0a"), "a bare AV1 stream", false},
    {WALK_OPENING(4, "\1\x10"), "a bare AV1 stream", true},
    {WALK_OPENING(6, "\1\x10"), "a bare AV1 stream", true},
    {WALK_OPENING(0, "\0\1\0"), "a bare H.261 stream", true},
    {WALK_OPENING(0, "\0\0\x80"), "a bare H.263 stream", true},
    {WALK_OPENING(0, "\0\0\x81"), "a bare H.263 stream", true},
    {WALK_OPENING(0, "BBCD"), "a bare Dirac stream", false},
    {WALK_OPENING(0, "\xff\xd8\xff"), "a series of JPEG pictures", true},
    {WALK_OPENING(0, ".RMF"), "RealMedia", false},
    {WALK_OPENING(0, "\x06\x0e\x2b\x34"), "MXF", false},
    {WALK_OPENING(0, "\0\0\0\0\1\xbc"), "GXF", false},
    {WALK_OPENING(0, "\x1f\x07\0"), "DV", false},
    {WALK_OPENING(0, "DKIF"), "IVF", false},
    {WALK_OPENING(0, "YUV4MPEG2"), "uncompressed video (y4m)", false},
    {WALK_OPENING(0, "nut/multimedia container"), "NUT", false},
    {WALK_OPENING(0, "\x84\x10\xff\xff\xff\xff"), "RoQ", false},
    {WALK_OPENING(0, "\xb7\xd8\x00\x20\x37\x49\xda\x11"), "a Windows recording (wtv)", false},
    {WALK_OPENING(8, "CDXA"), "a Video CD track", false},
    {WALK_OPENING(0, "TiVo"), "TiVo", false},
    {WALK_OPENING(8, "WAVE"), "WAV audio", false},
    {WALK_OPENING(0, "ID3"), "MP3 audio", false},
    {WALK_OPENING(0, "fLaC"), "FLAC audio", false},
    {WALK_OPENING(0, "PK\3\4"), "a ZIP archive", false},
    {WALK_OPENING(0, "Rar!\x1a\7"), "a RAR archive", false},
    {WALK_OPENING(0, "7z\xbc\xaf\x27\x1c"), "a 7-Zip archive", false},
    {WALK_OPENING(0, "\x1f\x8b\x08"), "compressed with gzip", false},
    {WALK_OPENING(0, "%PDF-"), "a PDF document", false},
    {WALK_OPENING(0, "\xff\xd8\xff"), "a JPEG picture", false},
    {WALK_OPENING(0, "\x89PNG\r\n\x1a\n"), "a PNG picture", false},
    {WALK_OPENING(0, "\x7f" "ELF"), "a program", false},
    {WALK_OPENING(0, "MZ"), "a program", false},
};

/* The two bytes after the first start code (00 00 01) of a bare stream. The first is compared with
 * `byte` under `mask`. The other is compared with `second`, unless `second` is ANY. H.264 begins
 * with a parameter set, a delimiter or an SEI (supplemental information) with any nal_ref_idc
 * (H.264 7.3.1). HEVC and VVC begin with the same units, in layer 0 (H.265 7.3.1.2, H.266 7.3.1.2).
 * The other codes are from ISO/IEC 13818-2, 14496-2 (6.2.1) and SMPTE 421M (annex E). */
enum { ANY = -1 };
static const struct start_code {
    unsigned char mask, byte;
    int second;
    const char *what; /* the `what` of a row of `others` */
} start_codes[] = {
    {0xff, 0xb3, ANY, "a bare MPEG video stream"},
    {0xff, 0xb0, ANY, "a bare MPEG-4 video stream"},
    {0xff, 0xb5, ANY, "a bare MPEG-4 video stream"},
    {0xff, 0x00, 0x00, "a bare MPEG-4 video stream"},
    {0xff, 0x0f, ANY, "a bare VC-1 stream"},
    {0xff, 0x40, 1, "a bare HEVC stream"},
    {0xff, 0x42, 1, "a bare HEVC stream"},
    {0xff, 0x46, 1, "a bare HEVC stream"},
    {0xff, 0x4e, 1, "a bare HEVC stream"},
    {0xff, 0x00, 0x71, "a bare VVC stream"},
    {0xff, 0x00, 0x79, "a bare VVC stream"},
    {0xff, 0x00, 0xa1, "a bare VVC stream"},
    {0x9f, 0x06, ANY, "a bare H.264 stream"},
    {0x9f, 0x07, ANY, "a bare H.264 stream"},
    {0x9f, 0x09, ANY, "a bare H.264 stream"},
};
/* clang-format on */

static const struct walk_other *find(const char *what)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i].what, what) == 0)
            return &others[i];
    return NULL;
}

/* Returns the format of a bare stream by its first start code, or NULL. More than two zeros may
 * precede the 01 of a start code (H.264 annex B: leading_zero_8bits). */
static const struct walk_other *find_bare(const unsigned char *bytes, size_t len)
{
    enum { MOST_ZEROS = 16 };
    size_t at = 0;

    while (at < len && at < MOST_ZEROS && !bytes[at])
        at++;
    if (at < 2 || len - at < 3 || bytes[at] != 1)
        return NULL;
    for (size_t i = 0; i < sizeof start_codes / sizeof *start_codes; i++)
        if ((bytes[at + 1] & start_codes[i].mask) == start_codes[i].byte &&
            (start_codes[i].second == ANY || bytes[at + 2] == start_codes[i].second))
            return find(start_codes[i].what);
    return NULL;
}

const struct walk_other *walk_other_find(const unsigned char *bytes, size_t len, const char *ending)
{
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        const struct walk_opening *o = &openings[i].opening;
        if (o->offset + o->length <= len && memcmp(bytes + o->offset, o->bytes, o->length) == 0)
            if (!openings[i].by_name || walk_other_has(find(openings[i].what), ending))
                return find(openings[i].what);
    }
    return find_bare(bytes, len);
}

bool walk_other_has(const struct walk_other *other, const char *ending)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (other && other != &others[i])
            continue;
        for (size_t k = 0; k < WALK_OTHER_ENDINGS && others[i].endings[k]; k++)
            if (strcasecmp(others[i].endings[k], ending) == 0)
                return true;
    }
    return false;
}
