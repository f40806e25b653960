/* A copy in Trakt's terms: from records, operations and answers; the better of two, and their
 * differences. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "copy/copy.h"
#include "record/record.h"

/* clang-format off */

/* Members of media (from the name) and scan.media (from the file), and the copy without its
 * media_type. */
static const struct {
    const char *name, *file, *copy;
} records[] = {
    /* Resolution: every word of docs/record.md. */
    {"'resolution':'240p'", "", "'resolution':'sd_480p'"},
    {"'resolution':'360p'", "", "'resolution':'sd_480p'"},
    {"'resolution':'480i'", "", "'resolution':'sd_480i'"},
    {"'resolution':'480p'", "", "'resolution':'sd_480p'"},
    {"'resolution':'540p'", "", "'resolution':'sd_480p'"},
    {"'resolution':'576i'", "", "'resolution':'sd_576i'"},
    {"'resolution':'576p'", "", "'resolution':'sd_576p'"},
    {"'resolution':'720p'", "", "'resolution':'hd_720p'"},
    {"'resolution':'1080i'", "", "'resolution':'hd_1080i'"},
    {"'resolution':'1080p'", "", "'resolution':'hd_1080p'"},
    {"'resolution':'1440p'", "", "'resolution':'hd_1080p'"},
    {"'resolution':'2160p'", "", "'resolution':'uhd_4k'"},
    {"'resolution':'4320p'", "", "'resolution':'uhd_4k'"},
    {"'resolution':'900p'", "", ""},
    {"'resolution':'high'", "", ""},
    {"'resolution':'p'", "", ""},
    {"'resolution':''", "", ""},
    {"'resolution':1080", "", ""},

    /* The file takes precedence over the name. */
    {"'resolution':'2160p'", "'resolution':'1080p'", "'resolution':'hd_1080p'"},
    {"'resolution':'720p'", "'resolution':'2160p'", "'resolution':'uhd_4k'"},
    {"'resolution':'2160p'", "'resolution':null", "'resolution':'uhd_4k'"},
    {"'resolution':'720p'", "'resolution':'?','width':1920,'height':800", "'resolution':'hd_1080p'"},
    {"'resolution':'720p'", "'audio_codec':'AAC'", "'resolution':'hd_720p','audio':'aac'"},

    /* Interlaced: the file's flag, else its word, else the name's word for this size. */
    {"", "'resolution':'1080i','interlaced':true", "'resolution':'hd_1080i'"},
    {"", "'resolution':'1080p','interlaced':true", "'resolution':'hd_1080i'"},
    {"", "'resolution':'1080p','interlaced':false", "'resolution':'hd_1080p'"},
    {"", "'resolution':'576i'", "'resolution':'sd_576i'"},
    {"", "'resolution':'480p','interlaced':true", "'resolution':'sd_480i'"},
    {"", "'resolution':'720p','interlaced':true", "'resolution':'hd_720p'"},
    {"", "'resolution':'2160p','interlaced':true", "'resolution':'uhd_4k'"},
    {"'resolution':'1080i'", "'resolution':'1080p'", "'resolution':'hd_1080i'"},
    {"'resolution':'1080i'", "'resolution':'1080p','interlaced':false", "'resolution':'hd_1080p'"},
    {"'resolution':'1080i'", "'resolution':'720p'", "'resolution':'hd_720p'"},
    {"'resolution':'1080i'", "'resolution':'576p'", "'resolution':'sd_576p'"},
    {"'resolution':'576p'", "'interlaced':true", "'resolution':'sd_576i'"},

    /* If only the size is known: the smallest standard size that holds the picture. */
    {"", "'width':1920,'height':800", "'resolution':'hd_1080p'"},
    {"", "'width':1600,'height':900", "'resolution':'hd_1080p'"},
    {"", "'width':1280,'height':544", "'resolution':'hd_720p'"},
    {"", "'width':960,'height':540", "'resolution':'sd_480p'"},
    {"", "'width':1024,'height':576,'interlaced':true", "'resolution':'sd_576i'"},
    {"", "'width':3840,'height':1600", "'resolution':'uhd_4k'"},
    {"", "'width':2560,'height':1440", "'resolution':'hd_1080p'"},
    {"", "'width':1080,'height':1920", "'resolution':'hd_1080p'"},
    {"", "'width':0,'height':1080", ""},
    {"", "'width':-1,'height':1080", ""},
    {"", "'width':1920", ""},

    /* HDR: every word; SDR and plain HDR have none. */
    {"'hdr':'DV'", "", "'hdr':'dolby_vision'"},
    {"'hdr':'HDR10'", "", "'hdr':'hdr10'"},
    {"'hdr':'HDR10+'", "", "'hdr':'hdr10_plus'"},
    {"'hdr':'HLG'", "", "'hdr':'hlg'"},
    {"'hdr':'HDR'", "", ""},
    {"'hdr':'SDR'", "", ""},
    {"'hdr':'DV'", "'hdr':'HDR10'", "'hdr':'hdr10'"},
    {"'hdr':'HDR'", "'hdr':'HDR10+'", "'hdr':'hdr10_plus'"},
    {"'hdr':'SDR'", "'hdr':'HLG'", "'hdr':'hlg'"},
    {"'hdr':'HDR10'", "'bit_depth':10", "'hdr':'hdr10'"},

    /* Sound: every word of the name, and those that only files have. */
    {"'audio_codec':'AAC'", "", "'audio':'aac'"},
    {"'audio_codec':'AC-3'", "", "'audio':'dolby_digital'"},
    {"'audio_codec':'DTS'", "", "'audio':'dts'"},
    {"'audio_codec':'DTS-HD'", "", "'audio':'dts_hr'"},
    {"'audio_codec':'DTS-HD MA'", "", "'audio':'dts_ma'"},
    {"'audio_codec':'DTS:X'", "", "'audio':'dts_x'"},
    {"'audio_codec':'E-AC-3'", "", "'audio':'dolby_digital_plus'"},
    {"'audio_codec':'FLAC'", "", "'audio':'flac'"},
    {"'audio_codec':'MP3'", "", "'audio':'mp3'"},
    {"'audio_codec':'Opus'", "", "'audio':'ogg_opus'"},
    {"'audio_codec':'PCM'", "", "'audio':'lpcm'"},
    {"'audio_codec':'TrueHD'", "", "'audio':'dolby_truehd'"},
    {"'audio_codec':'Vorbis'", "", "'audio':'ogg'"},
    {"", "'audio_codec':'MP2'", "'audio':'mp2'"},
    {"", "'audio_codec':'WMA'", "'audio':'wma'"},
    {"", "'audio_codec':'ALAC'", ""},
    {"", "'audio_codec':'AMR'", ""},
    {"", "'audio_codec':'MP1'", ""},
    {"", "'audio_codec':'sevc'", ""},
    {"'audio_codec':'aac'", "", ""},
    {"'audio_codec':'FLAC'", "'audio_codec':'ALAC'", ""},
    {"'audio_codec':'DTS'", "'audio_codec':'AAC'", "'audio':'aac'"},
    {"'audio_codec':'E-AC-3'", "'audio_codec':'AC-3'", "'audio':'dolby_digital'"},

    /* Of several kinds of DTS the better one counts. */
    {"'audio_codec':'DTS-HD MA'", "'audio_codec':'DTS'", "'audio':'dts_ma'"},
    {"'audio_codec':'DTS:X'", "'audio_codec':'DTS-HD MA'", "'audio':'dts_x'"},
    {"'audio_codec':'DTS-HD'", "'audio_codec':'DTS'", "'audio':'dts_hr'"},
    {"'audio_codec':'DTS'", "'audio_codec':'DTS-HD MA'", "'audio':'dts_ma'"},
    {"'audio_codec':'DTS-HD MA'", "'audio_codec':'FLAC'", "'audio':'flac'"},

    /* Channels: every word; 7.2 and plain channel counts have none. */
    {"'audio_channels':'1.0'", "", "'audio_channels':'1.0'"},
    {"'audio_channels':'2.0'", "", "'audio_channels':'2.0'"},
    {"'audio_channels':'2.1'", "", "'audio_channels':'2.1'"},
    {"'audio_channels':'3.1'", "", "'audio_channels':'3.1'"},
    {"'audio_channels':'4.0'", "", "'audio_channels':'4.0'"},
    {"'audio_channels':'5.0'", "", "'audio_channels':'5.0'"},
    {"'audio_channels':'5.1'", "", "'audio_channels':'5.1'"},
    {"'audio_channels':'6.1'", "", "'audio_channels':'6.1'"},
    {"'audio_channels':'7.1'", "", "'audio_channels':'7.1'"},
    {"'audio_channels':'7.2'", "", ""},
    {"", "'audio_channels':'10.0'", ""},
    {"'audio_channels':5.1", "", ""},
    {"'audio_channels':'5.1'", "'audio_channels':'2.0'", "'audio_channels':'2.0'"},
    {"'audio_channels':'5.1'", "'audio_channels':'12.0'", ""},

    /* More than the 5.1 in the headers counts if the headers cannot show it. */
    {"'audio_channels':'7.1'", "'audio_codec':'TrueHD','audio_channels':'5.1'", "'audio':'dolby_truehd','audio_channels':'7.1'"},
    {"'audio_channels':'7.1'", "'audio_codec':'E-AC-3','audio_channels':'5.1'", "'audio':'dolby_digital_plus','audio_channels':'7.1'"},
    {"'audio_channels':'6.1'", "'audio_codec':'DTS','audio_channels':'5.1'", "'audio':'dts','audio_channels':'6.1'"},
    {"'audio_channels':'7.2'", "'audio_codec':'DTS','audio_channels':'5.1'", "'audio':'dts','audio_channels':'5.1'"},
    {"'audio_channels':'2.0'", "'audio_codec':'DTS','audio_channels':'5.1'", "'audio':'dts','audio_channels':'5.1'"},
    {"'audio_channels':'7.1'", "'audio_codec':'DTS','audio_channels':'2.0'", "'audio':'dts','audio_channels':'2.0'"},
    {"'audio_channels':'7.1'", "'audio_codec':'AAC','audio_channels':'5.1'", "'audio':'aac','audio_channels':'5.1'"},

    /* The source in the name is not a media type: a rip of a disc is a file. */
    {"'source':'BluRay'", "", ""},
    {"'source':'DVD'", "'video_codec':'MPEG-2'", ""},
    {"", "", ""},
    {"'resolution':'2160p','hdr':'HDR','audio_codec':'AC-3'", "'resolution':'2160p','hdr':'DV','audio_codec':'TrueHD','audio_channels':'7.1'",
     "'resolution':'uhd_4k','hdr':'dolby_vision','audio':'dolby_truehd','audio_channels':'7.1'"},
};

