/* Judges a file by the findings in it. Pure: no file is read here. */
#ifndef SCAN_VERDICT_H
#define SCAN_VERDICT_H

#include <stdbool.h>

#include "record/finding.h"
#include "record/record.h"

/* The thoroughness of a scan, in the words of the guide: scan_mode_words. */
enum scan_mode { SCAN_QUICK, SCAN_DEEP, SCAN_HYBRID, SCAN_FULL };
extern const char *const scan_mode_words[]; /* NULL-terminated */

/* The depth of a check, reached or required. Deeper ones are larger: scan_depth_words. */
enum scan_depth {
    SCAN_WALKED,  /* "none": its structure, without decoding */
    SCAN_SAMPLED, /* "samples": its structure and some key frames */
    SCAN_DECODED, /* "all": its structure and every frame */
};
extern const char *const scan_depth_words[]; /* NULL-terminated */

/* The results of the passes; NULL: not made. */
struct scan_evidence {
    const struct findings *walk;
    const struct findings *samples;
    const struct findings *decoded;
    bool decoded_done; /* completely: without a stall or crash */
    bool changed;      /* the file has changed since its scan began */
    bool rotten;       /* other bytes than in an earlier scan, with the same size and time */
};

enum { SCAN_MESSAGE_MAX = 200 };

struct scan_verdict {
    enum scan_status status;
    bool is_corrupt;                /* status is corrupt */
    bool needs_deep_scan;           /* status is suspicious, in the terms of earlier programs */
    bool deep_scan_completed;       /* every frame was decoded */
    char message[SCAN_MESSAGE_MAX]; /* "" for a healthy file */
    struct findings findings;       /* all findings that are used, from all passes */
};

/* Weighs the evidence. The heaviest finding decides, with these exceptions: samples alone make a
 * file suspicious at most; complete decoding of every frame overrides the findings of the samples,
 * and the walk's time limit; a file that changed, or could not be read, is suspicious at most. */
void scan_judge(const struct scan_evidence *evidence, struct scan_verdict *verdict);

/* Returns the depth that the mode requires of a file. doubted: scan_is_doubted is true for the
 * file. */
enum scan_depth scan_mode_depth(enum scan_mode mode, bool doubted);

/* Returns whether further decoding may change the verdict: the file is suspicious, and neither
 * changing nor unreadable. */
bool scan_is_doubted(const struct scan_verdict *verdict);

/* Returns whether another scan of the same file may have another result: it changed, could not be
 * read, or the decoder stalled. Such a verdict is not cached. */
bool scan_is_passing(const struct scan_verdict *verdict);

#endif
