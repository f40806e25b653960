/* Recognizes names that are not titles: hashes, counters, and names that cameras, phones, screen
 * recorders and messengers give to their files. */
#include <string.h>
#include <strings.h>

#include "parse/parts.h"

/* clang-format off */
enum { FIELD_YEAR, FIELD_MONTH, FIELD_DAY, FIELD_COUNT };

static const char *const fields[FIELD_COUNT] = {
    [FIELD_YEAR]  = "year",
    [FIELD_MONTH] = "month",
    [FIELD_DAY]   = "day",
};

static const char *const kinds[] = {
    [UNTITLED_CAMERA]    = "camera",
    [UNTITLED_SCREEN]    = "screen recording",
    [UNTITLED_MESSENGER] = "messenger",
    [UNTITLED_HASH]      = "hash",
    [UNTITLED_COUNTER]   = "counter",
    [UNTITLED_DISC]      = "disc",
    [UNTITLED_RECORDING] = "recording",
    [UNTITLED_NAMELESS]  = "nameless",
};

#define DIGIT "0123456789"
#define HEX   "0123456789abcdef"
/* The names for which a rule is tried (rule.at). */
#define ANY   SHAPE_FIRST  /* all names */
#define RECORDED SHAPE_DIGITS /* names that end with "DVR" or "recording" */
#define HASH  SHAPE_WORD   /* names that begin with eight hexadecimal digits */
#define ID    SHAPE_OPEN   /* names of eleven bytes */
/* The date, with any separator between its numbers. */
#define DATE  "(?<year>19[5-9]\\d|20\\d\\d)[._-]?(?<month>0[1-9]|1[0-2])[._-]?" \
              "(?<day>0[1-9]|[12]\\d|3[01])"
#define TIME  "(?:[01]\\d|2[0-3])[.:_h-]?[0-5]\\d[.:_m-]?[0-5]\\d"
/* The suffix of a copy: "(1)", "-2", " copy", "_edited". */
#define COPY  "(?:[ _~-]?(?:\\(\\d{1,3}\\)|\\d{1,2}|copy|edited|edit))?\\z"
/* Suffixes that phones add to a time: milliseconds, HDR, the frame rate. */
#define REST  "[0-9a-z_.~()-]{0,24}\\z"