/* Atmos is known only from the file's name. */
static const struct {
    const char *filename, *media, *file, *audio;
} names[] = {
    {"/v/Dune.2021.TrueHD.7.1.Atmos.mkv", "'audio_codec':'TrueHD'", "", "dolby_atmos"},
    {"/v/Dune.2021.TrueHDAtmos.mkv", "'audio_codec':'TrueHD'", "", "dolby_atmos"},
    {"/v/Dune.2021.DDP5.1.Atmos.mkv", "'audio_codec':'E-AC-3'", "", "dolby_digital_plus_atmos"},
    {"/v/Dune.2021.DDPA5.1.mkv", "'audio_codec':'E-AC-3'", "", "dolby_digital_plus_atmos"},
    {"/v/Dune.2021.ddpatmos.mkv", "'audio_codec':'E-AC-3'", "", "dolby_digital_plus_atmos"},
    {"/v/Dune 2021 Atmos.mkv", "", "'audio_codec':'E-AC-3'", "dolby_digital_plus_atmos"},
    {"/v/Dune 2021 Atmos.mkv", "", "'audio_codec':'TrueHD'", "dolby_atmos"},
    {"/v/Dune 2021 Atmos.mkv", "", "'audio_codec':'AC-3'", "dolby_digital"},
    {"/v/Dune 2021 Atmos.mkv", "", "'audio_codec':'AAC'", "aac"},
    {"/v/Dune 2021 Atmos.mkv", "", "", NULL},
    {"/v/Dune.TrueHD.Atmos.mkv", "'audio_codec':'TrueHD'", "'audio_codec':'E-AC-3'", "dolby_digital_plus"},
    {"/v/Atmosphere.2021.DDP5.1.mkv", "'audio_codec':'E-AC-3'", "", "dolby_digital_plus"},
    {"/Atmos/Dune.2021.DDP5.1.mkv", "'audio_codec':'E-AC-3'", "", "dolby_digital_plus"},
    {"/v/Atmos.2021.DDP5.1.mkv", "'title':'Atmos','audio_codec':'E-AC-3'", "", "dolby_digital_plus"},
    {"/v/Dune.S01E02.Atmos.DDP5.1.mkv", "'episode_title':'Atmos','audio_codec':'E-AC-3'", "", "dolby_digital_plus"},
};

