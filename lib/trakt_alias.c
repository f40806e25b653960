/* The names that a title has elsewhere: GET /movies/{id}/aliases and /shows/{id}/aliases. */
#include <stdlib.h>
#include <string.h>

#include "trakt.h"
#include "trakt_call.h"

/* The answer is not paginated; a title has some dozens of names. */
enum { MOST_ALIASES = 500, MOST_TEXT = 2000 };

struct request {
    trakt_aliases_found *found;
    void *context;
};

/* The texts of [{"title":"Ruptura","country":"br"}, ...]; what is not of that shape is left out. */
static size_t read_aliases(const json_t *list, const char **aliases)
{
    const json_t *entry;
    size_t count = 0;
    size_t i;

    json_array_foreach(list, i, entry)
    {
        const json_t *title = json_object_get(entry, "title");

        if (count < MOST_ALIASES && json_string_length(title) &&
            json_string_length(title) <= MOST_TEXT)
            aliases[count++] = json_string_value(title);
    }
    return count;
}

static void answer(void *context, const struct http_answer *got)
{
    struct request *request = context;
    const char *aliases[MOST_ALIASES];
    struct trakt_error error;
    json_auto_t *list = NULL;

    if (got->failure == HTTP_ANSWERED && got->status == 404) {
        request->found(request->context, NULL, 0, NULL);
    } else if (got->failure != HTTP_ANSWERED || got->status != 200) {
        trakt_error_of(&error, TRAKT_ABOUT_SEARCH, got);
        request->found(request->context, NULL, 0, &error);
    } else {
        /* Aliases only help: an answer that cannot be read is one without any. */
        list = json_loadb(buf_text(&got->body), got->body.len, JSON_REJECT_DUPLICATES, NULL);
        request->found(request->context, aliases, read_aliases(list, aliases), NULL);
    }
    free(request);
}

void trakt_search_aliases(struct trakt *trakt, enum media_type type, json_int_t id,
                          trakt_aliases_found *found, void *context)
{
    struct request *request = cvi_alloc(sizeof *request);
    char *path = cvi_format("/%ss/%" JSON_INTEGER_FORMAT "/aliases", record_type_words[type], id);

    *request = (struct request){found, context};
    trakt_call_later(trakt, path, answer, request);
    free(path);
}
