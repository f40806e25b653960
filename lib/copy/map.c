/* Makes a copy from a record: maps the words of scan.media and media (docs/record.md) to Trakt's
 * words. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "copy/parts.h"
#include "record/content.h"
#include "record/record.h"

/* The two sources of a copy's members. Either may be NULL. */
struct sides {
    const json_t *file; /* scan.media, from the file's content */
    const json_t *name; /* media, from the file's name */
};

/* Returns the string with this key in scan.media. If scan.media does not have it, returns the one
 * in media, or NULL. */
static const char *either(const struct sides *sides, const char *key)
{
    const char *text = copy_string(json_object_get(sides->file, key));

    return text ? text : copy_string(json_object_get(sides->name, key));
}

/* --- resolution --- */

/* Trakt's words by number of lines. A size for which Trakt has no word gets the word of the next
 * smaller size, so that a larger file counts as an improvement. Sizes below 480 lines get the
 * smallest word. */
static const struct size {
    unsigned long lines;
    const char *progressive, *interlaced;
} sizes[] = {
    {240, "sd_480p", "sd_480i"},    {360, "sd_480p", "sd_480i"},    {480, "sd_480p", "sd_480i"},
    {540, "sd_480p", "sd_480i"},    {576, "sd_576p", "sd_576i"},    {720, "hd_720p", "hd_720p"},
    {1080, "hd_1080p", "hd_1080i"}, {1440, "hd_1080p", "hd_1080i"}, {2160, "uhd_4k", "uhd_4k"},
    {4320, "uhd_4k", "uhd_4k"},
};

/* Returns the row for a string such as "1080p" or "1080i", and sets *is_interlaced. Returns NULL
 * for other strings. */
static const struct size *size_of(const char *word, bool *is_interlaced)
{
    char *end = NULL;
    unsigned long lines = word ? strtoul(word, &end, 10) : 0;

    *is_interlaced = lines && strcmp(end, "i") == 0;
    if (!lines || (!*is_interlaced && strcmp(end, "p") != 0))
        return NULL;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (sizes[i].lines == lines)
            return &sizes[i];
    return NULL;
}

static uint32_t pixels_of(const json_t *file, const char *key)
{
    json_int_t pixels = json_integer_value(json_object_get(file, key));

    return pixels > 0 && pixels < 65536 ? (uint32_t)pixels : 0;
}

/* Returns Trakt's word for the resolution. If scan.media does not have "interlaced", an "i" after
 * the number of lines decides. The "i" in the name counts only if the name states the same number
 * of lines as the file. */
static const char *resolution_of(const struct sides *sides)
{
    const char *named = copy_string(json_object_get(sides->name, "resolution"));
    const char *stated = copy_string(json_object_get(sides->file, "resolution"));
    const json_t *scan = json_object_get(sides->file, "interlaced");
    bool named_interlaced, is_interlaced;
    const struct size *name = size_of(named, &named_interlaced);
    const struct size *size = size_of(stated, &is_interlaced);

    if (!size)
        size = size_of(content_resolution(pixels_of(sides->file, "width"),
                                          pixels_of(sides->file, "height"), CONTENT_SCAN_UNKNOWN),
                       &is_interlaced);
    if (!size)
        size = name;
    if (!size)
        return NULL;
    is_interlaced |= size == name && named_interlaced;
    if (json_is_boolean(scan))
        is_interlaced = json_is_true(scan);
    return is_interlaced ? size->interlaced : size->progressive;
}

/* --- dynamic range --- */

/* Two words of the record are not in this table: "SDR", for which Trakt has no word, and "HDR",
 * which does not specify the kind of HDR. */
static const struct {
    const char *word, *trakt;
} ranges[] = {
    {"DV", "dolby_vision"},
    {"HDR10", "hdr10"},
    {"HDR10+", "hdr10_plus"},
    {"HLG", "hlg"},
};

static const char *hdr_of(const struct sides *sides)
{
    const char *word = either(sides, "hdr");

    for (size_t i = 0; word && i < sizeof ranges / sizeof *ranges; i++)
        if (strcmp(ranges[i].word, word) == 0)
            return ranges[i].trakt;
    return NULL;
}

/* --- sound --- */

enum {
    DTS = 1,   /* the codec is a kind of DTS */
    HIDES = 2, /* the headers can show 5.1 although there are more channels */
};

/* Trakt has no word for codecs that are not in this table, such as ALAC. "DTS-HD" is DTS-HD High
 * Resolution, or an unknown kind of DTS-HD. */
static const struct sound {
    const char *word, *trakt;
    const char *atmos; /* Trakt's word for the codec with Dolby Atmos; NULL: not possible */
    unsigned flags;
} sounds[] = {
    {"AAC", "aac", NULL, 0},
    {"AC-3", "dolby_digital", NULL, 0},
    {"DTS", "dts", NULL, DTS | HIDES},
    {"DTS-HD", "dts_hr", NULL, DTS | HIDES},
    {"DTS-HD MA", "dts_ma", NULL, DTS | HIDES},
    {"DTS:X", "dts_x", NULL, DTS | HIDES},
    {"E-AC-3", "dolby_digital_plus", "dolby_digital_plus_atmos", HIDES},
    {"FLAC", "flac", NULL, 0},
    {"MP2", "mp2", NULL, 0},
    {"MP3", "mp3", NULL, 0},
    {"Opus", "ogg_opus", NULL, 0},
    {"PCM", "lpcm", NULL, 0},
    {"TrueHD", "dolby_truehd", "dolby_atmos", HIDES},
    {"Vorbis", "ogg", NULL, 0},
    {"WMA", "wma", NULL, 0},
};

