/* Stores a few names with their reasons, so that memory does not grow with the run. */
#include "report/named.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Maximum length of a stored reason. Messages of servers can be longer. */
enum { MOST_REASON = 400 };

/* Returns the path relative to the directory `below`; if it is not in this directory, the whole
 * path. The result is a part of `path`. */
static const char *shorten(const char *path, const char *below)
{
    size_t len = below ? strlen(below) : 0;

    return len > 1 && strncmp(path, below, len) == 0 && path[len] == '/' && path[len + 1]
               ? path + len + 1
               : path;
}

/* Returns a name for the item, a new string. Media servers list some titles without a path; such an
 * item gets its title as its name. */
static char *name_of(const struct outcome_item *item, const char *below)
{
    if (item->filename)
        return cvi_strdup(shorten(item->filename, below));
    if (item->has_media && item->media.year != RECORD_NONE)
        return cvi_format("%s (%d)", item->media.title, item->media.year);
    if (item->has_media)
        return cvi_strdup(item->media.title);
    if (item->line > 0)
        return cvi_format("line %" JSON_INTEGER_FORMAT, item->line);
    return cvi_strdup("a record without a name");
}

void report_named_add(struct report_named *named, const struct outcome_item *item)
{
    struct buf reason = BUF_INIT(SIZE_MAX / 2), cut = BUF_INIT(SIZE_MAX / 2);
    size_t place = named->count;

    if (!outcome_forms[item->outcome].reason)
        return;
    named->count++;
    if (place >= REPORT_NAMED_MOST)
        return;
    outcome_add_reason(&reason, item);
    text_cut(&cut, buf_text(&reason), MOST_REASON);
    named->files[place] = name_of(item, named->below);
    named->reasons[place] = buf_detach(&cut);
    buf_release(&reason);
}

void report_named_text(struct buf *out, const struct report_named *named, size_t columns)
{
    if (!named->count)
        return;
    buf_puts(out, "\nNot added:\n");
    for (size_t i = 0; i < named->count && i < REPORT_NAMED_MOST; i++) {
        buf_puts(out, "  ");
        text_entry(out, named->files[i], named->reasons[i], columns > 2 ? columns - 2 : 0);
        buf_putc(out, '\n');
    }
    if (named->count > REPORT_NAMED_MOST)
        buf_printf(out, "  and %zu more (--verbose lists them)\n",
                   named->count - REPORT_NAMED_MOST);
}

void report_named_release(struct report_named *named)
{
    for (size_t i = 0; i < named->count && i < REPORT_NAMED_MOST; i++) {
        free(named->files[i]);
        free(named->reasons[i]);
    }
    *named = (struct report_named){0};
}
