/* Writes the first rows of the table. page.js draws all rows, including these, from the lines that
 * data.c writes. A test checks that page.js and this file write the same rows. */
#include "page/parts.h"

#include "base/text.h"
#include "page/differ.h"
#include "page/list.h"
#include "page/text.h"

enum { ROWS_SHOWN = 100 }; /* the same as PAGE in page.js */

/* The place of each state when the table is sorted by state. Corrupt files are first, because users
 * look for these. */
static const int health_places[PAGE_HEALTHS] = {2, 1, 0, 3};

/* Adds the choices of a filter. page.js reads the words, classes and sort order of the rows from
 * them. */
static void add_choices(struct buf *out, const char *id, const char *label,
                        const struct page_word *words, const int *places, size_t count)
{
    buf_printf(out, "<label for=\"%s\">%s</label><select id=\"%s\"><option value=\"\">all</option>",
               id, label, id);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "<option value=\"%s\" data-look=\"%s\" data-v=\"%d\">%s</option>",
                   words[i].key, words[i].look, places ? places[i] : (int)i, words[i].word);
    buf_puts(out, "</select>\n");
}

static void add_controls(struct buf *out)
{
    static const struct page_word types[] = {
        {"films", "movie", ""},
        {"shows", "show", ""},
        {"other", "none", ""},
    };
    static const struct page_word agreements[] = {
        {"disagree", "differs", ""},
    };

    buf_puts(out,
             "<form id=\"controls\" role=\"search\" aria-label=\"Files\" hidden=\"hidden\">\n"
             "<label for=\"words\">Search</label><input id=\"words\" type=\"search\" "
             "autocomplete=\"off\" spellcheck=\"false\" placeholder=\"name, title, reason\"/>\n");
    add_choices(out, "by-health", "State", page_healths, health_places, PAGE_HEALTHS);
    add_choices(out, "by-outcome", "On Trakt", page_outcomes, NULL, OUTCOMES);
    add_choices(out, "by-type", "Kind", types, NULL, sizeof types / sizeof *types);
    add_choices(out, "by-agreement", "Name and file", agreements, NULL,
                sizeof agreements / sizeof *agreements);
    buf_puts(out, "<button type=\"reset\">Clear</button>\n"
                  "<button type=\"button\" id=\"download\">Download CSV</button>\n"
                  "<p id=\"found\" role=\"status\"></p></form>\n");
}

void page_row_head(struct buf *out, size_t total)
{
    buf_puts(out, "<section id=\"files\" aria-labelledby=\"files-h\"><h2 id=\"files-h\">All files"
                  "</h2>\n");
    add_controls(out);
    buf_puts(out, "<table id=\"table\"><caption>");
    page_counted(out, total, "record", "records");
    if (total > PAGE_ROWS_WRITTEN)
        buf_puts(out, " (without JavaScript, only the first 1,000 are shown)");
    buf_puts(out, "</caption>\n"
                  "<thead><tr><th scope=\"col\" class=\"c-file\">File</th>"
                  "<th scope=\"col\" class=\"c-title\">Title</th>"
                  "<th scope=\"col\" class=\"c-state\">State</th>"
                  "<th scope=\"col\" class=\"c-trakt\">On Trakt</th>"
                  "<th scope=\"col\" class=\"c-size\">Size</th></tr></thead>\n<tbody>\n");
}

/* Adds the output of `piece` between `open` and `close`. If `piece` adds nothing, adds nothing. */
static void add_within(struct buf *out, const char *open, const char *close,
                       void (*piece)(struct buf *, const struct page_file *),
                       const struct page_file *file)
{
    size_t before = out->len;

    buf_puts(out, open);
    size_t start = out->len;
    piece(out, file);
    if (out->len > start) {
        buf_puts(out, close);
    } else {
        out->len = before;
        out->at[before] = '\0';
    }
}

static void add_folder(struct buf *out, const struct page_file *file)
{
    page_file_folder(out, file->item->filename);
    page_list_copy(out, file->item);
}

static void add_content(struct buf *out, const struct page_file *file)
{
    page_file_content(out, file->item);
}

