/* A copy describes a user's file as Trakt's collection ("library") does. Its values are words that
 * Trakt defines (https://docs.trakt.tv, collection metadata, as of autumn 2026). */
#ifndef COPY_COPY_H
#define COPY_COPY_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"

enum { COPY_TIME = 32 }; /* bytes of a time, including NUL */

/* Strings are static; NULL: unknown. */
struct copy {
    const char *media_type;       /* "digital" */
    const char *resolution;       /* "uhd_4k", "hd_1080p", ... */
    const char *hdr;              /* "dolby_vision", "hdr10", ... */
    const char *audio;            /* "dolby_digital_plus", ... */
    const char *audio_channels;   /* "5.1" */
    int three_d;                  /* 1: 3D; 0: not 3D; RECORD_NONE: unknown */
    char collected_at[COPY_TIME]; /* UTC, "2026-10-01T08:00:00.000Z"; "" if unknown */
};

/* Returns the copy that a record describes. Each member is from scan.media (the file's content). If
 * scan.media does not have the key, the member is from media (the file's name). The headers of a
 * file do not show everything, so the name is also used in these cases:
 * * If name and headers have different kinds of DTS, the better one is used.
 * * For DTS, E-AC-3 and TrueHD, the name can state more than 5.1 channels.
 * * Atmos and 3D are known only from the name. A value for which Trakt has no word is unknown.
 * media_type is always "digital". collected_at is the UTC time in scan.modified, a key that
 * cvi-scan does not write. If the key is missing or is not a UTC time, collected_at is "". */
struct copy copy_of_record(const json_t *record);

/* Reads a copy from an object such as copy_json returns. Returns false with `why` (exit status 65)
 * if `json` is not an object, or if it has an unknown member or a value that Trakt does not accept.
 * "3d" must be a boolean. "collected_at" must be a UTC time, such as "2026-10-01T08:00:00Z". Its
 * seconds can have a fraction. */
bool copy_read(const json_t *json, struct copy *copy, struct why *why);

/* Reads a copy from Trakt's answer. An invalid or unexpected value counts as unknown. "3d" can also
 * be a number, which Trakt sends for movies. Either argument may be NULL. */
struct copy copy_of_answer(const json_t *metadata, const char *collected_at);

/* Returns the known members as a new object, with Trakt's names and in Trakt's order. */
CVI_MUST_USE json_t *copy_json(const struct copy *copy);

/* Compares two copies. Returns a positive number if `one` is better, a negative number if `other`
 * is better, and 0 if they are equal except for collected_at. The first difference decides:
 * resolution, HDR, audio, channels, media type, 3D. An unknown member is worse than any known one.
 * As a media type, every disc or tape is better than "digital". */
int copy_compare(const struct copy *one, const struct copy *other);

/* Returns a number below 2^27. The copy that is better for copy_compare has the larger number, and
 * equal copies have the same number. */
uint32_t copy_worth(const struct copy *copy);

/* Returns whether a known member of `file` differs from Trakt's copy, so that sending `file` would
 * change Trakt's copy. collected_at is not compared. For 3D, false and unknown are the same,
 * because Trakt returns null for both. */
bool copy_differs(const struct copy *file, const struct copy *trakts);

/* Returns a new array with the names of the members that differ, by the rules of copy_differs. */
CVI_MUST_USE json_t *copy_differences(const struct copy *file, const struct copy *trakts);

/* Returns whether to send `file` to Trakt: it differs from Trakt's copy, and is not worse. A worse
 * file never replaces Trakt's copy, because the user may have the better file elsewhere. */
bool copy_is_news(const struct copy *file, const struct copy *trakts);

#endif