/* 3D is known only from the file's name, and only with a word for the frame packing. */
static const struct {
    const char *filename;
    int three_d;
} names_3d[] = {
    {"/v/Harbour.Lights.2015.3D.HSBS.1080p.mkv", 1},
    {"/v/Harbour Lights (2015) 3d half-ou.mkv", 1},
    {"/v/Harbour.Lights.2015.3D.H-SBS.mkv", 1},
    {"/v/Harbour.Lights.2015.mk3d", 1},
    {"/v/Harbour Lights 3D (2015).mkv", RECORD_NONE},
    {"/v/Harbour.Lights.2015.SBS.mkv", RECORD_NONE},
    {"/v/3D.SBS/Harbour.Lights.2015.mkv", RECORD_NONE},
    {"/v/Step.Up.3DSBS.mkv", RECORD_NONE},
};

/* The copy of an operation, and the message for invalid ones. */
static const struct {
    const char *text, *error; /* NULL: valid */
} copies[] = {
    {"{}", NULL},
    {"{'collected_at':'2026-10-01T08:00:00.000Z','media_type':'digital','resolution':'uhd_4k','hdr':'dolby_vision',"
     "'audio':'dolby_atmos','audio_channels':'7.1','3d':false}", NULL},
    {"{'3d':true}", NULL},
    {"[]", "copy: not an object"},
    {"{'resolution':'1080p'}", "copy.resolution: unknown value '1080p' (expected one of sd_480i, sd_480p, sd_576i, sd_576p, hd_720p, hd_1080i, hd_1080p, uhd_4k)"},
    {"{'hdr':'hdr'}", "copy.hdr: unknown value 'hdr' (expected one of hlg, hdr10, hdr10_plus, dolby_vision)"},
    {"{'hdr':null}", "copy.hdr: not a string (expected one of hlg, hdr10, hdr10_plus, dolby_vision)"},
    {"{'hdr':'hlg\\u0000'}", "copy.hdr: not a string (expected one of hlg, hdr10, hdr10_plus, dolby_vision)"},
    {"{'3d':1}", "copy.3d: expected true or false"},
    {"{'collected_at':'released'}", "copy.collected_at: not a UTC time (example: 2026-10-01T08:00:00Z)"},
    {"{'collected_at':7}", "copy.collected_at: not a UTC time (example: 2026-10-01T08:00:00Z)"},
    {"{'rating':7}", "copy.rating: unknown member"},
};

