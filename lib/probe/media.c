/*
 * Reads ffmpeg's list of tracks. ffmpeg 4 to 7 list a track like this, on one line (avcodec_string
 * and dump_stream_format):
 *
 *   "Stream #0:0[0x1](eng): Video: h264 (High) (avc1 / 0x31637661), yuv420p(tv, bt709, top first),
 *   720x576 [SAR 64:45 DAR 16:9], 25 fps, 25 tbr, 90k tbn (default)"
 *
 * The lines of tracks are indented by two spaces, or by four before ffmpeg 4.4. Lines of metadata
 * between them are indented by six, and can have any text. */
#include "probe/media.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_INDENT = 4, TOKEN = 80 };

static bool begins(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

static bool has_word(const char *const *words, const char *word)
{
    for (; *words; words++)
        if (strcmp(*words, word) == 0)
            return true;
    return false;
}

/* Copies the first element of a list such as "a, b (c, d), e" to `token`, cut to TOKEN bytes.
 * Returns a pointer to the next element; NULL if there is no other element. */
static const char *next_token(const char *text, char token[TOKEN])
{
    size_t len = 0;
    int depth = 0;

    for (; *text && !(*text == ',' && depth <= 0); text++) {
        depth += (*text == '(' || *text == '[') - (*text == ')' || *text == ']');
        if (len < TOKEN - 1)
            token[len++] = *text;
    }
    token[len] = '\0';
    return *text ? text + 1 + strspn(text + 1, " ") : NULL;
}

/* Returns whether `reader` names a demuxer for streams without a container, which assumes 25
 * pictures per second (raw_video_options in ffmpeg's rawdec.c, and the framerate options of obu,
 * h263 and similar demuxers). */
static bool is_bare(const char *reader)
{
    static const char *const bare[] = {"h264",      "hevc",      "vvc",  "evc",  "m4v", "mjpeg",
                                       "jpeg_pipe", "obu",       "h261", "h263", "vc1", "dirac",
                                       "dnxhd",     "cavsvideo", "avs2", "avs3", NULL};
    char name[TOKEN];

    next_token(reader, name);
    return has_word(bare, name);
}

/* --- the codec ------------------------------------------------------------------------------ */

/* Copies the container's code of the codec from `token` to `tag`: "XVID" from "mpeg4 (XVID /
 * 0x44495658)". Copies "" if there is no code. */
static void read_tag(const char *token, char tag[5])
{
    const char *end = strstr(token, " / 0x");

    tag[0] = '\0';
    if (end && end - token > 4 && end[-5] == '(')
        snprintf(tag, 5, "%.4s", end - 4);
}

/* Sets the codec of the track from ffmpeg's name, or from the container's code or the profile if
 * these are more specific. */
static void set_codec(struct content_track *track, const char *token)
{
    static const char *const kinds_of_mpeg4[] = {"XviD", "DivX", NULL};
    static const char *const logarithmic[] = {"pcm_alaw", "pcm_mulaw", "pcm_vidc", NULL};
    char name[TOKEN], tag[5];

    snprintf(name, sizeof name, "%.*s", (int)strcspn(token, " "), token);
    read_tag(token, tag);
    if (strcmp(name, "none") == 0) {
        content_codec_set(track, tag);
    } else if (strcmp(name, "dts") == 0 && strstr(token, "(DTS-HD MA")) {
        content_codec_set(track, "DTS-HD MA");
    } else if (strcmp(name, "dts") == 0 &&
               (strstr(token, "(DTS-HD") || strstr(token, "(DTS Express"))) {
        content_codec_set(track, "DTS-HD");
    } else if (begins(name, "pcm_") && !has_word(logarithmic, name)) {
        content_codec_set(track, "ipcm");
    } else {
        content_codec_set(track, tag);
        if (strcmp(name, "mpeg4") != 0 || !has_word(kinds_of_mpeg4, track->codec))
            content_codec_set(track, name);
    }
}

/* --- picture -------------------------------------------------------------------------------- */

/* Returns the bits per sample of a pixel format: 10 for "yuv420p10le", 16 for "rgb48be". Returns
 * 8 if the name states no depth. */
static unsigned depth_of(const char *format)
{
    static const char *const deepest[] = {"rgb48", "bgr48", "rgba64", "bgra64", NULL};
    size_t len = strcspn(format, "(");

    for (size_t i = 0; deepest[i]; i++)
        if (begins(format, deepest[i]))
            return 16;
    if (len < 3 ||
        (strncmp(format + len - 2, "le", 2) != 0 && strncmp(format + len - 2, "be", 2) != 0))
        return 8;
    size_t digits = len - 2;
    while (digits && isdigit((unsigned char)format[digits - 1]))
        digits--;
    unsigned long bits = strtoul(format + digits, NULL, 10);
    return bits > 8 && bits <= 16 ? (unsigned)bits : 8;
}

/* Reads bit depth, HDR type and interlacing from a format such as "yuv420p10le(tv,
 * bt2020nc/bt2020/smpte2084, top first)". */
static void set_format(struct content_track *track, const char *token)
{
    if (isdigit((unsigned char)*token) || begins(token, "none"))
        return;
    track->bit_depth = depth_of(token);
    if (strstr(token, "smpte2084"))
        track->hdr |= CONTENT_HDR10;
    if (strstr(token, "arib-std-b67"))
        track->hdr |= CONTENT_HLG;
    if (strstr(token, "progressive"))
        track->scan = CONTENT_PROGRESSIVE;
    else if (strstr(token, " first"))
        track->scan = CONTENT_INTERLACED;
}

/* Returns the exact value of a rounded frame rate: 24000/1001 for 23.98. */
static double exact_rate(double rate)
{
    static const int whole[] = {12, 15, 24, 30, 48, 60, 120, 240};

    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        double exact = whole[i] * 1000 / 1001.0;
        if (rate - exact < 0.006 && exact - rate < 0.006)
            return exact;
    }
    return rate;
}

