/* Decides whether a title is removed. It is removed only if all conditions are met. */
#include "plan/prune.h"

const char *const prune_verdict_words[] = {
    "",
    "matched",
    "uncertain",
    "no-file-known",
    "relative-path",
    "not-scanned",
    "healthy",
    "suspicious",
    "on-disk",
    "changed",
    "empty-directory",
    "unmounted",
    "unreadable",
    "not-corrupt",
    "gone",
    "corrupt",
    NULL,
};

/* Returns the verdict on the title of a file that is not in the documents. */
static enum prune_verdict decide_absent(enum prune_mode mode, enum prune_disk disk)
{
    static const enum prune_verdict verdicts[] = {
        [PRUNE_DISK_UNKNOWN] = PRUNE_UNREADABLE, [PRUNE_DISK_GONE] = PRUNE_GONE,
        [PRUNE_DISK_EMPTY] = PRUNE_EMPTY,        [PRUNE_DISK_MISSING] = PRUNE_UNMOUNTED,
        [PRUNE_DISK_SAME] = PRUNE_ON_DISK,       [PRUNE_DISK_CHANGED] = PRUNE_ON_DISK,
    };

    if (verdicts[disk] == PRUNE_GONE && mode == PRUNE_CORRUPT)
        return PRUNE_NOT_CORRUPT;
    return verdicts[disk];
}

/* Returns the verdict on the title of a file that was corrupt when it was scanned. If the file has
 * been deleted or changed since then, it was probably replaced, and only the next scan can show its
 * state. */
static enum prune_verdict decide_corrupt(enum prune_disk disk)
{
    if (disk == PRUNE_DISK_SAME)
        return PRUNE_IS_CORRUPT;
    return disk == PRUNE_DISK_UNKNOWN ? PRUNE_UNREADABLE : PRUNE_CHANGED;
}

enum prune_verdict prune_decide(enum prune_mode mode, const struct prune_facts *facts)
{
    const struct {
        bool holds;
        enum prune_verdict verdict;
    } table[] = {
        {!facts->is_ours || mode == PRUNE_OFF, PRUNE_NOT_OURS},
        {facts->has_record, PRUNE_HAS_RECORD},
        {facts->file == PRUNE_FILE_HEALTHY, PRUNE_HEALTHY},
        {facts->file == PRUNE_FILE_THERE, PRUNE_SUSPICIOUS},
        {facts->may_be, PRUNE_MAY_BE},
        {!facts->has_filename, PRUNE_NO_FILENAME},
        {!facts->is_absolute, PRUNE_RELATIVE},
        {!facts->is_inside, PRUNE_OUTSIDE},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i].holds)
            return table[i].verdict;
    }
    return facts->file == PRUNE_FILE_CORRUPT ? decide_corrupt(facts->disk)
                                             : decide_absent(mode, facts->disk);
}

bool prune_goes(enum prune_verdict verdict)
{
    return verdict == PRUNE_GONE || verdict == PRUNE_IS_CORRUPT;
}
