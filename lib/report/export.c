/* Counts the titles that a file for another service leaves out, and reports them on one line. */
#include "report/export.h"

/* Returns whether the item is an extra that the user did not request. An extra that was added was
 * requested. */
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
    [EXPORT_UNNAMED] = {"record without a title is left out",
                        "records without a title are left out"},
    [EXPORT_EXTRA] = {"extra is left out (--extras includes it)",
                      "extras are left out (--extras includes them)"},
    [EXPORT_SHOW] = {"show is left out (the service accepts only films)",
                     "shows are left out (the service accepts only films)"},
    [EXPORT_FILM] = {"film is left out (the service accepts only shows)",
                     "films are left out (the service accepts only shows)"},
    [EXPORT_NO_IMDB] = {"title without an IMDb id is left out (run cvi-match to find it)",
                        "titles without an IMDb id are left out (run cvi-match to find them)"},
    [EXPORT_UNKEYED] = {"title without an id that the service uses is left out",
                        "titles without an id that the service uses are left out"},
    [EXPORT_UNSEARCHED] = {"record that was not looked up is left out (--unmatched lists it by its "
                           "name)",
                           "records that were not looked up are left out (--unmatched lists them "
                           "by name)"},
    [EXPORT_UNMATCHED] = {"record without a match is left out",
                          "records without a match are left out"},
    [EXPORT_LISTED] = {"title on the list already is left out",
                       "titles on the list already are left out"},
    [EXPORT_TAKEN_OFF] = {"title that you removed from the list is left out (--again adds it)",
                          "titles that you removed from the list are left out (--again adds them)"},
    [EXPORT_NO_KEY] = {"title is left out (no year, and no id of that service)",
                       "titles are left out (no year, and no id of that service)"},
    [EXPORT_NO_ID] = {"title has no id that the service uses and is listed by name and year",
                      "titles have no id that the service uses and are listed by name and year"},
    [EXPORT_NO_TMDB] =
        {"film has no TMDB id, which Radarr's Custom List needs (its StevenLu Custom "
         "list does not)",
         "films have no TMDB id, which Radarr's Custom List needs (its StevenLu "
         "Custom list does not)"},
    [EXPORT_BY_NAME] = {"title was not looked up and is listed under its file name",
                        "titles were not looked up and are listed under their file names"},
    [EXPORT_OTHER_LIST] = {"title is for another list, but Trakt's website imports onto the "
                           "watchlist only",
                           "titles are for another list, but Trakt's website imports onto the "
                           "watchlist only"},
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
