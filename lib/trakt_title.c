/* One title by Trakt's own id or its slug: GET /movies/{id} and /shows/{id}. */
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "trakt.h"
#include "trakt_call.h"

struct request {
    trakt_found *found;
    void *context;
    enum media_type type;
};

/* The object as a search would bring it: one reader checks both. */
static bool read_object(enum media_type type, const struct buf *body, struct trakt_titles *titles,
                        struct trakt_error *error)
{
    const char *word = record_type_words[type];
    json_t *object = json_loadb(buf_text(body), body->len, JSON_REJECT_DUPLICATES, NULL);
    json_auto_t *list =
        json_pack("[{s:s, s:o}]", "type", word, word, object ? object : json_null());
    char *text = json_dumps(list, JSON_COMPACT);
    bool read = trakt_read_titles(text, strlen(text), titles, error);

    free(text);
    return read;
}

static void answer(void *context, const struct http_answer *got)
{
    struct request *request = context;
    struct trakt_titles titles = {0};
    struct trakt_error error;
    bool read = true;

    if (got->failure == HTTP_ANSWERED && got->status == 200)
        read = read_object(request->type, &got->body, &titles, &error);
    else if (got->failure != HTTP_ANSWERED || got->status != 404)
        read = trakt_error_of(&error, TRAKT_ABOUT_SEARCH, got);
    request->found(request->context, read ? &titles : NULL, read ? NULL : &error);
    trakt_titles_release(&titles);
    free(request);
}

void trakt_search_title(struct trakt *trakt, enum media_type type, const char *id,
                        trakt_found *found, void *context)
{
    struct request *request = cvi_alloc(sizeof *request);
    struct buf path = BUF_INIT(4096);

    *request = (struct request){found, context, type};
    buf_printf(&path, "/%ss/", record_type_words[type]);
    text_percent(&path, id);
    buf_puts(&path, "?extended=full");
    trakt_call_later(trakt, buf_text(&path), answer, request);
    buf_release(&path);
}