/* A time in a record, an operation or from Trakt; "": invalid. */
static const struct {
    const char *text, *time;
} times[] = {
    {"2026-10-01T08:00:00Z", "2026-10-01T08:00:00.000Z"},
    {"2026-10-01T08:00:00.5Z", "2026-10-01T08:00:00.500Z"},
    {"2026-10-01T08:00:00.123Z", "2026-10-01T08:00:00.123Z"},
    {"2026-10-01T08:00:00.123456789Z", "2026-10-01T08:00:00.123Z"},
    {"2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000Z"},
    {"2026-02-29T23:59:59Z", ""}, {"1900-02-29T00:00:00Z", ""}, {"2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000Z"},
    {"2026-13-01T08:00:00Z", ""}, {"2026-00-01T08:00:00Z", ""}, {"2026-10-00T08:00:00Z", ""},
    {"2026-10-01T24:00:00Z", ""}, {"2026-10-01T08:60:00Z", ""}, {"2026-10-01T08:00:60Z", ""},
    {"2026-10-01T08:00:00", ""}, {"2026-10-01T08:00:00+02:00", ""}, {"2026-10-01T08:00:00.Z", ""},
    {"2026-10-01 08:00:00Z", ""}, {"2026-10-01T08:00:00Z ", ""}, {"2026-10-01", ""}, {"", ""},
};

