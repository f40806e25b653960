/* Translates codecs, languages and sizes from a file's headers into the words of a record. */
#include "record/content.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* cvi-parse's word for each codec, and the ids that containers and ffmpeg use for the codec. The
 * ids are from the MP4 registration authority, RFC 9559 and Matroska's codec list, the registered
 * FourCCs, and "ffmpeg -codecs". */
/* clang-format off */
static const struct {
    const char *word;
    const char *ids; /* with a space around each */
} codecs[] = {
    {"H.264",      " avc1 avc3 avc2 avc4 dva1 dvav h264 x264 davc v_mpeg4/iso/avc "},
    {"H.265",      " hvc1 hev1 hvc2 dvh1 dvhe hevc h265 x265 hm10 v_mpegh/iso/hevc "},
    {"H.266",      " vvc1 vvi1 vvc h266 v_mpegi/iso/vvc "},
    {"AV1",        " av01 av1 v_av1 "},
    {"VP8",        " vp08 vp80 vp8 v_vp8 "},
    {"VP9",        " vp09 vp90 vp9 v_vp9 "},
    {"H.263",      " s263 h263 h263p h263i x263 "},
    {"VC-1",       " vc-1 vc1 wvc1 wmva v_ms/vfw/wvc1 "},
    {"WMV",        " wmv1 wmv2 wmv3 "},
    {"XviD",       " xvid "},
    {"DivX",       " divx div3 div4 div5 div6 dx50 mp43 mpg3 ap41 msmpeg4v3 v_mpeg4/ms/v3 "},
    {"MPEG-1",     " mpeg1video mpg1 v_mpeg1 "},
    {"MPEG-2",     " mpeg2video mpg2 mp2v m2v1 v_mpeg2 "},
    {"MPEG-4",     " mp4v mpeg4 fmp4 v_mpeg4/iso/asp v_mpeg4/iso/sp v_mpeg4/iso/ap "},
    {"Theora",     " theora v_theora "},
    {"MJPEG",      " mjpg mjpeg jpeg mjpa mjpb v_mjpeg "},
    {"ProRes",     " apcn apch apcs apco ap4h ap4x prores v_prores "},
    {"rawvideo",   " rawvideo v_uncompressed "},
    {"FFV1",       " ffv1 v_ffv1 "},
    {"AAC",        " mp4a aac aac_latm a_aac a_aac/mpeg2/lc a_aac/mpeg4/lc "
                   "a_aac/mpeg4/lc/sbr a_aac/mpeg2/main a_aac/mpeg4/main a_aac/mpeg2/lc/sbr "},
    {"AC-3",       " ac-3 ac3 a_ac3 a_ac3/bsid9 a_ac3/bsid10 "},
    {"E-AC-3",     " ec-3 eac3 a_eac3 "},
    {"DTS",        " dtsc dca dts a_dts "},
    {"DTS-HD",     " dtsh dtse a_dts/express "},
    {"DTS-HD MA",  " dtsl a_dts/lossless "},
    {"DTS:X",      " dtsx dtsy "},
    {"TrueHD",     " mlpa truehd a_truehd "},
    {"FLAC",       " flac fl a_flac "},
    {"MP3",        " .mp3 mp3 mp3float a_mpeg/l3 "},
    {"MP2",        " mp2 mp2float a_mpeg/l2 "},
    {"MP1",        " mp1 a_mpeg/l1 "},
    {"Opus",       " opus a_opus "},
    {"Vorbis",     " vorbis a_vorbis "},
    {"PCM",        " lpcm sowt twos raw in24 in32 fl32 fl64 ipcm fpcm a_pcm/int/lit a_pcm/int/big "
                   "a_pcm/float/ieee pcm_s16le pcm_s16be pcm_s24le pcm_s24be pcm_s32le "
                   "pcm_s32be pcm_u8 pcm_s8 pcm_f32le pcm_f32be pcm_bluray pcm_dvd "},
    {"ALAC",       " alac a_alac "},
    {"WMA",        " wmav1 wmav2 wmapro wmalossless wmavoice "},
    {"AMR",        " samr sawb amr_nb amr_wb "},
};

/* Pairs of a code of ISO 639-2 (three letters) and of ISO 639-1 (two letters). Some languages have
 * two codes in ISO 639-2. */
