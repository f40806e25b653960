/* The content of a media file as its headers describe it: length, picture, sound, languages. A
 * record has these values as scan.media. */
#ifndef RECORD_CONTENT_H
#define RECORD_CONTENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum {
    CONTENT_TRACKS = 64, /* maximum number of tracks; more tracks are only counted */
    CONTENT_CODEC = 24,  /* bytes of a codec's name, including NUL */
    CONTENT_LANGUAGE = 4 /* bytes of a language code, including NUL */
};

/* Formats of high dynamic range (HDR). A track can have several, such as Dolby Vision and HDR10. */
enum content_hdr {
    CONTENT_HDR10 = 1,        /* transfer characteristics 16: SMPTE ST 2084 (H.273, table 3) */
    CONTENT_HLG = 2,          /* transfer characteristics 18: ARIB STD-B67 (the same table) */
    CONTENT_HDR10_PLUS = 4,   /* dynamic metadata of SMPTE ST 2094-40 */
    CONTENT_DOLBY_VISION = 8, /* an MP4 dvcC or dvvC box, or the equivalent of another format */
};

enum content_scan { CONTENT_SCAN_UNKNOWN, CONTENT_PROGRESSIVE, CONTENT_INTERLACED };

/* One track. In a zeroed struct, everything is unknown. */
struct content_track {
    char stream; /* 'v', 'a', 's'; '\0': something else */
    /* cvi-parse's word ("H.265") or the container's codec id; "": not known */
    char codec[CONTENT_CODEC];
    bool is_default; /* the file marks this track as the default */
    bool is_cover;   /* a still image, not the film */
    bool is_encrypted;
    uint32_t width, height; /* pixels as shown, rotated and with square pixels; 0: not known */
    uint32_t coded_width, coded_height; /* pixels as stored; 0: not known */
    double frame_rate;                  /* average pictures per second; 0: not known */
    enum content_scan scan;
    unsigned bit_depth;              /* bits per sample of the picture; 0: not known */
    unsigned hdr;                    /* bits of enum content_hdr */
    unsigned channels;               /* number of sound channels; 0: not known */
    char language[CONTENT_LANGUAGE]; /* as set by content_language_set; "": not known */
};

/* The content of a file. Initialize it with CONTENT_NOTHING. */
struct content {
    double duration_s; /* end time minus start time; negative: not known */
    uint32_t chapters;
    struct content_track tracks[CONTENT_TRACKS];
    size_t track_count;
    uint32_t dropped; /* number of tracks for which there was no room */
};

#define CONTENT_NOTHING ((struct content){.duration_s = -1})

/* Adds a track of this stream type ('v', 'a' or 's'). Returns the track, borrowed from `content`,
 * for the caller to fill in. If there is no room, counts the track in content->dropped and returns
 * NULL. */
struct content_track *content_track_add(struct content *content, char stream);

/* Sets the track's codec from a codec id of a container or of ffmpeg ("avc1", "V_MPEGH/ISO/HEVC",
 * "h264"). A known id becomes cvi-parse's word ("H.264"). Any other id is copied. */
void content_codec_set(struct content_track *track, const char *id);

/* Sets the track's language from `text` ("eng", "en", "en-GB", "ger"). `len` is the maximum length
 * of `text`, which can end earlier with a NUL. The language becomes the two-letter code of ISO
 * 639-1 if it has one, otherwise the three-letter code of ISO 639-2. If `text` is not a code, or is
 * "und", "zxx", "mis" or "mul", the language becomes "". */
void content_language_set(struct content_track *track, const char *text, size_t len);

/* Sets track->width and track->height. `width` and `height` are the coded (or cropped) size,
 * aspect_width:aspect_height is the shape of a pixel (0: square), and `rotation` is in degrees. If
 * the resulting size is 0 or too large, changes nothing. */
void content_size_set(struct content_track *track, uint32_t width, uint32_t height,
                      uint32_t aspect_width, uint32_t aspect_height, int rotation);

/* Returns the main track of a stream type ('v' or 'a'), borrowed: the first default track,
 * otherwise the first track. Ignores covers. Returns NULL if there is no such track. */
const struct content_track *content_main(const struct content *content, char stream);

/* Fills the unknown values of `content` from `other`, and adds the HDR formats of `other`. The n-th
 * track of a stream type in `other` describes the same track as the n-th one in `content`. If
 * `content` has no track of a stream type, copies all tracks of this type. */
void content_merge(struct content *content, const struct content *other);

/* Returns cvi-parse's word for the resolution of a picture ("1080p", "1080i"), a static string;
 * NULL if the size is unknown or too large. */
const char *content_resolution(uint32_t width, uint32_t height, enum content_scan scan);

/* Returns the value of scan.media (docs/record.md), which the caller frees. Returns NULL if nothing
 * is known. */
CVI_MUST_USE json_t *content_json(const struct content *content);

/* Adds track counts and the coded size to `explain`, the value of scan.explain. */
void content_explain(const struct content *content, json_t *explain);

#endif
