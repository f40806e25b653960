/* From findings to a verdict: every rule of docs/scan.md that affects a status. */
#include <criterion/criterion.h>
#include <string.h>

#include "scan/verdict.h"

/* Findings of one method: pairs of code and weight. */
struct found {
    enum finding_code code;
    enum finding_weight weight;
};

enum { MOST = 3, NONE = FINDING_CODES };

#define N FINDING_NOTE
#define S FINDING_SUSPICIOUS
#define C FINDING_CORRUPT

static const struct row {
    const char *what;
    struct found walk[MOST], samples[MOST], decoded[MOST];
    bool sampled, tried, done, changed, rotten;
    enum scan_status status;
    const char *message; /* its beginning */
    bool doubted, passing;
} rows[] = {
    {.what = "nothing found", .status = SCAN_HEALTHY, .message = ""},
    {.what = "a note is no complaint",
     .walk = {{FINDING_MISSING_DATA, N}},
     .status = SCAN_HEALTHY,
     .message = ""},
    {.what = "a suspicion of the walk",
     .walk = {{FINDING_TRAILING_JUNK, S}},
     .status = SCAN_SUSPICIOUS,
     .message = "trailing-junk: x",
     .doubted = true},
    {.what = "a truncated file",
     .walk = {{FINDING_TRAILING_JUNK, S}, {FINDING_TRUNCATED, C}},
     .status = SCAN_CORRUPT,
     .message = "truncated: x (and 1 more problem)"},
    {.what = "the samples' doubts, cleared by decoding all",
     .samples = {{FINDING_VIDEO_DAMAGE, S}},
     .sampled = true,
     .tried = true,
     .done = true,
     .status = SCAN_HEALTHY,
     .message = ""},
    {.what = "samples alone never say corrupt",
     .samples = {{FINDING_VIDEO_DAMAGE, C}},
     .sampled = true,
     .status = SCAN_SUSPICIOUS,
     .message = "video-damage: x",
     .doubted = true},
    {.what = "what samples called corrupt, cleared by decoding all",
     .samples = {{FINDING_VIDEO_DAMAGE, C}},
     .sampled = true,
     .tried = true,
     .done = true,
     .status = SCAN_HEALTHY,
     .message = ""},
    {.what = "what samples called corrupt, when decoding all stalls",
     .samples = {{FINDING_VIDEO_DAMAGE, C}},
     .decoded = {{FINDING_STALLED, S}},
     .sampled = true,
     .tried = true,
     .status = SCAN_SUSPICIOUS,
     .message = "video-damage: x",
     .doubted = true,
     .passing = true},
    {.what = "the walk's doubts, which decoding does not clear",
     .walk = {{FINDING_TRAILING_JUNK, S}},
     .tried = true,
     .done = true,
     .status = SCAN_SUSPICIOUS,
     .message = "trailing-junk",
     .doubted = true},
    {.what = "the walk had no time, and decoding finds nothing",
     .walk = {{FINDING_LIMIT, S}},
     .tried = true,
     .done = true,
     .status = SCAN_HEALTHY,
     .message = ""},
    {.what = "the walk had no time, and decoding finds something",
     .walk = {{FINDING_LIMIT, S}},
     .decoded = {{FINDING_AUDIO_DAMAGE, S}},
     .tried = true,
     .done = true,
     .status = SCAN_SUSPICIOUS,
     .message = "limit",
     .doubted = true},
    {.what = "stalled: the samples still count, and it is never corrupt for that",
     .samples = {{FINDING_VIDEO_DAMAGE, S}},
     .decoded = {{FINDING_STALLED, S}},
     .sampled = true,
     .tried = true,
     .status = SCAN_SUSPICIOUS,
     .message = "video-damage",
     .doubted = true,
     .passing = true},
    {.what = "damage found by decoding",
     .decoded = {{FINDING_VIDEO_DAMAGE, C}},
     .tried = true,
     .done = true,
     .status = SCAN_CORRUPT,
     .message = "video-damage: x"},
    {.what = "a file that grows looks truncated, and is not called corrupt",
     .walk = {{FINDING_TRUNCATED, C}},
     .changed = true,
     .status = SCAN_SUSPICIOUS,
     .message = "changing",
     .passing = true},
    {.what = "a disk that fails says nothing of the file",
     .walk = {{FINDING_TRUNCATED, C}, {FINDING_UNREADABLE, S}},
     .status = SCAN_SUSPICIOUS,
     .message = "unreadable",
     .passing = true},
    {.what = "other bytes than before",
     .rotten = true,
     .status = SCAN_CORRUPT,
     .message = "bit-rot"},
    {.what = "no ffmpeg is no complaint",
     .walk = {{FINDING_NO_DECODER, N}},
     .status = SCAN_HEALTHY,
     .message = ""},
};

