/* Where the name of a file and its content disagree: media (from the name) against scan.media (from
 * the file's headers). A disagreement is no damage. Pure. */
#ifndef RECORD_DISAGREE_H
#define RECORD_DISAGREE_H

#include <jansson.h>
#include <stddef.h>

#include "base/buf.h"

enum {
    DISAGREE_MOST = 6,  /* disagreements of a record: one for each key that is compared */
    DISAGREE_TEXT = 64, /* bytes of a value, its NUL included; longer ones are cut */
};

struct disagreement {
    const char *key;          /* of both media and scan.media: "resolution" */
    const char *word;         /* the same for people: "resolution", "video codec" */
    char name[DISAGREE_TEXT]; /* the value that the name has; several separated by ", " */
    char file[DISAGREE_TEXT]; /* the value that the file has */
};

/*
 * Compares the keys that both sides have, in the order of docs/record.md, and fills found. Returns
 * the number of disagreements; 0 for a record without media or scan.media. Doubtful cases count as
 * agreement: docs/record.md lists the rules. */
size_t disagree_read(const json_t *record, struct disagreement found[DISAGREE_MOST]);

/* The members that disagree_read reads, for lists of paths (json/pick.h). */
#define DISAGREE_READS                                                                             \
    "media.resolution", "media.video_codec", "media.audio_codec", "media.audio_channels",          \
        "media.hdr", "media.languages", "scan.media.width", "scan.media.height",                   \
        "scan.media.resolution", "scan.media.video_codec", "scan.media.audio_codec",               \
        "scan.media.audio_channels", "scan.media.audio_tracks", "scan.media.hdr",                  \
        "scan.media.languages", "scan.media.subtitles"

/* Adds "resolution (name 1080p, file 720p)". Values are added as they are in the record, so they
 * may hold anything. */
void disagree_add(struct buf *out, const struct disagreement *one);

#endif
