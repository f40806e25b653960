/* The content of a media file: names of codecs, languages and sizes, the main track, scan.media. */
#include <criterion/criterion.h>
#include <string.h>

#include "record/content.h"

/* clang-format off */
static const struct {
    const char *id, *word;
} codecs[] = {
    {"avc1", "H.264"}, {"V_MPEG4/ISO/AVC", "H.264"}, {"hevc", "H.265"}, {"DIV3", "DivX"},
    {"XVID", "XviD"}, {"mp4a", "AAC"}, {"A_AC3", "AC-3"}, {"ec-3", "E-AC-3"}, {"raw ", "PCM"},
    {"A_DTS", "DTS"}, {"A_DTS/EXPRESS", "DTS-HD"}, {"fl", "FLAC"}, {"zz\1z", "zz?z"}, {"", ""}, {"av", "av"},
    {"a codec whose name is much too long", "a codec whose name is m"},
};

static const struct {
    const char *text, *language;
} languages[] = {
    {"eng", "en"}, {"en", "en"}, {"EN-gb", "en"}, {"ger", "de"}, {"deu", "de"}, {"zul", "zu"},
    {"aar", "aa"}, {"nor", "no"}, {"und", ""}, {"zxx", ""}, {"english", ""}, {"e", ""}, {"", ""},
    {"e1g", ""}, {"gsw", "gsw"}, {"yue-Hant", "yue"}, {"en\0g", "en"}, {"\xc3\xa9n", ""},
};

static const struct {
    uint32_t width, height;
    enum content_scan scan;
    const char *word;
} resolutions[] = {
    {1920, 1080, CONTENT_PROGRESSIVE, "1080p"}, {1920, 800, CONTENT_SCAN_UNKNOWN, "1080p"},
    {1920, 1080, CONTENT_INTERLACED, "1080i"},  {1080, 1920, CONTENT_PROGRESSIVE, "1080p"},
    {1280, 544, CONTENT_PROGRESSIVE, "720p"},   {768, 576, CONTENT_INTERLACED, "576i"},
    {1024, 576, CONTENT_PROGRESSIVE, "576p"},   {720, 480, CONTENT_PROGRESSIVE, "480p"},
    {640, 480, CONTENT_PROGRESSIVE, "480p"},    {624, 352, CONTENT_PROGRESSIVE, "360p"},
    {3840, 1600, CONTENT_PROGRESSIVE, "2160p"}, {4096, 2160, CONTENT_PROGRESSIVE, "2160p"},
    {0, 1080, CONTENT_PROGRESSIVE, NULL},       {65535, 65535, CONTENT_PROGRESSIVE, NULL},
};
/* clang-format on */

Test(content, names_codecs_as_file_names_do)
{
    for (size_t i = 0; i < sizeof codecs / sizeof *codecs; i++) {
        struct content_track track = {0};

        content_codec_set(&track, codecs[i].id);
        cr_expect_str_eq(track.codec, codecs[i].word, "%s: %s", codecs[i].id, track.codec);
    }
}

Test(content, names_languages_by_two_letters)
{
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        struct content_track track = {.language = "xx"};

        content_language_set(&track, languages[i].text, strlen(languages[i].text));
        cr_expect_str_eq(track.language, languages[i].language, "%s: %s", languages[i].text,
                         track.language);
    }
}

Test(content, names_the_size_that_holds_the_picture)
{
    for (size_t i = 0; i < sizeof resolutions / sizeof *resolutions; i++) {
        const char *word =
            content_resolution(resolutions[i].width, resolutions[i].height, resolutions[i].scan);

        if (resolutions[i].word)
            cr_expect_str_eq(word, resolutions[i].word, "row %zu: %s", i, word);
        else
            cr_expect_null(word, "row %zu", i);
    }
}

Test(content, shows_sizes_as_a_player_does)
{
    struct content_track track = {0};

    content_size_set(&track, 720, 576, 64, 45, 0);
    cr_expect_eq(track.width, 1024);
    cr_expect_eq(track.height, 576);
    content_size_set(&track, 1920, 1080, 0, 0, -90);
    cr_expect_eq(track.width, 1080);
    cr_expect_eq(track.height, 1920);
    content_size_set(&track, 65535, 65535, UINT32_MAX, 1, 0);
    cr_expect_eq(track.width, 1080, "a size that no file has is not taken");
}

Test(content, chooses_the_default_track_and_no_cover_as_main)
{
    struct content content = CONTENT_NOTHING;

    cr_expect_null(content_main(&content, 'v'));
    content_track_add(&content, 'v')->is_cover = true;
    cr_expect_null(content_main(&content, 'v'));
    content_track_add(&content, 'v');
    content_track_add(&content, 'v')->is_default = true;
    cr_expect_eq(content_main(&content, 'v'), &content.tracks[2]);
}

Test(content, counts_tracks_beyond_its_room)
{
    struct content content = CONTENT_NOTHING;

    for (int i = 0; i < 1000; i++)
        content_track_add(&content, 's');
    cr_expect_eq(content.track_count, (size_t)CONTENT_TRACKS);
    cr_expect_eq(content.dropped, 1000 - CONTENT_TRACKS);
}

Test(content, learns_from_the_decoder_only_what_headers_lack)
{
    struct content content = CONTENT_NOTHING, told = CONTENT_NOTHING;
    struct content_track *track = content_track_add(&content, 'v');

    content_codec_set(track, "avc1");
    content_size_set(track, 1920, 1080, 0, 0, 0);
    track = content_track_add(&told, 'v');
    content_codec_set(track, "hevc");
    content_size_set(track, 640, 360, 0, 0, 0);
    track->scan = CONTENT_INTERLACED;
    track = content_track_add(&told, 'a');
    track->channels = 6;
    content_merge(&content, &told);
    cr_expect_str_eq(content.tracks[0].codec, "H.264");
    cr_expect_eq(content.tracks[0].width, 1920);
    cr_expect_eq(content.tracks[0].scan, CONTENT_INTERLACED);
    cr_expect_eq(content.track_count, 2);
    cr_expect_eq(content.tracks[1].channels, 6);
}

Test(content, shows_known_values_only)
{
    struct content content = CONTENT_NOTHING;
    struct content_track *track;

    cr_expect_null(content_json(&content));
    content.duration_s = 5400.0404;
    track = content_track_add(&content, 'v');
    content_size_set(track, 1920, 1080, 0, 0, 0);
    track->hdr = CONTENT_HDR10 | CONTENT_DOLBY_VISION;
    track = content_track_add(&content, 'a');
    content_codec_set(track, "ec-3");
    track->channels = 6;
    content_language_set(track, "eng", 3);
    content_language_set(content_track_add(&content, 'a'), "eng", 3);
    content_track_add(&content, 's');
    content_track_add(&content, 's');
    content_language_set(content_track_add(&content, 's'), "fre", 3);

    json_t *shown = content_json(&content);
    char *text = json_dumps(shown, JSON_COMPACT | JSON_REAL_PRECISION(10));
    cr_expect_str_eq(
        text,
        "{\"duration\":5400.04,\"width\":1920,\"height\":1080,\"resolution\":\"1080p\","
        "\"hdr\":\"DV\",\"audio_codec\":\"E-AC-3\",\"audio_channels\":\"5.1\","
        "\"audio_tracks\":2,"
        "\"languages\":[\"en\"],\"subtitles\":[\"und\",\"fr\"]}",
        "%s", text);
    free(text);
    json_decref(shown);
}