static const struct sound *sound_of(const json_t *side)
{
    const char *word = copy_string(json_object_get(side, "audio_codec"));

    for (size_t i = 0; word && i < sizeof sounds / sizeof *sounds; i++)
        if (strcmp(sounds[i].word, word) == 0)
            return &sounds[i];
    return NULL;
}

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char letters_and_digits[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/* Returns whether `text` contains one of `words`, ignoring ASCII case. A word ends at a character
 * that is not in `kind`. */
static bool has_word(const char *text, const char *kind, const char *const *words)
{
    char word[16];

    for (size_t len; text && *text; text += len ? len : 1) {
        len = strspn(text, kind);
        if (!len || len >= sizeof word)
            continue;
        memcpy(word, text, len);
        word[len] = '\0';
        for (size_t i = 0; words[i]; i++)
            if (text_same(word, words[i]))
                return true;
    }
    return false;
}

static bool has_atmos(const char *text)
{
    static const char *const words[] = {"atmos",    "ddatmos",     "ddpa",
                                        "ddpatmos", "truehdatmos", NULL};

    return has_word(text, letters, words);
}

/* Returns 1 if the file's name shows that the video is 3D; otherwise RECORD_NONE. A record has no
 * key for 3D. "3D" alone may belong to a title, so the name must also have a word for the
 * arrangement of the two pictures, such as "SBS" (side by side). The extension ".mk3d" is
 * sufficient by itself. */
static int three_d_of(const json_t *record)
{
    static const char *const three_d[] = {"3d", "mk3d", NULL};
    static const char *const packing[] = {"sbs", "hsbs", "fsbs", "ou",   "hou", "fou",
                                          "tab", "htab", "mvc",  "mk3d", NULL};
    const char *path = record_filename(record);
    const char *name = path ? text_basename(path) : NULL;

    return has_word(name, letters_and_digits, three_d) &&
                   has_word(name, letters_and_digits, packing)
               ? 1
               : RECORD_NONE;
}

/* Returns whether the file's name contains a word for Atmos. A record has no key for Atmos. If the
 * title contains such a word, returns false. */
static bool is_named_atmos(const json_t *record, const json_t *name)
{
    const char *path = record_filename(record);

    return path && has_atmos(text_basename(path)) &&
           !has_atmos(copy_string(json_object_get(name, "title"))) &&
           !has_atmos(copy_string(json_object_get(name, "episode_title")));
}

/* Returns Trakt's word for the audio. A better kind of DTS in the name is used, because the headers
 * are not precise: Matroska has one codec id for all kinds, and DTS:X looks like DTS-HD MA. */
static const char *audio_of(const json_t *record, const struct sides *sides)
{
    bool is_stated = copy_string(json_object_get(sides->file, "audio_codec")) != NULL;
    const struct sound *name = sound_of(sides->name);
    const struct sound *sound = is_stated ? sound_of(sides->file) : name;

    if (!sound)
        return NULL;
    if (name && (name->flags & sound->flags & DTS) &&
        copy_rank(COPY_AUDIO, name->trakt) > copy_rank(COPY_AUDIO, sound->trakt))
        return name->trakt;
    if (sound->atmos && (!name || name == sound) && is_named_atmos(record, sides->name))
        return sound->atmos;
    return sound->trakt;
}

/* Returns Trakt's word for the channels. Returns NULL if Trakt has no word for the layout, such as
 * 7.2. If the headers show 5.1 but may hide channels, a larger layout in the name is used. */
static const char *audio_channels_of(const struct sides *sides)
{
    const struct sound *sound = sound_of(sides->file);
    const char *channels = copy_word(COPY_AUDIO_CHANNELS, either(sides, "audio_channels"));
    const char *named = copy_string(json_object_get(sides->name, "audio_channels"));

    if (channels && sound && (sound->flags & HIDES) && strcmp(channels, "5.1") == 0 &&
        copy_rank(COPY_AUDIO_CHANNELS, named) > copy_rank(COPY_AUDIO_CHANNELS, channels))
        return copy_word(COPY_AUDIO_CHANNELS, named);
    return channels;
}

struct copy copy_of_record(const json_t *record)
{
    const json_t *scan = json_object_get(record, "scan");
    struct sides sides = {json_object_get(scan, "media"), json_object_get(record, "media")};
    struct copy copy = {
        .media_type = "digital",
        .resolution = resolution_of(&sides),
        .hdr = hdr_of(&sides),
        .audio = audio_of(record, &sides),
        .audio_channels = audio_channels_of(&sides),
        .three_d = three_d_of(record),
    };

    copy_time(copy_string(json_object_get(scan, "modified")), copy.collected_at);
    return copy;
}
