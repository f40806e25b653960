/* Finds disagreements between a file's name and its content: between media (from the name) and
 * scan.media (from the file's headers). A disagreement is not damage. Pure. */
#ifndef RECORD_DISAGREE_H
#define RECORD_DISAGREE_H

#include <jansson.h>
#include <stddef.h>

#include "base/buf.h"

enum {
    DISAGREE_MOST = 6,  /* maximum number of disagreements in a record: one for each compared key */
    DISAGREE_TEXT = 64, /* bytes of a value, including NUL; longer ones are cut */
};

struct disagreement {
    const char *key;          /* key in both media and scan.media: "resolution" */
    const char *word;         /* the key in words for people: "resolution", "video codec" */
    char name[DISAGREE_TEXT]; /* the value in the name; several are separated by ", " */
    char file[DISAGREE_TEXT]; /* the value in the headers */
};

/* Compares the keys that media and scan.media both have, and stores the disagreements in `found`,
 * in the order of docs/record.md. Returns their number. In doubtful cases, two values are treated
 * as agreeing; docs/record.md lists the rules. */
size_t disagree_read(const json_t *record, struct disagreement found[DISAGREE_MOST]);

/* The members that disagree_read reads, as paths for json/pick.h. */
#define DISAGREE_READS                                                                             \
    "media.resolution", "media.video_codec", "media.audio_codec", "media.audio_channels",          \
        "media.hdr", "media.languages", "scan.media.width", "scan.media.height",                   \
        "scan.media.resolution", "scan.media.video_codec", "scan.media.audio_codec",               \
        "scan.media.audio_channels", "scan.media.audio_tracks", "scan.media.hdr",                  \
        "scan.media.languages", "scan.media.subtitles"

/* Appends the disagreement as text: "resolution (name 1080p, file 720p)". The values are those of
 * the record, so they may contain any characters. */
void disagree_add(struct buf *out, const struct disagreement *one);

#endif
