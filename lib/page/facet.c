/* Counts the values of files, and writes the charts. The source is read from the file's name; the
 * resolution, the video codec and HDR are from its headers. */
#include "page/facet.h"

#include <stdlib.h>
#include <string.h>

#include "page/parts.h"
#include "page/text.h"

static const struct {
    const char *key;
    bool of_name; /* the value is in "media" (from the name), not in scan.media */
    const char *heading;
    const char *unknown; /* label for files without a value */
} forms[PAGE_FACETS] = {
    [PAGE_RESOLUTION] = {"resolution", false, "Resolution", "not known"},
    [PAGE_VIDEO_CODEC] = {"video_codec", false, "Video codec", "not known"},
    [PAGE_HDR] = {"hdr", false, "HDR", "none stated"},
    [PAGE_SOURCE] = {"source", true, "Source", "not in the name"},
};

/* Returns the index of the value, which is added if it is new. Returns PAGE_FACET_VALUES if there
 * is no room for it. */
static size_t place_of(struct page_values *values, const char *text)
{
    char cut[PAGE_FACET_TEXT] = {0};
    size_t place = 0;

    memcpy(cut, text, strnlen(text, sizeof cut - 1));
    while (place < values->count && strcmp(values->at[place].text, cut) != 0)
        place++;
    if (place == values->count && place < PAGE_FACET_VALUES)
        memcpy(values->at[values->count++].text, cut, sizeof cut);
    return place;
}

static char add_value(struct page_values *values, const char *text, const struct page_sum *sum)
{
    size_t place = text && *text ? place_of(values, text) : 0;

    if (!text || !*text) {
        page_sum_add(&values->unknown, sum);
        return PAGE_FACET_UNKNOWN;
    }
    if (place == PAGE_FACET_VALUES) {
        page_sum_add(&values->other, sum);
        return PAGE_FACET_OTHER;
    }
    page_sum_add(&values->at[place].sum, sum);
    return (char)('A' + (int)place);
}

void page_facets_add(struct page_facets *all, const struct page_file *file,
                     const struct page_sum *sum, char letters[PAGE_FACETS])
{
    const json_t *name = json_object_get(file->item->record, "media"),
                 *content = json_object_get(file->scan, "media");

    for (int i = 0; i < PAGE_FACETS; i++) {
        const json_t *value = json_object_get(forms[i].of_name ? name : content, forms[i].key);

        letters[i] = PAGE_FACET_UNKNOWN;
        if (file->item->filename)
            letters[i] = add_value(&all->facets[i], json_string_value(value), sum);
    }
}

/* --- The charts --- */

/* Returns the number of lines of a resolution, such as 1080 for "1080p"; 0 if it does not begin
 * with a digit. */
static unsigned long lines_of(const char *text)
{
    return *text >= '0' && *text <= '9' ? strtoul(text, NULL, 10) : 0;
}

static int by_weight(const void *a, const void *b)
{
    const struct page_value *one = *(const struct page_value *const *)a,
                            *other = *(const struct page_value *const *)b;
    unsigned long lines = lines_of(one->text), other_lines = lines_of(other->text);

    if (lines != other_lines)
        return lines < other_lines ? 1 : -1;
    if (one->sum.files != other->sum.files)
        return one->sum.files < other->sum.files ? 1 : -1;
    return strcmp(one->text, other->text);
}

static void add_row(struct buf *out, int facet, char letter, const char *text,
                    const struct page_sum *sum, size_t most)
{
    struct page_part parts[PAGE_HEALTHS];

    if (!sum->files)
        return;
    buf_printf(out, "<tr><th scope=\"row\"><a href=\"#files\" data-q=\"%d%c\">", facet, letter);
    page_inline(out, text);
    buf_puts(out, "</a></th><td class=\"n\">");
    page_part_number(out, sum->files, "file", "files");
    buf_puts(out, "</td><td class=\"chart\">");
    page_sum_parts(sum, parts);
    page_chart_bar(out, parts, PAGE_HEALTHS, (double)sum->files / (double)most, NULL);
    buf_puts(out, "</td><td class=\"n\">");
    if (sum->bytes)
        page_bytes(out, sum->bytes);
    buf_puts(out, "</td></tr>\n");
}

static void add_chart(struct buf *out, int facet, const struct page_values *values)
{
    const struct page_value *sorted[PAGE_FACET_VALUES] = {0};
    size_t most =
        values->other.files > values->unknown.files ? values->other.files : values->unknown.files;

    for (size_t i = 0; i < values->count; i++) {
        sorted[i] = &values->at[i];
        most = sorted[i]->sum.files > most ? sorted[i]->sum.files : most;
    }
    qsort(sorted, values->count, sizeof(struct page_value *), by_weight);
    buf_printf(out,
               "<table class=\"bars facet\"><caption>%s</caption><thead><tr><th scope=\"col\">"
               "Value</th><th scope=\"col\" class=\"n\">Files</th><td class=\"chart\"></td>"
               "<th scope=\"col\" class=\"n\">Size</th></tr></thead><tbody>\n",
               forms[facet].heading);
    for (size_t i = 0; i < values->count; i++)
        add_row(out, facet, (char)('A' + (sorted[i] - values->at)), sorted[i]->text,
                &sorted[i]->sum, most);
    add_row(out, facet, PAGE_FACET_OTHER, "others", &values->other, most);
    add_row(out, facet, PAGE_FACET_UNKNOWN, forms[facet].unknown, &values->unknown, most);
    buf_puts(out, "</tbody></table>\n");
}

void page_part_facets(struct buf *out, const struct page_gather *all)
{
    size_t count = 0;

    for (int i = 0; i < PAGE_FACETS; i++)
        count += all->facets.facets[i].count;
    if (!count)
        return;
    buf_puts(out, "<section aria-labelledby=\"facets-h\"><h2 id=\"facets-h\">Picture and source"
                  "</h2>\n<div class=\"pair\">\n");
    for (int i = 0; i < PAGE_FACETS; i++) {
        if (all->facets.facets[i].count)
            add_chart(out, i, &all->facets.facets[i]);
    }
    buf_puts(out, "</div></section>\n");
}
