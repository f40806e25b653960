/* Selects the titles that Trakt's website imports safely, and the ids for them. */
#include "report/import.h"

#include <stdlib.h>

#include "base/text.h"
#include "record/ids.h"

/* Chooses the ids to write. The page ignores TMDB ids of shows and TVDB ids of films. If it uses
 * none of a title's ids, removes all of them. */
static void choose_ids(struct import_entry *entry)
{
    struct title_ids *ids = &entry->ids;
    bool is_show = entry->type == MEDIA_SHOW;
    enum title_id own = is_show ? TITLE_ID_TVDB : TITLE_ID_TMDB;

    if (!ids->of[TITLE_ID_TRAKT] && !ids->of[TITLE_ID_IMDB] && !ids->of[own])
        *ids = (struct title_ids){0};
    if (!is_show)
        ids->of[TITLE_ID_TVDB] = 0;
}

bool import_entry_read(struct report_export *list, const struct outcome_counts *counts,
                       const struct outcome_item *item, struct import_entry *entry)
{
    struct buf title = BUF_INIT(SIZE_MAX / 2);
    struct subject subject;

    if (!report_export_match(list, counts, item, &subject))
        return false;
    *entry =
        (struct import_entry){.type = subject.type, .year = subject.year, .ids = item->match.known};
    choose_ids(entry);
    if (title_ids_best(&entry->ids) == TITLE_IDS) {
        list->remarks[entry->year > 0 ? EXPORT_NO_ID : EXPORT_NO_KEY]++;
        if (entry->year <= 0)
            return false;
    }
    list->remarks[EXPORT_OTHER_LIST] += outcome_is_custom_list(item->list);
    text_show(&title, subject.title);
    entry->title = buf_detach(&title);
    clock_text(counts->time, entry->when);
    list->rows++;
    return true;
}

void import_entry_release(struct import_entry *entry)
{
    free(entry->title);
}

void import_way(struct buf *out, const struct report_export *list, const char *names, bool split,
                const char *source)
{
    if (!list->rows)
        return;
    report_export_count(out, list);
    buf_puts(out, " in ");
    text_show(out, names);
    buf_printf(out, ": import %s at app.trakt.tv, Settings, Data, Import from %s%s",
               split ? "them" : "it", source,
               split ? ", one at a time, whenever your watchlist has room for the next" : "");
}
