/* Judges a file by the findings of all passes: the walk through its structure, decoding samples,
 * and decoding the whole file. Pure. */
#ifndef SCAN_VERDICT_H
#define SCAN_VERDICT_H

#include <stdbool.h>

#include "record/finding.h"
#include "record/record.h"

enum scan_mode { SCAN_QUICK, SCAN_DEEP, SCAN_HYBRID, SCAN_FULL };
extern const char *const scan_mode_words[]; /* NULL-terminated */

/* The depth of a scan. Greater depths have larger values. The word in quotes is in
 * scan_depth_words. */
enum scan_depth {
    SCAN_WALKED,  /* "none": the structure, without decoding */
    SCAN_SAMPLED, /* "samples": the structure and some key frames */
    SCAN_DECODED, /* "all": the structure and every frame */
};
extern const char *const scan_depth_words[]; /* NULL-terminated */

/* The findings of each pass; NULL: the pass was not run. */
struct scan_evidence {
    const struct findings *walk;
    const struct findings *samples;
    const struct findings *decoded;
    bool decoded_done; /* the whole file was decoded, without a stall or crash */
    bool changed;      /* the file has changed since its scan began */
    /* The bytes differ from those of an earlier scan, but size and modification time do not. */
    bool rotten;
};

enum { SCAN_MESSAGE_MAX = 200 };

struct scan_verdict {
    enum scan_status status;
    bool is_corrupt;                /* status is corrupt */
    bool needs_deep_scan;           /* status is suspicious; the name is that of earlier programs */
    bool deep_scan_completed;       /* every frame was decoded */
    char message[SCAN_MESSAGE_MAX]; /* "" for a healthy file */
    struct findings findings;       /* the findings that count, from all passes */
};

/* Sets `verdict` from the evidence. The most severe finding decides, with these exceptions:
 * * Samples alone make a file suspicious at most.
 * * If the whole file was decoded, the findings of the samples are ignored.
 * * If decoding the whole file found no problem, the walk's finding "limit" does not count.
 * * A file that changed or could not be read is suspicious at most. */
void scan_judge(const struct scan_evidence *evidence, struct scan_verdict *verdict);

/* Returns the depth that the mode requires for a file. `doubted` is from scan_is_doubted. */
enum scan_depth scan_mode_depth(enum scan_mode mode, bool doubted);

/* Returns whether further decoding can change the verdict: the file is suspicious, did not change
 * during the scan, and could be read. */
bool scan_is_doubted(const struct scan_verdict *verdict);

/* Returns whether another scan of the same file can have another result: the file changed or could
 * not be read, or the decoder stalled. Such a verdict is not cached. */
bool scan_is_passing(const struct scan_verdict *verdict);

#endif
