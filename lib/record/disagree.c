/* Compares a file's name with its headers, with one rule for each key. */
#include "record/disagree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/content.h"
#include "record/record.h"

/* The two objects that the rules compare: media and scan.media. */
struct sides {
    const json_t *name, *file;
};

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

/* Copies `text`, cut to fit. */
static void copy(char to[DISAGREE_TEXT], const char *text)
{
    size_t len = strnlen(text, DISAGREE_TEXT - 1);

    memcpy(to, text, len);
    to[len] = '\0';
}

/* Stores the values of `key` in `one`. Returns false if the value in the name or in the headers is
 * not a string. */
static bool read_texts(const struct sides *sides, const char *key, struct disagreement *one)
{
    const char *name = text_of(sides->name, key), *file = text_of(sides->file, key);

    if (!name || !file)
        return false;
    copy(one->name, name);
    copy(one->file, file);
    return true;
}

/* --- resolution --- */

enum { LARGEST_SD = 576 };

/* Returns the number of lines in a word such as "1080p"; 0 for other words. Returns LARGEST_SD for
 * all resolutions below HD, because names use these loosely: 640 x 272 pixels are often called
 * 480p. */
static unsigned long lines_of(const char *word)
{
    char *end = NULL;
    unsigned long lines = word ? strtoul(word, &end, 10) : 0;

    if (!lines || (strcmp(end, "p") != 0 && strcmp(end, "i") != 0))
        return 0;
    return lines <= LARGEST_SD ? LARGEST_SD : lines;
}

static uint32_t pixels_of(const json_t *file, const char *key)
{
    json_int_t pixels = json_integer_value(json_object_get(file, key));

    return pixels > 0 && pixels < 65536 ? (uint32_t)pixels : 0;
}

/* Returns whether the resolutions differ. Allows a picture to exceed a standard size by up to 5
 * percent. */
static bool resolution_differs(const struct sides *sides, struct disagreement *one)
{
    uint32_t width = pixels_of(sides->file, "width"), height = pixels_of(sides->file, "height");
    const char *name = text_of(sides->name, "resolution"),
               *file = text_of(sides->file, "resolution");
    unsigned long lines = lines_of(name);

    if (!file)
        file = content_resolution(width, height, CONTENT_SCAN_UNKNOWN);
    if (!lines || !lines_of(file) || lines == lines_of(file))
        return false;
    const char *smaller =
        content_resolution(width * 19 / 20, height * 19 / 20, CONTENT_SCAN_UNKNOWN);
    if (lines_of(smaller) == lines)
        return false;
    copy(one->name, name);
    copy(one->file, file);
    return true;
}

/* --- codecs --- */

/* The codecs that are compared. Two codecs in the same string agree. */
static const char *const video_codecs[] = {
    " H.264 ",  " H.265 ",    " H.266 ",
    " AV1 ",    " VP8 ",      " VP9 ",
    " H.263 ",  " VC-1 WMV ", " XviD DivX MPEG-4 ",
    " MPEG-2 ", " MPEG-1 ",   " Theora ",
    " MJPEG ",  " ProRes ",   " FFV1 ",
    NULL,
};

/* The audio codecs that are compared, in the same form. Headers do not always show the extensions
 * of DTS. On discs, a TrueHD track also contains AC-3 for old players. */
static const char *const audio_codecs[] = {
    " DTS DTS-HD DTS-HD~MA DTS:X ",
    " TrueHD AC-3 E-AC-3 ",
    " AAC ",
    " FLAC ",
    " MP3 ",
    " MP2 ",
    " MP1 ",
    " Opus ",
    " Vorbis ",
    " PCM ",
    " ALAC ",
    " WMA ",
    " AMR ",
    NULL,
};

/* Returns whether `line` begins with `word` and a space. In `line`, `~` is a space within a
 * word. */
static bool goes_on(const char *line, const char *word)
{
    while (*word && *line == (*word == ' ' ? '~' : *word))
        line++, word++;
    return !*word && *line == ' ';
}

/* Returns whether `line`, a list of words, contains `word`. */
static bool has_word(const char *line, const char *word)
{
    for (; *line; line++)
        if (*line == ' ' && goes_on(line + 1, word))
            return true;
    return false;
}

static bool codecs_differ(const char *const *lines, const char *name, const char *file)
{
    bool knows_name = false, knows_file = false;

    for (; *lines; lines++) {
        bool has_name = has_word(*lines, name), has_file = has_word(*lines, file);

        if (has_name && has_file)
            return false;
        knows_name |= has_name;
        knows_file |= has_file;
    }
    return knows_name && knows_file;
}

static bool video_codec_differs(const struct sides *sides, struct disagreement *one)
{
    return read_texts(sides, "video_codec", one) &&
           codecs_differ(video_codecs, one->name, one->file);
}

/* Returns whether the file has only one sound track. Files with several cannot be compared, because
 * the name often describes the best track, but scan.media describes the main one. */
static bool has_one_sound(const struct sides *sides)
{
    return !json_object_get(sides->file, "audio_tracks") &&
           json_array_size(json_object_get(sides->file, "languages")) < 2;
}

static bool audio_codec_differs(const struct sides *sides, struct disagreement *one)
{
    return has_one_sound(sides) && read_texts(sides, "audio_codec", one) &&
           codecs_differ(audio_codecs, one->name, one->file);
}

/* --- channels --- */

/* Returns the number of channels in a word, for example 6 for "5.1"; 0 for any other string. */
static int channels_of(const char *word)
{
    static const char digits[] = "0123456789";

    if (strspn(word, digits) != 1 || word[1] != '.' || strspn(word + 2, digits) != 1 || word[3])
        return 0;
    return word[0] - '0' + word[2] - '0';
}

