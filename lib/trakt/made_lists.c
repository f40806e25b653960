/* The file has a line {"asked":"...","trakt":1,"name":"..."} for each list, oldest first: the
 * requested name, the list's id, and the name that Trakt gave the list. */
#include "trakt/made_lists.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/msg.h"
#include "trakt/list_name.h"
#include "trakt/trakt.h"

enum { MOST_SIZE = 1 << 20 };

static json_t *read_line(const char *line)
{
    json_t *json = *line ? json_loads(line, 0, NULL) : NULL;

    if (json_is_string(json_object_get(json, "asked")) &&
        json_is_string(json_object_get(json, "name")) &&
        json_is_integer(json_object_get(json, "trakt")))
        return json;
    json_decref(json);
    return NULL;
}

static bool is_for(const json_t *json, const char *asked)
{
    return list_name_is(json_string_value(json_object_get(json, "asked")), asked);
}

/* Adds the lines for requested names other than `asked` to `out`. Drops lines for which `out` has
 * no room. */
static void copy_others(struct buf *out, const char *text, const char *asked)
{
    char *copy = cvi_strdup(text), *rest = copy, *line;

    while ((line = strsep(&rest, "\n")) != NULL) {
        json_auto_t *json = read_line(line);

        if (json && !is_for(json, asked))
            buf_printf(out, "%s\n", line);
    }
    free(copy);
}

void made_lists_keep(const char *path, const char *asked, const struct trakt_target *made)
{
    struct buf known = BUF_INIT(MOST_SIZE), text = BUF_INIT((size_t)2 * MOST_SIZE);
    struct why why;

    if (!path || list_name_is(asked, made->name))
        return;
    json_auto_t *json =
        json_pack("{s:s, s:I, s:s}", "asked", asked, "trakt", made->trakt, "name", made->name);
    char *line = json_dumps(json, JSON_COMPACT);
    if (file_read_regular(path, &known, NULL))
        copy_others(&text, buf_text(&known), asked);
    buf_printf(&text, "%s\n", line ? line : "");
    if (line && !file_replace(path, buf_text(&text), text.len, 0600, &why))
        msg_more("%s (so the next run may not find this list by the requested name)", why.text);
    free(line);
    buf_release(&known);
    buf_release(&text);
}

static const struct trakt_list *find_own(const struct trakt_lists *lists, const json_t *json)
{
    json_int_t trakt = json_integer_value(json_object_get(json, "trakt"));
    const char *name = json_string_value(json_object_get(json, "name"));

    for (size_t i = 0; i < lists->count; i++) {
        const struct trakt_list *list = &lists->at[i];

        if (list->trakt == trakt && strcmp(list->owner, "me") == 0 &&
            list_name_is(list->name, name))
            return list;
    }
    return NULL;
}

/* Without `other`: selects the list that was created for the requested name `asked`. With `other`:
 * selects this list if it was created for another name than `asked`. */
struct selection {
    const char *asked;
    const struct trakt_list *other;
};

static bool is_selected(const struct selection *selection, const json_t *json,
                        const struct trakt_list *list)
{
    if (selection->other)
        return list == selection->other && !is_for(json, selection->asked);
    return is_for(json, selection->asked);
}

static const struct trakt_list *find(const char *path, const struct trakt_lists *lists,
                                     const struct selection *selection)
{
    struct buf known = BUF_INIT(MOST_SIZE);
    const struct trakt_list *found = NULL;

    if (!path || !file_read_regular(path, &known, NULL))
        return NULL;
    char *copy = cvi_strdup(buf_text(&known)), *rest = copy, *line;
    while (!found && (line = strsep(&rest, "\n")) != NULL) {
        json_auto_t *json = read_line(line);
        const struct trakt_list *list = json ? find_own(lists, json) : NULL;

        if (list && is_selected(selection, json, list))
            found = list;
    }
    free(copy);
    buf_release(&known);
    return found;
}

const struct trakt_list *made_lists_find(const char *path, const struct trakt_lists *lists,
                                         const char *asked)
{
    return find(path, lists, &(struct selection){.asked = asked});
}

bool made_lists_is_for_other(const char *path, const struct trakt_lists *lists,
                             const struct trakt_list *list, const char *asked)
{
    return find(path, lists, &(struct selection){.asked = asked, .other = list});
}