static const char languages[] =
    "aar aa abk ab afr af aka ak alb sq amh am ara ar arg an arm hy asm as ava av ave ae aym ay "
    "aze az bak ba bam bm baq eu bel be ben bn bih bh bis bi bos bs bre br bul bg bur my cat ca "
    "ces cs cha ch che ce chi zh chu cu chv cv cor kw cos co cre cr cym cy cze cs dan da deu de "
    "div dv dut nl dzo dz ell el eng en epo eo est et eus eu ewe ee fao fo fas fa fij fj fil tl "
    "fin fi fra fr fre fr fry fy ful ff geo ka ger de gla gd gle ga glg gl glv gv gre el grn gn "
    "guj gu hat ht hau ha hbs sh heb he her hz hin hi hmo ho hrv hr hun hu hye hy ibo ig ice is "
    "ido io iii ii iku iu ile ie ina ia ind id ipk ik isl is ita it jav jv jpn ja kal kl kan kn "
    "kas ks kat ka kau kr kaz kk khm km kik ki kin rw kir ky kom kv kon kg kor ko kua kj kur ku "
    "lao lo lat la lav lv lim li lin ln lit lt ltz lb lub lu lug lg mac mk mah mh mal ml mao mi "
    "mar mr may ms mkd mk mlg mg mlt mt mon mn mri mi msa ms mya my nau na nav nv nbl nr nde nd "
    "ndo ng nep ne nld nl nno nn nob nb nor no nya ny oci oc oji oj ori or orm om oss os pan pa "
    "per fa pli pi pol pl por pt pus ps que qu roh rm ron ro rum ro run rn rus ru sag sg san sa "
    "sin si slk sk slo sk slv sl sme se smo sm sna sn snd sd som so sot st spa es sqi sq srd sc "
    "srp sr ssw ss sun su swa sw swe sv tah ty tam ta tat tt tel te tgk tg tgl tl tha th tib bo "
    "tir ti ton to tsn tn tso ts tuk tk tur tr twi tw uig ug ukr uk urd ur uzb uz ven ve vie vi "
    "vol vo wel cy wln wa wol wo xho xh yid yi yor yo zha za zho zh zul zu ";

/* For each resolution, the size of the largest picture, and the words for it. Some sizes are larger
 * than usual to include cinema formats (DCI). */
static const struct {
    uint32_t width, height;
    const char *progressive, *interlaced;
} resolutions[] = {
    { 432,  240, "240p",  "240p"},
    { 640,  360, "360p",  "360p"},
    { 864,  486, "480p",  "480i"},
    { 960,  540, "540p",  "540p"},
    {1056,  576, "576p",  "576i"},
    {1280,  720, "720p",  "720p"},
    {2048, 1088, "1080p", "1080i"},
    {2560, 1440, "1440p", "1440p"},
    {4096, 2176, "2160p", "2160p"},
    {8192, 4352, "4320p", "4320p"},
};

/* cvi-parse's word for each number of channels. */
static const char *const channel_words[] = {
    NULL, "1.0", "2.0", "2.1", "4.0", "5.0", "5.1", "6.1", "7.1",
};
/* clang-format on */

enum {
    CODECS = sizeof codecs / sizeof *codecs,
    RESOLUTIONS = sizeof resolutions / sizeof *resolutions,
    CHANNEL_WORDS = sizeof channel_words / sizeof *channel_words,
    LONGEST_S = 366 * 86400 /* a longer duration is invalid */
};

struct content_track *content_track_add(struct content *content, char stream)
{
    if (content->track_count == CONTENT_TRACKS) {
        content->dropped += content->dropped < UINT32_MAX;
        return NULL;
    }
    struct content_track *track = &content->tracks[content->track_count++];
    *track = (struct content_track){.stream = stream};
    return track;
}

/* Returns whether `ids` has `key`, ignoring case. */
static bool has_id(const char *ids, const char *key)
{
    size_t len = strlen(key);

    for (const char *at = ids; *at; at++)
        if (*at == ' ' && strncasecmp(at + 1, key, len) == 0 && at[1 + len] == ' ')
            return true;
    return false;
}