/* All of Trakt's words, as listed at https://docs.trakt.tv, worst first. */
static const struct {
    const char *key, *words[24];
} trakt[] = {
    {"resolution", {"sd_480i", "sd_480p", "sd_576i", "sd_576p", "hd_720p", "hd_1080i", "hd_1080p", "uhd_4k"}},
    {"hdr", {"hlg", "hdr10", "hdr10_plus", "dolby_vision"}},
    {"audio", {"mp2", "mp3", "wma", "ogg", "aac", "ogg_opus", "dolby_prologic", "dolby_digital", "dts", "dolby_digital_plus", "dts_hr",
               "dolby_digital_plus_atmos", "lpcm", "flac", "dolby_truehd", "dts_ma", "auro_3d", "dts_x", "dolby_atmos"}},
    {"audio_channels", {"1.0", "2.0", "2.1", "3.0", "3.1", "4.0", "4.1", "5.0", "5.1", "5.1.2", "5.1.4", "6.1", "7.1", "7.1.2",
                        "7.1.4", "9.1", "10.1"}},
    {"media_type", {"digital", "vhs", "betamax", "vcd", "laserdisc", "dvd", "hddvd", "bluray"}},
};

/* The better copy first: each key takes precedence over those of the rows below it. */
static const struct {
    const char *better, *worse;
} pairs[] = {
    {"{'resolution':'uhd_4k'}", "{'resolution':'hd_1080p','hdr':'dolby_vision','audio':'dolby_atmos','audio_channels':'7.1'}"},
    {"{'resolution':'sd_480p'}", "{'hdr':'dolby_vision','audio':'dolby_atmos','audio_channels':'7.1'}"},
    {"{'hdr':'hlg'}", "{'audio':'dolby_atmos','audio_channels':'7.1'}"},
    {"{'audio':'flac','audio_channels':'2.0'}", "{'audio':'dts','audio_channels':'5.1'}"},
    {"{'audio':'dts','audio_channels':'5.1'}", "{'audio':'dts','media_type':'bluray'}"},
    {"{'resolution':'hd_1080p','media_type':'bluray'}", "{'resolution':'hd_1080p','media_type':'digital'}"},
    {"{'resolution':'uhd_4k','media_type':'digital'}", "{'resolution':'hd_1080p','media_type':'bluray'}"},
    {"{'3d':true}", "{'3d':false}"},
    {"{'3d':false}", "{}"},
};