static void fill(struct findings *list, const struct found *found)
{
    for (int i = 0; i < MOST; i++) {
        struct finding one = {.code = found[i].code,
                              .weight = found[i].weight,
                              .count = 1,
                              .offset = -1,
                              .seconds = -1};

        if (found[i].code || found[i].weight) /* the end of the row: a note that it is empty */
            finding_add(list, &one, "x");
    }
}

Test(scan_verdict, weighs_the_evidence)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        struct findings walk = {0}, samples = {0}, decoded = {0};
        struct scan_verdict v;

        fill(&walk, row->walk);
        fill(&samples, row->samples);
        fill(&decoded, row->decoded);
        scan_judge(&(struct scan_evidence){.walk = &walk,
                                           .samples = row->sampled ? &samples : NULL,
                                           .decoded = row->tried ? &decoded : NULL,
                                           .decoded_done = row->done,
                                           .changed = row->changed,
                                           .rotten = row->rotten},
                   &v);
        cr_expect_eq(v.status, row->status, "%s: %d", row->what, v.status);
        cr_expect_eq(v.is_corrupt, row->status == SCAN_CORRUPT, "%s", row->what);
        cr_expect_eq(v.needs_deep_scan, row->status == SCAN_SUSPICIOUS, "%s", row->what);
        cr_expect_eq(v.deep_scan_completed, row->done, "%s", row->what);
        cr_expect_eq(strncmp(v.message, row->message, strlen(row->message)), 0, "%s: %s", row->what,
                     v.message);
        cr_expect(*row->message || !*v.message, "%s: %s", row->what, v.message);
        cr_expect_eq(scan_is_doubted(&v), row->doubted, "%s", row->what);
        cr_expect_eq(scan_is_passing(&v), row->passing, "%s", row->what);
    }
}

/* However many findings there are, the scan's own findings are among them. */
Test(scan_verdict, keeps_the_deciding_findings)
{
    struct findings walk = {0};
    struct scan_verdict v;

    for (int i = 0; i < FINDING_MOST; i++) {
        struct finding one = {.code = FINDING_TRUNCATED,
                              .weight = FINDING_CORRUPT,
                              .stream = (char)('a' + i),
                              .count = 1};

        finding_add(&walk, &one, "x");
    }
    scan_judge(&(struct scan_evidence){.walk = &walk, .changed = true}, &v);
    cr_expect_eq(v.status, SCAN_SUSPICIOUS);
    cr_expect_eq(v.findings.dropped, 1);
}

Test(scan_verdict, modes_require_depths)
{
    static const struct {
        enum scan_mode mode;
        enum scan_depth all, doubted;
    } depths[] = {
        {SCAN_QUICK, SCAN_SAMPLED, SCAN_SAMPLED},
        {SCAN_HYBRID, SCAN_SAMPLED, SCAN_DECODED},
        {SCAN_DEEP, SCAN_DECODED, SCAN_DECODED},
        {SCAN_FULL, SCAN_DECODED, SCAN_DECODED},
    };

    for (size_t i = 0; i < sizeof depths / sizeof *depths; i++) {
        cr_expect_eq(scan_mode_depth(depths[i].mode, false), depths[i].all);
        cr_expect_eq(scan_mode_depth(depths[i].mode, true), depths[i].doubted);
    }
}
