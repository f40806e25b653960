/* One record at a time, into each of the counts and lists that it belongs to. */
#include "page/gather.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "page/text.h"

/* Room for one more entry, which is counted; NULL when there are enough. */
static struct buf *begin_entry(struct page_list *list, size_t most)
{
    list->count++;
    if (list->shown == most || list->html.len > PAGE_LIST_BYTES)
        return NULL;
    if (!list->html.max)
        list->html = BUF_INIT((size_t)PAGE_LIST_BYTES * 16);
    list->shown++;
    return &list->html;
}

static void add_notice(struct page_list *list, const struct page_file *file, bool of_scan)
{
    const struct outcome_item *item = file->item;
    struct buf *out = begin_entry(list, PAGE_NOTICES_SHOWN);

    if (!out)
        return;
    buf_puts(out, "<li><div class=\"name\">");
    if (item->filename)
        page_name(out, text_basename(item->filename));
    else if (item->line > 0)
        buf_printf(out, "Line %" JSON_INTEGER_FORMAT, item->line);
    else
        buf_puts(out, "A record without a name");
    buf_puts(out, "</div><div class=\"where\">");
    page_file_folder(out, item->filename);
    buf_puts(out, "</div>");
    if (!of_scan && file->has_subject) {
        buf_puts(out, "<p>Read as ");
        page_file_title(out, file);
        buf_puts(out, "</p>");
    }
    if (of_scan)
        page_file_reasons(out, file);
    else
        page_file_outcome(out, file);
    buf_puts(out, "</li>\n");
}

/* One for each title: a show of a hundred files was one question, too. */
static void add_question(struct page_list *list, const struct page_file *file, uint64_t key)
{
    if (file->has_subject && !titles_add(&list->seen, key)) {
        list->count++;
        list->repeated++;
    } else {
        add_notice(list, file, false);
    }
}

static void add_notices(struct page_gather *all, const struct page_file *file, uint64_t key)
{
    enum outcome outcome = file->item->outcome;

    if (file->health == SCAN_CORRUPT)
        add_notice(&all->notices[PAGE_CORRUPT], file, true);
    if (file->health == SCAN_SUSPICIOUS)
        add_notice(&all->notices[PAGE_SUSPICIOUS], file, true);
    if (outcome == OUTCOME_NOT_FOUND)
        add_question(&all->notices[PAGE_NOT_FOUND], file, key);
    if (outcome == OUTCOME_AMBIGUOUS)
        add_question(&all->notices[PAGE_AMBIGUOUS], file, key);
    if (page_is_trouble(outcome))
        add_notice(&all->notices[PAGE_TROUBLE], file, false);
}

static void add_title(struct page_gather *all, const struct page_file *file, uint64_t key)
{
    enum outcome outcome = file->item->outcome;

    if ((int)outcome >= PAGE_TITLES || !titles_add(&all->titles[outcome].seen, key))
        return;
    struct buf *out = begin_entry(&all->titles[outcome], PAGE_TITLES_SHOWN);
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

/* Shows of one name are told apart by their years. */
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
    /* Files of a folder come one after the other, so the key is made once for them. */
    if (!all->folder.at || all->folder.len != len || memcmp(all->folder.at, path, len) != 0) {
        if (!all->folder.max)
            all->folder = BUF_INIT(SIZE_MAX / 2);
        buf_clear(&all->folder);
        buf_add(&all->folder, path, len);
        all->folder_key = page_tally_key(path, len);
    }
    page_tally_add(&all->folders, all->folder_key, path, len, sum);
}

/* The day of a time as cvi-scan writes it, "2026-11-22T12:00:00Z". */
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
}

static void release_list(struct page_list *list)
{
    buf_release(&list->html);
    titles_release(&list->seen);
}

void page_gather_release(struct page_gather *all)
{
    page_tallies_release(&all->folders);
    page_tallies_release(&all->shows);
    titles_release(&all->films);
    buf_release(&all->folder);
    gzip_pack_free(all->pack);
    buf_release(&all->line);
    buf_release(&all->packed);
    for (int i = 0; i < PAGE_NOTICES; i++)
        release_list(&all->notices[i]);
    for (int i = 0; i < PAGE_TITLES; i++)
        release_list(&all->titles[i]);
}
