/* Adds each record to the counts and lists of a page. */
#include "page/gather.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "page/differ.h"
#include "page/text.h"

/* Adds the reason why the file is in the list. Before it, adds the file's title, unless the list is
 * about damage. */
static void add_reason(struct buf *out, const struct page_file *file, enum page_notice kind)
{
    if (kind == PAGE_CORRUPT || kind == PAGE_SUSPICIOUS) {
        page_file_reasons(out, file);
        return;
    }
    if (file->has_subject) {
        buf_puts(out, kind == PAGE_DIFFERS ? "<p>" : "<p>Read as ");
        page_file_title(out, file);
        buf_puts(out, "</p>");
    }
    if (kind == PAGE_DIFFERS) {
        buf_puts(out, "<ul class=\"reasons\">");
        page_differ_entries(out, file);
        buf_puts(out, "</ul>");
    } else {
        page_file_outcome(out, file);
    }
}

static void add_notice(struct page_gather *all, const struct page_file *file, enum page_notice kind)
{
    struct buf *out = page_list_begin(&all->notices[kind], PAGE_NOTICES_SHOWN);

    if (!out)
        return;
    buf_puts(out, "<li>");
    page_list_file(out, file->item);
    add_reason(out, file, kind);
    buf_puts(out, "</li>\n");
}

/* Adds an entry for the file's title. Further files of the title are only counted, because the user
 * corrects a title once for all its files. */
static void add_question(struct page_gather *all, const struct page_file *file, uint64_t key,
                         enum page_notice kind)
{
    struct page_list *list = &all->notices[kind];

    if (file->has_subject && !titles_add(&list->seen, key)) {
        list->count++;
        list->repeated++;
    } else {
        add_notice(all, file, kind);
    }
}

static void add_notices(struct page_gather *all, const struct page_file *file, uint64_t key)
{
    enum outcome outcome = file->item->outcome;

    if (file->health == SCAN_CORRUPT)
        add_notice(all, file, PAGE_CORRUPT);
    if (file->health == SCAN_SUSPICIOUS)
        add_notice(all, file, PAGE_SUSPICIOUS);
    if (outcome == OUTCOME_NOT_FOUND)
        add_question(all, file, key, PAGE_NOT_FOUND);
    if (outcome == OUTCOME_AMBIGUOUS)
        add_question(all, file, key, PAGE_AMBIGUOUS);
    if (page_is_trouble(outcome))
        add_notice(all, file, PAGE_TROUBLE);
    if (page_differs(file))
        add_notice(all, file, PAGE_DIFFERS);
}

static void add_title(struct page_gather *all, const struct page_file *file, uint64_t key)
{
    enum outcome outcome = file->item->outcome;

    if ((int)outcome >= PAGE_TITLES || !titles_add(&all->titles[outcome].seen, key))
        return;
    struct buf *out = page_list_begin(&all->titles[outcome], PAGE_TITLES_SHOWN);
    if (!out)
        return;
    buf_puts(out, "<li>");
    page_inline(out, file->subject.title);
    if (file->subject.year != RECORD_NONE)
        buf_printf(out, " (%d)", file->subject.year);
    if (file->subject.type == MEDIA_SHOW)
        buf_puts(out, " <small>show</small>");
    page_links(out, &file->subject);
    buf_puts(out, "</li>\n");
}

static void add_film(struct page_gather *all, const struct subject *subject, uint64_t key)
{
    int decade = (subject->year - PAGE_FIRST_DECADE) / 10;

    if (!titles_add(&all->films, key))
        return;
    if (subject->year < PAGE_FIRST_DECADE || decade >= PAGE_DECADES)
        all->undated++;
    else
        all->decades[decade]++;
}

/* Adds the file to its show. The year distinguishes shows of the same name. */
static void add_show(struct page_gather *all, const struct subject *subject, uint64_t key,
                     const struct page_sum *sum)
{
    char *name = subject->year == RECORD_NONE
                     ? cvi_strdup(subject->title)
                     : cvi_format("%s (%d)", subject->title, subject->year);

    page_tally_add(&all->shows, key, name, strlen(name), sum);
    free(name);
}

static size_t episodes_of(const struct outcome_item *item)
{
    const json_t *media = json_object_get(item->record, "media");
    size_t several = json_array_size(json_object_get(media, "episodes"));

    if (!item->has_media)
        return 0;
    return several ? several : item->media.episode >= 0 || json_object_get(media, "date");
}

static void add_subject(struct page_gather *all, const struct page_file *file, uint64_t key,
                        const struct page_sum *sum)
{
    const struct subject *subject = &file->subject;

    if (!file->has_subject)
        return;
    add_title(all, file, key);
    if (subject->type == MEDIA_SHOW)
        add_show(all, subject, key, sum);
    else
        add_film(all, subject, key);
}

static void add_folder(struct page_gather *all, const char *path, const struct page_sum *sum)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    size_t len = slash ? (size_t)(slash - path) + 1 : 0;

    if (!path)
        return;
    /* The files of a folder usually arrive together, so they share one computation of the key. */
    if (!all->folder.at || all->folder.len != len || memcmp(all->folder.at, path, len) != 0) {
        if (!all->folder.max)
            all->folder = BUF_INIT(SIZE_MAX / 2);
        buf_clear(&all->folder);
        buf_add(&all->folder, path, len);
        all->folder_key = page_tally_key(path, len);
    }
    page_tally_add(&all->folders, all->folder_key, path, len, sum);
}

/* Updates the first and last day with the scan's time, which has the format
 * "2026-11-22T12:00:00Z". */
static void add_day(struct page_gather *all, const json_t *scan)
{
    const char *at = json_string_value(json_object_get(scan, "scanned_at"));
    static const char shape[] = "0000-00-00";

    if (!at || strlen(at) < sizeof shape - 1)
        return;
    for (size_t i = 0; shape[i]; i++) {
        if (shape[i] == '0' ? at[i] < '0' || at[i] > '9' : at[i] != shape[i])
            return;
    }
    if (!all->first[0] || strncmp(at, all->first, sizeof shape - 1) < 0)
        memcpy(all->first, at, sizeof shape - 1);
    if (strncmp(at, all->last, sizeof shape - 1) > 0)
        memcpy(all->last, at, sizeof shape - 1);
}

void page_gather_add(struct page_gather *all, const struct page_file *file)
{
    struct page_sum sum = {.files = 1, .episodes = episodes_of(file->item), .bytes = file->size};

    sum.health[file->health] = 1;
    all->folders.most = PAGE_MOST_FOLDERS;
    all->shows.most = PAGE_MOST_SHOWS;
    page_sum_add(&all->all, &sum);
    all->sized += file->has_size;
    add_day(all, file->scan);
    uint64_t key = file->has_subject ? subject_key(&file->subject) : 0;
    add_notices(all, file, key);
    add_subject(all, file, key, &sum);
    add_folder(all, file->item->filename, &sum);
    page_facets_add(&all->facets, file, &sum, all->values);
    page_twice_add(&all->twice, file, key);
}

void page_gather_release(struct page_gather *all)
{
    page_tallies_release(&all->folders);
    page_tallies_release(&all->shows);
    titles_release(&all->films);
    page_twice_release(&all->twice);
    page_changes_release(&all->changes);
    buf_release(&all->folder);
    gzip_pack_free(all->pack);
    buf_release(&all->line);
    buf_release(&all->packed);
    for (int i = 0; i < PAGE_NOTICES; i++)
        page_list_release(&all->notices[i]);
    for (int i = 0; i < PAGE_TITLES; i++)
        page_list_release(&all->titles[i]);
}
