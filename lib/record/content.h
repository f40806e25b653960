/* The content of a media file as its headers state it: length, picture, sound, languages. The walks
 * over the containers fill it, the decoder adds further values, and scan.media in a record shows
 * it. */
#ifndef RECORD_CONTENT_H
#define RECORD_CONTENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum {
    CONTENT_TRACKS = 64, /* maximum number of stored tracks; further ones are counted */
    CONTENT_CODEC = 24,  /* bytes of a codec's name, including NUL */
    CONTENT_LANGUAGE = 4 /* bytes of a language, including NUL */
};

/* Kinds of extended dynamic range; a track may have several, such as Dolby Vision over HDR10. */
enum content_hdr {
    CONTENT_HDR10 = 1,        /* transfer 16: SMPTE ST 2084 (ITU-T H.273, table 3) */
    CONTENT_HLG = 2,          /* transfer 18: ARIB STD-B67 (the same table) */
    CONTENT_HDR10_PLUS = 4,   /* dynamic metadata of SMPTE ST 2094-40 */
    CONTENT_DOLBY_VISION = 8, /* a dvcC or dvvC box, or an equivalent */
};

enum content_scan { CONTENT_SCAN_UNKNOWN, CONTENT_PROGRESSIVE, CONTENT_INTERLACED };

/* One track. Zeroed: nothing is known about it. */
struct content_track {
    char stream;               /* 'v', 'a', 's'; '\0': something else */
    char codec[CONTENT_CODEC]; /* the word of cvi-parse ("H.265"), otherwise the id; "": not
                                * known */
    bool is_default;           /* the file states that players should choose this track first */
    bool is_cover;             /* a still image, not the film */
    bool is_encrypted;
    uint32_t width, height; /* pixels as shown, with rotation and aspect; 0: not known */
    uint32_t coded_width, coded_height; /* pixels as stored; 0: not known */
    double frame_rate;                  /* pictures per second, the average; 0: not known */
    enum content_scan scan;
    unsigned bit_depth;              /* bits per sample of the picture; 0: not known */
    unsigned hdr;                    /* any of enum content_hdr */
    unsigned channels;               /* channels of the sound; 0: not known */
    char language[CONTENT_LANGUAGE]; /* as set by content_language_set; "": not known */
};

/* A file. Initialize with CONTENT_NOTHING, which is zeroed except for duration_s, where 0 would
 * mean 0 seconds. */
struct content {
    double duration_s; /* the end minus the start; negative: not stated in the file */
    uint32_t chapters;
    struct content_track tracks[CONTENT_TRACKS];
    size_t track_count;
    uint32_t dropped; /* tracks for which there was no room */
};

#define CONTENT_NOTHING ((struct content){.duration_s = -1})

/* Returns a new track of that stream, borrowed from content, to be filled in; NULL if there is no
 * room; then the track is counted in dropped. */
struct content_track *content_track_add(struct content *content, char stream);

/* Sets the track's codec to the word of cvi-parse for a codec id of a container ("avc1",
 * "V_MPEGH/ISO/HEVC", "A_AC3", "h264" as ffmpeg names it), otherwise to the id itself without
 * spaces at its end; characters that are not printable become '?'. */
void content_codec_set(struct content_track *track, const char *id);

/* Sets the track's language from text of at most len bytes, "eng", "en", "en-GB", "ger" to two
 * letters of ISO 639-1 if the language has them, otherwise to the three letters of ISO 639-2. Other
 * codes, and "und", "zxx", "mis", leave it "". */
void content_language_set(struct content_track *track, const char *text, size_t len);

/* Sets width and height from the size as coded (or as cropped), a pixel's aspect width:height (0:
 * square), and a rotation in degrees. */
void content_size_set(struct content_track *track, uint32_t width, uint32_t height,
                      uint32_t aspect_width, uint32_t aspect_height, int rotation);

/* Returns the main track of a stream, 'v' or 'a', borrowed: the first default track, otherwise the
 * first; never a cover. Returns NULL if there is no track. */
const struct content_track *content_main(const struct content *content, char stream);

/* Adds to content the values that only other has. Tracks of the same stream correspond by their
 * order. Tracks are added only to streams of which content has no track. */
void content_merge(struct content *content, const struct content *other);

/* Returns the word of cvi-parse for a size as shown, "1080p" or "1080i", borrowed; NULL if the size
 * is unknown or too large. */
const char *content_resolution(uint32_t width, uint32_t height, enum content_scan scan);

/* Returns scan.media as described in docs/record.md; NULL if nothing is known. The caller frees the
 * result. */
CVI_MUST_USE json_t *content_json(const struct content *content);

/* Adds the number of tracks and the coded size to scan.explain. */
void content_explain(const struct content *content, json_t *explain);

#endif
