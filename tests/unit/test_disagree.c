/* Disagreements between name and file, and doubtful cases without one. */
#include <criterion/criterion.h>
#include <string.h>

#include "record/disagree.h"

/* clang-format off */
static const struct {
    const char *media, *file; /* the members of media and of scan.media */
    const char *found;        /* all disagreements; "": none */
} pairs[] = {
    /* resolution: interlaced and progressive agree, and so do sizes close to the next one */
    {"'resolution':'1080p'", "'width':1280,'height':720,'resolution':'720p'", "resolution (name 1080p, file 720p)"},
    {"'resolution':'2160p'", "'width':1920,'height':800,'resolution':'1080p'", "resolution (name 2160p, file 1080p)"},
    {"'resolution':'720p'", "'width':720,'height':304,'resolution':'480p'", "resolution (name 720p, file 480p)"},
    {"'resolution':'480p'", "'width':1920,'height':1080,'resolution':'1080p'", "resolution (name 480p, file 1080p)"},
    {"'resolution':'1080p'", "'width':1920,'height':1080,'resolution':'1080i'", ""},
    {"'resolution':'1080i'", "'width':1440,'height':1080,'resolution':'1080p'", ""},
    {"'resolution':'720p'", "'width':1296,'height':736,'resolution':'1080p'", ""},
    {"'resolution':'1080p'", "'width':1228,'height':720,'resolution':'720p'", "resolution (name 1080p, file 720p)"},
    {"'resolution':'1440p'", "'width':2048,'height':1080,'resolution':'1080p'", "resolution (name 1440p, file 1080p)"},
    {"'resolution':'480p'", "'width':640,'height':272,'resolution':'360p'", ""},
    {"'resolution':'576p'", "'width':720,'height':480,'resolution':'480p'", ""},
    {"'resolution':'1080p'", "'resolution':'720p'", "resolution (name 1080p, file 720p)"},
    {"'resolution':'1080p'", "'video_codec':'H.264'", ""},
    {"'resolution':'high'", "'width':1280,'height':720,'resolution':'720p'", ""},
    {"'resolution':1080", "'width':1280,'height':720,'resolution':'720p'", ""},
    {"'resolution':'1080p'", "'width':-1,'height':720,'resolution':[]", ""},

    /* video codec: kinds of MPEG-4 agree; codecs that cvi-parse does not know are not compared */
    {"'video_codec':'H.265'", "'video_codec':'H.264'", "video codec (name H.265, file H.264)"},
    {"'video_codec':'XviD'", "'video_codec':'MPEG-4'", ""},
    {"'video_codec':'DivX'", "'video_codec':'XviD'", ""},
    {"'video_codec':'XviD'", "'video_codec':'H.264'", "video codec (name XviD, file H.264)"},
    {"'video_codec':'WMV'", "'video_codec':'VC-1'", ""},
    {"'video_codec':'H.264'", "'video_codec':'zz01'", ""},
    {"'video_codec':'H.264'", "'video_codec':null", ""},

    /* audio codec: only of a single track, because the choice of the main one is arbitrary */
    {"'audio_codec':'DTS'", "'audio_codec':'AAC'", "audio codec (name DTS, file AAC)"},
    {"'audio_codec':'DTS'", "'audio_codec':'AAC','audio_tracks':2", ""},
    {"'audio_codec':'DTS'", "'audio_codec':'AAC','languages':['de','en']", ""},
    {"'audio_codec':'DTS-HD MA'", "'audio_codec':'DTS'", ""},
    {"'audio_codec':'DTS:X'", "'audio_codec':'DTS-HD'", ""},
    {"'audio_codec':'TrueHD'", "'audio_codec':'AC-3'", ""},
    {"'audio_codec':'TrueHD'", "'audio_codec':'AAC'", "audio codec (name TrueHD, file AAC)"},
    {"'audio_codec':'E-AC-3'", "'audio_codec':'AC-3'", ""},
    {"'audio_codec':'AC-3'", "'audio_codec':'E-AC-3'", ""},
    {"'audio_codec':'AC-3'", "'audio_codec':'a_x'", ""},

    /* channels: one channel more or less agrees, and so do those that only a decoder sees */
    {"'audio_channels':'5.1'", "'audio_codec':'AAC','audio_channels':'2.0'", "audio channels (name 5.1, file 2.0)"},
    {"'audio_channels':'2.0'", "'audio_codec':'AC-3','audio_channels':'5.1'", "audio channels (name 2.0, file 5.1)"},
    {"'audio_channels':'5.1'", "'audio_codec':'AAC','audio_channels':'2.0','audio_tracks':3", ""},
    {"'audio_channels':'7.1'", "'audio_codec':'DTS','audio_channels':'5.1'", ""},
    {"'audio_channels':'7.1'", "'audio_codec':'E-AC-3','audio_channels':'5.1'", ""},
    {"'audio_channels':'7.1'", "'audio_codec':'AAC','audio_channels':'5.1'", "audio channels (name 7.1, file 5.1)"},
    {"'audio_channels':'5.1'", "'audio_codec':'AC-3','audio_channels':'5.0'", ""},
    {"'audio_channels':'2.0'", "'audio_codec':'AAC','audio_channels':'1.0'", ""},
    {"'audio_channels':'many'", "'audio_codec':'AAC','audio_channels':'5.1'", ""},

    /* hdr: headers are often incomplete, so a missing value means nothing */
    {"'hdr':'SDR'", "'hdr':'HDR10'", "HDR (name SDR, file HDR10)"},
    {"'hdr':'HLG'", "'hdr':'HDR10+'", "HDR (name HLG, file HDR10+)"},
    {"'hdr':'HDR10'", "'hdr':'HLG'", "HDR (name HDR10, file HLG)"},
    {"'hdr':'HDR'", "'hdr':'HLG'", ""},
    {"'hdr':'HDR'", "'hdr':'DV'", ""},
    {"'hdr':'DV'", "'hdr':'HDR10'", ""},
    {"'hdr':'HDR10+'", "'hdr':'HDR10'", ""},
    {"'hdr':'HLG'", "'hdr':'DV'", ""},
    {"'hdr':'DV'", "'video_codec':'H.265'", ""},

    /* languages: every track must state one; English is assumed where none was written */
    {"'languages':['de']", "'languages':['fr']", "languages (name de, file fr)"},
    {"'languages':['de','en']", "'languages':['en','fr'],'audio_tracks':2", "languages (name de, en, file en, fr)"},
    {"'languages':['de']", "'languages':['en','fr'],'audio_tracks':3", ""},
    {"'languages':['de']", "'languages':['fr'],'audio_tracks':2", ""},
    {"'languages':['de']", "'languages':['en']", ""},
    {"'languages':['de']", "'languages':['fr'],'subtitles':['de']", ""},
    {"'languages':['de']", "'languages':['fr'],'subtitles':['und']", ""},
    {"'languages':['mul']", "'languages':['fr']", ""},
    {"'languages':['de']", "'width':1920", ""},
    {"'languages':['no']", "'languages':['nb']", ""},
    {"'languages':['de',7]", "'languages':[{}]", ""},
    {"'languages':'de'", "'languages':'fr'", ""},

    {"'resolution':'1080p','video_codec':'H.265'", "'width':1280,'height':720,'video_codec':'H.264'",
     "resolution (name 1080p, file 720p); video codec (name H.265, file H.264)"},
    {"", "", ""},
};
/* clang-format on */

