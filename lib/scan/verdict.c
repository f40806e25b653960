/* Combines and weighs the findings of all passes. */
#include "scan/verdict.h"

#include <stdio.h>

const char *const scan_mode_words[] = {"quick", "deep", "hybrid", "full", NULL};
const char *const scan_depth_words[] = {"none", "samples", "all", NULL};

static bool is_set(unsigned set, enum finding_code code)
{
    return set >> code & 1;
}

static unsigned codes_of(const struct findings *list)
{
    unsigned set = 0;

    for (size_t i = 0; i < list->count; i++)
        set |= 1U << list->at[i].code;
    return set;
}

_Static_assert(FINDING_CODES <= 32, "a set of codes fits an unsigned");

static void merge(struct findings *list, const struct findings *more)
{
    if (!more)
        return;
    for (size_t i = 0; i < more->count; i++)
        finding_add(list, &more->at[i], "%s", more->at[i].detail);
    list->dropped += more->dropped;
}

/* Reduces all findings with this code to notes. */
static void excuse(struct findings *list, enum finding_code code)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->at[i].code == code)
            list->at[i].weight = FINDING_NOTE;
    }
}

/* Adds the findings of the samples, at most as suspicious. A sample starts in the middle of the
 * file, which can itself cause errors. */
static void merge_samples(struct findings *list, const struct findings *samples)
{
    struct findings softer;

    if (!samples)
        return;
    softer = *samples;
    for (size_t i = 0; i < softer.count; i++) {
        if (softer.at[i].weight > FINDING_SUSPICIOUS)
            softer.at[i].weight = FINDING_SUSPICIOUS;
    }
    merge(list, &softer);
}

/* Adds a finding that is not from a pass. If the list is full, the last finding is dropped. */
static void add_own(struct findings *list, enum finding_code code, enum finding_weight weight,
                    const char *detail)
{
    struct finding finding = {
        .code = code, .weight = weight, .count = 1, .offset = -1, .seconds = -1};

    if (list->count == FINDING_MOST) {
        list->count--;
        list->dropped++;
    }
    finding_add(list, &finding, "%s", detail);
}

static void collect(const struct scan_evidence *e, struct findings *list)
{
    merge(list, e->walk);
    if (!e->decoded_done)
        merge_samples(list, e->samples);
    merge(list, e->decoded);
    if (e->decoded_done && finding_worst(e->decoded) == FINDING_NOTE)
        excuse(list, FINDING_LIMIT);
    if (e->changed)
        add_own(list, FINDING_CHANGING, FINDING_SUSPICIOUS, "the file changed while it was read");
    if (e->rotten)
        add_own(list, FINDING_BIT_ROT, FINDING_CORRUPT,
                "the bytes have changed since an earlier scan, but the size and the time have not");
}

static enum scan_status status_of(const struct findings *list)
{
    unsigned codes = codes_of(list);
    bool capped = is_set(codes, FINDING_CHANGING) || is_set(codes, FINDING_UNREADABLE);

    switch (finding_worst(list)) {
    case FINDING_CORRUPT:
        return capped ? SCAN_SUSPICIOUS : SCAN_CORRUPT;
    case FINDING_SUSPICIOUS:
        return SCAN_SUSPICIOUS;
    case FINDING_NOTE:
        break;
    }
    return SCAN_HEALTHY;
}

/* Returns the finding that explains the status; NULL if there are no findings. If the file changed
 * or could not be read, this is the finding that says so, because it limits the status. Otherwise,
 * it is the first of the most severe findings. */
static const struct finding *main_finding(const struct findings *list)
{
    enum finding_weight worst = finding_worst(list);
    const struct finding *heaviest = NULL;

    for (size_t i = 0; i < list->count; i++) {
        const struct finding *finding = &list->at[i];

        if (finding->code == FINDING_CHANGING || finding->code == FINDING_UNREADABLE)
            return finding;
        if (!heaviest && finding->weight == worst)
            heaviest = finding;
    }
    return heaviest;
}

static size_t count_complaints(const struct findings *list)
{
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++)
        count += list->at[i].weight > FINDING_NOTE;
    return count;
}

static void word_message(struct scan_verdict *v)
{
    const struct finding *finding = main_finding(&v->findings);
    size_t others = count_complaints(&v->findings);
    char more[64] = "";

    if (v->status == SCAN_HEALTHY || !finding)
        return;
    if (others > 1)
        snprintf(more, sizeof more, " (and %zu more problem%s)", others - 1, others > 2 ? "s" : "");
    snprintf(v->message, sizeof v->message, "%s%s%.120s%s", finding_words[finding->code],
             *finding->detail ? ": " : "", finding->detail, more);
}

void scan_judge(const struct scan_evidence *evidence, struct scan_verdict *verdict)
{
    *verdict = (struct scan_verdict){.deep_scan_completed = evidence->decoded_done};
    collect(evidence, &verdict->findings);
    verdict->status = status_of(&verdict->findings);
    verdict->is_corrupt = verdict->status == SCAN_CORRUPT;
    verdict->needs_deep_scan = verdict->status == SCAN_SUSPICIOUS;
    word_message(verdict);
}

enum scan_depth scan_mode_depth(enum scan_mode mode, bool doubted)
{
    if (mode == SCAN_QUICK || (mode == SCAN_HYBRID && !doubted))
        return SCAN_SAMPLED;
    return SCAN_DECODED;
}

bool scan_is_doubted(const struct scan_verdict *verdict)
{
    unsigned codes = codes_of(&verdict->findings);

    return verdict->status == SCAN_SUSPICIOUS && !is_set(codes, FINDING_CHANGING) &&
           !is_set(codes, FINDING_UNREADABLE);
}

bool scan_is_passing(const struct scan_verdict *verdict)
{
    static const enum finding_code passing[] = {FINDING_CHANGING, FINDING_UNREADABLE,
                                                FINDING_STALLED};
    unsigned codes = codes_of(&verdict->findings);

    for (size_t i = 0; i < sizeof passing / sizeof *passing; i++) {
        if (is_set(codes, passing[i]))
            return true;
    }
    return false;
}
