/* A copy: the description of a user's file in Trakt's collection ("library"), in Trakt's words.
 * Pure. Source: https://docs.trakt.tv (collection metadata, as of autumn 2026). */
#ifndef COPY_COPY_H
#define COPY_COPY_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"

enum { COPY_TIME = 32 }; /* bytes of a time, including NUL */

/* Words are static; NULL: unknown. */
struct copy {
    const char *media_type;       /* "digital" */
    const char *resolution;       /* "uhd_4k", "hd_1080p", ... */
    const char *hdr;              /* "dolby_vision", "hdr10", ... */
    const char *audio;            /* "dolby_digital_plus", ... */
    const char *audio_channels;   /* "5.1" */
    int three_d;                  /* 0, 1; RECORD_NONE: unknown */
    char collected_at[COPY_TIME]; /* UTC, "2026-10-01T08:00:00.000Z"; "" unknown */
};

/* Returns the copy that a record describes. Each member comes from scan.media (the bytes of the
 * file), or from media (its name) if scan.media does not have the key. Headers do not show every
 * extension, so values from the name are used in three cases: if name and headers have different
 * kinds of DTS, the better one is used; for DTS, E-AC-3 and TrueHD, the name may state more than
 * 5.1 channels; Atmos is known only from the file's name. A member with a value for which Trakt has
 * no word stays unknown. media_type is always "digital", three_d always unknown. collected_at is
 * scan.modified if that is a UTC time, else "" (cvi-scan does not write the key). */
struct copy copy_of_record(const json_t *record);

/* Reads a copy from an operation's JSON, strictly. Returns false with why (65) if json is not an
 * object, has an unknown member, or a value that Trakt does not accept: 3d must be a boolean,
 * collected_at a UTC time ("2026-10-01T08:00:00Z", a fraction is allowed). An empty object is a
 * copy without known members. */
bool copy_read(const json_t *json, struct copy *copy, struct why *why);

/* Reads a copy from an answer by Trakt (metadata, collected_at). Null, unknown words and invalid
 * values leave a member unknown. 3d may also be a number, which Trakt sends for films. Either
 * argument may be NULL. */
struct copy copy_of_answer(const json_t *metadata, const char *collected_at);

/* Returns the known members as a new object, in Trakt's names and order. */
CVI_MUST_USE json_t *copy_json(const struct copy *copy);

/* Compares two copies. Returns more than 0 if one is better, less than 0 if other is better, and 0
 * if only collected_at may differ. The first difference decides: resolution, HDR, audio, channels,
 * media type, 3D; an unknown member is the worst. This is a total order, so the best of several
 * copies does not depend on their order. Discs and tapes are better than "digital", so that a file
 * never replaces a disc that the user entered, unless an earlier member is better. */
int copy_compare(const struct copy *one, const struct copy *other);

/* Returns a number below 2^27 that orders copies as copy_compare does: larger for the better copy,
 * and equal for equal copies. */
uint32_t copy_worth(const struct copy *copy);

/* Returns whether sending `sent` would change Trakt's data: a known member of sent differs.
 * collected_at is not compared. 3d false and unknown are the same, because Trakt returns null for
 * both. */
bool copy_differs(const struct copy *sent, const struct copy *has);

/* Returns a new array with the names of the members that differ, by the rules of copy_differs. */
CVI_MUST_USE json_t *copy_differences(const struct copy *sent, const struct copy *has);

/* Returns whether to send the copy to Trakt: sent differs from Trakt's copy, and is not worse. A
 * worse file never replaces Trakt's copy, because the better file may be elsewhere. */
bool copy_is_news(const struct copy *sent, const struct copy *has);

#endif
