/* The content of a media file as its headers describe it: length, picture, sound, languages. The
 * check of the file's structure fills in a struct content, the decoder adds further values, and a
 * record has them as scan.media. */
#ifndef RECORD_CONTENT_H
#define RECORD_CONTENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum {
    CONTENT_TRACKS = 64, /* maximum number of stored tracks; further tracks are only counted */
    CONTENT_CODEC = 24,  /* bytes of a codec's name, including NUL */
    CONTENT_LANGUAGE = 4 /* bytes of a language code, including NUL */
};

/* Formats of high dynamic range (HDR). A track may have several, such as Dolby Vision and HDR10. */
enum content_hdr {
    CONTENT_HDR10 = 1,        /* transfer characteristics 16: SMPTE ST 2084 (H.273, table 3) */
    CONTENT_HLG = 2,          /* transfer characteristics 18: ARIB STD-B67 (the same table) */
    CONTENT_HDR10_PLUS = 4,   /* dynamic metadata of SMPTE ST 2094-40 */
    CONTENT_DOLBY_VISION = 8, /* an MP4 dvcC or dvvC box, or its equivalent */
};

enum content_scan { CONTENT_SCAN_UNKNOWN, CONTENT_PROGRESSIVE, CONTENT_INTERLACED };

/* One track. In a zeroed struct, nothing is known about the track. */
struct content_track {
    char stream;               /* 'v', 'a', 's'; '\0': something else */
    char codec[CONTENT_CODEC]; /* cvi-parse's word ("H.265") or the container's id; "": not known */
    bool is_default;           /* the file states that players should choose this track first */
    bool is_cover;             /* a still image, not the film */
    bool is_encrypted;
    uint32_t width, height; /* pixels as shown, after rotation and aspect ratio; 0: not known */
    uint32_t coded_width, coded_height; /* pixels as stored; 0: not known */
    double frame_rate;                  /* average number of pictures per second; 0: not known */
    enum content_scan scan;
    unsigned bit_depth;              /* bits per sample of the picture; 0: not known */
    unsigned hdr;                    /* bits of enum content_hdr */
    unsigned channels;               /* number of sound channels; 0: not known */
    char language[CONTENT_LANGUAGE]; /* as set by content_language_set; "": not known */
};

/* The content of a file. Initialize it with CONTENT_NOTHING: all members are 0, except duration_s,
 * where 0 would mean 0 seconds. */
struct content {
    double duration_s; /* end time minus start time; negative: not stated in the file */
    uint32_t chapters;
    struct content_track tracks[CONTENT_TRACKS];
    size_t track_count;
    uint32_t dropped; /* number of tracks that did not fit */
};

#define CONTENT_NOTHING ((struct content){.duration_s = -1})

/* Adds a track of this stream type ('v', 'a' or 's'). Returns the track, borrowed from `content`;
 * the caller fills it in. If there is no room, counts the track in `dropped` and returns NULL. */
struct content_track *content_track_add(struct content *content, char stream);

/* Sets the track's codec from a codec id of a container or of ffmpeg ("avc1", "V_MPEGH/ISO/HEVC",
 * "A_AC3", "h264"). A known id becomes cvi-parse's word ("H.264"). Any other id is copied without
 * trailing spaces, and with '?' for unprintable characters. */
void content_codec_set(struct content_track *track, const char *id);

/* Sets the track's language from `text`, which has at most `len` bytes ("eng", "en", "en-GB",
 * "ger"). It becomes the two letters of ISO 639-1 if the language has them, otherwise the three
 * letters of ISO 639-2. If `text` is not a code, or is "und", "zxx", "mis" or "mul", the language
 * becomes "". */
void content_language_set(struct content_track *track, const char *text, size_t len);

/* Sets the track's width and height as shown. `width` and `height` are the coded (or cropped) size,
 * aspect_width:aspect_height is the shape of a pixel (0: square), and `rotation` is in degrees.
 * If a size is 0 or too large, changes nothing. */
void content_size_set(struct content_track *track, uint32_t width, uint32_t height,
                      uint32_t aspect_width, uint32_t aspect_height, int rotation);

/* Returns the main track of a stream type ('v' or 'a'): the first default track, otherwise the
 * first track. Covers are ignored. Returns NULL if there is no such track. Borrowed. */
const struct content_track *content_main(const struct content *content, char stream);

/* Fills in from `other` the values that `content` lacks, and adds the HDR formats of `other`. The
 * n-th track of a stream type in one is the n-th in the other. Tracks are added only for stream
 * types of which `content` has no track. */
void content_merge(struct content *content, const struct content *other);

/* Returns cvi-parse's word for the resolution of a picture ("1080p", "1080i"), a static string;
 * NULL if the size is unknown or too large. */
const char *content_resolution(uint32_t width, uint32_t height, enum content_scan scan);

/* Returns the value of scan.media, as described in docs/record.md; NULL if nothing is known. The
 * caller frees the result. */
CVI_MUST_USE json_t *content_json(const struct content *content);

/* Adds the numbers of tracks and the coded size to `explain`, the value of scan.explain. */
void content_explain(const struct content *content, json_t *explain);

#endif
