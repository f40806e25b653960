/* Decides which tokens of a name are release tags. The rules in this file find tags with numbers,
 * such as 1080p or DD5.1; word.c has a table of words. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "parse/parts.h"

enum field {
    FIELD_WORD, /* a word that is looked up in the table of word.c */
    FIELD_CODEC,
    FIELD_WIDTH,
    FIELD_HEIGHT,
    FIELD_CHANNELS,
    FIELD_DISC,
    FIELD_ANNIVERSARY,
    FIELD_CHECKSUM,
    FIELD_IMDB,
    FIELD_TMDB,
    FIELD_TVDB,
    FIELD_TRAKT,
    FIELD_COUNT
};

/* clang-format off */
static const char *const fields[FIELD_COUNT] = {
    [FIELD_WORD]        = "word",
    [FIELD_CODEC]       = "codec",
    [FIELD_WIDTH]       = "width",
    [FIELD_HEIGHT]      = "height",
    [FIELD_CHANNELS]    = "channels",
    [FIELD_DISC]        = "disc",
    [FIELD_ANNIVERSARY] = "anniversary",
    [FIELD_CHECKSUM]    = "checksum",
    [FIELD_IMDB]        = "imdb",
    [FIELD_TMDB]        = "tmdb",
    [FIELD_TVDB]        = "tvdb",
    [FIELD_TRAKT]       = "trakt",
};

/* The conditions of a rule besides its pattern. "It" is the text that the pattern matches. */
enum {
    NEEDS_TAG_BEFORE = 1, /* it directly follows another tag */
    NEEDS_BRACKET    = 2, /* it is in brackets */
    NEEDS_FANS       = 4, /* the name begins with [Group] */
    NEEDS_AUDIO      = 8, /* it directly follows an audio codec or channels */
    NEEDS_BLANKS     = 16, /* the name has blanks */
    NEEDS_RATIO      = 32, /* its neighbours show that it is an aspect ratio, not an episode */
    NEEDS_UNIT       = 256, /* a letter that may begin a unit follows the number */
    NEEDS_HYPHEN     = 128, /* a hyphen directly precedes it */
    NEEDS_EXTRA      = 64, /* a word for an extra directly precedes it */
};

#define NUMBER  (SHAPE_DIGITS | SHAPE_DIGIT_FIRST)
#define DIGIT   "0123456789"
#define END     "(?![a-z0-9])"
#define HEIGHTS "(?<height>240|360|400|432|480|540|544|576|720|1080|1440|2160|4320)"
#define NO_YEAR "(?!(?:19|20)\\d\\d[.,]\\d{2,})" /* 2010.350MB */
#define TLD     "(?:com|org|net|info|to|tv|me|in|ru|co|cc|eu|de|fr|it|is|se|nl|pw|vip|biz|ws" \
                "|io|ag|lol|hair|xyz|club|site|online|nz|au|uk|ca|us|za|es|li|mx|lt|am|pm" \
                "|app|buzz|xn--[a-z0-9]+)"
#define HOST    "[a-z0-9][a-z0-9-]*(?:\\.[a-z0-9-]+){0,3}\\." TLD

/* Chinese words of releases for languages, subtitles and quality, written without separators. */
#define HAN_WORD "[国國粤粵中英韩韓日法德俄泰双雙三语語文字幕简繁簡體体内內嵌封外挂掛高超清蓝藍光晰无無水印未删减完整加长版修复导演剪辑特效音轨配官方港美台]"
#define HAN_TAG  "(?=" HAN_WORD "{0,14}(?:[中双雙]字|字幕|[国國英韩韓日法德粤粵中俄双雙][语語]|[内內][嵌封]|外[挂掛]|[高超]清" \
                 "|[蓝藍]光|水印|未删减|完整版|修复版|加长版|剪辑版|[简簡繁][体體]|简繁|[国粤]配))" HAN_WORD "{2,24}"