/* The sent and the existing copy, their differences, and whether an update is sent. */
static const struct {
    const char *sent, *has, *differences;
    bool is_news;
} changes[] = {
    {"{}", "{}", "[]", false},
    {"{}", "{'resolution':'uhd_4k','3d':1}", "[]", false},
    {"{'resolution':'uhd_4k'}", "{}", "['resolution']", true},
    {"{'resolution':'uhd_4k'}", "{'resolution':'uhd_4k','hdr':'hdr10'}", "[]", false},
    {"{'resolution':'uhd_4k'}", "{'resolution':'hd_1080p'}", "['resolution']", true},
    {"{'resolution':'hd_1080p'}", "{'resolution':'uhd_4k'}", "['resolution']", false},
    {"{'audio':'aac'}", "{'audio':'mp3'}", "['audio']", true},
    {"{'audio_channels':'5.1'}", "{'audio_channels':'5.1'}", "[]", false},
    {"{'hdr':'hdr10'}", "{'hdr':null}", "['hdr']", true},
    {"{'media_type':'digital'}", "{'media_type':'bluray'}", "['media_type']", false},
    {"{'media_type':'digital','resolution':'uhd_4k','audio':'aac'}",
        "{'media_type':'bluray','resolution':'hd_1080p','audio':'flac'}", "['media_type','resolution','audio']", true},
    {"{'3d':true}", "{'3d':1}", "[]", false},
    {"{'3d':true}", "{'3d':null}", "['3d']", true},
    {"{'3d':false}", "{'3d':null}", "[]", false},
    {"{'3d':false}", "{'3d':true}", "['3d']", false},
    {"{'collected_at':'2026-10-01T08:00:00Z'}", "{}", "[]", false},
};

/* Words of docs/record.md that are intentionally not sent. */
static const char *const left_out[] = {"HDR", "SDR", "7.2"};

/* clang-format on */

/* Returns the JSON written with ' for ", as a new object. */
static json_t *load(const char *text)
{
    char *exact = cvi_format("%s", text);

    for (char *c = exact; *c; c++)
        *c = *c == '\'' ? '"' : *c;
    json_t *json = json_loads(exact, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    cr_assert(json, "%s", exact);
    free(exact);
    return json;
}

static struct copy copy_from(const char *text)
{
    json_auto_t *json = load(text);

    return copy_of_answer(json, json_string_value(json_object_get(json, "collected_at")));
}

static struct copy copy_of(const char *filename, const char *name, const char *file)
{
    char *text =
        cvi_format("{'filename':'%s','media':{%s},'scan':{'media':{%s}}}", filename, name, file);
    json_auto_t *record = load(text);

    free(text);
    return copy_of_record(record);
}

Test(copy, of_record)
{
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        struct copy copy = copy_of("/v/x.mkv", records[i].name, records[i].file);
        char *text = cvi_format("{'media_type':'digital'%s%s}", *records[i].copy ? "," : "",
                                records[i].copy);
        json_auto_t *expected = load(text), *json = copy_json(&copy);
        char *shown = json_dumps(json, 0);

        cr_expect(json_equal(json, expected), "{%s} {%s}: %s", records[i].name, records[i].file,
                  shown);
        free(shown);
        free(text);
    }
}

Test(copy, atmos)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct copy copy = copy_of(names[i].filename, names[i].media, names[i].file);

        cr_expect(copy.audio && names[i].audio ? strcmp(copy.audio, names[i].audio) == 0
                                               : copy.audio == names[i].audio,
                  "%s: %s", names[i].filename, copy.audio);
    }
}

Test(copy, three_d)
{
    for (size_t i = 0; i < sizeof names_3d / sizeof *names_3d; i++)
        cr_expect_eq(copy_of(names_3d[i].filename, "", "").three_d, names_3d[i].three_d, "%s",
                     names_3d[i].filename);
}

