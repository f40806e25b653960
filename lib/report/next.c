/* Suggests only one next step, because people would not read several. */
#include "report/next.h"

void report_next_add(struct buf *out, const struct outcome_counts *counts)
{
    /* The first entry whose outcome occurred is used. */
    static const struct {
        enum outcome outcome;
        const char *words;
    } advice[] = {
        {OUTCOME_NOT_TRIED, "run the same command again later, to process the rest"},
        {OUTCOME_AMBIGUOUS,
         "run the same command again with --interactive, to choose among the titles that fit"},
        {OUTCOME_NOT_FOUND, "rename the files, or pin their titles (man cvi-match, Pins)"},
        {OUTCOME_FULL,
         "make room on the list (cvi-view shows it), or name another with --watchlist"},
    };

    for (size_t i = 0; i < sizeof advice / sizeof *advice; i++) {
        if (counts->outcomes[advice[i].outcome]) {
            buf_printf(out, "Next: %s\n", advice[i].words);
            return;
        }
    }
}
