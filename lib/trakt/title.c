/* Gets one title (GET /movies/{id} or /shows/{id}) and its alternative names (GET
 * /movies/{id}/aliases or /shows/{id}/aliases). */
#include "trakt/title.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "trakt/parts.h"

enum { MOST_NAME = 2000 /* bytes of one alternative name */ };

/* --- The title --- */

static bool has_id(const struct trakt_title *title, const char *id)
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
    if (read && titles->count && (titles->at[0].type != type || !has_id(&titles->at[0], id)))
        titles->count = 0;
    return read;
}

struct title_request {
    trakt_found *found;
    void *context;
    enum media_type type;
    char *id;
    struct trakt_titles titles;
};

static bool read_title(void *context, const struct http_answer *answer, struct trakt_error *error)
{
    struct title_request *request = context;

    trakt_titles_release(&request->titles);
    return trakt_read_title(buf_text(&answer->body), answer->body.len, request->type, request->id,
                            &request->titles, error);
}

static void end_title(void *context, const struct trakt_error *error)
{
    struct title_request *request = context;

    request->found(request->context, error ? NULL : &request->titles, error);
    trakt_titles_release(&request->titles);
    free(request->id);
    free(request);
}

void trakt_search_title(struct trakt *trakt, enum media_type type, const char *id,
                        trakt_found *found, void *context)
{
    struct title_request *request = cvi_alloc(sizeof *request);
    struct buf path = BUF_INIT(4096);

    *request = (struct title_request){
        .found = found, .context = context, .type = type, .id = cvi_strdup(id)};
    buf_printf(&path, "/%ss/", record_type_words[type]);
    text_percent(&path, id);
    buf_puts(&path, "?extended=full");
    trakt_get_later(trakt,
                    &(struct trakt_get){.path = buf_text(&path),
                                        .about = TRAKT_ABOUT_SEARCH,
                                        .optional = true,
                                        .read = read_title,
                                        .context = request},
                    end_title);
    buf_release(&path);
}

/* --- The alternative names --- */

size_t trakt_read_aliases(const char *text, size_t len, json_t **list, const char **aliases)
{
    size_t count = 0, i;
    const json_t *entry;
    struct trakt_error ignored;

    trakt_load(text, len, JSON_ARRAY, "a title", list, &ignored);
    json_array_foreach(*list, i, entry)
    {
        const json_t *title = json_object_get(entry, "title");

        if (count < TRAKT_MOST_ALIASES && json_string_length(title) &&
            json_string_length(title) <= MOST_NAME &&
            strlen(json_string_value(title)) == json_string_length(title))
            aliases[count++] = json_string_value(title);
    }
    return count;
}

struct alias_request {
    trakt_aliases_found *found;
    void *context;
    const char *aliases[TRAKT_MOST_ALIASES];
    size_t count;
    json_t *list;
};

static bool read_aliases(void *context, const struct http_answer *answer, struct trakt_error *error)
{
    struct alias_request *request = context;

    json_decref(request->list);
    request->count = trakt_read_aliases(buf_text(&answer->body), answer->body.len, &request->list,
                                        request->aliases);
    return json_is_array(request->list) ||
           trakt_error_set(error, TRAKT_BAD_ANSWER, "Trakt's answer about a title cannot be used");
}

/* Ends a request for aliases. Aliases are optional, so an unusable answer counts as empty. */
static void end_aliases(void *context, const struct trakt_error *error)
{
    struct alias_request *request = context;
    bool failed = error && error->fault != TRAKT_BAD_ANSWER;

    request->found(request->context, request->aliases, failed ? 0 : request->count,
                   failed ? error : NULL);
    json_decref(request->list);
    free(request);
}

void trakt_search_aliases(struct trakt *trakt, enum media_type type, json_int_t id,
                          trakt_aliases_found *found, void *context)
{
    struct alias_request *request = cvi_alloc(sizeof *request);
    char *path = cvi_format("/%ss/%" JSON_INTEGER_FORMAT "/aliases", record_type_words[type], id);

    request->found = found;
    request->context = context;
    trakt_get_later(trakt,
                    &(struct trakt_get){.path = path,
                                        .about = TRAKT_ABOUT_SEARCH,
                                        .optional = true,
                                        .read = read_aliases,
                                        .context = request},
                    end_aliases);
    free(path);
}
