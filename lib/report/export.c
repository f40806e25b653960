/* Counts the titles that a file for another service leaves out, and reports them on one line. */
#include "report/export.h"

/* Returns whether the item is an extra that the user did not request. An extra that was added
 * counts as requested. */
static bool is_left_out(const struct outcome_counts *counts, const struct outcome_item *item)
{
    return !counts->extras && !outcome_forms[item->outcome].added && record_is_extra(item->record);
}

/* Returns whether the item can be in the file. Counts an extra that is left out. */
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
    if (!titles_add(&e->titles, subject_key(subject))) {
        e->repeats += item->outcome != OUTCOME_EXISTING;
        return false;
    }
    if (item->outcome == OUTCOME_EXISTING)
        e->remarks[EXPORT_LISTED]++;
    if (item->cause == CAUSE_TAKEN_OFF)
        e->remarks[EXPORT_TAKEN_OFF]++;
    return item->outcome != OUTCOME_EXISTING && item->cause != CAUSE_TAKEN_OFF;
}

/* Returns whether an item without a match can be listed by its name; otherwise counts it. A title
 * that was searched for and rejected is not listed, because the service would search for it in the
 * same way. */
static bool may_be_named(struct report_export *e, const struct outcome_counts *counts,
                         const struct outcome_item *item)
{
    enum report_export_remark remark = EXPORT_UNSEARCHED;

    if (json_object_get(item->record, "match"))
        remark = EXPORT_UNMATCHED;
    else if (!item->has_media)
        remark = EXPORT_UNNAMED;
    else if (counts->unmatched)
        return true;
    e->remarks[remark]++;
    return false;
}

bool report_export_title(struct report_export *e, const struct outcome_counts *counts,
                         const struct outcome_item *item, struct subject *subject)
{
    if (!is_candidate(e, counts, item))
        return false;
    if (!item->has_match && !may_be_named(e, counts, item))
        return false;
    return subject_read(item, subject) && titles_add(&e->titles, subject_key(subject));
}

void report_export_written(struct report_export *e, const struct outcome_item *item)
{
    e->rows++;
    e->remarks[EXPORT_BY_NAME] += !item->has_match;
}

bool report_export_takes(struct report_export *e, const struct subject *subject,
                         enum media_type type)
{
    if (subject->type == type)
        return true;
    e->remarks[type == MEDIA_MOVIE ? EXPORT_SHOW : EXPORT_FILM]++;
    return false;
}

void report_export_begin_array(struct buf *out, void *own, const struct outcome_counts *counts)
{
    const struct report_export *e = own;

    (void)counts;
    buf_puts(out, e->rows ? "[\n" : "[");
}

void report_export_end_array(struct buf *out, void *own, const struct outcome_counts *counts)
{
    const struct report_export *e = own;

    (void)counts;
    buf_puts(out, e->rows ? "\n]\n" : "]\n");
}

void report_export_count(struct buf *out, const struct report_export *e)
{
    buf_printf(out, "%zu %s", e->rows, e->rows == 1 ? "title" : "titles");
    /* If a title is left out, its files are not counted, so the number of files is not shown. */
    if (e->repeats && !e->remarks[EXPORT_NO_KEY])
        buf_printf(out, " (of %zu files)", e->rows + e->repeats);
}

static const struct {
    const char *one;
    const char *several;
} remarks[EXPORT_REMARKS] = {
    [EXPORT_UNNAMED] = {"record left out (no title)", "records left out (no title)"},
    [EXPORT_EXTRA] = {"trailer, sample or other extra left out (--extras includes it)",
                      "trailers, samples or other extras left out (--extras includes them)"},
    [EXPORT_SHOW] = {"show left out (the service accepts only films)",
                     "shows left out (the service accepts only films)"},
    [EXPORT_FILM] = {"film left out (the service accepts only shows)",
                     "films left out (the service accepts only shows)"},
    [EXPORT_NO_IMDB] = {"title left out (no IMDb id; cvi-match can find it)",
                        "titles left out (no IMDb id; cvi-match can find it)"},
    [EXPORT_UNKEYED] = {"title left out (no id that the service accepts)",
                        "titles left out (no id that the service accepts)"},
    [EXPORT_UNSEARCHED] = {"record left out (not looked up; --unmatched lists it by name)",
                           "records left out (not looked up; --unmatched lists them by name)"},
    [EXPORT_UNMATCHED] = {"record left out (no match)", "records left out (no match)"},
    [EXPORT_LISTED] = {"title left out (already on the list)",
                       "titles left out (already on the list)"},
    [EXPORT_TAKEN_OFF] = {"title left out (you removed it from the list; --again adds it)",
                          "titles left out (you removed them from the list; --again adds them)"},
    [EXPORT_NO_KEY] = {"title left out (no year, and no id that the service accepts)",
                       "titles left out (no year, and no id that the service accepts)"},
    [EXPORT_NO_ID] = {"title listed by name and year (no id that the service accepts)",
                      "titles listed by name and year (no id that the service accepts)"},
    [EXPORT_NO_TMDB] = {"film without a TMDB id (in Radarr, a StevenLu Custom list accepts it, and "
                        "a Custom List ignores it)",
                        "films without a TMDB id (in Radarr, a StevenLu Custom list accepts them, "
                        "and a Custom List ignores them)"},
    [EXPORT_BY_NAME] = {"title listed under its file name (not looked up)",
                        "titles listed under their file names (not looked up)"},
    [EXPORT_OTHER_LIST] =
        {"title meant for another list (Trakt's website imports all titles onto the watchlist)",
         "titles meant for another list (Trakt's website imports all titles onto the watchlist)"},
};

void report_export_describe(struct buf *out, const void *export)
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
