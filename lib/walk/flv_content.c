/* Reads the tracks of an FLV file from the onMetaData tag and from the headers of the first
 * tags. */
#include "walk/flv_parts.h"

#include <string.h>

#include "codec/codec.h"

enum {
    TRIES = 64,     /* maximum number of tags in which a codec configuration is searched for */
    CONFIG = 4096,  /* maximum number of bytes read from a tag */
    ENHANCED = 0x80 /* flag in the first byte of a picture tag: a four-character code follows */
};

/* Codecs by their numbers (FLV, E.4.2.1 and E.4.3.1), with ids for content_codec_set. Numbers 12
 * and 13 are widely used, but are not part of a standard. */
static const char *const picture_codecs[16] = {
    [1] = "mjpeg", [2] = "flv1", [3] = "flashsv", [4] = "vp6f",  [5] = "vp6a",  [6] = "flashsv2",
    [7] = "avc1",  [8] = "h263", [9] = "mpeg4",   [12] = "hvc1", [13] = "av01",
};
static const char *const sound_codecs[16] = {
    "pcm_s16le",  "adpcm_swf", "mp3",       "pcm_s16le", "nellymoser", "nellymoser",
    "nellymoser", "pcm_alaw",  "pcm_mulaw", NULL,        "mp4a",       "speex",
    NULL,         NULL,        "mp3",       NULL,
};

typedef bool config_reader(const unsigned char *bytes, size_t len, struct content_track *track);

/* Codecs whose configuration is in the stream's first tag. */
/* clang-format off */
static const struct {
    char code[5];
    config_reader *read;
} configs[] = {
    {"avc1", codec_avc_config}, {"hvc1", codec_hevc_config}, {"av01", codec_av1_config},
    {"vp09", codec_vp9_config}, {"mp4a", codec_aac_config},  {"Opus", codec_opus},
    {"fLaC", codec_flac},
};
/* clang-format on */

static void read_config(const char *code, const unsigned char *bytes, size_t len,
                        struct content_track *track)
{
    for (size_t i = 0; i < sizeof configs / sizeof *configs; i++)
        if (strcmp(configs[i].code, code) == 0)
            configs[i].read(bytes, len, track);
}

/* Reads the picture size from a Sorenson H.263 header. It begins with 17 bits of start code, 5 bits
 * of version and 8 bits of time. The next 3 bits select one of five fixed sizes, or an explicit
 * width and height of 8 or 16 bits each (FLV, E.4.3.2). */
static void read_sorenson(const unsigned char *bytes, size_t len, struct content_track *track)
{
    static const uint16_t sizes[8][2] = {
        [2] = {352, 288}, [3] = {176, 144}, [4] = {128, 96}, [5] = {320, 240}, [6] = {160, 120},
    };
    uint64_t bits = len >= 12 ? be64(bytes + 4) : 0;
    unsigned kind = len >= 12 ? bytes[3] << 1 & 6 : 0;

    if (len < 12 || be16(bytes))
        return;
    kind |= (unsigned)(bits >> 63);
    uint32_t width = sizes[kind][0], height = sizes[kind][1];
    if (kind < 2) {
        unsigned wide = kind ? 16 : 8;
        width = (uint32_t)(bits << 1 >> (64 - wide));
        height = (uint32_t)(bits << (1 + wide) >> (64 - wide));
    }
    content_size_set(track, width, height, 0, 0, 0);
}

/* Reads a picture tag with an enhanced header: the packet type and the codec's four-character code.
 * Packet type 0 is the codec's configuration; types 1 and 3 are pictures. Returns whether the tag
 * has a picture. */
static bool read_enhanced_picture(struct flv_content *c, const unsigned char *bytes, size_t len)
{
    unsigned kind = bytes[0] & 0xf;
    char name[5];

    if (len < 5 || kind > 5)
        return false;
    if (!c->video.codec[0])
        content_codec_set(&c->video, walker_fourcc(bytes + 1, name));
    if (kind == 0 && !c->has_video_config) {
        read_config(walker_fourcc(bytes + 1, name), bytes + 5, len - 5, &c->video);
        c->has_video_config = true;
    }
    return kind == 1 || kind == 3;
}

/* Reads a picture tag. Returns whether it has a picture. */
static bool read_picture(struct flv_content *c, const unsigned char *bytes, size_t len)
{
    enum { AVC = 7, SORENSON = 2, HEAD = 5 };
    unsigned codec = bytes[0] & 0xf;
    const char *id = picture_codecs[codec];

    if (bytes[0] & ENHANCED)
        return read_enhanced_picture(c, bytes, len);
    /* Frames of type 5 are commands. */
    if (!id || bytes[0] >> 4 == 5)
        return false;
    if (!c->video.codec[0])
        content_codec_set(&c->video, id);
    if (codec == SORENSON && !c->video.width)
        read_sorenson(bytes + 1, len - 1, &c->video);
    if (codec != AVC && codec < 12) {
        c->has_video_config = true;
        return true;
    }
    if (len > HEAD && bytes[1] == 0 && !c->has_video_config) {
        read_config(id, bytes + HEAD, len - HEAD, &c->video);
        c->has_video_config = true;
    }
    return len > 1 && bytes[1] == 1;
}

