/* All that is in the table is in its rows as text: the script only hides and orders them. */
#include "page/parts.h"

#include "base/text.h"
#include "page/text.h"

enum {
    ROWS_SHOWN = 100, /* as in page.js */
    MOST_WORD = 40,   /* characters of a codec or a resolution */
    MOST_SECONDS = 1000000000,
};

static void add_choices(struct buf *out, const char *id, const char *label,
                        const struct page_word *words, size_t count)
{
    buf_printf(out, "<label for=\"%s\">%s</label><select id=\"%s\"><option value=\"\">all</option>",
               id, label, id);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "<option value=\"%s\">%s</option>", words[i].key, words[i].word);
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
    add_choices(out, "by-health", "State", page_healths, PAGE_HEALTHS);
    add_choices(out, "by-outcome", "On Trakt", page_outcomes, OUTCOMES);
    add_choices(out, "by-type", "Kind", types, sizeof types / sizeof *types);
    add_choices(out, "by-agreement", "Name and file", agreements,
                sizeof agreements / sizeof *agreements);
    buf_puts(out, "<button type=\"reset\">Clear</button>\n"
                  "<p id=\"found\" role=\"status\"></p></form>\n");
}

void page_row_head(struct buf *out, size_t total)
{
    buf_puts(out, "<section id=\"files\" aria-labelledby=\"files-h\"><h2 id=\"files-h\">All files"
                  "</h2>\n");
    add_controls(out);
    buf_puts(out, "<table id=\"table\"><caption>");
    page_counted(out, total, "record", "records");
    buf_puts(out, "</caption>\n"
                  "<thead><tr><th scope=\"col\" class=\"c-file\">File</th>"
                  "<th scope=\"col\" class=\"c-title\">Title</th>"
                  "<th scope=\"col\" class=\"c-state\">State</th>"
                  "<th scope=\"col\" class=\"c-trakt\">On Trakt</th>"
                  "<th scope=\"col\" class=\"c-size\">Size</th></tr></thead>\n<tbody>\n");
}

/* "1:52:03, 1080p, H.265, AC-3": what the headers say of the content; nothing when they say
 * nothing. */
static void add_content(struct buf *out, const struct outcome_item *item)
{
    static const char *const keys[] = {"resolution", "video_codec", "audio_codec"};
    const json_t *media = json_object_get(json_object_get(item->record, "scan"), "media");
    const json_t *duration = json_object_get(media, "duration");
    const char *before = "<div class=\"content\">";

    if (json_is_number(duration) && json_number_value(duration) >= 1 &&
        json_number_value(duration) < MOST_SECONDS) {
        buf_puts(out, before);
        page_clock(out, json_number_value(duration));
        before = ", ";
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *text = json_string_value(json_object_get(media, keys[i]));

        if (!text || !*text)
            continue;
        buf_puts(out, before);
        page_escape_most(out, text, MOST_WORD);
        before = ", ";
    }
    if (*before == ',')
        buf_puts(out, "</div>");
}

/* What the name says, and the headers do not. */
static void add_disagreements(struct buf *out, const struct outcome_item *item)
{
    if (!item->disagreement_count)
        return;
    buf_puts(out, "<details class=\"differs\"><summary>Name and file disagree</summary>"
                  "<ul class=\"reasons\">");
    for (size_t i = 0; i < item->disagreement_count; i++) {
        const struct disagreement *one = &item->disagreements[i];

        buf_printf(out, "<li><b>%s</b> name ", one->word);
        page_escape_most(out, one->name, DISAGREE_TEXT);
        buf_puts(out, ", file ");
        page_escape_most(out, one->file, DISAGREE_TEXT);
        buf_puts(out, "</li>");
    }
    buf_puts(out, "</ul></details>");
}

static void add_file(struct buf *out, const struct outcome_item *item)
{
    buf_puts(out, "<th scope=\"row\">");
    if (item->filename)
        page_name(out, text_basename(item->filename));
    else if (item->line > 0)
        buf_printf(out, "line %" JSON_INTEGER_FORMAT, item->line);
    else
        buf_puts(out, "<i>no name</i>");
    if (item->exact)
        buf_puts(out, " <small>name is not UTF-8</small>");
    size_t before = out->len;
    buf_puts(out, "<div class=\"where\">");
    size_t start = out->len;
    page_file_folder(out, item->filename);
    if (out->len > start) {
        buf_puts(out, "</div>");
    } else {
        out->len = before;
        out->at[before] = '\0';
    }
    add_content(out, item);
    add_disagreements(out, item);
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

/* Sound files come last when the table is sorted by state: the worst is what is looked for. */
static void add_health(struct buf *out, const struct page_file *file)
{
    static const int places[PAGE_HEALTHS] = {2, 1, 0, 3};
    const struct page_word *word = &page_healths[file->health];

    buf_printf(out, "<td data-v=\"%d\"><span class=\"tag %s\">%s</span>", places[file->health],
               word->look, word->word);
    if (file->health == SCAN_CORRUPT || file->health == SCAN_SUSPICIOUS) {
        buf_puts(out, "<details><summary>Why</summary>");
        page_file_reasons(out, file);
        buf_puts(out, "</details>");
    }
    buf_puts(out, "</td>");
}

static void add_outcome(struct buf *out, const struct page_file *file)
{
    const struct page_word *word = &page_outcomes[file->item->outcome];

    buf_printf(out, "<td data-v=\"%d\"><span class=\"tag %s\">%s</span>", (int)file->item->outcome,
               word->look, word->word);
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
    buf_printf(out, "<td data-v=\"%llu\">", (unsigned long long)file->size);
    page_bytes(out, file->size);
    buf_puts(out, "</td>");
}

/* Behind the first hundred, rows are shown on the screen only when they are asked for: browsers
 * take long to lay out a table of thousands. */
void page_row(struct buf *out, const struct page_file *file, size_t place)
{
    if (place == ROWS_SHOWN + 1)
        buf_puts(out, "</tbody><tbody class=\"rest\">\n");
    buf_printf(out, "<tr data-h=\"%s\" data-o=\"%s\" data-t=\"%s\"%s>",
               page_healths[file->health].key, page_outcomes[file->item->outcome].key,
               file->has_subject ? record_type_words[file->subject.type] : "none",
               file->item->disagreement_count ? " data-d=\"differs\"" : "");
    add_file(out, file->item);
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
                  "<button type=\"button\" id=\"all\">Show all</button></p></section>\n");
}