static const struct rule rules[] = {
    {.name = "1280x720",                      .example = "1280x720",
     .at = NUMBER, .first = DIGIT,
     .run = RUN(3, 4), .then = " x*\xc3",
     .pattern = "(?<width>\\d{3,4}) ?(?:x|\\*|×) ?(?!26[456])(?<height>\\d{3,4})(?:[pi]|(?!\\d))"},
    {.name = "[16x9]",                        .example = "Paper Moons [16x9]",
     .at = SHAPE_OPEN, .first = "14",         .needs = NEEDS_RATIO,
     .run = RUN(1, 2), .then = "x:",
     .pattern = "(?:16[x:]9|4[x:]3)(?= ?[\\])}])"},
    {.name = "16x9",                          .example = "Paper Moons (2004) 16x9 DVDRip",
     .at = SHAPE_DIGIT_FIRST, .first = "14",  .needs = NEEDS_RATIO,
     .run = RUN(1, 2), .then = "x:",
     .pattern = "(?:16[x:]9|4[x:]3)" END},
    {.name = "trailer #2",                    .example = "Paper Moons Trailer #2",
     .at = SHAPE_NUMBER_SIGN, .first = "#",   .needs = NEEDS_EXTRA,
     .pattern = "#\\d{1,3}" END},
    {.name = "1080p60",                       .example = "1080p60",
     .at = SHAPE_DIGIT_FIRST, .first = DIGIT,
     .run = RUN(3, 4), .then = "pi",
     .pattern = HEIGHTS "[pi](?:\\d{2,3})?" END},
    {.name = "720phdtv",                      .example = "720phdtv",
     .at = SHAPE_DIGIT_FIRST, .first = DIGIT,
     .run = RUN(3, 4), .then = "pihbwd",
     .pattern = HEIGHTS "[pi]?(?<word>hdtv|bluray|web-?dl|webrip|dvdrip|bdrip)"},
    {.name = "bluray720p",                    .example = "Bluray720p",
     .at = SHAPE_LETTERS_DIGIT, .first = "bdhsuw",
     .run = RUN(2, 6), .then = DIGIT,
     .pattern = "(?<word>bluray|bdrip|brrip|webdl|webrip|web|hdtv|dvdrip|hd|bd|uhd|sd)" HEIGHTS
                "p?(?![0-9])"},
    {.name = "hdtvx264",                      .example = "HDTVx264",
     .at = SHAPE_LETTERS_DIGIT, .first = "hpdwb",
     .then = "2",
     .pattern = "(?<word>hdtv|pdtv|dsr|webrip|webdl|web|bluray|bdrip|dvdrip|dl)"
                "(?<codec>[xh]26[456])(?![0-9])"},
    {.name = "x265-10bit",                    .example = "x26510bit",
     .at = SHAPE_LETTERS_DIGIT, .first = "xh",
     .run = RUN(1, 1), .then = "2",
     .pattern = "(?<codec>[xh]26[456])[ ._-]?(?:10|8|12)bit"},
    {.name = "dd5.1",                         .example = "DD5.1",
     .at = SHAPE_LETTERS_DIGIT, .first = "daeftolpm",
     .then = DIGIT "-",
     .pattern = "(?<word>ddpa?|dd|aac|e-?ac-?3|ac3|dts|dtshd|flac|truehd|opus|l?pcm|ma|mp3)"
                "x?(?<channels>[1-9][ ._][012])(?!\\d)"},
    {.name = "aacx2",                         .example = "AC3x2",
     .at = SHAPE_LETTERS_DIGIT, .first = "afdmo",
     .then = DIGIT,
     .pattern = "(?<word>aac|ac3|flac|dts|mp3|opus)x?\\d(?![0-9])"},
    {.name = "5.1",                           .example = "AAC 5.1",
     .at = NUMBER, .first = "123456789",      .needs = NEEDS_TAG_BEFORE,
     .run = RUN(1, 1), .then = " ._-",
     .pattern = "(?<channels>[1-9][ ._-][012])(?:ch)?(?![0-9a-z])"},
    {.name = "5.1x2+2.0",                     .example = "5.1x2+2.0x3",
     .at = NUMBER, .first = "123456789",
     .run = RUN(1, 1), .then = ".",
     .pattern = "(?<channels>[1-9]\\.[012])x\\d(?:\\+[1-9]\\.[012](?:x\\d)?){0,8}" END},
    {.name = "6ch",                           .example = "6ch",
     .at = SHAPE_DIGIT_FIRST, .first = "123456789",
     .run = RUN(1, 1), .then = "c",
     .pattern = "[1-9]ch" END},
    {.name = "flac s24",                      .example = "FLAC S24",
     .at = SHAPE_LETTERS_DIGIT, .first = "s", .needs = NEEDS_AUDIO,
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "s(?:16|24|32)(?:le|be)?" END},
    {.name = "10bit",                         .example = "10bit",
     .at = NUMBER, .first = "18",
     .run = RUN(1, 2), .then = " ._-b",
     .pattern = "(?!^\\d+[ ._-]bits?[ ._])(?:8|10|12)[ ._-]?b(?:its?)?(?:[hx][ ._]?26[456])?"
                "(?![a-z0-9]|[à-ž])"}, /* not 12 Bölüm */
    {.name = "700mb",                         .example = "700MB",
     .at = NUMBER, .first = DIGIT,           .needs = NEEDS_UNIT,
     .then = " .,kmgt",
     .pattern = NO_YEAR "\\d+(?:[.,]\\d+)? ?[kmgt]i?b" END},
    {.name = "448kbps",                       .example = "448kbps",
     .at = NUMBER, .first = DIGIT,           .needs = NEEDS_UNIT,
     .then = " .,kmhf",
     .pattern = NO_YEAR "\\d+(?:[.,]\\d+)? ?(?:[km]bps|kb/s|mbits?|fps|k?hz)" END},
    {.name = "checksum",                      .example = "[9A3F00CD]",
     .at = NUMBER | SHAPE_LETTERS_DIGIT, .first = "0123456789abcdef", .needs = NEEDS_BRACKET,
     .pattern = "(?<checksum>[0-9a-f]{8})(?=[\\])])"},
    {.name = "- checksum",                    .example = "Paper_Moons_H264_-_E83AD672",
     .at = NUMBER | SHAPE_LETTERS_DIGIT, .first = "0123456789abcdef", .needs = NEEDS_TAG_BEFORE,
     .pattern = "(?=\\d*[a-f])(?=[a-f]*\\d)(?<checksum>[0-9a-f]{8})$"},
    {.name = "yuv420p10",                     .example = "yuv420p10",
     .at = SHAPE_LETTERS_DIGIT, .first = "yh",
     .run = RUN(2, 3), .then = DIGIT,
     .pattern = "(?:yuv|hi)\\d{2,4}p?(?:\\d{1,2})?" END},
    {.name = "cd2",                           .example = "CD2",
     .at = SHAPE_LETTERS_DIGIT | SHAPE_WORD, .first = "cd",
     .run = RUN(2, 4), .then = DIGIT " ._-",
     .pattern = "(?:cd|disc|disk|dvd)[ ._-]?(?<disc>\\d{1,2})" END},
    {.name = "- cd 2",                        .example = "Paper Moons - cd 2",
     .at = SHAPE_DASHED, .first = "cd",
     .run = RUN(2, 4), .then = " ._",
     .pattern = "(?:cd|disc|disk|dvd)[ ._](?<disc>\\d{1,2})(?= ?(?:$|[\\[({]))"},
    {.name = "2cd",                           .example = "2CD",
     .at = NUMBER, .first = "123456789",
     .run = RUN(1, 1), .then = " cd",
     .pattern = "[1-9] ?(?:cds?|dvds?)" END},
    {.name = "v2",                            .example = "[v2]",
     .at = SHAPE_LETTERS_DIGIT, .first = "v", .needs = NEEDS_BRACKET,
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "v\\d" END},
    {.name = "vol.1",                         .example = "[Lamplight] Paper Moons Vol.1 [BD]",
     .at = SHAPE_WORD | SHAPE_LETTERS_DIGIT, .first = "v", .needs = NEEDS_FANS,
     .pattern = "vol(?:ume)?[ ._]{0,2}(?<disc>\\d{1,2})(?:-\\d{1,2})?(?:v\\d)?" END},
    {.name = "_t01",                          .example = "PAPER_MOONS_t01",
     .at = SHAPE_LETTERS_DIGIT, .first = "dt", /* a disc's title, as ripping programs name it */
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "(?<=_)(?-i:[dD]\\d{1,2}_)?(?-i:t)\\d\\d$"},
    {.name = ".f137",                         .example = "Paper Moons.f137", /* one stream of a YouTube video */
     .at = SHAPE_LETTERS_DIGIT, .first = "f",
     .run = RUN(1, 1), .then = DIGIT,
     .pattern = "(?<=\\.)(?-i:f)\\d{2,3}(?:-\\d{1,2})?$"},
    {.name = "ncop1",                         .example = "NCOP1",
     .at = SHAPE_LETTERS_DIGIT, .first = "n",
     .run = RUN(4, 4), .then = DIGIT,
     .pattern = "(?<word>ncop|nced)\\d{1,2}[a-z]?(?:v\\d)?" END},
    {.name = "25th anniversary",              .example = "25th Anniversary Edition",
     .at = SHAPE_DIGIT_FIRST, .first = DIGIT,
     .then = "t",
     .pattern = "(?<anniversary>\\d+th[ ._-]anniversary(?:[ ._-]edition)?)(?![a-z])"},
    {.name = "-dqw4w9wgxcq",                  .example = "Paper Moons-aQ3x8_Kd0Zp", /* a YouTube id */
     .at = SHAPE_LETTERS_DIGIT | SHAPE_DIGIT_FIRST, .needs = NEEDS_HYPHEN,
     .pattern = "(?<=-)(?=[a-z0-9_-]{11}(?:$|\\.f\\d))(?!.*(?:s\\d\\d?x?e\\d|\\d{3,4}[pi]|[xh]26[45]))(?=.*(?-i:[a-z]))"
                "(?-i:(?:.*?(?:(?<=[a-z])[A-Z0-9]|(?<=[0-9])[A-Za-z]|(?<=[A-Z])[0-9])){4})[a-z0-9_-]*"},
    {.name = "tt0133093",                     .example = "tt0133093",
     .at = SHAPE_LETTERS_DIGIT, .first = "t",
     .run = RUN(2, 2), .then = DIGIT,
     .pattern = "(?<imdb>tt\\d{7,9})" END},
    {.name = "imdb-tt0133093",                .example = "{imdb-tt0133093}",
     .at = SHAPE_OPEN, .first = "i",
     .pattern = "imdb(?:id)?[-=: ._]{0,2}(?<imdb>tt\\d{7,9})"},
    {.name = "tmdb-603",                      .example = "{tmdb-603}",
     .at = SHAPE_OPEN, .first = "t",
     .pattern = "tmdb(?:id)?[-=: ._]{0,2}(?<tmdb>\\d{1,9})"},
    {.name = "tvdb-81189",                    .example = "[tvdbid=81189]",
     .at = SHAPE_OPEN, .first = "t",
     .pattern = "tvdb(?:id)?[-=: ._]{0,2}(?<tvdb>\\d{1,9})"},
    {.name = "trakt-1388",                    .example = "{trakt-1388}",
     .at = SHAPE_OPEN, .first = "t",
     .pattern = "trakt(?:id)?[-=: ._]{0,2}(?<trakt>\\d{1,9})"},
    {.name = "www.example.org",               .example = "www.example.org",
     .at = SHAPE_FIRST | SHAPE_OPEN, .first = "w",
     .pattern = "www ?\\. ?[a-z0-9-]+(?: ?\\.[a-z0-9-]{2,})* ?\\.(?:[a-z]{2,7}" END
                "|[a-z]{8,14}(?= ?[\\])}]| - |_-_|\\.-\\.))"},
    {.name = "www example org",               .example = "www Example org -",
     .at = SHAPE_FIRST | SHAPE_OPEN, .first = "w",
     .pattern = "ww{1,2}[ ._,][a-z0-9-]{2,40}[ ._,][a-z]{2,14}(?= ?[\\])}]| -|_-)"},
    {.name = "[example org]",                 .example = "[Example org]",
     .at = SHAPE_OPEN,                        .needs = NEEDS_BRACKET,
     .then = " _-" DIGIT "abcdefghijklmnopqrstuvwxyz",
     .pattern = "[a-z0-9-]{3,40}[ _](?:com|org|net|info)(?= ?[\\])}])"},
    {.name = "- example.org",                 .example = "Paper Moons - Example.org [720p]",
     .at = SHAPE_DASHED,                      .needs = NEEDS_BLANKS,
     .then = "-." DIGIT "abcdefghijklmnopqrstuvwxyz",
     .pattern = "[a-z0-9-]{3,40}\\.(?:com|org|net|info|tv|to|io|cc|ws)"
                "(?=$| ?[\\[({](?!(?:19|20)\\d\\d))"},
    {.name = "电影www.example.com",           .example = "电影www.example.com",
     .at = SHAPE_FIRST | SHAPE_OPEN, .first = "\xe3\xe4\xe5\xe6\xe7\xe8\xe9",
     .pattern = "[^\\x00-\\x7f]{1,12}[ ._-]{0,2}(?:www\\.)?[a-z0-9-]+(?:\\.[a-z0-9-]+){0,2}\\." TLD "(?![a-z0-9])"},
    {.name = "国语中字",                      .example = "灯台 国语中字",
     .at = SHAPE_CJK,
     .pattern = "(?!^)(?:bd|hd|ts|tc|dvd|web|hdtv|bluray)?(?:\\d{3,4}p?)?" HAN_TAG END
                "(?!.{0,80}[ ._][a-z]{3}.{0,80}[ ._(](?:19|20)\\d\\d[ ._)])"}, /* Title 字幕 Title 2014 */
    {.name = "10月新番",                      .example = "10月新番",
     .at = SHAPE_DIGIT_FIRST | SHAPE_LETTERS_DIGIT, .first = DIGIT "\xe2",
     .pattern = "[★☆]?(?:\\d{2,4}年)?\\d{1,2}月新?番组?[★☆]?(?![a-z0-9])"},
    {.name = "[example.org]",                 .example = "[example.org]",
     .at = SHAPE_OPEN,                        .needs = NEEDS_BRACKET,
     .then = "-." DIGIT "abcdefghijklmnopqrstuvwxyz",
     .pattern = HOST "(?= ?[\\])}])"},
    {.name = "example.org -",                 .example = "example.org - ",
     .at = SHAPE_FIRST,
     .then = "-." DIGIT "abcdefghijklmnopqrstuvwxyz",
     .pattern = HOST "(?= - |_-_|\\.-\\.)|[a-z0-9-]{3,40}\\.(?:com|net|org)(?=_)"},
};
/* clang-format on */

