/* Makes the operation that undoes one change in the ledger. */
#include <stdlib.h>
#include <string.h>

#include "undo/undo.h"

/* Returns the list that was changed. The ledger stores the list's id, and its slug at that time. */
static struct operation_target target_of(const struct ledger_change *change)
{
    const char *list = change->place.list;
    struct operation_target to = {
        .account = change->place.account, .list = list, .id = RECORD_NONE};

    if (strcmp(list, OPERATION_WATCHLIST) != 0 && strcmp(list, OPERATION_COLLECTION) != 0) {
        to.id = strtoll(list, NULL, 10);
        to.list = *change->list_name ? change->list_name : list;
    }
    return to;
}

/* Returns the copy before the change; NULL if there was no copy, or the copy is unknown. */
static const json_t *copy_before(const struct ledger_change *change)
{
    const json_t *copy = json_object_get(change->before, "copy");

    return json_object_size(copy) ? copy : NULL;
}

/* Returns the copy after an update, as a new object: the members that were sent, and the older
 * values of the other members. */
static json_t *copy_since(const struct ledger_change *change)
{
    json_t *copy = json_copy((json_t *)copy_before(change));

    json_object_update(copy, (json_t *)change->copy);
    return copy;
}

static json_t *write(const struct ledger_change *change, enum operation_kind kind,
                     const json_t *copy, const json_t *was)
{
    const struct ledger_title *title = &change->title;
    json_auto_t *why = json_pack("[s]", "undo");
    const struct operation op = {
        .kind = kind,
        .to = target_of(change),
        .type = title->type,
        .ids = title->ids,
        .season = title->season,
        .episode = title->episode,
        .title = title->title,
        .year = title->year,
        .copy = copy,
        .was = was,
        .filename = title->filename,
        .why = why,
        .run = change->run,
    };

    return operation_json(&op);
}

static json_t *undo_update(const struct ledger_change *change, enum undo_reason *reason)
{
    const json_t *before = copy_before(change);

    if (!before || !json_is_object(change->copy)) {
        *reason = UNDO_UNKNOWN;
        return NULL;
    }
    json_auto_t *since = copy_since(change);
    return write(change, OPERATION_UPDATE, before, since);
}

json_t *undo_change(const struct ledger_change *change, bool is_last, enum undo_reason *reason)
{
    *reason = !is_last ? UNDO_LATER : change->outcome == LEDGER_UNSURE ? UNDO_UNSURE : UNDO_FINE;
    if (*reason != UNDO_FINE)
        return NULL;
    switch (change->kind) {
    case OPERATION_ADD:
        return write(change, OPERATION_REMOVE, NULL, NULL);
    case OPERATION_REMOVE:
        return write(change, OPERATION_ADD, copy_before(change), NULL);
    case OPERATION_UPDATE:
        return undo_update(change, reason);
    }
    return NULL;
}