static void read_sound(struct flv_content *c, const unsigned char *bytes, size_t len)
{
    enum { ENHANCED_SOUND = 9, AAC = 10 };
    unsigned codec = bytes[0] >> 4;
    char name[5];

    if (codec == ENHANCED_SOUND && len >= 5) {
        if (!c->audio.codec[0])
            content_codec_set(&c->audio, walker_fourcc(bytes + 1, name));
        if ((bytes[0] & 0xf) == 0)
            read_config(walker_fourcc(bytes + 1, name), bytes + 5, len - 5, &c->audio);
        c->has_audio_config = true;
        return;
    }
    if (!sound_codecs[codec])
        return;
    if (!c->audio.codec[0])
        content_codec_set(&c->audio, sound_codecs[codec]);
    /* Speex and narrowband Nellymoser always have one channel, whatever the channel bit states. */
    if (codec == 4 || codec == 5 || codec == 11)
        c->audio.channels = 1;
    else if (codec != AAC)
        c->audio.channels = bytes[0] & 1 ? 2 : 1;
    else if (len > 2 && bytes[1] == 0)
        codec_aac_config(bytes + 2, len - 2, &c->audio);
    c->has_audio_config = codec != AAC || (len > 2 && bytes[1] == 0);
}

void flv_content_tag(struct flv_content *c, struct walker *w, bool is_video, uint64_t at,
                     uint32_t size, uint32_t time_ms)
{
    unsigned *tries = is_video ? &c->video_tries : &c->audio_tries;
    bool has_all = (is_video ? c->has_video_config : c->has_audio_config) || *tries >= TRIES;
    size_t most = has_all ? 8 : CONFIG, len = size < most ? size : most;
    const unsigned char *bytes;

    (is_video ? &c->video : &c->audio)->stream = is_video ? 'v' : 'a';
    if ((!is_video && has_all) || !len)
        return;
    bytes = walker_at(w, at, len);
    if (!bytes)
        return;
    *tries += !has_all;
    if (!is_video) {
        read_sound(c, bytes, len);
        return;
    }
    if (!read_picture(c, bytes, len))
        return;
    if (!c->pictures++)
        c->first_ms = time_ms;
    c->last_ms = time_ms;
}

/* A property consists of its name (a string with a 16-bit length), a type, which is 0 for a double,
 * and the value (FLV, E.4.4.2). */
double flv_number(const unsigned char *bytes, size_t len, const char *name)
{
    size_t name_len = strlen(name);

    for (size_t i = 0; i + 2 + name_len + 9 <= len; i++) {
        const unsigned char *value = bytes + i + 2 + name_len;
        uint64_t bits;
        double number;
        if (be16(bytes + i) != name_len || memcmp(bytes + i + 2, name, name_len) != 0 || value[0])
            continue;
        bits = be64(value + 1);
        memcpy(&number, &bits, sizeof number);
        return number > 0 && number < 1e18 ? number : -1;
    }
    return -1;
}

static double number_or_zero(const unsigned char *bytes, size_t len, const char *name)
{
    double number = flv_number(bytes, len, name);

    return number > 0 && number <= UINT16_MAX ? number : 0;
}

void flv_content_script(struct flv_content *c, const unsigned char *bytes, size_t len)
{
    if (c->has_script)
        return;
    c->has_script = true;
    c->width = number_or_zero(bytes, len, "width");
    c->height = number_or_zero(bytes, len, "height");
    c->frame_rate = number_or_zero(bytes, len, "framerate");
    c->channels = number_or_zero(bytes, len, "audiochannels");
}

/* Returns the frame rate in onMetaData. If all tags were read (is_whole), the counted pictures also
 * give a rate. This rate is returned if onMetaData has no rate, or a clearly different rate. */
static double frame_rate(const struct flv_content *c, bool is_whole)
{
    enum { ENOUGH = 25 };
    double rate = c->frame_rate, counted = 0;

    if (is_whole && c->pictures > 1 && c->last_ms > c->first_ms)
        counted = (double)(c->pictures - 1) * 1000 / (c->last_ms - c->first_ms);
    if (!(rate > 0) ||
        (c->pictures >= ENOUGH && counted > 0 && (counted > rate * 1.05 || counted < rate * 0.95)))
        return counted > 0 ? counted : rate;
    return rate;
}

void flv_content(struct flv_content *c, struct walker *w, bool is_whole)
{
    struct content_track *to;

    if (c->video.stream) {
        if (!c->video.width)
            content_size_set(&c->video, (uint32_t)c->width, (uint32_t)c->height, 0, 0, 0);
        double rate = frame_rate(c, is_whole);
        c->video.frame_rate = rate > 0 ? rate : c->video.frame_rate;
        to = content_track_add(w->content, 'v');
        if (to)
            *to = c->video;
    }
    if (c->audio.stream) {
        if (!c->audio.channels)
            c->audio.channels = (unsigned)c->channels;
        to = content_track_add(w->content, 'a');
        if (to)
            *to = c->audio;
    }
}