struct rule_table name_tag_rules = {.rules = rules,
                                    .count = sizeof rules / sizeof *rules,
                                    .fields = fields,
                                    .field_count = FIELD_COUNT};

/* The names of resolutions. The first row whose width or height is not greater than the video's
 * applies. */
/* clang-format off */
static const struct {
    int width, height;
    const char *value;
} frames[] = {
    {7600, 4300, "4320p"},
    {3600, 2100, "2160p"},
    {2500, 1400, "1440p"},
    {1800, 1000, "1080p"},
    {1200,  700, "720p"},
    {1000,  570, "576p"},
    { 950,  535, "540p"},
    { 640,  430, "480p"},
    { 480,  350, "360p"},
    {   0,    0, "240p"},
};
/* clang-format on */

static int number_at(const struct text *text, const struct rule_span *span)
{
    return span->at == RULE_NOWHERE ? 0 : name_number_of(text->at + span->at, span->len);
}

static const char *frame_value(int width, int height)
{
    size_t i = 0;

    while (width < frames[i].width && height < frames[i].height)
        i++;
    return frames[i].value;
}

static const char *channels_value(const char *text)
{
    static const char *const values[] = {"1.0", "2.0", "2.1", "3.1", "4.0",
                                         "5.0", "5.1", "6.1", "7.1", "7.2"};

    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (values[i][0] == text[0] && values[i][2] == text[2])
            return values[i];
    return NULL;
}

