/* Reads AAC configurations, by themselves or in frames. Numbers in parentheses are sections and
 * tables of ISO/IEC 14496-3. */
#include "codec/parts.h"

/* Audio object types (table 1.17). */
enum { AOT_SBR = 5, AOT_ESCAPE = 31, AOT_PS = 29 };

struct config {
    unsigned object;   /* audio object type */
    unsigned channels; /* number of channels; 0: not stated */
    bool is_stereo;    /* parametric stereo (PS) turns one channel into two (1.6.6) */
};

/* Returns the number of channels for a channelConfiguration (table 1.19; for 11 to 14, ISO/IEC
 * 23001-8). */
static unsigned channels_of(unsigned configuration)
{
    static const unsigned char channels[16] = {0, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 24, 8, 0};

    return channels[configuration & 15];
}

/* Reads a program_config_element (4.4.1.1). Returns the number of channels; 0 if the element is
 * incomplete. */
static unsigned read_elements(struct codec_bits *b)
{
    unsigned pairs = 0, low, count;

    codec_skip(b, 4 + 2 + 4);
    count = codec_take(b, 4);
    count += codec_take(b, 4);
    count += codec_take(b, 4);
    low = codec_take(b, 2);
    codec_skip(b, 3 + 4);
    for (unsigned i = 0; i < 2; i++)
        if (codec_flag(b))
            codec_skip(b, 4);
    if (codec_flag(b))
        codec_skip(b, 3);
    for (unsigned i = 0; i < count; i++) {
        pairs += codec_flag(b);
        codec_skip(b, 4);
    }
    return b->overrun ? 0 : count + pairs + low;
}

static unsigned take_object(struct codec_bits *b)
{
    unsigned object = codec_take(b, 5);

    return object == AOT_ESCAPE ? 32 + codec_take(b, 6) : object;
}

static void skip_frequency(struct codec_bits *b)
{
    if (codec_take(b, 4) == 15)
        codec_skip(b, 24);
}

/* Returns whether the object type has a GASpecificConfig (table 1.15). */
static bool is_general(unsigned object)
{
    return (object >= 1 && object <= 4) || object == 6 || object == 7 || object == 17 ||
           (object >= 19 && object <= 23);
}

/* Returns whether an extension after the configuration signals parametric stereo (PS). The PS
 * extension follows the SBR extension (spectral band replication). Each of the two begins with a
 * sync word (1.6.5). */
static bool finds_stereo(struct codec_bits b)
{
    enum { SYNC = 0x2b7, STEREO_SYNC = 0x548 };

    for (; !b.overrun && b.at + 16 <= b.len * 8; b.at++) {
        struct codec_bits look = b;
        if (codec_take(&look, 11) != SYNC || take_object(&look) != AOT_SBR || !codec_flag(&look))
            continue;
        skip_frequency(&look);
        return codec_take(&look, 11) == STEREO_SYNC && codec_flag(&look) && !look.overrun;
    }
    return false;
}

/* Reads an AudioSpecificConfig (1.6.2.1). */
static bool read_config(struct codec_bits *b, struct config *config)
{
    *config = (struct config){.object = take_object(b)};
    skip_frequency(b);
    unsigned configuration = codec_take(b, 4);
    if (config->object == AOT_SBR || config->object == AOT_PS) {
        config->is_stereo = config->object == AOT_PS;
        skip_frequency(b);
        config->object = take_object(b);
    }
    if (b->overrun || !config->object)
        return false;
    config->channels = channels_of(configuration);
    if (is_general(config->object)) {
        codec_skip(b, 1);
        if (codec_flag(b))
            codec_skip(b, 14);
        codec_skip(b, 1);
        if (!configuration)
            config->channels = read_elements(b);
    }
    return true;
}

static bool apply(const struct config *config, struct content_track *track)
{
    enum { LAYER_1 = 32, LAYER_2, LAYER_3, LOSSLESS = 36 };
    unsigned channels = config->channels == 1 && config->is_stereo ? 2 : config->channels;
    const char *id = config->object == LAYER_1    ? "mp1"
                     : config->object == LAYER_2  ? "mp2"
                     : config->object == LAYER_3  ? "mp3"
                     : config->object == LOSSLESS ? "ALS"
                                                  : NULL;

    if (id)
        content_codec_set(track, id);
    codec_set_name(track, "aac");
    if (channels)
        track->channels = channels;
    return true;
}

bool codec_aac_config(const unsigned char *bytes, size_t len, struct content_track *track)
{
    struct codec_bits b = {.bytes = bytes, .len = len};
    struct config config;

    if (!read_config(&b, &config))
        return false;
    config.is_stereo = config.is_stereo || finds_stereo(b);
    return apply(&config, track);
}

bool codec_adts(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { ELEMENTS = 5 }; /* the id of a program_config_element (table 4.85) */
    struct codec_bits b = {.bytes = bytes, .len = len};
    struct config config = {.object = 2};

    if (len < 7 || codec_take(&b, 12) != 0xfff)
        return false;
    codec_skip(&b, 1);
    if (codec_take(&b, 2) != 0)
        return false;
    bool has_check = !codec_flag(&b);
    codec_skip(&b, 2);
    if (codec_take(&b, 4) > 12)
        return false;
    codec_skip(&b, 1);
    unsigned configuration = codec_take(&b, 3);
    config.channels = channels_of(configuration);
    codec_skip(&b, 4);
    size_t next = codec_take(&b, 13);
    if (next < 7 || (next + 2 <= len && (bytes[next] != 0xff || bytes[next + 1] >> 4 != 15)))
        return false;
    codec_skip(&b, 13U + (has_check ? 16 : 0));
    if (!configuration && codec_take(&b, 3) == ELEMENTS)
        config.channels = read_elements(&b);
    return apply(&config, track);
}

/* Reads an AudioSyncStream (1.7.2). Its StreamMuxConfig (1.7.3) must have version 0. Only the first
 * layer is read. */
bool codec_latm(const unsigned char *bytes, size_t len, struct content_track *track)
{
    enum { SYNC = 0x2b7 };
    struct codec_bits b = {.bytes = bytes, .len = len};
    struct config config;

    if (codec_take(&b, 11) != SYNC)
        return false;
    codec_skip(&b, 13);
    bool is_repeated = codec_flag(&b), is_later = codec_flag(&b);
    if (is_repeated || is_later || b.overrun)
        return false;
    codec_skip(&b, 1 + 6 + 4 + 3);
    return read_config(&b, &config) && apply(&config, track);
}