Test(copy, of_records_of_other_shapes)
{
    static const char *const texts[] = {
        "{}",
        "[]",
        "{'filename':7,'media':[],'scan':null}",
        "{'filename':'x','media':{'resolution':[],'hdr':1},'scan':{'media':'1080p'}}",
        "{'scan':{'modified':1790841600}}",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        json_auto_t *record = load(texts[i]);
        struct copy copy = copy_of_record(record);
        json_auto_t *json = copy_json(&copy);

        cr_expect_eq(json_object_size(json), 1, "%s", texts[i]);
        cr_expect_str_eq(copy.media_type, "digital");
    }
    cr_expect_str_eq(copy_of_record(NULL).media_type, "digital");
}

/* Every word of the table in docs/record.md is sent as one of Trakt's words, or intentionally left
 * out. */
static void expect_words(const char *page, const char *row, const char *key, const char *member)
{
    char *start = cvi_format("\n| %s | ", row), *words, *rest = NULL;
    const char *at = strstr(page, start);
    size_t count = 0;

    cr_assert(at, "docs/record.md has no row for %s", row);
    at += strlen(start);
    words = cvi_strndup(at, strcspn(at, "|\n"));
    for (char *word = strtok_r(words, ",", &rest); word; word = strtok_r(NULL, ",", &rest)) {
        char *media = cvi_format("'%s':'%s'", key, text_trim(word));
        struct copy copy = copy_of("/v/x.mkv", media, "");
        json_auto_t *json = copy_json(&copy);
        bool is_sent = json_object_get(json, member) != NULL, is_left_out = false;
        struct why why;

        for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
            is_left_out |= strcmp(left_out[i], text_trim(word)) == 0;
        cr_expect_neq(is_sent, is_left_out, "%s", media);
        cr_expect(copy_read(json, &copy, &why), "%s: %s", media, why.text);
        free(media);
        count++;
    }
    cr_expect_gt(count, 5, "%s: %zu", row, count);
    free(words);
    free(start);
}

Test(copy, knows_all_words_of_the_record)
{
    struct buf page = BUF_INIT(1 << 20);
    struct why why;

    cr_assert(file_read("docs/record.md", &page, &why), "%s", why.text);
    expect_words(buf_text(&page), "resolution", "resolution", "resolution");
    expect_words(buf_text(&page), "audio codec", "audio_codec", "audio");
    expect_words(buf_text(&page), "audio channels", "audio_channels", "audio_channels");
    expect_words(buf_text(&page), "hdr", "hdr", "hdr");
    buf_release(&page);
}

Test(copy, read_strictly)
{
    for (size_t i = 0; i < sizeof copies / sizeof *copies; i++) {
        json_auto_t *json = load(copies[i].text);
        struct copy copy;
        struct why why = {0};
        bool is_read = copy_read(json, &copy, &why);

        cr_expect_eq(is_read, !copies[i].error, "%s: %s", copies[i].text, why.text);
        if (copies[i].error) {
            cr_expect_str_eq(why.text, copies[i].error, "%s", why.text);
            cr_expect_eq(why.status, EX_DATAERR);
            continue;
        }
        json_auto_t *again = copy_json(&copy);
        char *one = json_dumps(json, 0), *other = json_dumps(again, 0);
        cr_expect_str_eq(one, other);
        free(one);
        free(other);
    }
    cr_expect_not(copy_read(NULL, &(struct copy){0}, NULL));
}

Test(copy, words_of_a_long_refusal_are_whole)
{
    json_auto_t *json = load("{'audio':'a name that is much longer than any word of a codec, and "
                             "then more of it until the line is really long'}");
    struct copy copy;
    struct why why;

    cr_expect_not(copy_read(json, &copy, &why));
    cr_expect(strstr(why.text, ", dolby_atmos"), "%s", why.text);
}