/* Returns the entry of word.c for this word, not for a phrase that begins with it; NULL: not found.
 */
static const struct word *exact_word(const char *text, size_t length)
{
    const struct word *word = name_word_first(text, length);

    while (word && word->length != length)
        word = name_word_next(word);
    return word;
}

static void keep_word(const struct text *text, const struct rule_span *span, struct details *d)
{
    const struct word *word =
        span->at == RULE_NOWHERE ? NULL : exact_word(text->at + span->at, span->len);

    if (word && word->value && word->kind < WORD_KINDS_WITH_VALUE && !d->value[word->kind])
        d->value[word->kind] = word->value;
}

static void keep_value(const char **to, const char *value)
{
    if (!*to)
        *to = value;
}

static void keep_id(const struct text *text, const struct rule_span *span, long *id)
{
    if (span->len)
        *id = name_id_of(text->at + span->at, span->len);
}

static void keep_ids(const struct text *text, const struct rule_span *found, struct details *d)
{
    const struct rule_span *imdb = &found[FIELD_IMDB];

    if (imdb->len && imdb->len < sizeof d->imdb) {
        memcpy(d->imdb, text->at + imdb->at, imdb->len);
        d->imdb[imdb->len] = '\0';
    }
    keep_id(text, &found[FIELD_TMDB], &d->tmdb);
    keep_id(text, &found[FIELD_TVDB], &d->tvdb);
    keep_id(text, &found[FIELD_TRAKT], &d->trakt);
}

