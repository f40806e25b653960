/* Names that cameras, phones, screen recorders and messengers give to their files, hashes and
 * counters: no title is in them, and some tell a date. */
#include <string.h>

#include "parse/parts.h"

/* clang-format off */
enum { FIELD_YEAR, FIELD_MONTH, FIELD_DAY, FIELD_COUNT };

static const char *const fields[FIELD_COUNT] = {
    [FIELD_YEAR]  = "year",
    [FIELD_MONTH] = "month",
    [FIELD_DAY]   = "day",
};

/* What media.untitled says: the words of docs/record.md. */
static const char *const kinds[] = {
    [UNTITLED_CAMERA]    = "camera",
    [UNTITLED_SCREEN]    = "screen recording",
    [UNTITLED_MESSENGER] = "messenger",
    [UNTITLED_HASH]      = "hash",
    [UNTITLED_COUNTER]   = "counter",
    [UNTITLED_DISC]      = "disc",
    [UNTITLED_NAMELESS]  = "nameless",
};

#define DIGIT "0123456789"
#define HEX   "0123456789abcdef"
#define ANY   (SHAPE_FIRST)
/* The date, whatever parts its numbers. */
#define DATE  "(?<year>(?:19|20)\\d\\d)[._-]?(?<month>0[1-9]|1[0-2])[._-]?" \
              "(?<day>0[1-9]|[12]\\d|3[01])"
#define TIME  "(?:[01]\\d|2[0-3])[.:_h-]?[0-5]\\d[.:_m-]?[0-5]\\d"
/* Of a copy: "(1)", "-2", " copy", "_edited". */
#define COPY  "(?:[ _~-]?(?:\\(\\d{1,3}\\)|\\d{1,2}|copy|edited|edit))?\\z"
/* What phones add to a time: milliseconds, HDR, the frame rate. */
#define REST  "[0-9a-z_.~()-]{0,24}\\z"

