/* Counts the titles that a file for another service leaves out, and reports them on one line. */
#include "report/export.h"

/* Whether the item is an extra that nobody asked for. One that was added was asked for. */
static bool is_left_out(const struct outcome_counts *counts, const struct outcome_item *item)
{
    return !counts->extras && !outcome_forms[item->outcome].added &&
           json_is_string(json_object_get(json_object_get(item->record, "media"), "extra"));
}

bool report_export_title(struct report_export *e, const struct outcome_counts *counts,
                         const struct outcome_item *item, struct subject *subject)
{
    if (item->outcome == OUTCOME_UNREADABLE)
        return false;
    if (is_left_out(counts, item)) {
        e->remarks[EXPORT_EXTRA]++;
        return false;
    }
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
    [EXPORT_NO_ID] =
        {"title has no id and stands there by name and year (cvi-match looks for it)",
         "titles have no id and stand there by name and year (cvi-match looks for them)"},
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
