/* Writes the page. The page is also well-formed XML, so that any XML parser can check whether it is
 * complete. Its Content-Security-Policy allows only the script and the style sheet in the page, by
 * their hashes. Even if a bug turned a name into markup, no script in that markup would run. */
#include "page/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/sha256.h"
#include "base/text.h"
#include "page/file.h"
#include "page/gather.h"
#include "page/parts.h"
#include "page/text.h"

enum { MOST_ASSET = 1 << 20 };

static void join(struct buf *text, const char *const *lines)
{
    for (; *lines; lines++)
        buf_puts(text, *lines);
}

static void add_hash(struct buf *out, const struct buf *text)
{
    uint8_t digest[SHA256_SIZE];

    sha256(buf_text(text), text->len, digest);
    char *code = text_base64(digest, sizeof digest);
    buf_printf(out, "'sha256-%s'", code);
    free(code);
}

/* Runs before anything is drawn. Marks that scripts are enabled, so that the layout does not
 * jump. */
static const char early[] = "document.documentElement.className=\"js\"";

static void add_policy(struct buf *out, const struct buf *css, const struct buf *js)
{
    struct buf first = BUF_INIT(sizeof early);

    buf_puts(&first, early);
    buf_puts(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                  "style-src ");
    add_hash(out, css);
    buf_puts(out, "; script-src ");
    add_hash(out, &first);
    buf_putc(out, ' ');
    add_hash(out, js);
    buf_puts(out, "; base-uri 'none'; form-action 'none'\"/>\n");
    buf_release(&first);
}

static void add_top(struct buf *out)
{
    struct buf css = BUF_INIT(MOST_ASSET), js = BUF_INIT(MOST_ASSET);

    join(&css, page_css);
    join(&js, page_js);
    buf_puts(out, "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n"
                  "<head>\n<meta charset=\"utf-8\"/>\n");
    add_policy(out, &css, &js);
    buf_puts(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                  "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
                  "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
                  "<title>The state of the video library</title>\n<script>");
    buf_puts(out, early);
    buf_puts(out, "</script>\n<style>");
    buf_add(out, css.at, css.len);
    buf_puts(out, "</style>\n</head>\n<body>\n");
    page_chart_begin(out);
    buf_release(&css);
    buf_release(&js);
}

void page_record(struct buf *out, struct page_gather *all, const struct outcome_counts *counts,
                 const struct outcome_item *item)
{
    struct page_file file;

    page_file_read(item, &file);
    page_gather_add(all, &file);
    page_data_add(all, &file);
    if (counts->total <= PAGE_ROWS_WRITTEN) {
        page_row(out, &file, counts->total);
        return;
    }
    if (counts->total == PAGE_ROWS_WRITTEN + 1) {
        page_row_tail(out);
        page_data_begin(out);
    }
    page_data_put(out, all, false);
}

void page_head(struct buf *out, struct page_gather *all, const struct outcome_counts *counts)
{
    add_top(out);
    page_part_state(out, all, counts);
    page_part_changes(out, all);
    page_part_notices(out, all);
    page_part_twice(out, all);
    page_part_folders(out, all);
    page_part_facets(out, all);
    page_part_decades(out, all);
    page_part_shows(out, all);
    page_part_titles(out, all);
    if (counts->total)
        page_row_head(out, counts->total);
}

/* Adds the rest of the data. If the rows have not ended yet, ends them first. */
static void add_table_end(struct buf *out, struct page_gather *all, size_t total)
{
    if (!total)
        return;
    if (total <= PAGE_ROWS_WRITTEN) {
        page_row_tail(out);
        page_data_begin(out);
    }
    page_data_put(out, all, true);
    page_data_finish(out);
}

void page_tail(struct buf *out, struct page_gather *all, const struct outcome_counts *counts)
{
    struct buf js = BUF_INIT(MOST_ASSET);

    add_table_end(out, all, counts->total);
    buf_puts(out, "</main>\n<footer><p>Made by cvi-report " CVI_VERSION
                  ". This page loads nothing from the network; only its links lead to other "
                  "sites.</p></footer>\n");
    join(&js, page_js);
    buf_puts(out, "<script>");
    buf_add(out, js.at, js.len);
    buf_puts(out, "</script>\n</body>\n</html>\n");
    buf_release(&js);
}