Test(copy, times)
{
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        char *text = cvi_format("{'scan':{'modified':'%s'}}", times[i].text);
        json_auto_t *record = load(text), *json = json_pack("{s:s}", "collected_at", times[i].text);
        struct copy copy;

        cr_expect_str_eq(copy_of_record(record).collected_at, times[i].time, "%s", times[i].text);
        cr_expect_str_eq(copy_of_answer(NULL, times[i].text).collected_at, times[i].time);
        cr_expect_eq(copy_read(json, &copy, NULL), *times[i].time != '\0');
        cr_expect_str_eq(copy.collected_at, times[i].time);
        free(text);
    }
    cr_expect_str_eq(copy_of_answer(NULL, NULL).collected_at, "");
}

/* Each word is read from an operation and an answer, and each is better than the one before it. */
Test(copy, knows_all_words_of_trakt)
{
    for (size_t i = 0; i < sizeof trakt / sizeof *trakt; i++) {
        struct copy last = {.three_d = RECORD_NONE};

        for (const char *const *word = trakt[i].words; *word; word++) {
            json_auto_t *json = json_pack("{s:s}", trakt[i].key, *word);
            struct copy copy, answer = copy_of_answer(json, NULL);
            struct why why = {0};

            cr_expect(copy_read(json, &copy, &why), "%s", why.text);
            cr_expect_eq(copy_compare(&copy, &answer), 0, "%s", *word);
            cr_expect_gt(copy_compare(&copy, &last), 0, "%s", *word);
            cr_expect_lt(copy_compare(&last, &copy), 0, "%s", *word);
            last = copy;
        }
    }
}

Test(copy, of_answer_omits_unknown_values)
{
    json_auto_t *metadata = load("{'media_type':'hologram','resolution':'uhd_4k','hdr':null,"
                                 "'audio':7,'audio_channels':'5.1','3d':'yes','new':true}");
    struct copy copy = copy_of_answer(metadata, "soon");
    json_auto_t *json = copy_json(&copy),
                *expected = load("{'resolution':'uhd_4k','audio_channels':'5.1'}");

    cr_expect(json_equal(json, expected));
    cr_expect_eq(copy_of_answer(NULL, NULL).three_d, RECORD_NONE);
    cr_expect_eq(copy_from("{'3d':1}").three_d, 1);
    cr_expect_eq(copy_from("{'3d':0}").three_d, 0);
    cr_expect_eq(copy_from("{'3d':true}").three_d, 1);
    cr_expect_eq(copy_from("{'3d':null}").three_d, RECORD_NONE);
}

Test(copy, compare)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct copy better = copy_from(pairs[i].better), worse = copy_from(pairs[i].worse);

        cr_expect_gt(copy_compare(&better, &worse), 0, "%s", pairs[i].better);
        cr_expect_lt(copy_compare(&worse, &better), 0, "%s", pairs[i].better);
        cr_expect_eq(copy_compare(&better, &better), 0, "%s", pairs[i].better);
        cr_expect_gt(copy_worth(&better), copy_worth(&worse), "%s", pairs[i].better);
        cr_expect_lt(copy_worth(&better), UINT32_C(1) << 27, "%s", pairs[i].better);
    }
    struct copy early = copy_from("{'collected_at':'2026-10-01T08:00:00Z'}"),
                none = copy_from("{}");
    cr_expect_eq(copy_compare(&early, &none), 0);
}

Test(copy, differs)
{
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct copy sent = copy_from(changes[i].sent), has = copy_from(changes[i].has);

        json_auto_t *expected = load(changes[i].differences);
        json_auto_t *differences = copy_differences(&sent, &has);

        cr_expect(json_equal(differences, expected), "%s %s", changes[i].sent, changes[i].has);
        cr_expect_eq(copy_differs(&sent, &has), json_array_size(expected) > 0, "%s %s",
                     changes[i].sent, changes[i].has);
        cr_expect_eq(copy_is_news(&sent, &has), changes[i].is_news, "%s %s", changes[i].sent,
                     changes[i].has);
    }
}