/* `needs` has the kind of name and the UNTITLED_UNLESS_ conditions. */
static const struct rule rules[] = {
    /* Messengers. They precede cameras, because messengers keep parts of cameras' names. */
    {.name = "vid-20190704-wa0001",           .example = "VID-20190704-WA0001",
     .at = ANY, .first = "ipvs",              .needs = UNTITLED_MESSENGER,
     .run = RUN(3, 3), .then = " ._-",
     .pattern = "(?:img|vid|ptt|stk)[ ._-]" DATE "[ ._-]wa\\d{4}" COPY},
    {.name = "whatsapp video",                .example = "WhatsApp Video 2022-01-02 at 10.11.12",
     .at = ANY, .first = "w",                 .needs = UNTITLED_MESSENGER,
     .run = RUN(8, 8), .then = " ._-",
     .pattern = "whatsapp[ ._-](?:video|image|ptv)[ ._-]" DATE ".{0,40}\\z"},
    {.name = "signal-2022-01-02",             .example = "signal-2022-01-02-101112",
     .at = ANY, .first = "s",                 .needs = UNTITLED_MESSENGER,
     .run = RUN(6, 6), .then = "-",
     .pattern = "signal-" DATE "(?:-\\d{2}-?\\d{2}-?\\d{2})?[0-9-]{0,8}" COPY},
    {.name = "video_2022-01-02_10-11-12",     .example = "video_2022-01-02_10-11-12",
     .at = ANY, .first = "v",                 .needs = UNTITLED_MESSENGER,
     .run = RUN(5, 5), .then = "_",
     .pattern = "video_" DATE "_" TIME COPY},
    {.name = "received_1234567890",           .example = "received_1234567890123456",
     .at = ANY, .first = "cflmrstw",          .needs = UNTITLED_MESSENGER,
     .then = "._-" DIGIT,
     .pattern = "(?:received|fb_vid|fb_img|mmexport|snapchat|telegram|cached_video|wx_camera"
                "|line_movie|tiktok|snaptik|ssstik)[._-]?\\d{7,20}" COPY},
    {.name = "12345678_1234567_n",            .example = "12345678_1234567890_n", /* Facebook */
     .at = ANY, .first = DIGIT,               .needs = UNTITLED_MESSENGER,
     .run = RUN(6, 15), .then = "_",
     .pattern = "(?!(?:19|20)?\\d{6}_\\d{6}(?!\\d))\\d{6,20}_\\d{5,20}(?:_\\d{5,20})?(?:_[no])?" COPY},
    {.name = "tumblr_ncmmrfvvx21",            .example = "tumblr_nc0mrfvVx21u1m1fpo1_480",
     .at = ANY, .first = "egtv",              .needs = UNTITLED_MESSENGER,
     .run = RUN(5, 13), .then = "._-~ (",
     .pattern = "(?:tumblr_[0-9a-z]{14,24}(?:_\\d{3,4})?|ezgif(?:\\.com)?-[0-9a-z.-]{1,40}"
                "|giphy(?:-\\w{1,12})?|videoplayback)" COPY},
    {.name = "telegram-cloud-document",       .example =
     "telegram-cloud-document-2-5359012345678901234",
     .at = ANY, .first = "t",                 .needs = UNTITLED_MESSENGER,
     .run = RUN(8, 8), .then = "-",
     .pattern = "telegram-cloud-(?:document|video|photo)-[0-9-]{8,40}" COPY},
    {.name = "kakaotalk_20220102",            .example = "KakaoTalk_20220102_1011_12_345",
     .at = ANY, .first = "k",                 .needs = UNTITLED_MESSENGER,
     .run = RUN(9, 9), .then = " ._",
     .pattern = "kakaotalk[ ._](?:video[ ._])?" DATE REST},
    {.name = "messenger_creation_uuid",       .example =
     "messenger_creation_1B2C3D4E-0123-4567-89AB-CDEF01234567",
     .at = ANY, .first = "m",                 .needs = UNTITLED_MESSENGER,
     .run = RUN(9, 9), .then = "_",
     .pattern = "messenger_creation_[0-9a-f-]{8,40}" COPY},
    {.name = "微信视频20220102",              .example = "微信视频20220102101112",
     .at = ANY, .first = "\xe5q",             .needs = UNTITLED_MESSENGER,
     .pattern = "(?:微信|qq)(?:视频|图片)[ ._-]?" DATE REST},

    /* Screen recorders. */
    {.name = "screen recording",              .example = "Screen Recording 2021-01-02 at 10.11.12",
     .at = ANY, .first = "bcdegnrs\xd0\xe5\xe7\xed", .needs = UNTITLED_SCREEN,
     .run = RUN(5, 15), .then = " ._-\xc3" DIGIT,
     .pattern = "(?:screen(?=[ _-])"
                "|(?:simple)?screen[ ._-]?(?:recording|recorder|record|capture|cast|rec)"
                "|bildschirmaufnahme|enregistrement[ ._]de[ ._]l.{1,3}cran"
                "|grabaci.{1,2}n[ ._]de[ ._]pantalla|captura[ ._]de[ ._](?:pantalla|ecr.{1,2}|tela)"
                "|grava.{2,4}o[ ._]de[ ._]tela|registrazione[ ._]schermo|schermopname"
                "|nagranie[ ._]z[ ._]ekranu|запись[ ._]экрана|屏幕录制|录屏|画面収録|화면[ ._]녹화"
                "|bandicam|bdcam|dxtory|gamebar)"
                "[ ._-]{0,3}(?:from[ ._]|on[ ._])?" DATE ".{0,60}\\z"},
    {.name = "simulator screen recording",    .example =
     "Simulator Screen Recording - iPhone 12 - 2021-01-02 at 10.11.12",
     .at = ANY, .first = "s",                 .needs = UNTITLED_SCREEN,
     .run = RUN(9, 9), .then = " ._",
     .pattern = "simulator[ ._]screen[ ._](?:recording|shot)[ ._]-[ ._].{0,60}?" DATE ".{0,40}\\z"},
    {.name = "replay 2021-01-02",             .example = "Replay 2021-01-02 10-11-12",
     .at = ANY, .first = "dr",                .needs = UNTITLED_SCREEN,
     .run = RUN(6, 7), .then = " ._-",
     .pattern = "(?:replay|desktop)[ ._-]{1,3}" DATE "[ ._-]{1,3}" TIME REST},
    {.name = "2021.01.02 - 10.11.12.01.dvr",  .example = "Paper Moons 2021.01.02 - 10.11.12.01.DVR",
     .at = RECORDED,                               .needs = UNTITLED_SCREEN,
     .pattern = ".{1,80}?[ ._]" DATE "[ ._-]{1,3}" TIME "[._]\\d\\d[._]dvr" COPY},
    {.name = "videocapture_20210102",         .example = "VideoCapture_20210102-101112",
     .at = ANY, .first = "v",                 .needs = UNTITLED_SCREEN,
     .run = RUN(12, 12), .then = " ._-",
     .pattern = "videocapture[ ._-]" DATE REST},
    {.name = "zoom meeting 2021-01-02",       .example = "Zoom Meeting 2021-01-02 10.11",
     .at = ANY, .first = "gz",                .needs = UNTITLED_SCREEN,
     .run = RUN(4, 6), .then = " ._",
     .pattern = "(?:zoom[ ._]meeting|google[ ._]meet)[ ._-]{1,3}" DATE ".{0,60}\\z"},
    {.name = "zoom_0",                        .example = "zoom_0",
     .at = ANY, .first = "z",                 .needs = UNTITLED_SCREEN,
     .run = RUN(4, 4), .then = "_",
     .pattern = "zoom_\\d{1,2}" COPY},
    {.name = "-meeting recording",            .example =
     "Weekly-20210102_101112-Meeting Recording",
     .at = RECORDED,                               .needs = UNTITLED_SCREEN,
     .pattern = ".{1,100}?-" DATE "_" TIME "-meeting[ ._]recording" COPY},
    {.name = "gmt20210102-101112_recording",  .example = "GMT20210102-101112_Recording_1920x1080",
     .at = ANY, .first = "g",                 .needs = UNTITLED_SCREEN,
     .run = RUN(3, 3), .then = DIGIT,
     .pattern = "gmt" DATE "-" TIME "_recording.{0,40}\\z"},
    {.name = "rpreplay_final",                .example = "RPReplay_Final1612345678",
     .at = ANY, .first = "r",                 .needs = UNTITLED_SCREEN,
     .run = RUN(8, 15),
     .pattern = "rpreplay[_-]?final\\d{6,12}" COPY},

    /* Cameras and phones. */
    {.name = "img_20190704_101530",           .example = "IMG_20190704_101530",
     .at = ANY, .first = "bdilmprvw",         .needs = UNTITLED_CAMERA,
     .run = RUN(2, 9), .then = " ._-" DIGIT,
     .pattern = "(?:(?:img|vid|pxl|mvimg|lrv|wp)[ ._-]?|(?:mov|video|vlcsnap|win|dji|burst|pano"
                "|record|recording|dvr|rec)[ _-]?)" DATE
                "(?:[ ._-]?(?:\\d{4,9}|\\d\\d[_-]\\d\\d[_-]\\d\\d)" REST "|\\z)"},
    {.name = "video-1562234130",              .example = "video-1562234130",
     .at = ANY, .first = "imv",               .needs = UNTITLED_CAMERA,
     .run = RUN(3, 5), .then = "_-" DIGIT,
     .pattern = "(?:video|vid|img|mov)[_-]?1\\d{9}(?:\\d{3})?" COPY},
    {.name = "20190704_101530",               .example = "20190704_101530",
     .at = ANY, .first = "12",                .needs = UNTITLED_CAMERA | UNTITLED_UNLESS_SHOW,
     .run = RUN(4, 14),
     .pattern = DATE "[ _T-]?" TIME REST},
    {.name = "gx010123",                      .example = "GX010123",
     .at = ANY, .first = "g",                 .needs = UNTITLED_CAMERA,
     .run = RUN(2, 4), .then = DIGIT,
     .pattern = "(?:gopr|g[hxpls]\\d\\d)\\d{4}(?:\\.360)?" COPY},
    {.name = "dsc_0001",                      .example = "DSC_0001",
     .at = ANY, .first = "abcdefghikmnprsvy_", .needs = UNTITLED_CAMERA,
     .run = RUN(2, 10), .then = "_" DIGIT,
     .pattern = "_?(?:img|vid|mvi|mov|dsc[nf]?|dscpdc|cimg|imgp|imag|pict|hpim|sany|sam|dji|vdo"
                "|clip|amba|ydxj|file|mah|mol|maq|fhd|pic|norm|emer|movi|sdc|sunp|gedc|rimg|imga"
                "|kif|stc|hni|ptdc|virb|dcp|yi|bild|foto|photo|capture|video)_?[ae]?\\d{4,6}" COPY},
    {.name = "img 4821",                      .example = "IMG 4821",
     .at = ANY, .first = "_cdimpv",           .needs = UNTITLED_CAMERA | UNTITLED_UNLESS_RELEASE,
     .run = RUN(3, 5), .then = " .-",
     .pattern = "_?(?:img|vid|mvi|mov|dsc[nf]?|cimg|imgp|pict|dji)[ .-]e?\\d{4}" COPY},
    {.name = "c0001",                         .example = "C0001",
     .at = ANY, .first = "c",                 .needs = UNTITLED_CAMERA,
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "c\\d{4}" COPY},
    {.name = "m4h01234",                      .example = "M4H01234",
     .at = ANY, .first = "m",                 .needs = UNTITLED_CAMERA,
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "m(?:4h|2u)\\d{5}" COPY},
    {.name = "s1010234",                      .example = "S1010234",
     .at = ANY, .first = "s",                 .needs = UNTITLED_CAMERA,
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "s1\\d{6}" COPY},
    {.name = "a001_c002_0102ab",              .example = "A001_C002_0102AB_001",
     .at = ANY, .first = "abcdefghijklmnopqrstuvwxyz", .needs = UNTITLED_CAMERA,
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "[a-z]\\d{3}_(?:c\\d{3}(?:_[0-9a-z]{4,8})?(?:_\\d{3})?|\\d{8}_c\\d{3})" COPY},
    {.name = "a001c002_210102_r1ab",          .example = "A001C002_210102_R1AB",
     .at = ANY, .first = "abcdefghijklmnopqrstuvwxyz", .needs = UNTITLED_CAMERA,
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "[a-z]\\d{3}c\\d{3}_\\d{6}_[a-z][0-9a-z]{3}" COPY},
    {.name = "vid00012-20210102-1011",        .example = "VID00012-20210102-1011",
     .at = ANY, .first = "iv",                .needs = UNTITLED_CAMERA,
     .run = RUN(3, 3), .then = DIGIT,
     .pattern = "(?:img|vid)\\d{5}-" DATE "-\\d{4}" COPY},
    {.name = "inshot_20210102",               .example = "InShot_20210102_101112345",
     .at = ANY, .first = "biklmvxy",          .needs = UNTITLED_CAMERA,
     .run = RUN(2, 12), .then = " ._-",
     .pattern = "(?:inshot|youcut|vivavideo|vivacut|kinemaster|videoshow|xrecorder|mobizen"
                "|boomerang|lv_\\d)(?:[ ._-]video)?[ ._-]" DATE "[ ._-]?" TIME REST},
    {.name = "190704_101530_001",             .example = "190704_101530_001_FH",
     .at = ANY, .first = "012",               .needs = UNTITLED_CAMERA | UNTITLED_UNLESS_SHOW,
     .run = RUN(6, 6), .then = "_-",
     .pattern = "\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])[_-]" TIME "(?:[_-]\\d{1,6})?"
                "(?:_?[a-z]{1,2})?\\z"},
    {.name = "no20190704-101530-000123f",     .example = "NO20190704-101530-000123F", /* dash cameras */
     .at = ANY, .first = "efnp",              .needs = UNTITLED_CAMERA,
     .run = RUN(2, 5), .then = "_" DIGIT,
     .pattern = "(?:no|ev|pa|ph|pf|em|emr|evt|nor|file|event|front)_?(?:20)?\\d{6}[_-]\\d{6}[0-9a-z_-]{0,16}\\z"},
    {.name = "video 12",                      .example = "Video 12",
     .at = ANY, .first = "mv",                .needs = UNTITLED_CAMERA | UNTITLED_UNLESS_SHOW |
                                                       UNTITLED_UNLESS_RELEASE,
     .run = RUN(2, 7), .then = " _-(" DIGIT,
     .pattern = "(?:my[ _])?video[ _-]?\\(?\\d{1,3}\\)?\\z"},
    {.name = "video-output-uuid",             .example =
     "video-output-1B2C3D4E-0123-4567-89AB-CDEF01234567",
     .at = ANY, .first = "v",                 .needs = UNTITLED_CAMERA,
     .run = RUN(5, 5), .then = "-",
     .pattern = "video-output-[0-9a-f]{8}-[0-9a-f-]{0,40}" COPY},
    {.name = "movie on 01-02-21 at 10.11",    .example = "Movie on 1-2-21 at 10.11 AM",
     .at = ANY, .first = "m",                 .needs = UNTITLED_CAMERA,
     .run = RUN(5, 5), .then = " ._",
     .pattern = "movie[ ._]on[ ._]\\d{1,2}-\\d{1,2}-\\d{2,4}[ ._]at[ ._]\\d.{0,20}\\z"},
    {.name = "masd0123",                      .example = "MASD0123",
     .at = ANY, .first = "abcdefghijklmnopqrstuvwxyz", .needs = UNTITLED_CAMERA,
     .run = RUN(3, 4), .then = DIGIT,
     .pattern = "(?-i:[A-Z]{4}(?!19|20)\\d{4}|[A-Z]{3}\\d{5})" COPY}, /* DCF: eight characters */
    {.name = "p1010123",                      .example = "P1010123",
     .at = ANY, .first = "p",                 .needs = UNTITLED_CAMERA,
     .run = RUN(1, 2),
     .pattern = "p[0-9a-c][0-9a-f]\\d{5}" COPY},
    {.name = "100_0123",                      .example = "100_0123",
     .at = ANY, .first = "1",                 .needs = UNTITLED_CAMERA,
     .run = RUN(3, 3), .then = "_",
     .pattern = "1\\d\\d_\\d{4}" COPY},
    {.name = "trim.uuid",                     .example =
     "trim.1B2C3D4E-0123-4567-89AB-CDEF01234567",
     .at = ANY, .first = "t",                 .needs = UNTITLED_CAMERA,
     .run = RUN(4, 4), .then = ".",
     .pattern = "trim\\.[0-9a-f]{8}-.{0,40}\\z"},

    /* Recorders that name a file only by channel and time. */
    {.name = "1021_20190704101500",           .example = "1021_20190704101500",
     .at = ANY, .first = DIGIT,               .needs = UNTITLED_RECORDING | UNTITLED_UNLESS_SHOW,
     .run = RUN(1, 6), .then = "_-",
     .pattern = "\\d{1,6}[_-]" DATE "[_T-]?" TIME "(?:[_-]\\d{8}[_-]?\\d{4,6})?" COPY},

    /* File names of discs. */
    {.name = "vts_01_1",                      .example = "VTS_01_1",
     .at = ANY, .first = "tv",                .needs = UNTITLED_DISC | UNTITLED_UNLESS_LIBRARY |
                                                       UNTITLED_UNLESS_RELEASE,
     .then = "_",
     .pattern = "(?:vts_\\d\\d(?:_pgc_\\d\\d)?_\\d|video_ts|title_t\\d\\d)\\z"},
    {.name = "b1_t01",                        .example = "B1_t01",
     .at = ANY, .first = "abcdefgv",          .needs = UNTITLED_DISC | UNTITLED_UNLESS_LIBRARY |
                                                       UNTITLED_UNLESS_RELEASE,
     .then = "_" DIGIT,
     .pattern = "(?:[a-g]\\d|dvd(?:_?video|_?volume)?|video|disc(?:_?\\d)?)_t\\d\\d\\z"},
    {.name = "avseq01",                       .example = "AVSEQ01",
     .at = ANY, .first = "av",                .needs = UNTITLED_DISC | UNTITLED_UNLESS_LIBRARY |
                                                       UNTITLED_UNLESS_RELEASE,
     .then = "_" DIGIT,
     .pattern = "(?:avseq\\d{2,4}|vr_movie)\\z"},
    {.name = "00001",                         .example = "00001",
     .at = ANY, .first = "0",                 .needs = UNTITLED_DISC | UNTITLED_UNLESS_LIBRARY | UNTITLED_UNLESS_RELEASE,
     .run = RUN(5, 5),
     .pattern = "0\\d{4}\\z"},

    /* Hashes and counters. */
    {.name = "md5",                           .example = "0123456789abcdef0123456789abcdef",
     .at = HASH, .first = HEX,                 .needs = UNTITLED_HASH | UNTITLED_UNLESS_RELEASE,
     .pattern = "[0-9a-f]{32}(?:[0-9a-f]{8})?(?:[0-9a-f]{24})?(?:[0-9a-f]{64})?\\z"},
    {.name = "uuid",                          .example = "1b2c3d4e-0123-4567-89ab-cdef01234567",
     .at = HASH, .first = HEX,                 .needs = UNTITLED_HASH | UNTITLED_UNLESS_RELEASE,
     .pattern = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}" COPY},
    {.name = "hex",                           .example = "4f1e09a83bd7c2556a90",
     .at = HASH, .first = HEX,                 .needs = UNTITLED_HASH | UNTITLED_UNLESS_RELEASE,
     .pattern = "(?=(?:[a-f]*\\d){5})(?=(?:\\d*[a-f]){3})[0-9a-f]{16,128}\\z"},
    {.name = "dqw4w9wgxcq",                   .example = "aQ3x8_Kd0Zp", /* a YouTube id */
     .at = ID,  .first = "abcdefghijklmnopqrstuvwxyz0123456789_-",
     .needs = UNTITLED_HASH | UNTITLED_UNLESS_RELEASE,
     .pattern = "(?=[a-z0-9_-]{11}\\z)(?=.*(?-i:[a-z]))(?!.*(?:s\\d\\d?e\\d|\\d{3,4}[pi]|[xh]26[45]))"
                "(?-i:(?:.*?(?:(?<=[a-z])[A-Z0-9]|(?<=[0-9])[A-Za-z]|(?<=[A-Z])[0-9])){4})"},
    {.name = "yyyymmdd alone",                .example = "20190704",
     .at = ANY, .first = "12",                .needs = UNTITLED_COUNTER | UNTITLED_UNLESS_SHOW,
     .run = RUN(4, 8),
     .pattern = DATE "\\z"},
    {.name = "12345",                         .example = "1234567",
     .at = ANY, .first = DIGIT,               .needs = UNTITLED_COUNTER | UNTITLED_UNLESS_RELEASE,
     .run = RUN(5, 15),
     .pattern = "\\d{5,}" COPY},
};
/* clang-format on */

