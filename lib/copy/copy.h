/* A copy: what Trakt's collection ("library") says of a file that somebody owns, in Trakt's words.
 * Pure. Source: https://docs.trakt.tv (collection metadata, as of autumn 2026). */
#ifndef COPY_COPY_H
#define COPY_COPY_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

/* Words are static; NULL: unknown. */
struct copy {
    const char *media_type;     /* "digital" */
    const char *resolution;     /* "uhd_4k", "hd_1080p", ... */
    const char *hdr;            /* "dolby_vision", "hdr10", ... */
    const char *audio;          /* "dolby_digital_plus", ... */
    const char *audio_channels; /* "5.1" */
    int three_d;                /* 0, 1; RECORD_NONE: unknown */
    char collected_at[32];      /* UTC, "2026-10-01T08:00:00.000Z"; "" unknown */
};

/*
 * Returns the copy that a record is about, from scan.media (the file's own bytes), and from media
 * (its name) where the bytes say nothing. collected_at is the time of the file's last change, if
 * the record has it (scan.modified or what docs/record.md calls it). */
struct copy copy_of_record(const json_t *record);

/* Reads a copy from an operation's JSON, strictly. Returns false with why (65) if a member is
 * unknown, or its word is none of Trakt's. */
bool copy_read(const json_t *json, struct copy *copy, struct why *why);

/* Reads a copy from an answer of Trakt's (metadata, collected_at): unknown words are kept out, null
 * is unknown. Either may be NULL. */
struct copy copy_of_answer(const json_t *metadata, const char *collected_at);

/* Returns the members that are known as a new object, in Trakt's names and order. */
CVI_MUST_USE json_t *copy_json(const struct copy *copy);

/* Compares which file is the better copy: more than 0 if one is, 0 if they are alike. By
 * resolution, HDR, audio, channels. A total order, so the choice does not depend on the input's
 * order. */
int copy_compare(const struct copy *one, const struct copy *other);

/* Returns whether sending `sent` would change what Trakt has: a known member of sent differs.
 * collected_at, which says when and not what, is not compared. */
bool copy_differs(const struct copy *sent, const struct copy *has);

#endif