static void set_rate(const struct probe_media *media, struct content_track *track,
                     const char *token)
{
    enum { TAKEN_FOR_GRANTED = 25, MOST = 1000 };
    char *end;
    double rate = strtod(token, &end);

    if (end == token || strcmp(end, " fps") != 0 || !(rate > 0 && rate < MOST))
        return;
    if (!media->is_bare || rate != TAKEN_FOR_GRANTED)
        track->frame_rate = exact_rate(rate);
}

/* Reads two numbers with the character `between` between them, such as "320x180". Sets both to 0 if
 * `text` has another form. */
static void read_pair(const char *text, char between, uint32_t *first, uint32_t *second)
{
    enum { MOST = 999999999 };
    char *end;
    unsigned long one = strtoul(text, &end, 10);
    unsigned long two = *end == between ? strtoul(end + 1, NULL, 10) : 0;
    bool is_pair = isdigit((unsigned char)*text) && one && two && one <= MOST && two <= MOST;

    *first = is_pair ? (uint32_t)one : 0;
    *second = is_pair ? (uint32_t)two : 0;
}

static void set_picture(const struct probe_media *media, struct content_track *track,
                        const char *text)
{
    uint32_t across = 0, down = 0;
    char token[TOKEN];

    text = next_token(text, token);
    set_codec(track, token);
    for (int n = 1; text; n++) {
        text = next_token(text, token);
        const char *aspect = strstr(token, "SAR ");

        if (n == 1)
            set_format(track, token);
        if (!track->coded_width)
            read_pair(token, 'x', &track->coded_width, &track->coded_height);
        if (aspect)
            read_pair(aspect + strlen("SAR "), ':', &across, &down);
        set_rate(media, track, token);
    }
    content_size_set(track, track->coded_width, track->coded_height, across, down, 0);
}

/* --- sound ---------------------------------------------------------------------------------- */

/* Returns the number of channels of a layout; 0: not known. The names are from channel_layout.c of
 * ffmpeg 4 to 7. */