static void add_file(struct buf *out, const struct page_file *file)
{
    const struct outcome_item *item = file->item;

    buf_puts(out, "<th scope=\"row\">");
    if (item->filename)
        page_name(out, text_basename(item->filename));
    else if (item->line > 0)
        buf_printf(out, "line %" JSON_INTEGER_FORMAT, item->line);
    else
        buf_puts(out, "<i>no name</i>");
    if (item->exact)
        buf_puts(out, " <small>name is not UTF-8</small>");
    add_within(out, "<div class=\"where\">", "</div>", add_folder, file);
    add_within(out, "<div class=\"content\">", "</div>", add_content, file);
    add_within(out,
               "<details class=\"differs\"><summary>Name and file disagree</summary>"
               "<ul class=\"reasons\">",
               "</ul></details>", page_differ_entries, file);
    buf_puts(out, "</th>");
}

static void add_title(struct buf *out, const struct page_file *file)
{
    buf_puts(out, "<td>");
    if (file->has_subject) {
        page_file_title(out, file);
        if (file->item->has_match)
            page_links(out, &file->subject);
    }
    buf_puts(out, "</td>");
}

/* Opens a cell with a word. `place` is the word's position when the table is sorted. */
static void add_tag(struct buf *out, int place, const struct page_word *word)
{
    buf_puts(out, "<td data-v=\"");
    page_digits(out, (uint64_t)place, 1);
    buf_puts(out, "\"><span class=\"tag ");
    buf_puts(out, word->look);
    buf_puts(out, "\">");
    buf_puts(out, word->word);
    buf_puts(out, "</span>");
}

static void add_health(struct buf *out, const struct page_file *file)
{
    add_tag(out, health_places[file->health], &page_healths[file->health]);
    if (file->health == SCAN_CORRUPT || file->health == SCAN_SUSPICIOUS) {
        buf_puts(out, "<details><summary>Why</summary>");
        page_file_reasons(out, file);
        buf_puts(out, "</details>");
    }
    buf_puts(out, "</td>");
}

static void add_outcome(struct buf *out, const struct page_file *file)
{
    add_tag(out, (int)file->item->outcome, &page_outcomes[file->item->outcome]);
    if (page_file_has_outcome(file)) {
        buf_puts(out, "<details><summary>Why</summary>");
        page_file_outcome(out, file);
        buf_puts(out, "</details>");
    }
    buf_puts(out, "</td>");
}

static void add_size(struct buf *out, const struct page_file *file)
{
    if (!file->has_size) {
        buf_puts(out, "<td></td>");
        return;
    }
    buf_puts(out, "<td data-v=\"");
    page_digits(out, file->size, 1);
    buf_puts(out, "\">");
    page_bytes(out, file->size);
    buf_puts(out, "</td>");
}

void page_row(struct buf *out, const struct page_file *file, size_t place)
{
    /* If scripts are enabled, the style sheet hides the second <tbody>, because browsers take long
     * to lay out thousands of rows. */
    if (place == ROWS_SHOWN + 1)
        buf_puts(out, "</tbody><tbody class=\"rest\">\n");
    buf_puts(out, "<tr data-h=\"");
    buf_puts(out, page_healths[file->health].key);
    buf_puts(out, "\" data-o=\"");
    buf_puts(out, page_outcomes[file->item->outcome].key);
    buf_puts(out, "\" data-t=\"");
    buf_puts(out, file->has_subject ? record_type_words[file->subject.type] : "none");
    buf_puts(out, page_differs(file) ? "\" data-d=\"differs\">" : "\">");
    add_file(out, file);
    add_title(out, file);
    add_health(out, file);
    add_outcome(out, file);
    add_size(out, file);
    buf_puts(out, "</tr>\n");
}

void page_row_tail(struct buf *out)
{
    buf_puts(out, "</tbody></table>\n<p id=\"more\" hidden=\"hidden\">"
                  "<button type=\"button\" id=\"next\">Show more</button> "
                  "<button type=\"button\" id=\"all\">Show all</button></p>\n"
                  "<p id=\"omitted\" class=\"hint\"></p></section>\n");
}