/* The kind of a rule is its `needs`. */
static const struct rule rules[] = {
    /* Messengers, before the cameras whose names they keep. */
    {.name = "vid-20190704-wa0001",           .example = "VID-20190704-WA0001",
     .at = ANY, .first = "ipvs",              .needs = UNTITLED_MESSENGER,
     .pattern = "(?:img|vid|ptt|stk)-" DATE "-wa\\d{4}" COPY},
    {.name = "whatsapp video",                .example = "WhatsApp Video 2022-01-02 at 10.11.12",
     .at = ANY, .first = "w",                 .needs = UNTITLED_MESSENGER,
     .pattern = "whatsapp[ _-](?:video|image|ptv)[ _-]" DATE ".{0,40}\\z"},
    {.name = "signal-2022-01-02",             .example = "signal-2022-01-02-101112",
     .at = ANY, .first = "s",                 .needs = UNTITLED_MESSENGER,
     .pattern = "signal-" DATE "(?:-\\d{2}-?\\d{2}-?\\d{2})?[0-9-]{0,8}" COPY},
    {.name = "video_2022-01-02_10-11-12",     .example = "video_2022-01-02_10-11-12",
     .at = ANY, .first = "v",                 .needs = UNTITLED_MESSENGER,
     .pattern = "video_" DATE "_" TIME COPY},
    {.name = "received_1234567890",           .example = "received_1234567890123456",
     .at = ANY, .first = "cfmrst",            .needs = UNTITLED_MESSENGER,
     .pattern = "(?:received|fb_vid|fb_img|mmexport|snapchat|telegram|cached_video)[_-]?\\d{8,20}"
                COPY},

    /* Screen recorders. */
    {.name = "screen recording",              .example = "Screen Recording 2021-01-02 at 10.11.12",
     .at = ANY, .first = "bcdegs",            .needs = UNTITLED_SCREEN,
     .pattern = "(?:(?:simple)?screen[ _-]?(?:recording|recorder|record|capture|cast|rec)?"
                "|bildschirmaufnahme|enregistrement de l.{1,3}cran|grabaci.{1,2}n de pantalla"
                "|captura de (?:pantalla|ecr.{1,2}|tela)|bandicam|bdcam|dxtory|gamebar)"
                "[ _-]{0,3}(?:from |on )?" DATE ".{0,60}\\z"},
    {.name = "gmt20210102-101112_recording",  .example = "GMT20210102-101112_Recording_1920x1080",
     .at = ANY, .first = "g",                 .needs = UNTITLED_SCREEN,
     .pattern = "gmt" DATE "-" TIME "_recording.{0,40}\\z"},
    {.name = "rpreplay_final",                .example = "RPReplay_Final1612345678",
     .at = ANY, .first = "r",                 .needs = UNTITLED_SCREEN,
     .pattern = "rpreplay[_-]?final\\d{6,12}" COPY},

    /* Cameras and phones. */
    {.name = "img_20190704_101530",           .example = "IMG_20190704_101530",
     .at = ANY, .first = "bdimprvw",          .needs = UNTITLED_CAMERA,
     .pattern = "(?:img|vid|pxl|mvimg|mov|video|vlcsnap|win|dji|burst|pano|record|recording"
                "|dvr|rec)[ _-]?" DATE
                "(?:[ _-]?(?:\\d{4,9}|\\d\\d[_-]\\d\\d[_-]\\d\\d)" REST "|\\z)"},
    {.name = "video-1562234130",              .example = "video-1562234130",
     .at = ANY, .first = "imv",               .needs = UNTITLED_CAMERA,
     .pattern = "(?:video|vid|img|mov)[_-]?1\\d{9}(?:\\d{3})?" COPY},
    {.name = "20190704_101530",               .example = "20190704_101530",
     .at = ANY, .first = "12",                .needs = UNTITLED_CAMERA | UNTITLED_UNLESS_SHOW,
     .pattern = DATE "[ _T-]?" TIME REST},
    {.name = "gx010123",                      .example = "GX010123",
     .at = ANY, .first = "g",                 .needs = UNTITLED_CAMERA,
     .pattern = "(?:gopr|g[hxpls]\\d\\d)\\d{4}" COPY},
    {.name = "dsc_0001",                      .example = "DSC_0001",
     .at = ANY, .first = "acdfhimpvsy",       .needs = UNTITLED_CAMERA,
     .pattern = "(?:img|vid|mvi|mov|dsc[nf]?|dscpdc|cimg|imgp|imag|pict|hpim|sany|sam|dji|vdo|clip|"
                "amba|ydxj|file|mah|mol|maq|avseq|fhd|pic)_?[ae]?\\d{4,6}" COPY},
    {.name = "p1010123",                      .example = "P1010123",
     .at = ANY, .first = "p",                 .needs = UNTITLED_CAMERA,
     .pattern = "p[0-9a-c][0-9a-f]\\d{5}" COPY},
    {.name = "100_0123",                      .example = "100_0123",
     .at = ANY, .first = "1",                 .needs = UNTITLED_CAMERA,
     .pattern = "1\\d\\d_\\d{4}" COPY},
    {.name = "trim.uuid",                     .example =
     "trim.1B2C3D4E-0123-4567-89AB-CDEF01234567",
     .at = ANY, .first = "t",                 .needs = UNTITLED_CAMERA,
     .pattern = "trim\\.[0-9a-f]{8}-.{0,40}\\z"},

    /* What a disc's files are called. */
    {.name = "vts_01_1",                      .example = "VTS_01_1",
     .at = ANY, .first = "tv",                .needs = UNTITLED_DISC | UNTITLED_UNLESS_LIBRARY | UNTITLED_UNLESS_RELEASE,
     .pattern = "(?:vts_\\d\\d_\\d|video_ts|title_t\\d\\d)\\z"},
    {.name = "00001",                         .example = "00001",
     .at = ANY, .first = "0",                 .needs = UNTITLED_DISC | UNTITLED_UNLESS_LIBRARY | UNTITLED_UNLESS_RELEASE,
     .pattern = "0\\d{4}\\z"},

    /* Hashes and counters. */
    {.name = "md5",                           .example = "0123456789abcdef0123456789abcdef",
     .at = ANY, .first = HEX,                 .needs = UNTITLED_HASH | UNTITLED_UNLESS_RELEASE,
     .pattern = "[0-9a-f]{32}(?:[0-9a-f]{8})?(?:[0-9a-f]{24})?(?:[0-9a-f]{64})?\\z"},
    {.name = "uuid",                          .example = "1b2c3d4e-0123-4567-89ab-cdef01234567",
     .at = ANY, .first = HEX,                 .needs = UNTITLED_HASH | UNTITLED_UNLESS_RELEASE,
     .pattern = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}" COPY},
    {.name = "hex",                           .example = "4f1e09a83bd7c2556a90",
     .at = ANY, .first = HEX,                 .needs = UNTITLED_HASH | UNTITLED_UNLESS_RELEASE,
     .pattern = "(?=(?:[a-f]*\\d){5})(?=(?:\\d*[a-f]){3})[0-9a-f]{16,128}\\z"},
    {.name = "yyyymmdd alone",                .example = "20190704",
     .at = ANY, .first = "12",                .needs = UNTITLED_COUNTER | UNTITLED_UNLESS_SHOW,
     .pattern = DATE "\\z"},
    {.name = "12345",                         .example = "1234567",
     .at = ANY, .first = DIGIT,               .needs = UNTITLED_COUNTER | UNTITLED_UNLESS_RELEASE,
     .pattern = "\\d{5,}" COPY},
};
/* clang-format on */