static void keep(const struct text *text, const struct rule_span *found, struct details *d)
{
    int width = number_at(text, &found[FIELD_WIDTH]),
        height = number_at(text, &found[FIELD_HEIGHT]);

    keep_word(text, &found[FIELD_WORD], d);
    keep_word(text, &found[FIELD_CODEC], d);
    if (height > 0)
        keep_value(&d->value[WORD_RESOLUTION], frame_value(width, height));
    if (found[FIELD_CHANNELS].len)
        keep_value(&d->value[WORD_CHANNELS], channels_value(text->at + found[FIELD_CHANNELS].at));
    if (found[FIELD_ANNIVERSARY].len)
        keep_value(&d->value[WORD_EDITION], "Anniversary Edition");
    if (found[FIELD_DISC].len)
        d->part = number_at(text, &found[FIELD_DISC]);
    keep_ids(text, found, d);
}

/* Returns whether the token is an audio codec, or belongs to the channels after a codec: FLAC 2.0.
 */
static bool audio_ends(const struct name_token *t)
{
    return (t->word && t->word->kind == WORD_AUDIO) ||
           (t->rule && strstr(t->rule->pattern, "?<channels>"));
}

static bool same_word(const struct text *text, size_t i, const char *word)
{
    size_t length = text->token[i].end - text->token[i].start;

    return strlen(word) == length &&
           strncasecmp(text->at + text->token[i].start, word, length) == 0;
}