/* Returns a new record with these members, written with ' for ". */
static json_t *new_record(const char *media, const char *file)
{
    char *text = cvi_format("{\"media\":{%s},\"scan\":{\"media\":{%s}}}", media, file);

    for (char *c = text; *c; c++)
        *c = *c == '\'' ? '"' : *c;
    json_t *record = json_loads(text, 0, NULL);
    cr_assert(record, "%s", text);
    free(text);
    return record;
}

Test(disagree, certain_cases_only)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        json_auto_t *record = new_record(pairs[i].media, pairs[i].file);
        struct disagreement found[DISAGREE_MOST];
        struct buf text = BUF_INIT(1 << 16);
        size_t count = disagree_read(record, found);

        for (size_t k = 0; k < count; k++) {
            buf_puts(&text, k ? "; " : "");
            disagree_add(&text, &found[k]);
        }
        cr_expect_str_eq(buf_text(&text), pairs[i].found, "{%s} {%s}: '%s', expected '%s'",
                         pairs[i].media, pairs[i].file, buf_text(&text), pairs[i].found);
        buf_release(&text);
    }
}

Test(disagree, records_of_other_shapes)
{
    static const char *const texts[] = {
        "{}",
        "{\"media\":[],\"scan\":{\"media\":7}}",
        "{\"media\":{\"resolution\":\"1080p\"}}",
        "{\"media\":{\"resolution\":\"1080p\"},\"scan\":null}",
    };
    struct disagreement found[DISAGREE_MOST];

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        json_auto_t *record = json_loads(texts[i], 0, NULL);

        cr_expect_eq(disagree_read(record, found), 0, "%s", texts[i]);
    }
    cr_expect_eq(disagree_read(NULL, found), 0);
}
