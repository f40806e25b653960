/* Checks the name of a new list. Rejects the name if the user probably means an existing list. This
 * is so if the name looks like a misspelling of that list's name, or if Trakt may have changed the
 * name to that list's name. */
#include "trakt/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "trakt/list_name.h"
#include "trakt/made_lists.h"

enum { MOST_SLUGS = 200 }; /* bytes in the part of a message that lists slugs */

/* Returns the name in lower case, without accents, spaces and punctuation, a new string. A misspelt
 * name often differs from the correct one only in case, accents, spaces and punctuation. */
static char *bare(const char *name)
{
    char *folded = text_fold(name);
    char *end = folded;

    for (const char *c = folded; *c; c++)
        if (*c != ' ')
            *end++ = *c;
    *end = '\0';
    return folded;
}

static bool is_near(const char *bare_name, const char *other)
{
    char *bare_other = bare(other);
    bool same = bare_name[0] && strcmp(bare_name, bare_other) == 0;

    free(bare_other);
    return same;
}

/* --- An emoji that Trakt may have replaced by a short code --- */

/* Returns whether Trakt may have changed the name to the list's name. Returns false if the list is
 * known to have been created with another name (trakt/made_lists). */
static bool is_perhaps(const struct trakt *trakt, const struct trakt_lists *lists,
                       const struct trakt_list *list, const char *name)
{
    return list_name_compare(name, list->name) == LIST_NAME_PERHAPS &&
           !made_lists_is_for_other(trakt->made_path, lists, list, name);
}

/* Returns false with error if an existing list may be the requested one (is_perhaps). */
static bool check_emoji(const struct trakt *trakt, const struct trakt_lists *lists,
                        const char *name, struct trakt_error *error)
{
    struct buf slugs = BUF_INIT(MOST_SLUGS);
    const struct trakt_list *first = NULL;

    for (size_t i = 0; i < lists->count; i++) {
        const struct trakt_list *list = &lists->at[i];

        if (!is_perhaps(trakt, lists, list, name))
            continue;
        buf_printf(&slugs, "%s%s", first ? " or " : "", list->slug);
        first = first ? first : list;
    }
    if (first)
        trakt_error_set(error, TRAKT_NO_LIST,
                        "Watchlist not found: '%.64s', but '%.64s' may be that list, because Trakt "
                        "writes an emoji as a short code (use its slug: %s, or choose a "
                        "name with another emoji or none)",
                        name, first->name, buf_text(&slugs));
    buf_release(&slugs);
    return !first;
}

/* --- A typing error --- */

/* Returns the name of a list whose name or slug is nearly the same as `name`, borrowed. NULL:
 * none. */
static const char *find_near(const struct trakt_lists *lists, const char *name)
{
    static const char *const main_names[] = {"watchlist", TRAKT_MAIN_WATCHLIST};
    char *bare_name = bare(name);
    const char *near = NULL;

    for (size_t i = 0; !near && i < sizeof main_names / sizeof *main_names; i++)
        if (is_near(bare_name, main_names[i]))
            near = main_names[i];
    for (size_t i = 0; !near && i < lists->count; i++)
        if (list_name_compare(name, lists->at[i].name) != LIST_NAME_PERHAPS && /* see check_emoji */
            (is_near(bare_name, lists->at[i].name) || is_near(bare_name, lists->at[i].slug)))
            near = lists->at[i].name;
    free(bare_name);
    return near;
}

static bool is_blank(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7f;
}

bool trakt_may_name(const struct trakt *trakt, const struct trakt_lists *lists, const char *name,
                    struct trakt_error *error)
{
    size_t len = strlen(name);
    const char *near = find_near(lists, name);

    if (near)
        return trakt_error_set(error, TRAKT_NO_LIST,
                               "Watchlist not found: '%.64s', but there is '%.64s' (use '%.64s', "
                               "or choose a less similar name)",
                               name, near, near);
    if (!text_is_utf8(name, len) || is_blank(name[0]) || is_blank(name[len - 1]))
        return trakt_error_set(error, TRAKT_NO_LIST,
                               "'%.64s' cannot be the name of a list (it has leading or trailing "
                               "blanks, or is not UTF-8)",
                               name);
    return check_emoji(trakt, lists, name, error);
}
