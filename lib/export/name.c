/* Reads the names of the files in an export. A name consists of a stem, such as "lists-watchlist",
 * possibly a page number, such as "-2", and ".json". */
#include "export/parts.h"

#include <ctype.h>
#include <string.h>

#define ENDING ".json"

enum {
    PAGE_DIGITS = 6,
    ID_DIGITS = 15,
};

/* Returns the number in `text`, or 0 if the text is not 1 to `most_digits` digits or begins with
 * "0". */
static json_int_t number_of(const char *text, size_t len, size_t most_digits)
{
    json_int_t number = 0;

    if (!len || len > most_digits || text[0] == '0')
        return 0;
    for (size_t i = 0; i < len; i++) {
        if (!isdigit((unsigned char)text[i]))
            return 0;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

/* Returns whether the text after a stem is empty or a page number. Sets *page to the number, or to
 * 0. */
static bool read_page(const char *text, size_t len, json_int_t *page)
{
    *page = len ? number_of(text + 1, len - 1, PAGE_DIGITS) : 0;
    return !len || (text[0] == '-' && *page);
}

/* Reads "12345-my-list" or "12345". A page number at the end becomes part of the slug;
 * export_page_of separates it. */
static bool read_list(const char *text, size_t len, struct export_name *name)
{
    size_t digits = 0;

    while (digits < len && isdigit((unsigned char)text[digits]))
        digits++;
    name->list = number_of(text, digits, ID_DIGITS);
    if (!name->list || (digits < len && text[digits] != '-'))
        return false;
    name->slug = digits < len ? text + digits + 1 : "";
    name->slug_len = digits < len ? len - digits - 1 : 0;
    return true;
}

static bool begins(const char *text, size_t len, const char *stem)
{
    return len >= strlen(stem) && memcmp(text, stem, strlen(stem)) == 0;
}

struct stem {
    const char *stem;
    enum export_part part;
};

/* Returns whether the text is one of `stems`, with or without a page number. Sets name->part and
 * name->page. The last stem is NULL. */
static bool read_page_of(const char *text, size_t len, const struct stem *stems,
                         struct export_name *name)
{
    for (; stems->stem; stems++) {
        size_t skip = strlen(stems->stem);

        name->part = stems->part;
        if (begins(text, len, stems->stem) && read_page(text + skip, len - skip, &name->page))
            return true;
    }
    return false;
}

/* Reads the part of a name between "lists-" (or "lists/", in the older layout) and ".json". */
static bool read_stem(const char *text, size_t len, struct export_name *name)
{
    static const struct stem stems[] = {
        {"watchlist", EXPORT_WATCHLIST}, {"lists", EXPORT_LISTS}, {NULL, EXPORT_ERRORS}};

    if (read_page_of(text, len, stems, name))
        return true;
    name->part = EXPORT_LIST;
    return begins(text, len, "list-") && read_list(text + 5, len - 5, name);
}

/* Stems that do not begin with "lists-". These members may be in any folder. "collection-episodes"
 * is not read, because it repeats the data of "collection-shows". */
static const struct stem others[] = {{"collection-movies", EXPORT_MOVIES},
                                     {"collection-shows", EXPORT_SHOWS},
                                     {NULL, EXPORT_ERRORS}};

/* Returns whether the path stays in the export: it is relative, and has neither ".." nor
 * backslashes. */
static bool is_inside(const char *path)
{
    for (const char *at = path;; at++) {
        size_t len = strcspn(at, "/");

        if (!len || strspn(at, ".") >= len || memchr(at, '\\', len))
            return false;
        at += len;
        if (!*at)
            return true;
    }
}

bool export_name_read(const char *path, struct export_name *name)
{
    static const char folder[] = "lists/";
    const size_t skip = sizeof folder - 1;
    size_t len = strlen(path);

    *name = (struct export_name){0};
    if (len <= strlen(ENDING) || strcmp(path + len - strlen(ENDING), ENDING) != 0 ||
        !is_inside(path))
        return false;
    const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    size_t above = (size_t)(base - path);
    len = strlen(base) - strlen(ENDING);
    if (above >= skip && memcmp(base - skip, folder, skip) == 0 &&
        (above == skip || base[-(ptrdiff_t)skip - 1] == '/'))
        return read_stem(base, len, name);
    name->part = EXPORT_ERRORS;
    if (len == strlen("_errors") && begins(base, len, "_errors"))
        return true;
    if (read_page_of(base, len, others, name))
        return true;
    return begins(base, len, "lists-") && read_stem(base + 6, len - 6, name);
}

json_int_t export_page_of(const struct export_name *name, const char *slug)
{
    size_t len = strlen(slug), dash = name->slug_len;
    json_int_t page;

    if (len && begins(name->slug, name->slug_len, slug) &&
        read_page(name->slug + len, name->slug_len - len, &page))
        return page;
    while (dash > 0 && name->slug[dash - 1] != '-')
        dash--;
    return number_of(name->slug + dash, name->slug_len - dash, PAGE_DIGITS);
}
