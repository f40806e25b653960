/* Readers of the answers about one title. */
#include "trakt/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_TEXT = 2000 };

/* Whether one of the ids by which a title can be asked for is the one that was. */
static bool bears(const struct trakt_title *title, const char *id)
{
    static const char *const kinds[] = {"slug", "imdb"};
    char number[32];

    snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, title->trakt);
    if (strcmp(number, id) == 0)
        return true;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const char *text = json_string_value(json_object_get(title->ids, kinds[i]));

        if (text && strcasecmp(text, id) == 0)
            return true;
    }
    return false;
}

bool trakt_read_title(const char *text, size_t len, enum media_type type, const char *id,
                      struct trakt_titles *titles, struct trakt_error *error)
{
    const char *word = record_type_words[type];
    struct buf list = BUF_INIT(len + 64);

    buf_printf(&list, "[{\"type\":\"%s\",\"%s\":", word, word);
    buf_add(&list, text, len);
    buf_puts(&list, "}]");
    bool read = trakt_read_titles(buf_text(&list), list.len, titles, error);
    buf_release(&list);
    if (read && titles->count != 1)
        titles->count = 0;
    if (read && titles->count && (titles->at[0].type != type || !bears(&titles->at[0], id)))
        titles->count = 0;
    return read;
}

size_t trakt_read_aliases(const char *text, size_t len, json_t **list, const char **aliases)
{
    size_t count = 0, i;
    const json_t *entry;

    *list = json_loadb(text, len, 0, NULL);
    json_array_foreach(*list, i, entry)
    {
        const json_t *title = json_object_get(entry, "title");

        if (count < TRAKT_MOST_ALIASES && json_string_length(title) &&
            json_string_length(title) <= MOST_TEXT)
            aliases[count++] = json_string_value(title);
    }
    return count;
}