/* Of no table: its name has nothing that a pattern could begin at. */
static const struct rule nameless = {
    .name = "nameless",
    .needs = UNTITLED_NAMELESS | UNTITLED_UNLESS_LIBRARY | UNTITLED_UNLESS_RELEASE,
};

struct rule_table name_untitled_rules = {.rules = rules,
                                         .count = sizeof rules / sizeof *rules,
                                         .fields = fields,
                                         .field_count = FIELD_COUNT};

static int number_at(const char *name, const struct rule_span *span)
{
    return span->at == RULE_NOWHERE ? 0 : name_number_of(name + span->at, span->len);
}

/* Blanks and signs without a picture beyond ASCII, by their bytes in UTF-8: from `first` to
 * `last`, which differ in their last byte only. */
static const struct {
    unsigned char length, first[3], last;
} invisible[] = {
    {2, {0xc2, 0x80}, 0xa0},       /* controls, U+00A0 */
    {2, {0xc2, 0xad}, 0xad},       /* soft hyphen */
    {3, {0xe1, 0x9a, 0x80}, 0x80}, /* U+1680 */
    {3, {0xe2, 0x80, 0x80}, 0x8f}, /* U+2000 to U+200F */
    {3, {0xe2, 0x80, 0xa8}, 0xaf}, /* U+2028 to U+202F */
    {3, {0xe2, 0x81, 0x9f}, 0xaf}, /* U+205F to U+206F */
    {3, {0xe3, 0x80, 0x80}, 0x80}, /* U+3000 */
    {3, {0xef, 0xbb, 0xbf}, 0xbf}, /* U+FEFF */
};

/* Returns the length of the invisible character at `at`; 0 when it is visible. A separator of
 * paths between blanks is part of a name, and counts as invisible. */
static size_t invisible_length(const char *at, size_t left)
{
    const unsigned char *u = (const unsigned char *)at;

    if (*u <= ' ' || *u == 0x7f || *u == '/' || *u == '\\')
        return 1;
    for (size_t i = 0; i < sizeof invisible / sizeof *invisible; i++) {
        size_t n = invisible[i].length;

        if (n <= left && memcmp(u, invisible[i].first, n - 1) == 0 &&
            u[n - 1] >= invisible[i].first[n - 1] && u[n - 1] <= invisible[i].last)
            return n;
    }
    return 0;
}

bool name_nameless(const char *name, size_t length, struct untitled *untitled)
{
    for (size_t at = 0, n; at < length; at += n) {
        n = invisible_length(name + at, length - at);
        if (!n)
            return false;
    }
    *untitled = (struct untitled){.rule = &nameless,
                                  .kind = kinds[UNTITLED_NAMELESS],
                                  .unless = nameless.needs & ~(unsigned)UNTITLED_KIND};
    return true;
}

bool name_untitled(const char *name, size_t length, struct untitled *untitled)
{
    struct rule_set set;
    struct rule_span whole, found[FIELD_COUNT];

    if (name_nameless(name, length, untitled))
        return true;
    if (length > UNTITLED_LENGTH_MAX)
        return false;
    set = rule_candidates(&name_untitled_rules, *name, SHAPE_FIRST);
    for (size_t i; rule_take(&set, &i);)
        if (rule_match(&name_untitled_rules, i, name, length, 0, &whole, found)) {
            *untitled = (struct untitled){
                .rule = &rules[i],
                .kind = kinds[rules[i].needs & UNTITLED_KIND],
                .unless = rules[i].needs & ~(unsigned)UNTITLED_KIND,
                .year = number_at(name, &found[FIELD_YEAR]),
                .month = number_at(name, &found[FIELD_MONTH]),
                .day = number_at(name, &found[FIELD_DAY]),
            };
            return true;
        }
    return false;
}
