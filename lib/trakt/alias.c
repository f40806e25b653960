/* The names that a title has elsewhere: GET /movies/{id}/aliases and /shows/{id}/aliases. */
#include <stdlib.h>

#include "trakt/call.h"
#include "trakt/names.h"
#include "trakt/trakt.h"

struct request {
    trakt_aliases_found *found;
    void *context;
};

static void answer(void *context, const struct http_answer *got)
{
    struct request *request = context;
    const char *aliases[TRAKT_MOST_ALIASES];
    struct trakt_error error;
    json_auto_t *list = NULL;

    if (got->failure == HTTP_ANSWERED && got->status == 404) {
        request->found(request->context, NULL, 0, NULL);
    } else if (got->failure != HTTP_ANSWERED || got->status != 200) {
        trakt_error_of(&error, TRAKT_ABOUT_SEARCH, got);
        request->found(request->context, NULL, 0, &error);
    } else {
        /* Aliases only help: an answer that cannot be read is one without any. */
        size_t count = trakt_read_aliases(buf_text(&got->body), got->body.len, &list, aliases);
        request->found(request->context, aliases, count, NULL);
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
