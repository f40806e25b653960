/* Reads, writes and compares copies in Trakt's words. */
#include "copy/copy.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "copy/parts.h"
#include "record/record.h"

enum { WORDS_MOST = 32 }; /* each member has fewer words than this */

/* All of Trakt's words (https://docs.trakt.tv, collection metadata, as of autumn 2026), from the
 * worst to the best. The order is ours, because Trakt does not define one. */

/* A file is always digital, so any other word was entered by a user who owns a disc or tape. */
static const char *const media_types[] = {
    "digital", "vhs", "betamax", "vcd", "laserdisc", "dvd", "hddvd", "bluray", NULL,
};

static const char *const resolutions[] = {
    "sd_480i", "sd_480p", "sd_576i", "sd_576p", "hd_720p", "hd_1080i", "hd_1080p", "uhd_4k", NULL,
};

static const char *const hdrs[] = {"hlg", "hdr10", "hdr10_plus", "dolby_vision", NULL};

/* Lossy codecs, then lossless ones, then formats with height channels or sound objects. "ogg" is
 * Vorbis; "dolby_atmos" is Atmos in TrueHD. */
static const char *const audios[] = {
    "mp2",
    "mp3",
    "wma",
    "ogg",
    "aac",
    "ogg_opus",
    "dolby_prologic",
    "dolby_digital",
    "dts",
    "dolby_digital_plus",
    "dts_hr",
    "dolby_digital_plus_atmos",
    "lpcm",
    "flac",
    "dolby_truehd",
    "dts_ma",
    "auro_3d",
    "dts_x",
    "dolby_atmos",
    NULL,
};

static const char *const audio_channels[] = {
    "1.0",   "2.0",   "2.1", "3.0", "3.1",   "4.0",   "4.1", "5.0",  "5.1",
    "5.1.2", "5.1.4", "6.1", "7.1", "7.1.2", "7.1.4", "9.1", "10.1", NULL,
};

static const struct {
    const char *key;
    size_t at; /* offset in struct copy */
    const char *const *words;
} members[COPY_MEMBERS] = {
    [COPY_MEDIA_TYPE] = {"media_type", offsetof(struct copy, media_type), media_types},
    [COPY_RESOLUTION] = {"resolution", offsetof(struct copy, resolution), resolutions},
    [COPY_HDR] = {"hdr", offsetof(struct copy, hdr), hdrs},
    [COPY_AUDIO] = {"audio", offsetof(struct copy, audio), audios},
    [COPY_AUDIO_CHANNELS] = {"audio_channels", offsetof(struct copy, audio_channels),
                             audio_channels},
};

/* The members by which copies are compared, the most important one first. */
static const enum copy_member weights[COPY_MEMBERS] = {
    COPY_RESOLUTION, COPY_HDR, COPY_AUDIO, COPY_AUDIO_CHANNELS, COPY_MEDIA_TYPE,
};

static const char *word_of(const struct copy *copy, enum copy_member member)
{
    return *(const char *const *)((const char *)copy + members[member].at);
}

static void set_word(struct copy *copy, enum copy_member member, const char *word)
{
    *(const char **)((char *)copy + members[member].at) = word;
}