static bool is_article(const struct text *text, size_t i)
{
    static const char *const articles[] = {"the", "a",   "an",  "le",  "la",
                                           "les", "der", "die", "das", "el"};

    for (size_t k = 0; k < sizeof articles / sizeof *articles; k++)
        if (same_word(text, i, articles[k]))
            return true;
    return false;
}

/* Returns whether 16x9 or 4x3 at token i is an aspect ratio, and not an episode. If it fills a
 * bracket, the file must not be in a show's folder. Otherwise, a year, a tag or a season must
 * precede it. For 16x9, which is rarely an episode, a tag after it is also enough. */
static bool is_ratio(const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];
    const struct word *next = t[1].word;
    bool tagged = next && (next->kind == WORD_SOURCE || next->kind == WORD_RESOLUTION ||
                           next->kind == WORD_VIDEO),
         wide = text->at[t->start] == '1' || text->at[t->start + 1] == ':';

    if (t->bracket && name_token_fill_bracket(text, i, i + 1))
        return !text->serial && (i + 1 == text->count || t[1].group || tagged);
    if (!i || (text->serial && !t[-1].tag && !(tagged && wide)) ||
        (i + 1 < text->count && !tagged && t[1].gap != GAP_BRACKET && !wide))
        return false;
    if (tagged && strstr(next->value, "DTV"))
        return t[-1].tag;
    return t[-1].tag || name_token_year(text, i - 1) || (tagged && wide) ||
           (tagged && t[-1].shape & SHAPE_LETTERS_DIGIT && (text->at[t[-1].start] | 0x20) == 's');
}

/* Returns whether token i is a word for an extra after a title. Words that can belong to an
 * episode's title, such as "interview", must follow a dash or be in a bracket. */
static bool is_extra(const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];

    if (!i || is_article(text, i - 1))
        return false;
    if (same_word(text, i, "clip") || same_word(text, i, "promo") ||
        same_word(text, i, "trailer") || same_word(text, i, "teaser") ||
        same_word(text, i, "featurette"))
        return true;
    return t->word && t->word->kind == WORD_EXTRA && (t->gap >= GAP_DASH || t->bracket);
}

/* Sets the kind of extra. Marks token i and words such as "official" before it as tags: Official
 * Trailer. */
static void keep_extra(struct text *text, size_t i, struct details *d)
{
    static const char *const more[] = {"official", "theatrical", "final", "international",
                                       "teaser",   "new",        "tv",    "movie"};
    const struct word *word = text->token[i].word;
    bool is = true;

    keep_value(&d->value[WORD_EXTRA], word && word->kind == WORD_EXTRA ? word->value : "extras");
    while (is && i) {
        text->token[i--].tag = true;
        is = false;
        for (size_t k = 0; k < sizeof more / sizeof *more; k++)
            is |= i && same_word(text, i, more[k]);
    }
}

static bool has_unit(const char *at)
{
    at += strspn(at, "0123456789.,");
    at += *at == ' ';
    return *at && strchr("kmgthf", *at | 0x20);
}

static bool wants(const struct rule *rule, const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];

    if (rule->needs & NEEDS_RATIO && !is_ratio(text, i))
        return false;
    if (rule->needs & NEEDS_EXTRA && !(i && is_extra(text, i - 1)))
        return false;
    if (rule->needs & NEEDS_UNIT && !has_unit(text->at + t->start))
        return false;
    if (rule->needs & NEEDS_HYPHEN && t->gap != GAP_HYPHEN)
        return false;
    if (rule->needs & NEEDS_BRACKET && !t->bracket)
        return false;
    if (rule->needs & NEEDS_FANS && !text->group_first)
        return false;
    if (rule->needs & NEEDS_AUDIO && !(i && audio_ends(&t[-1])))
        return false;
    if (rule->needs & NEEDS_BLANKS && !text->spaced)
        return false;
    if (rule->needs & NEEDS_TAG_BEFORE &&
        !(i && (t[-1].tag || (t[-1].word && t[-1].word->kind == WORD_AUDIO))))
        return false;
    return true;
}

