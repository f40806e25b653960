/* Counts the titles that a file for another service leaves out, and reports them on one line. */
#include "report/export.h"

/* Whether the item is an extra that nobody asked for. One that was added was asked for. */
static bool is_left_out(const struct outcome_counts *counts, const struct outcome_item *item)
{
    return !counts->extras && !outcome_forms[item->outcome].added && record_is_extra(item->record);
}

/* Whether the item is one of those that a file may have; else it is counted. */
static bool is_candidate(struct report_export *e, const struct outcome_counts *counts,
                         const struct outcome_item *item)
{
    if (item->outcome == OUTCOME_UNREADABLE)
        return false;
    if (!is_left_out(counts, item))
        return true;
    e->remarks[EXPORT_EXTRA]++;
    return false;
}

bool report_export_match(struct report_export *e, const struct outcome_counts *counts,
                         const struct outcome_item *item, struct subject *subject)
{
    if (!is_candidate(e, counts, item))
        return false;
    if (!item->has_match || !subject_read(item, subject)) {
        e->remarks[EXPORT_UNMATCHED]++;
        return false;
    }
    if (!titles_add(&e->titles, subject_key(subject)))
        return false;
    if (item->outcome == OUTCOME_EXISTING)
        e->remarks[EXPORT_LISTED]++;
    if (item->cause == CAUSE_TAKEN_OFF)
        e->remarks[EXPORT_TAKEN_OFF]++;
    return item->outcome != OUTCOME_EXISTING && item->cause != CAUSE_TAKEN_OFF;
}

bool report_export_title(struct report_export *e, const struct outcome_counts *counts,
                         const struct outcome_item *item, struct subject *subject)
{
    if (!is_candidate(e, counts, item))
        return false;
    if (!subject_read(item, subject)) {
        e->remarks[EXPORT_UNNAMED]++;
        return false;
    }
    return titles_add(&e->titles, subject_key(subject));
}

static const struct {
    const char *one;
    const char *several;
} remarks[EXPORT_REMARKS] = {
    [EXPORT_UNNAMED] = {"record without a title is left out",
                        "records without a title are left out"},
    [EXPORT_EXTRA] = {"extra is left out (--extras lists it)",
                      "extras are left out (--extras lists them)"},
    [EXPORT_SHOW] = {"show is left out (Letterboxd takes films)",
                     "shows are left out (Letterboxd takes films)"},
    [EXPORT_NO_IMDB] = {"title without an IMDb id is left out (cvi-match looks for it)",
                        "titles without an IMDb id are left out (cvi-match looks for them)"},
    [EXPORT_UNMATCHED] = {"record without a match is left out",
                          "records without a match are left out"},
    [EXPORT_LISTED] = {"title on the list already is left out",
                       "titles on the list already are left out"},
    [EXPORT_TAKEN_OFF] = {"title that you took off the list is left out (--again adds it)",
                          "titles that you took off the list are left out (--again adds them)"},
    [EXPORT_NO_KEY] = {"title with neither a year nor an id that Trakt uses is left out",
                       "titles with neither a year nor an id that Trakt uses are left out"},
    [EXPORT_NO_ID] = {"title has no id that Trakt uses and is listed by name and year",
                      "titles have no id that Trakt uses and are listed by name and year"},
};

void report_export_tell(struct buf *out, const void *export)
{
    const struct report_export *e = export;

    for (int i = 0; i < EXPORT_REMARKS; i++) {
        if (!e->remarks[i])
            continue;
        buf_printf(out, "%s%zu %s", out->len ? ", " : "", e->remarks[i],
                   e->remarks[i] == 1 ? remarks[i].one : remarks[i].several);
    }
}

void report_export_release(void *export)
{
    struct report_export *e = export;

    titles_release(&e->titles);
}
