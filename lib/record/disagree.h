/* Disagreements between the name of a file and its content: media (from the name) against
 * scan.media (from the file's headers). A disagreement is not damage. Pure. */
#ifndef RECORD_DISAGREE_H
#define RECORD_DISAGREE_H

#include <jansson.h>
#include <stddef.h>

#include "base/buf.h"

enum {
    DISAGREE_MOST = 6,  /* maximum disagreements of a record: one for each compared key */
    DISAGREE_TEXT = 64, /* bytes of a value, including NUL; longer ones are cut */
};

struct disagreement {
    const char *key;          /* key in both media and scan.media: "resolution" */
    const char *word;         /* the key in words for people: "resolution", "video codec" */
    char name[DISAGREE_TEXT]; /* the value of the name; several separated by ", " */
    char file[DISAGREE_TEXT]; /* the value of the file */
};

/*
 * Compares the keys that both sides have, in the order of docs/record.md, and fills found. Returns
 * the number of disagreements; 0 for a record without media or scan.media. Doubtful cases are
 * treated as agreement: docs/record.md lists the rules. */
size_t disagree_read(const json_t *record, struct disagreement found[DISAGREE_MOST]);

/* The members that disagree_read reads, for lists of paths (json/pick.h). */
#define DISAGREE_READS                                                                             \
    "media.resolution", "media.video_codec", "media.audio_codec", "media.audio_channels",          \
        "media.hdr", "media.languages", "scan.media.width", "scan.media.height",                   \
        "scan.media.resolution", "scan.media.video_codec", "scan.media.audio_codec",               \
        "scan.media.audio_channels", "scan.media.audio_tracks", "scan.media.hdr",                  \
        "scan.media.languages", "scan.media.subtitles"

/* Adds "resolution (name 1080p, file 720p)". Values are added unchanged from the record, so they
 * may contain any characters. */
void disagree_add(struct buf *out, const struct disagreement *one);

#endif