/* Tries the rules at token i. Returns the number of tokens that a rule matched; 0: no match. */
static size_t try_rules(struct text *text, size_t i, struct details *details)
{
    struct rule_span whole, found[RULE_FIELDS_MAX];

    const struct name_token *t = &text->token[i];
    struct rule_set set =
        rule_candidates(&name_tag_rules, text->at + t->start, text->length - t->start, t->shape);

    for (size_t r; rule_take(&set, &r);) {
        size_t to;

        if (!wants(&rules[r], text, i) || !rule_match(&name_tag_rules, r, text->at, text->length,
                                                      text->token[i].start, &whole, found))
            continue;
        keep(text, found, details);
        if (rules[r].needs & NEEDS_EXTRA)
            keep_extra(text, i - 1, details);
        text->checksum |= found[FIELD_CHECKSUM].len > 0;
        text->volumes |= rules[r].needs & NEEDS_FANS && i > 0;
        to = name_token_at(text, i + 1, whole.at + whole.len);
        for (size_t k = i; k < to; k++)
            text->token[k].tag = text->token[k].used = true, text->token[k].rule = &rules[r];
        return to - i;
    }
    return 0;
}

/* Returns whether the token is a tag, or a word that can be a tag next to other tags. */
static bool may_be_tag(const struct name_token *t)
{
    return t->tag || (t->word && t->word->kind < WORD_SEASON);
}

/* Marks all tokens of a bracket as tags if it has only release words: (Extended). */
static void brackets_of_weak_words(struct text *text)
{
    for (size_t i = 0, k; i < text->count; i = k) {
        bool all = text->token[i].group != 0;

        for (k = i; k < text->count && text->token[k].group == text->token[i].group; k++)
            all = all && may_be_tag(&text->token[k]);
        for (size_t j = i; all && j < k; j++)
            text->token[j].tag = true;
    }
}

/* Returns whether the weak word at token i, directly before a tag, is also a tag. In
 * The.Italian.1080p it is not. Before a bracket, only a word that hardly ever ends a title is a
 * tag: Extended [1080p]. */
static bool weak_is_tag(const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];

    if (t->word->kind == WORD_LANGUAGE && i && is_article(text, i - 1))
        return false;
    if (name_fans_tag(text, i))
        return true;
    if (name_fans_only(t->word) && !text->group_first && !t->bracket)
        return false;
    return t->group == t[1].group || t->word->kind == WORD_EDITION ||
           (t->word->text[0] == 'v' && t->word->length == 2) ||
           (i && t[-1].word && t[-1].word->kind == WORD_EDITION);
}

/* Reads "deleted" in Heat-deleted, a form that media servers require, as a deleted scene. In
 * My-Life-Deleted, the hyphens replace spaces, so "deleted" is part of the title. */
static void deleted_at_the_end(struct text *text)
{
    static const char scene[] = "deletedscene";
    size_t last = text->count - 1;
    size_t start = text->count > 1 ? text->token[last].start : 0;

    if (start > 1 && text->at[start - 1] == '-' && text->at[start - 2] != ' ' &&
        text->token[last - 1].gap != GAP_HYPHEN && same_word(text, last, "deleted"))
        text->token[last].word = name_word_first(scene, sizeof scene - 1);
}

/* Marks the extra at the end of Heat-trailer and Heat - Behind the Scenes as a tag. Media servers
 * require these forms. */
static void extra_at_the_end(struct text *text)
{
    deleted_at_the_end(text);
    size_t i = text->count;
    const struct word *word = i > 1 ? text->token[i - 1].word : NULL;

    if (!word || word->kind != WORD_EXTRA)
        return;
    while (i > 1 && text->token[i - 1].word == word)
        i--;
    if (text->token[i].gap == GAP_HYPHEN || text->token[i].gap == GAP_DASH)
        for (; i < text->count; i++)
            text->token[i].tag = true;
}

/* Returns the entry of token i if it is a word for an extra, with or without digits after it
 * ("trailer2"); otherwise NULL. */
