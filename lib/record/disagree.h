/* Finds values in which a file's name and its headers disagree, from the keys media and scan.media
 * of the file's record. Pure. */
#ifndef RECORD_DISAGREE_H
#define RECORD_DISAGREE_H

#include <jansson.h>
#include <stddef.h>

#include "base/buf.h"

enum {
    DISAGREE_MOST = 6,  /* one for each compared key */
    DISAGREE_TEXT = 64, /* bytes of a value, including NUL; longer values are cut */
};

struct disagreement {
    const char *key;          /* the key in media and scan.media: "audio_codec" */
    const char *word;         /* the key in words for people: "audio codec" */
    char name[DISAGREE_TEXT]; /* the value in the name; several values are separated by ", " */
    char file[DISAGREE_TEXT]; /* the value in the headers */
};

/* Compares media and scan.media, and stores the disagreements in `found`. Returns their number.
 * Doubtful cases are not disagreements; docs/record.md lists the rules. */
size_t disagree_read(const json_t *record, struct disagreement found[DISAGREE_MOST]);

/* The members that disagree_read reads, as paths for json/pick.h. */
#define DISAGREE_READS                                                                             \
    "media.resolution", "media.video_codec", "media.audio_codec", "media.audio_channels",          \
        "media.hdr", "media.languages", "scan.media.width", "scan.media.height",                   \
        "scan.media.resolution", "scan.media.video_codec", "scan.media.audio_codec",               \
        "scan.media.audio_channels", "scan.media.audio_tracks", "scan.media.hdr",                  \
        "scan.media.languages", "scan.media.subtitles"

/* Appends the disagreement as text: "resolution (name 1080p, file 720p)". The values can contain
 * any characters. */
void disagree_add(struct buf *out, const struct disagreement *one);

#endif
