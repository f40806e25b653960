/* From what was found in a file to what is said of it. Pure: no file is read here. */
#ifndef SCAN_VERDICT_H
#define SCAN_VERDICT_H

#include <stdbool.h>

#include "record/finding.h"
#include "record/record.h"

/* How thorough a scan is, under the guide's names: scan_mode_words. */
enum scan_mode { SCAN_QUICK, SCAN_DEEP, SCAN_HYBRID, SCAN_FULL };
extern const char *const scan_mode_words[]; /* NULL-terminated */

/* How much of a file was looked at, or is wanted. Deeper ones are larger: scan_depth_words. */
enum scan_depth {
    SCAN_WALKED,  /* "none": its structure, nothing decoded */
    SCAN_SAMPLED, /* "samples": and some key frames */
    SCAN_DECODED, /* "all": and every frame */
};
extern const char *const scan_depth_words[]; /* NULL-terminated */

/* What was looked at, and how; NULL: was not. */
struct scan_evidence {
    const struct findings *walk;
    const struct findings *samples;
    const struct findings *decoded;
    bool decoded_done; /* to the end: not stalled, not died */
    bool changed;      /* the file is not what it was when the scan of it began */
    bool rotten;       /* other bytes than an earlier scan saw, and the same size and time */
};

enum { SCAN_MESSAGE_MAX = 200 };

struct scan_verdict {
    enum scan_status status;
    bool is_corrupt;                /* status is corrupt */
    bool needs_deep_scan;           /* status is suspicious: so earlier programs tell it */
    bool deep_scan_completed;       /* every frame was decoded */
    char message[SCAN_MESSAGE_MAX]; /* "" for a healthy file */
    struct findings findings;       /* all that counts, of all evidence */
};

/*
 * Weighs the evidence. The heaviest finding decides, with these exceptions: samples alone make a
 * file suspicious at most; decoding every frame to the end outweighs what the samples said, and
 * what the walk had no time for; a file that changed, or could not be read, is suspicious at
 * most. */
void scan_judge(const struct scan_evidence *evidence, struct scan_verdict *verdict);

/* Returns the depth that the mode wants of every file, and of one that it doubts. */
enum scan_depth scan_mode_depth(enum scan_mode mode, bool doubted);

/* Returns whether decoding more may tell more about a file of this verdict: it is suspicious, and
 * neither changing nor unreadable. */
bool scan_is_doubted(const struct scan_verdict *verdict);

/* Returns whether the same may come out differently when tried again, with the file as it is: it
 * changed, could not be read, or the decoder got no further. Such a verdict is not worth
 * remembering. */
bool scan_is_passing(const struct scan_verdict *verdict);

#endif
