/* Adding to a list: one request at a time, whose answer is waited for elsewhere. */
#include <stdlib.h>
#include <string.h>

#include "trakt/call.h"
#include "trakt/list.h"

struct trakt_batch {
    struct trakt *trakt;
    struct trakt_call call;
    struct trakt_flight flight;
    struct trakt_addition additions[TRAKT_MOST_ADDITIONS];
    size_t count;
    char *path;
    char *body;
    char *list;    /* its name, for messages */
    bool repeated; /* because the first answer could not be read */
};

struct trakt_batch *trakt_add_start(struct trakt *trakt, const struct trakt_target *target,
                                    const struct trakt_addition *additions, size_t count)
{
    struct trakt_batch *batch = cvi_alloc(sizeof *batch);

    batch->trakt = trakt;
    batch->count = count;
    memcpy(batch->additions, additions, count * sizeof *additions);
    batch->path = trakt_items_path(target);
    batch->body = trakt_write_additions(additions, count);
    batch->list = cvi_strdup(target->name);
    batch->call = (struct trakt_call){
        .method = "POST", .path = batch->path, .body = batch->body, .about = TRAKT_ABOUT_LIST};
    trakt_call_start(trakt, &batch->call, &batch->flight);
    return batch;
}

void trakt_batch_free(struct trakt_batch *batch)
{
    if (!batch)
        return;
    http_release(&batch->flight.answer);
    free(batch->path);
    free(batch->body);
    free(batch->list);
    free(batch);
}

static void name_full_list(const struct trakt_batch *batch, struct trakt_error *error)
{
    char words[sizeof error->message];

    if (error->fault != TRAKT_LIST_FULL)
        return;
    memcpy(words, error->message, sizeof words);
    snprintf(error->message, sizeof error->message, "%.64s: %.400s", batch->list, words);
}

enum trakt_progress trakt_add_take(struct trakt_batch *batch, struct trakt_addition *additions,
                                   struct trakt_added *added, struct trakt_error *error)
{
    const struct buf *body = &batch->flight.answer.body;
    enum trakt_progress progress = trakt_call_take(batch->trakt, &batch->flight, error);

    *added = (struct trakt_added){.item_count = RECORD_NONE};
    if (progress == TRAKT_FAILED)
        name_full_list(batch, error);
    if (progress != TRAKT_DONE)
        return progress;
    bool read =
        trakt_read_added(buf_text(body), body->len, batch->additions, batch->count, added, error) ||
        trakt_call_spoilt(&batch->flight.answer, error);
    if (!read && error->fault == TRAKT_BAD_ANSWER && !batch->repeated) {
        batch->repeated = true; /* it was added, perhaps; once more tells */
        http_release(&batch->flight.answer);
        trakt_call_start(batch->trakt, &batch->call, &batch->flight);
        return TRAKT_UNDER_WAY;
    }
    memcpy(additions, batch->additions, batch->count * sizeof *additions);
    return read ? TRAKT_DONE : TRAKT_FAILED;
}