void content_codec_set(struct content_track *track, const char *id)
{
    char key[64];
    size_t len = 0;

    for (; len < sizeof key - 1 && id[len]; len++)
        key[len] = id[len] >= ' ' && id[len] < 0x7f ? id[len] : '?';
    while (len && key[len - 1] == ' ')
        len--;
    key[len] = '\0';
    for (size_t i = 0; len && i < CODECS; i++) {
        if (has_id(codecs[i].ids, key)) {
            snprintf(track->codec, sizeof track->codec, "%s", codecs[i].word);
            return;
        }
    }
    snprintf(track->codec, sizeof track->codec, "%.*s", CONTENT_CODEC - 1, key);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void content_language_set(struct content_track *track, const char *text, size_t len)
{
    static const char *const nothing[] = {"und", "zxx", "mis", "mul"};
    char code[4] = "";
    size_t letters = 0;

    track->language[0] = '\0';
    while (letters < len && is_letter(text[letters]))
        letters++;
    if (letters < 2 || letters > 3 || (letters < len && text[letters] && text[letters] != '-'))
        return;
    for (size_t i = 0; i < letters; i++)
        code[i] = (char)(text[i] | 0x20);
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
        if (strcmp(code, nothing[i]) == 0)
            return;
    for (const char *at = languages; letters == 3 && *at; at += 7)
        if (strncmp(at, code, 3) == 0) {
            memcpy(code, at + 4, 2);
            code[2] = '\0';
            break;
        }
    memcpy(track->language, code, sizeof code);
}

void content_size_set(struct content_track *track, uint32_t width, uint32_t height,
                      uint32_t aspect_width, uint32_t aspect_height, int rotation)
{
    uint64_t shown = width;

    if (aspect_width && aspect_height)
        shown = ((uint64_t)width * aspect_width + aspect_height / 2) / aspect_height;
    if (!width || !height || !shown || shown > UINT32_MAX)
        return;
    bool is_turned = rotation % 180 != 0;
    track->width = is_turned ? height : (uint32_t)shown;
    track->height = is_turned ? (uint32_t)shown : height;
}

const struct content_track *content_main(const struct content *content, char stream)
{
    const struct content_track *first = NULL;

    for (size_t i = 0; i < content->track_count; i++) {
        const struct content_track *track = &content->tracks[i];

        if (track->stream != stream || track->is_cover)
            continue;
        if (track->is_default)
            return track;
        if (!first)
            first = track;
    }
    return first;
}

static void merge_track(struct content_track *to, const struct content_track *from)
{
    if (!to->codec[0])
        memcpy(to->codec, from->codec, sizeof to->codec);
    if (!to->width) {
        to->width = from->width;
        to->height = from->height;
    }
    if (!to->coded_width) {
        to->coded_width = from->coded_width;
        to->coded_height = from->coded_height;
    }
    if (!(to->frame_rate > 0))
        to->frame_rate = from->frame_rate;
    if (to->scan == CONTENT_SCAN_UNKNOWN)
        to->scan = from->scan;
    if (!to->bit_depth)
        to->bit_depth = from->bit_depth;
    to->hdr |= from->hdr;
    if (!to->channels)
        to->channels = from->channels;
    if (!to->language[0])
        memcpy(to->language, from->language, sizeof to->language);
}

static size_t count_stream(const struct content *content, char stream)
{
    size_t count = 0;

    for (size_t i = 0; i < content->track_count; i++)
        count += content->tracks[i].stream == stream;
    return count;
}

/* Returns the n-th track (from 0) of the stream type; NULL if there are fewer tracks. */
static struct content_track *nth_track(struct content *content, char stream, size_t n)
{
    for (size_t i = 0; i < content->track_count; i++)
        if (content->tracks[i].stream == stream && n-- == 0)
            return &content->tracks[i];
    return NULL;
}

static void merge_stream(struct content *content, const struct content *other, char stream)
{
    bool has_none = count_stream(content, stream) == 0;
    size_t n = 0;

    for (size_t i = 0; i < other->track_count; i++) {
        if (other->tracks[i].stream != stream)
            continue;
        struct content_track *track =
            has_none ? content_track_add(content, stream) : nth_track(content, stream, n++);
        if (track && has_none)
            *track = other->tracks[i];
        else if (track)
            merge_track(track, &other->tracks[i]);
    }
}

void content_merge(struct content *content, const struct content *other)
{
    merge_stream(content, other, 'v');
    merge_stream(content, other, 'a');
    merge_stream(content, other, 's');
    if (content->duration_s < 0)
        content->duration_s = other->duration_s;
    if (!content->chapters)
        content->chapters = other->chapters;
}

const char *content_resolution(uint32_t width, uint32_t height, enum content_scan scan)
{
    uint32_t wide = width > height ? width : height, high = width > height ? height : width;

    for (size_t i = 0; wide && high && i < RESOLUTIONS; i++)
        if (wide <= resolutions[i].width && high <= resolutions[i].height)
            return scan == CONTENT_INTERLACED ? resolutions[i].interlaced
                                              : resolutions[i].progressive;
    return NULL;
}

/* Returns the word for the most specific HDR format; NULL if there is no format. */
static const char *hdr_word(unsigned hdr)
{
    return hdr & CONTENT_DOLBY_VISION ? "DV"
           : hdr & CONTENT_HDR10_PLUS ? "HDR10+"
           : hdr & CONTENT_HDR10      ? "HDR10"
           : hdr & CONTENT_HLG        ? "HLG"
                                      : NULL;
}

/* Returns the track's bits per sample as stated in the file. If they are not stated, returns 8 for
 * a codec that is always 8 bits deep, otherwise 0. */
static unsigned bit_depth(const struct content_track *track)
{
    static const char *const eights[] = {
        "MPEG-1", "MPEG-2", "MPEG-4",  "XviD", "DivX", "H.263", "VP8",  "Theora",
        "WMV",    "VC-1",   "MJPEG",   "flv1", "vp6",  "vp6f",  "vp6a", "vp60",
        "vp61",   "vp62",   "flashsv", "SVQ1", "SVQ3", "MP42",  "MPG4", "cvid",
    };

    for (size_t i = 0; !track->bit_depth && i < sizeof eights / sizeof *eights; i++)
        if (strcasecmp(eights[i], track->codec) == 0)
            return 8;
    return track->bit_depth;
}

static void put_text(json_t *object, const char *key, const char *text)
{
    if (text && *text)
        json_object_set_new(object, key, json_string(text));
}

static void put_number(json_t *object, const char *key, uint64_t number)
{
    if (number)
        json_object_set_new(object, key, json_integer((json_int_t)number));
}

/* Adds the number, rounded to thousandths. */
static void put_real(json_t *object, const char *key, double number)
{
    if (number > 0 && number < 1e12)
        json_object_set_new(object, key, json_real((double)(int64_t)(number * 1000 + 0.5) / 1000));
}

static void put_picture(json_t *object, const struct content_track *track)
{
    put_number(object, "width", track->width);
    put_number(object, "height", track->height);
    put_text(object, "resolution", content_resolution(track->width, track->height, track->scan));
    put_real(object, "frame_rate", track->frame_rate);
    if (track->scan != CONTENT_SCAN_UNKNOWN)
        json_object_set_new(object, "interlaced", json_boolean(track->scan == CONTENT_INTERLACED));
    put_text(object, "video_codec", track->codec);
    put_number(object, "bit_depth", bit_depth(track));
    put_text(object, "hdr", hdr_word(track->hdr));
}

static void put_sound(json_t *object, const struct content_track *track)
{
    char number[16];

    put_text(object, "audio_codec", track->codec);
    if (!track->channels)
        return;
    snprintf(number, sizeof number, "%u.0", track->channels);
    put_text(object, "audio_channels",
             track->channels < CHANNEL_WORDS ? channel_words[track->channels] : number);
}

/* Returns the languages of a stream type, each once, as an array that the caller frees. If
 * with_unknown is set, the language of a track without one is "und". */
static json_t *languages_json(const struct content *content, char stream, bool with_unknown)
{
    json_t *list = json_array();

    for (size_t i = 0; i < content->track_count; i++) {
        const char *language = content->tracks[i].language;
        size_t k = 0;

        if (content->tracks[i].stream != stream || (!*language && !with_unknown))
            continue;
        if (!*language)
            language = "und";
        while (k < json_array_size(list) &&
               strcmp(json_string_value(json_array_get(list, k)), language) != 0)
            k++;
        if (k == json_array_size(list))
            json_array_append_new(list, json_string(language));
    }
    return list;
}

/* Adds the list unless it is empty. Takes ownership of `list`. */
static void put_list(json_t *object, const char *key, json_t *list)
{
    if (json_array_size(list))
        json_object_set(object, key, list);
    json_decref(list);
}

json_t *content_json(const struct content *content)
{
    const struct content_track *video = content_main(content, 'v'),
                               *audio = content_main(content, 'a');
    json_t *object = json_object();

    if (content->duration_s < LONGEST_S)
        put_real(object, "duration", content->duration_s);
    if (video)
        put_picture(object, video);
    if (audio)
        put_sound(object, audio);
    if (count_stream(content, 'a') > 1)
        put_number(object, "audio_tracks", count_stream(content, 'a'));
    put_list(object, "languages", languages_json(content, 'a', false));
    put_list(object, "subtitles", languages_json(content, 's', true));
    put_number(object, "chapters", content->chapters);
    if (json_object_size(object))
        return object;
    json_decref(object);
    return NULL;
}

void content_explain(const struct content *content, json_t *object)
{
    const struct content_track *video = content_main(content, 'v');

    put_number(object, "video_tracks", count_stream(content, 'v'));
    put_number(object, "audio_tracks", count_stream(content, 'a'));
    put_number(object, "subtitle_tracks", count_stream(content, 's'));
    put_number(object, "tracks_left_out", content->dropped);
    if (video) {
        put_number(object, "coded_width", video->coded_width);
        put_number(object, "coded_height", video->coded_height);
    }
}
