/* One title by Trakt's own id or its slug: GET /movies/{id} and /shows/{id}. */
#include <stdlib.h>

#include "base/text.h"
#include "trakt/call.h"
#include "trakt/names.h"
#include "trakt/trakt.h"

struct request {
    trakt_found *found;
    void *context;
    enum media_type type;
    char *id;
};

static void answer(void *context, const struct http_answer *got)
{
    struct request *request = context;
    struct trakt_titles titles = {0};
    struct trakt_error error;
    bool read = true;

    if (got->failure == HTTP_ANSWERED && got->status == 200)
        read = trakt_read_title(buf_text(&got->body), got->body.len, request->type, request->id,
                                &titles, &error) ||
               trakt_call_spoilt(got, &error);
    else if (got->failure != HTTP_ANSWERED || got->status != 404)
        read = trakt_error_of(&error, TRAKT_ABOUT_SEARCH, got);
    request->found(request->context, read ? &titles : NULL, read ? NULL : &error);
    trakt_titles_release(&titles);
    free(request->id);
    free(request);
}

void trakt_search_title(struct trakt *trakt, enum media_type type, const char *id,
                        trakt_found *found, void *context)
{
    struct request *request = cvi_alloc(sizeof *request);
    struct buf path = BUF_INIT(4096);

    *request = (struct request){found, context, type, cvi_strdup(id)};
    buf_printf(&path, "/%ss/", record_type_words[type]);
    text_percent(&path, id);
    buf_puts(&path, "?extended=full");
    trakt_call_later(trakt, buf_text(&path), answer, request);
    buf_release(&path);
}