static unsigned channels_of(const char *layout)
{
    /* clang-format off */
    static const struct {
        const char *names; /* with a space before and after each name */
        unsigned channels;
    } rows[] = {
        {" mono ", 1},
        {" stereo downmix binaural ", 2},
        {" 2.1 3.0 3.0(back) ", 3},
        {" 4.0 quad quad(side) 3.1 ", 4},
        {" 5.0 5.0(side) 4.1 ", 5},
        {" 5.1 5.1(side) 6.0 6.0(front) 3.1.2 hexagonal ", 6},
        {" 6.1 6.1(back) 6.1(front) 7.0 7.0(front) ", 7},
        {" 7.1 7.1(wide) 7.1(wide-side) 7.1(top) 5.1.2 octagonal cube ", 8},
        {" 5.1.4 7.1.2 ", 10}, {" 7.1.4 7.2.3 ", 12}, {" 9.1.4 ", 14}, {" hexadecagonal ", 16},
        {" 22.2 ", 24},
    };
    /* clang-format on */
    char key[TOKEN + 2], *end;
    unsigned long count = strtoul(layout, &end, 10);

    if (end != layout && begins(end, " channels"))
        return count <= 64 ? (unsigned)count : 0;
    snprintf(key, sizeof key, " %s ", layout);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strstr(rows[i].names, key))
            return rows[i].channels;
    return 0;
}

static void set_sound(struct content_track *track, const char *text)
{
    char token[TOKEN];

    for (int n = 0; text; n++) {
        text = next_token(text, token);
        if (n == 0)
            set_codec(track, token);
        else if (!track->channels)
            track->channels = channels_of(token);
    }
}

/* --- the list ------------------------------------------------------------------------------- */

/* Adds a track from a text such as "0[0x1](eng): Video: …". */
static void add_track(struct probe_media *media, const char *text)
{
    static const struct {
        const char *word;
        char type;
    } types[] = {{": Video: ", 'v'}, {": Audio: ", 'a'}, {": Subtitle: ", 's'}};

    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const char *at = strstr(text, types[i].word);
        const char *language = strchr(text, '(');
        if (!at)
            continue;
        struct content_track *track = content_track_add(&media->content, types[i].type);
        if (!track)
            return;
        at += strlen(types[i].word);
        track->is_default = strstr(at, " (default)");
        track->is_cover = strstr(at, "(attached pic)") || strstr(at, "(timed thumbnails)");
        if (language && language < at)
            content_language_set(track, language + 1, strcspn(language + 1, ")"));
        if (track->stream == 'v')
            set_picture(media, track, at);
        else if (track->stream == 'a')
            set_sound(track, at);
        return;
    }
}

/* Sets the duration from a text such as "00:01:02.50, start: …". */
static void set_duration(struct probe_media *media, const char *text)
{
    enum { PARTS = 3 };
    double seconds = 0;

    for (int i = 0; i < PARTS; i++) {
        char *end;
        double part = strtod(text, &end);

        if (end == text || !(part >= 0) || *end != (i < PARTS - 1 ? ':' : ','))
            return;
        seconds = seconds * 60 + part;
        text = end + 1;
    }
    if (!media->is_estimated)
        media->content.duration_s = seconds;
}

static void learn_list(struct probe_media *media, const char *text)
{
    size_t indent = strspn(text, " ");
    const char *at = text + indent;

    if (begins(text, "Input #0, ")) {
        bool is_estimated = media->is_estimated;
        *media = PROBE_MEDIA_NOTHING;
        media->is_estimated = is_estimated;
        media->is_bare = is_bare(text + strlen("Input #0, "));
    } else if (begins(text, "Input #") || begins(text, "Output #") ||
               begins(text, "Stream mapping:")) {
        media->at = PROBE_OVER;
    } else if (media->at == PROBE_BEFORE && indent == 2 && begins(at, "Duration: ")) {
        media->at = PROBE_LISTED;
        set_duration(media, at + strlen("Duration: "));
    } else if (media->at == PROBE_LISTED && indent <= MOST_INDENT) {
        if (begins(at, "Stream #0:"))
            add_track(media, at + strlen("Stream #0:"));
        else if (begins(at, "Chapter #0:"))
            media->content.chapters++;
    }
}

void probe_media_learn(struct probe_media *media, const struct probe_line *line)
{
    if (media->at == PROBE_OVER)
        return;
    if (line->level == PROBE_INFO && !line->part[0])
        learn_list(media, line->text);
    else if (strstr(line->text, "Estimating duration from bitrate"))
        media->is_estimated = true;
}