/* Returns whether the headers of this codec can state 5.1 channels although the stream has more. */
static bool hides_channels(const char *codec)
{
    return !codec || strncmp(codec, "DTS", 3) == 0 || strcmp(codec, "E-AC-3") == 0 ||
           strcmp(codec, "TrueHD") == 0;
}

/* Returns whether the numbers of channels differ by more than one. A difference of one can come
 * from the bass channel, which is not always counted, or from AAC, which can turn one channel into
 * two. */
static bool channels_differ(const struct sides *sides, struct disagreement *one)
{
    if (!has_one_sound(sides) || !read_texts(sides, "audio_channels", one))
        return false;
    int name = channels_of(one->name), file = channels_of(one->file);
    if (!name || !file || abs(name - file) < 2)
        return false;
    return name < file || file < 5 || !hides_channels(text_of(sides->file, "audio_codec"));
}

/* --- dynamic range --- */

/* For each word in a name, the words in headers that contradict it. Dolby Vision (DV) contradicts
 * only SDR, because a file can have it in addition to another format. */
static const struct {
    const char *name, *file; /* file: with a space around each word */
} ranges[] = {
    {"SDR", " HDR10 HDR10+ HLG DV "},
    {"HLG", " HDR10 HDR10+ "},
    {"HDR10", " HLG "},
    {"HDR10+", " HLG "},
};

static bool hdr_differs(const struct sides *sides, struct disagreement *one)
{
    if (!read_texts(sides, "hdr", one))
        return false;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (strcmp(ranges[i].name, one->name) == 0)
            return has_word(ranges[i].file, one->file);
    }
    return false;
}

/* --- languages --- */

/* Language codes. Codes in the same string are treated as the same language. */
static const char *const kin[] = {" no nb nn ", " zh yue cmn ", " hr sr bs sh ",
                                  " ms id ",    " tl fil ",     NULL};

static bool is_kin(const char *one, const char *other)
{
    if (strcmp(one, other) == 0)
        return true;
    for (const char *const *line = kin; *line; line++) {
        if (has_word(*line, one) && has_word(*line, other))
            return true;
    }
    return false;
}

/* Returns whether the array has the language, or one in the same string of `kin`. */
static bool has_language(const json_t *array, const char *language)
{
    for (size_t i = 0; i < json_array_size(array); i++) {
        const char *text = json_string_value(json_array_get(array, i));

        if (text && is_kin(text, language))
            return true;
    }
    return false;
}

/* Joins the strings of an array with ", ". Strings that do not fit are left out. */
static void join(char text[DISAGREE_TEXT], const json_t *array)
{
    size_t len = 0;

    text[0] = '\0';
    for (size_t i = 0; i < json_array_size(array); i++) {
        const char *word = json_string_value(json_array_get(array, i));

        if (word && len + strlen(word) + 3 < DISAGREE_TEXT)
            len += (size_t)snprintf(text + len, DISAGREE_TEXT - len, "%s%s", len ? ", " : "", word);
    }
}

/* Returns whether the file certainly states the language of every sound track. Returns false if the
 * only language is English: Matroska (RFC 9559, 5.1.4.1.19) and QuickTime have English as the
 * default, so the file does not necessarily state it. */
static bool states_languages(const json_t *file, const json_t *languages)
{
    const json_t *tracks = json_object_get(file, "audio_tracks");
    size_t count = json_array_size(languages);

    if (!count || (count == 1 && has_language(languages, "en")))
        return false;
    return (tracks ? json_integer_value(tracks) : 1) == (json_int_t)count || (!tracks && count > 1);
}

/* Returns whether the name has a language that neither the sound nor the subtitles have. */
static bool languages_differ(const struct sides *sides, struct disagreement *one)
{
    const json_t *names = json_object_get(sides->name, "languages"),
                 *files = json_object_get(sides->file, "languages"),
                 *subtitles = json_object_get(sides->file, "subtitles");
    bool differs = false;

    if (!states_languages(sides->file, files) || has_language(subtitles, "und"))
        return false;
    for (size_t i = 0; i < json_array_size(names); i++) {
        const char *language = json_string_value(json_array_get(names, i));

        if (language && strcmp(language, "mul") != 0)
            differs |= !has_language(files, language) && !has_language(subtitles, language);
    }
    if (!differs)
        return false;
    join(one->name, names);
    join(one->file, files);
    return one->file[0];
}

/* --- All keys --- */

static const struct {
    const char *key, *word;
    /* fills in the values if they differ */
    bool (*differs)(const struct sides *sides, struct disagreement *one);
} rules[DISAGREE_MOST] = {
    {"resolution", "resolution", resolution_differs},
    {"video_codec", "video codec", video_codec_differs},
    {"audio_codec", "audio codec", audio_codec_differs},
    {"audio_channels", "audio channels", channels_differ},
    {"hdr", "HDR", hdr_differs},
    {"languages", "languages", languages_differ},
};

size_t disagree_read(const json_t *record, struct disagreement found[DISAGREE_MOST])
{
    struct sides sides = {.file = json_object_get(json_object_get(record, "scan"), "media")};
    size_t count = 0;

    if (sides.file)
        sides.name = json_object_get(record, "media");
    for (size_t i = 0; sides.name && i < DISAGREE_MOST; i++) {
        struct disagreement one = {.key = rules[i].key, .word = rules[i].word};

        if (rules[i].differs(&sides, &one))
            found[count++] = one;
    }
    return count;
}

void disagree_add(struct buf *out, const struct disagreement *one)
{
    buf_printf(out, "%s (name %s, file %s)", one->word, one->name, one->file);
}
