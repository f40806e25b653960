/* Writes the table of folders. */
#include "page/parts.h"
#include "page/text.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 24, MOST_DEPTH = 3, LEAST_FILES = 3 };

/* Adds "1 corrupt, 2 suspicious", "all healthy", "not scanned". */
static void add_words(struct buf *out, const struct page_sum *sum)
{
    const size_t *health = sum->health;

    if (health[SCAN_CORRUPT]) {
        page_number(out, health[SCAN_CORRUPT]);
        buf_puts(out, " corrupt");
    }
    if (health[SCAN_SUSPICIOUS]) {
        buf_puts(out, health[SCAN_CORRUPT] ? ", " : "");
        page_number(out, health[SCAN_SUSPICIOUS]);
        buf_puts(out, " suspicious");
    }
    if (health[SCAN_CORRUPT] || health[SCAN_SUSPICIOUS])
        return;
    buf_puts(out, health[PAGE_UNKNOWN] == sum->files ? "not scanned"
                  : health[PAGE_UNKNOWN]             ? "all scanned files healthy"
                                                     : "all healthy");
}

void page_part_number(struct buf *out, size_t number, const char *one, const char *many)
{
    page_number(out, number);
    buf_printf(out, "<span class=\"unit\"> %s</span>", number == 1 ? one : many);
}

/* Adds a row. `root` is the path before `name`; NULL: the row is not a folder, so it gets no link
 * to its files. `most` is the number of files for the longest bar; 0: no bar. */
static void add_row(struct buf *out, const char *root, const char *name, const struct page_sum *sum,
                    size_t most)
{
    struct page_part parts[PAGE_HEALTHS];

    buf_puts(out, "<tr><th scope=\"row\">");
    if (root) {
        buf_puts(out, "<a href=\"#files\" data-f=\"");
        page_escape_most(out, root, PAGE_NAME_MOST);
        page_escape_most(out, name, PAGE_NAME_MOST);
        buf_puts(out, "\">");
    }
    page_inline(out, name);
    buf_puts(out, root ? "</a>" : "");
    buf_puts(out, "</th><td class=\"n\">");
    page_part_number(out, sum->files, "file", "files");
    buf_puts(out, "</td><td class=\"chart\">");
    page_sum_parts(sum, parts);
    page_chart_bar(out, parts, PAGE_HEALTHS, most ? (double)sum->files / (double)most : 0, NULL);
    buf_puts(out, "</td><td>");
    add_words(out, sum);
    buf_puts(out, "</td><td class=\"n\">");
    if (sum->bytes)
        page_bytes(out, sum->bytes);
    buf_puts(out, "</td></tr>\n");
}

/* Returns the length of the path that all folders share, with its final "/". */
static size_t common_length(const struct page_tallies *folders)
{
    const char *first = folders->at[0].name;
    size_t len = strlen(first);

    for (size_t i = 1; i < folders->count; i++) {
        size_t same = 0;

        while (same < len && first[same] == folders->at[i].name[same])
            same++;
        while (same && first[same - 1] != '/')
            same--;
        len = same;
    }
    return len;
}

static size_t group_length(const char *path, size_t depth)
{
    size_t len = 0;

    for (size_t i = 0; i < depth && path[len]; i++) {
        const char *slash = strchr(path + len, '/');

        len = slash ? (size_t)(slash - path) + 1 : strlen(path);
    }
    return len;
}

static void group(const struct page_tallies *folders, size_t skip, size_t depth,
                  struct page_tallies *groups)
{
    groups->most = PAGE_MOST_FOLDERS;
    for (size_t i = 0; i < folders->count; i++) {
        const char *path = folders->at[i].name + skip;
        size_t len = group_length(path, depth);

        page_tally_add(groups, page_tally_key(path, len), path, len, &folders->at[i].sum);
    }
}

/* Groups the folders by the first components of their paths. Uses the largest number of components,
 * up to MOST_DEPTH, for which the groups are few and have several files on average. If no larger
 * number is suitable, uses one component. */
static void choose(const struct page_tallies *folders, size_t skip, struct page_tallies *groups)
{
    group(folders, skip, 1, groups);
    for (size_t depth = 2; depth <= MOST_DEPTH; depth++) {
        struct page_tallies deeper = {0};
        size_t files = 0;

        group(folders, skip, depth, &deeper);
        for (size_t i = 0; i < deeper.count; i++)
            files += deeper.at[i].sum.files;
        if (deeper.count <= MOST_ROWS && files >= deeper.count * LEAST_FILES &&
            deeper.count > groups->count) {
            page_tallies_release(groups);
            *groups = deeper;
        } else {
            page_tallies_release(&deeper);
        }
    }
}

static int by_trouble(const void *a, const void *b)
{
    const struct page_tally *one = a, *other = b;
    static const int order[] = {SCAN_CORRUPT, SCAN_SUSPICIOUS};

    for (size_t i = 0; i < 2; i++) {
        size_t x = one->sum.health[order[i]], y = other->sum.health[order[i]];

        if (x != y)
            return x < y ? 1 : -1;
    }
    if (one->sum.files != other->sum.files)
        return one->sum.files < other->sum.files ? 1 : -1;
    return strcmp(one->name, other->name);
}

static void add_rows(struct buf *out, const char *root, const struct page_tallies *groups,
                     const struct page_sum *rest)
{
    struct page_sum left = *rest;
    size_t most = 0;

    for (size_t i = 0; i < groups->count && i < MOST_ROWS; i++)
        most = groups->at[i].sum.files > most ? groups->at[i].sum.files : most;
    for (size_t i = 0; i < groups->count; i++) {
        const char *name = groups->at[i].name;

        if (i < MOST_ROWS)
            add_row(out, *name ? root : NULL, *name ? name : "(files directly in this folder)",
                    &groups->at[i].sum, most);
        else
            page_sum_add(&left, &groups->at[i].sum);
    }
    if (left.files)
        add_row(out, NULL, "all other folders", &left, 0);
}

void page_part_folders(struct buf *out, const struct page_gather *all)
{
    struct page_tallies groups = {0};

    if (!all->folders.count)
        return;
    size_t skip = common_length(&all->folders);
    choose(&all->folders, skip, &groups);
    page_tally_sort(&groups, by_trouble);
    buf_puts(out, "<section aria-labelledby=\"folders-h\"><h2 id=\"folders-h\">By folder</h2>\n"
                  "<table class=\"bars\"><caption>Folders");
    char *root = cvi_strndup(all->folders.at[0].name, skip);
    if (skip) {
        buf_puts(out, " below ");
        page_inline(out, root);
    }
    buf_puts(out, ", those with damaged files first</caption><thead><tr><th scope=\"col\">Folder"
                  "</th><th scope=\"col\" class=\"n\">Files</th><td class=\"chart\"></td>"
                  "<th scope=\"col\">State</th><th scope=\"col\" class=\"n\">Size</th></tr></thead>"
                  "<tbody>\n");
    add_rows(out, root, &groups, &all->folders.rest);
    free(root);
    buf_puts(out, "</tbody></table></section>\n");
    page_tallies_release(&groups);
}