static const struct word *extra_word(const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];
    const char *at = text->at + t->start;
    size_t length = t->end - t->start;

    if (t->word && t->word->kind == WORD_EXTRA)
        return t->word;
    while (length && at[length - 1] >= '0' && at[length - 1] <= '9')
        length--;
    if (!length || length == t->end - t->start)
        return NULL;
    const struct word *word = name_word_first(at, length);
    return word && word->kind == WORD_EXTRA && word->force == WORD_WEAK ? word : NULL;
}

const char *name_tag_only_extras(const struct text *text)
{
    const struct word *extra = NULL;

    for (size_t i = 0; i < text->count; i++) {
        const struct name_token *t = &text->token[i];
        const struct word *word = extra_word(text, i);
        bool number = extra && t->shape & SHAPE_DIGITS && t->end - t->start <= 2;

        if (!word && !t->tag && !number) /* a year makes it a film: Interview 2007 */
            return NULL;
        if (!extra)
            extra = word;
    }
    return extra ? extra->value : NULL;
}

const char *name_tag_joined_extra(const struct text *text)
{
    const size_t last = text->count - 1;
    const struct word *word = NULL;

    if (text->count < 2)
        return NULL;
    if (text->token[1].gap == GAP_HYPHEN)
        word = extra_word(text, 0);
    if (!word && text->token[last].gap == GAP_HYPHEN)
        word = extra_word(text, last);
    return word ? word->value : NULL;
}

static bool is_source(const struct name_token *t)
{
    return (t->word && t->word->kind == WORD_SOURCE) ||
           (t->rule && strcmp(t->rule->name, "cd2") == 0);
}

/* Unmarks a source or disc that is a word of the title: The DVD Collection, My DVD, CD1 (2005).
 * Such a word follows only words such as "the", or begins the name before a year in brackets. No
 * tag and no year without brackets follows it. */
static void sources_of_titles(struct text *text, struct details *d)
{
    struct name_token *t = text->token;
    size_t i = 0;

    while (i < text->count && !t[i].tag && !t[i].group &&
           (is_article(text, i) || same_word(text, i, "my") || same_word(text, i, "our")))
        i++;
    if (i == text->count || !t[i].tag || t[i].group || !is_source(&t[i]) ||
        (i == 0 && !(text->count > 1 && t[1].bracket == '(' && name_token_year(text, 1))))
        return;
    if (i + 1 < text->count && (t[i + 1].tag || (name_token_year(text, i + 1) && !t[i + 1].group)))
        return;
    if (t[i].rule)
        d->part = 0;
    t[i].tag = t[i].used = false;
    t[i].rule = NULL;
}

void name_tag_find(struct text *text, struct details *details)
{
    for (size_t i = 0, n; i < text->count; i += n ? n : 1) {
        struct name_token *t = &text->token[i];

        t->tag = t->word && t->word->force == WORD_STRONG &&
                 !(i == 0 && t->word->kind == WORD_GROUP && !t->bracket);
        n = t->tag ? 0 : try_rules(text, i, details);
    }
    sources_of_titles(text, details);
    extra_at_the_end(text);
    brackets_of_weak_words(text);
    for (size_t i = text->count; i-- > 1;)
        if (text->token[i].tag && text->token[i - 1].word && may_be_tag(&text->token[i - 1]))
            text->token[i - 1].tag |= weak_is_tag(text, i - 1);
}

/* Returns the value of token i's word; the string is static. A plus sign usually separates words,
 * but it changes the value of the word before it in HDR10+ and DD+5.1. */
static const char *value_of(const struct text *text, size_t i)
{
    const struct name_token *t = &text->token[i];

    if (t->end == text->length || text->at[t->end] != '+')
        return t->word->value;
    if (same_word(text, i, "hdr10"))
        return "HDR10+";
    return same_word(text, i, "dd") ? "E-AC-3" : t->word->value;
}

void name_tag_collect(const struct text *text, size_t from, struct details *d)
{
    for (size_t i = from; i < text->count; i++) {
        const struct word *word = text->token[i].word;

        if (!word || !word->value || word->kind >= WORD_KINDS_WITH_VALUE)
            continue;
        if (word->kind != WORD_LANGUAGE) {
            keep_value(&d->value[word->kind], value_of(text, i));
            continue;
        }
        for (int k = 0; k < LANGUAGE_MAX; k++)
            if (k == d->languages || strcmp(d->language[k], word->value) == 0) {
                d->languages += k == d->languages;
                d->language[k] = word->value;
                break;
            }
    }
}
