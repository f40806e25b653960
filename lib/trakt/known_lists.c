/* The file has one line for each list: "me TAB SLUG TAB NAME". For lists of other users, "me" is
 * replaced by "other". */
#include "trakt/known_lists.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/msg.h"
#include "base/text.h"

enum { KNOWN_MAX = 1 << 20 };

static const char mine[] = "me\t", others[] = "other\t";

/* Returns whether the text is valid UTF-8 without control characters or direction marks. These are
 * unsafe for a terminal, and a tab or newline would break the line. */
static bool is_plain(const char *text)
{
    struct buf shown = BUF_INIT(2 * strlen(text) + 1);

    text_show(&shown, text);
    bool plain = text_is_utf8(text, strlen(text)) && strcmp(text, buf_text(&shown)) == 0;
    buf_release(&shown);
    return plain;
}

static void add_list(struct buf *out, const struct trakt_list *list)
{
    if (list->slug[0] && is_plain(list->slug))
        buf_printf(out, "%s%s\t%s\n", strcmp(list->owner, "me") == 0 ? mine : others, list->slug,
                   is_plain(list->name) ? list->name : "");
}

/* Returns the next line that is not empty, without its newline, or NULL at the end. Borrowed from
 * the text, in which the newline is overwritten. */
static char *next_line(char **text)
{
    char *line;

    while ((line = strsep(text, "\n")) != NULL && !*line)
        ;
    return line;
}

static void write_lists(const char *path, const struct buf *text)
{
    char *directory = cvi_strndup(path, (size_t)(text_basename(path) - path));
    struct why why;

    if (!file_make_directory(directory, &why) ||
        !file_replace(path, text->at ? text->at : "", text->len, 0600, &why))
        msg_more("completions will not offer your lists: %s", why.text);
    free(directory);
}

void known_lists_keep(const char *path, const struct trakt_lists *lists, bool all)
{
    struct buf known = BUF_INIT(KNOWN_MAX), text = BUF_INIT(KNOWN_MAX);

    if (!path)
        return;
    bool there = file_read_regular(path, &known, NULL);
    char *copy = cvi_strdup(buf_text(&known)), *rest = copy;
    for (size_t i = 0; i < lists->count; i++)
        add_list(&text, &lists->at[i]);
    for (char *line; !all && (line = next_line(&rest)) != NULL;)
        if (strncmp(line, others, strlen(others)) == 0)
            buf_printf(&text, "%s\n", line);
    if (!there || strcmp(buf_text(&known), buf_text(&text)) != 0)
        write_lists(path, &text);
    free(copy);
    buf_release(&known);
    buf_release(&text);
}

void known_lists_show(const char *path, struct buf *out)
{
    struct buf known = BUF_INIT(KNOWN_MAX);

    if (!path || !file_read_regular(path, &known, NULL))
        return;
    char *copy = cvi_strdup(buf_text(&known)), *rest = copy;
    for (char *line; (line = next_line(&rest)) != NULL;) {
        char *owner = strsep(&line, "\t"), *slug = strsep(&line, "\t");

        if (owner && slug && *slug && line && is_plain(slug) && is_plain(line))
            buf_printf(out, "%s\t%s\n", slug, line);
    }
    free(copy);
    buf_release(&known);
}