int copy_rank(enum copy_member member, const char *word)
{
    const char *const *words = members[member].words;

    for (int i = 0; word && words[i]; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

const char *copy_word(enum copy_member member, const char *text)
{
    int rank = copy_rank(member, text);

    return rank < 0 ? NULL : members[member].words[rank];
}

const char *copy_string(const json_t *value)
{
    const char *text = json_string_value(value);

    return text && strlen(text) == json_string_length(value) ? text : NULL;
}

/* --- times --- */

static int two_digits(const char *text)
{
    return (text[0] - '0') * 10 + text[1] - '0';
}

/* Returns whether `text` begins with `pattern`, in which 0 matches any digit. */
static bool has_form(const char *text, const char *pattern)
{
    for (; *pattern; text++, pattern++)
        if (*pattern == '0' ? *text < '0' || *text > '9' : *text != *pattern)
            return false;
    return true;
}

static int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return month < 1 || month > 12 ? 0 : days[month - 1] + (month == 2 && is_leap);
}

bool copy_time(const char *text, char time[COPY_TIME])
{
    static const char form[] = "0000-00-00T00:00:00", digits[] = "0123456789";
    size_t len = sizeof form - 1;

    time[0] = '\0';
    if (!text || !has_form(text, form))
        return false;
    int year = two_digits(text) * 100 + two_digits(text + 2), month = two_digits(text + 5),
        day = two_digits(text + 8);
    if (day < 1 || day > days_of(year, month) || two_digits(text + 11) > 23 ||
        two_digits(text + 14) > 59 || two_digits(text + 17) > 59)
        return false;
    size_t fraction = text[len] == '.' ? strspn(text + len + 1, digits) : 0;
    const char *end = text + len + (fraction ? fraction + 1 : 0);
    if (strcmp(end, "Z") != 0)
        return false;
    int shown = (int)(fraction < 3 ? fraction : 3);
    snprintf(time, COPY_TIME, "%.*s.%.*s%.*sZ", (int)len, text, shown, text + len + 1, 3 - shown,
             "000");
    return true;
}

/* --- reading and writing --- */

static int member_of(const char *key)
{
    for (int i = 0; i < COPY_MEMBERS; i++)
        if (strcmp(members[i].key, key) == 0)
            return i;
    return -1;
}

/* Sets `why`, with a list of the allowed words, and returns false. `text` is the invalid value, or
 * NULL if the value is not a string. */
static bool refuse_word(enum copy_member member, const char *text, struct why *why)
{
    struct buf words = BUF_INIT(512);

    for (const char *const *word = members[member].words; *word; word++)
        buf_printf(&words, "%s%s", words.len ? ", " : "", *word);
    if (text)
        why_set(why, EX_DATAERR, "copy.%s: unknown value '%.64s' (expected one of %s)",
                members[member].key, text, buf_text(&words));
    else
        why_set(why, EX_DATAERR, "copy.%s: not a string (expected one of %s)", members[member].key,
                buf_text(&words));
    buf_release(&words);
    return false;
}

static bool read_word(struct copy *copy, enum copy_member member, const json_t *value,
                      struct why *why)
{
    const char *text = copy_string(value), *word = copy_word(member, text);

    if (!word)
        return refuse_word(member, text, why);
    set_word(copy, member, word);
    return true;
}

static bool read_member(struct copy *copy, const char *key, const json_t *value, struct why *why)
{
    int member = member_of(key);

    if (member >= 0)
        return read_word(copy, (enum copy_member)member, value, why);
    if (strcmp(key, "3d") == 0) {
        copy->three_d = json_is_true(value);
        return json_is_boolean(value) ||
               why_set(why, EX_DATAERR, "copy.3d: expected true or false");
    }
    if (strcmp(key, "collected_at") == 0)
        return copy_time(copy_string(value), copy->collected_at) ||
               why_set(why, EX_DATAERR,
                       "copy.collected_at: not a UTC time (example: 2026-10-01T08:00:00Z)");
    return why_set(why, EX_DATAERR, "copy.%.64s: unknown member", key);
}

bool copy_read(const json_t *json, struct copy *copy, struct why *why)
{
    const char *key;
    const json_t *value;

    *copy = (struct copy){.three_d = RECORD_NONE};
    if (!json_is_object(json))
        return why_set(why, EX_DATAERR, "copy: not an object");
    json_object_foreach((json_t *)json, key, value)
    {
        if (!read_member(copy, key, value, why))
            return false;
    }
    return true;
}

struct copy copy_of_answer(const json_t *metadata, const char *collected_at)
{
    struct copy copy = {.three_d = RECORD_NONE};
    const json_t *three_d = json_object_get(metadata, "3d");

    for (int i = 0; i < COPY_MEMBERS; i++) {
        const char *text = copy_string(json_object_get(metadata, members[i].key));

        set_word(&copy, (enum copy_member)i, copy_word((enum copy_member)i, text));
    }
    if (json_is_boolean(three_d))
        copy.three_d = json_is_true(three_d);
    else if (json_is_integer(three_d))
        copy.three_d = json_integer_value(three_d) != 0;
    copy_time(collected_at, copy.collected_at);
    return copy;
}

json_t *copy_json(const struct copy *copy)
{
    json_t *object = json_object();

    if (copy->collected_at[0])
        json_object_set_new(object, "collected_at", json_string(copy->collected_at));
    for (int i = 0; i < COPY_MEMBERS; i++) {
        const char *word = word_of(copy, (enum copy_member)i);

        if (word)
            json_object_set_new(object, members[i].key, json_string(word));
    }
    if (copy->three_d != RECORD_NONE)
        json_object_set_new(object, "3d", json_boolean(copy->three_d));
    return object;
}

/* --- comparing --- */

uint32_t copy_worth(const struct copy *copy)
{
    uint32_t worth = 0;

    for (size_t i = 0; i < COPY_MEMBERS; i++)
        worth =
            worth * WORDS_MOST + (uint32_t)(copy_rank(weights[i], word_of(copy, weights[i])) + 1);
    return worth * 3 + (uint32_t)(copy->three_d + 1);
}

int copy_compare(const struct copy *one, const struct copy *other)
{
    uint32_t worth = copy_worth(one), theirs = copy_worth(other);

    return (worth > theirs) - (worth < theirs);
}

static bool word_differs(const struct copy *file, const struct copy *trakts,
                         enum copy_member member)
{
    const char *word = word_of(file, member), *theirs = word_of(trakts, member);

    return word && (!theirs || strcmp(word, theirs) != 0);
}

static bool three_d_differs(const struct copy *file, const struct copy *trakts)
{
    return file->three_d != RECORD_NONE && (file->three_d == 1) != (trakts->three_d == 1);
}

bool copy_differs(const struct copy *file, const struct copy *trakts)
{
    for (int i = 0; i < COPY_MEMBERS; i++)
        if (word_differs(file, trakts, (enum copy_member)i))
            return true;
    return three_d_differs(file, trakts);
}

json_t *copy_differences(const struct copy *file, const struct copy *trakts)
{
    json_t *keys = json_array();

    for (int i = 0; i < COPY_MEMBERS; i++)
        if (word_differs(file, trakts, (enum copy_member)i))
            json_array_append_new(keys, json_string(members[i].key));
    if (three_d_differs(file, trakts))
        json_array_append_new(keys, json_string("3d"));
    return keys;
}

bool copy_is_news(const struct copy *file, const struct copy *trakts)
{
    return copy_differs(file, trakts) && copy_compare(file, trakts) >= 0;
}