/* The rule for names without visible characters. It has no pattern. */
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

/* Ranges of invisible characters that are not ASCII, in UTF-8: the first character, and the last
 * byte of the last character. The other bytes are the same. */
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

/* Returns the length of the invisible character at `at`; 0 if the character is visible. Slashes and
 * backslashes count as invisible. */
static size_t invisible_length(const char *at, size_t left)
{
    const unsigned char *u = (const unsigned char *)at;

    if (*u > ' ' && *u < 0x7f && *u != '/' && *u != '\\')
        return 0;
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

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* Returns whether "dvr" or "rec" is near the end of the name, ignoring case. */
static bool has_recorder(const char *name, size_t length)
{
    enum { TAIL = 24 }; /* room for "recording" and the suffix of a copy */

    for (size_t i = length > TAIL ? length - TAIL : 0; i + 3 <= length; i++)
        if (((name[i] | 0x20) == 'd' && strncasecmp(name + i, "dvr", 3) == 0) ||
            ((name[i] | 0x20) == 'r' && strncasecmp(name + i, "rec", 3) == 0))
            return true;
    return false;
}

static unsigned places_of(const char *name, size_t length)
{
    enum { ID_LENGTH = 11, HEX_LENGTH = 8 };
    size_t hex = 0;

    while (hex < length && hex < HEX_LENGTH && is_hex(name[hex]))
        hex++;
    return ANY | (length == ID_LENGTH ? ID : 0) | (hex == HEX_LENGTH ? HASH : 0) |
           (has_recorder(name, length) ? RECORDED : 0);
}

bool name_untitled(const char *name, size_t length, struct untitled *untitled)
{
    struct rule_set set;
    struct rule_span whole, found[FIELD_COUNT];

    if (name_nameless(name, length, untitled))
        return true;
    if (length > UNTITLED_LENGTH_MAX)
        return false;
    set = rule_candidates(&name_untitled_rules, name, length, places_of(name, length));
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
