/* Writes the data from which page.js draws rows: one line for each record, compressed with gzip and
 * encoded in base64. As HTML, the rows would be five times as large, and a browser would need a
 * minute to parse 100,000 of them.
 *
 * The fields of a line are separated by tabs. Text is escaped as in the rows, so it contains no
 * tabs or line feeds.
 *   letters   see add_letters; then the letters of facet.h, one for each chart
 *   size      bytes; may be empty
 *   ids       for the links: slug,imdb,tmdb,tvdb; may be empty
 *   year, season and episode, folder, name, title, content
 *   contradictions, reasons for the state, reasons for the outcome: HTML */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "page/differ.h"
#include "page/parts.h"
#include "page/text.h"

enum { MOST_LINE = 1 << 24 };

/* Adds one letter for each of these: the state; the outcome; the type; whether name and file
 * contradict each other; whether the page shows the exact name ('x': not UTF-8, 'w': some
 * characters are replaced); whether the record has a file name or a line number. */
static void add_letters(struct buf *out, const struct page_file *file, const char *values)
{
    const struct outcome_item *item = file->item;
    const char letters[] = {
        (char)('a' + file->health),
        (char)('a' + (int)item->outcome),
        !file->has_subject                  ? 'n'
        : file->subject.type == MEDIA_MOVIE ? 'm'
                                            : 's',
        page_differs(file) ? 'd' : '-',
        item->exact                                   ? 'x'
        : item->filename && !page_file_is_exact(item) ? 'w'
                                                      : '-',
        item->filename   ? 'f'
        : item->line > 0 ? 'l'
                         : '-',
    };

    buf_add(out, letters, sizeof letters);
    buf_add(out, values, PAGE_FACETS);
}

static void add_ids(struct buf *out, const struct subject *subject)
{
    const char *const texts[] = {subject->slug, subject->imdb};
    const json_int_t numbers[] = {subject->tmdb, subject->tvdb};

    for (size_t i = 0; i < 2; i++) {
        if (texts[i] && strlen(texts[i]) <= PAGE_MOST_ID)
            buf_puts(out, texts[i]);
        buf_putc(out, ',');
    }
    for (size_t i = 0; i < 2; i++) {
        if (numbers[i] > 0)
            page_digits(out, (uint64_t)numbers[i], 1);
        if (!i)
            buf_putc(out, ',');
    }
}

static void add_path(struct buf *out, const struct outcome_item *item)
{
    const char *name = item->filename ? text_basename(item->filename) : NULL;

    if (name) {
        char *folder = cvi_strndup(item->filename, (size_t)(name - item->filename));

        page_escape_most(out, folder, PAGE_NAME_MOST);
        free(folder);
    }
    buf_putc(out, '\t');
    if (name)
        page_escape_most(out, name, PAGE_NAME_MOST);
    else if (item->line > 0)
        page_digits(out, (uint64_t)item->line, 1);
}

static void add_title(struct buf *out, const struct page_file *file)
{
    if (file->has_subject)
        page_escape_most(out, file->subject.title, PAGE_NAME_MOST);
}

static void add_why(struct buf *out, const struct page_file *file)
{
    page_differ_entries(out, file);
    buf_putc(out, '\t');
    if (file->health == SCAN_CORRUPT || file->health == SCAN_SUSPICIOUS)
        page_file_reasons(out, file);
    buf_putc(out, '\t');
    page_file_outcome(out, file);
    buf_putc(out, '\n');
}

static void add_line(struct buf *out, const struct page_file *file, const char *values)
{
    add_letters(out, file, values);
    buf_putc(out, '\t');
    if (file->has_size)
        page_digits(out, file->size, 1);
    buf_putc(out, '\t');
    if (file->has_subject && file->item->has_match)
        add_ids(out, &file->subject);
    buf_putc(out, '\t');
    if (file->has_subject && file->subject.year != RECORD_NONE)
        page_digits(out, (uint64_t)file->subject.year, 1);
    buf_putc(out, '\t');
    if (file->has_subject && file->subject.type == MEDIA_SHOW)
        page_file_part(out, file->item);
    buf_putc(out, '\t');
    add_path(out, file->item);
    buf_putc(out, '\t');
    add_title(out, file);
    buf_putc(out, '\t');
    page_file_content(out, file->item);
    buf_putc(out, '\t');
    add_why(out, file);
}

void page_data_add(struct page_gather *all, const struct page_file *file)
{
    if (!all->pack) {
        all->pack = gzip_pack_new();
        all->line = BUF_INIT(MOST_LINE);
        all->packed = BUF_INIT(SIZE_MAX / 2);
    }
    buf_clear(&all->line);
    add_line(&all->line, file, all->values);
    gzip_pack_add(all->pack, buf_text(&all->line), all->line.len, &all->packed);
}

void page_data_begin(struct buf *out)
{
    buf_puts(out, "<script id=\"rows\" type=\"application/gzip\">\n");
}

void page_data_put(struct buf *out, struct page_gather *all, bool end)
{
    if (end)
        gzip_pack_end(all->pack, &all->packed);
    /* base64 encodes groups of 3 bytes. The rest waits for more data. */
    size_t len = end ? all->packed.len : all->packed.len / 3 * 3;
    if (!len)
        return;
    char *text = text_base64(buf_text(&all->packed), len);
    buf_puts(out, text);
    buf_putc(out, '\n');
    free(text);
    buf_drop(&all->packed, len);
}

void page_data_finish(struct buf *out)
{
    buf_puts(out, "</script>\n");
}
