/* The ledger of the applying stage. If the ledger cannot be used, additions and updates are made,
 * but nothing is removed. */
#include "apply/parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_missing(const char *path)
{
    return access(path, F_OK) != 0 && errno == ENOENT;
}

static void open_ledger(struct apply_ledger *l)
{
    struct why why;

    l->absent = l->reads_only && l->path && is_missing(l->path);
    if (!l->path || l->absent)
        return;
    l->ledger = ledger_open(l->path, &why);
    if (!l->ledger)
        msg_warn("%s (continuing without the ledger of earlier changes: nothing is removed, and "
                 "cvi-undo will not know this run)",
                 why.text);
}

bool apply_ledger_works(struct apply_ledger *l)
{
    struct why why;

    if (!l->tried)
        open_ledger(l);
    l->tried = true;
    return l->absent || (l->ledger && ledger_works(l->ledger, &why));
}

static struct ledger_place place_of(const struct apply_ledger *l, const struct apply_target *target)
{
    return (struct ledger_place){.account = l->account, .list = target->place};
}

/* Returns the title's ids. If the target has the item, the item's own ids take precedence, because
 * the item will later be found by them. */
static struct title_ids ids_of(const struct apply_target *target, const struct apply_title *title,
                               const struct apply_change *change)
{
    struct title_ids ids = title->ids;

    for (int kind = 0; change->item != APPLY_NOWHERE && kind < TITLE_IDS; kind++)
        if (target->items.titles.at[change->item].ids.of[kind])
            ids.of[kind] = target->items.titles.at[change->item].ids.of[kind];
    return ids;
}

/* Compares the item's own ids, and the time when it was listed. In the collection, also compares
 * the copy's media type, because somebody may have changed the copy or added it again since. */
bool apply_ledger_is_ours(struct apply_ledger *l, const struct apply_target *target,
                          const struct apply_title *title, const struct apply_change *change,
                          const struct apply_item *item)
{
    const struct ledger_place place = place_of(l, target);
    const struct ledger_title looked_up = {.type = title->type,
                                           .ids = ids_of(target, title, change),
                                           .season = title->season,
                                           .episode = title->episode,
                                           .year = RECORD_NONE};

    if (!l->account || !l->ledger)
        return false;
    return operation_is_collection(&target->to)
               ? ledger_is_our_copy(l->ledger, &place, &looked_up, item->copy.media_type,
                                    item->listed_at)
               : ledger_is_ours(l->ledger, &place, &looked_up, item->listed_at);
}

/* Returns the item's state before the change, {"listed_at":"...","copy":{...}}, as a new object;
 * NULL: unknown. */
static json_t *before_of(const struct apply_target *target, const struct apply_change *change)
{
    bool has_copy = operation_is_collection(&target->to);

    if (change->kind == OPERATION_ADD || change->item == APPLY_NOWHERE)
        return NULL;
    const struct apply_item *item = &target->items.at[change->item];
    json_t *before = json_object();

    if (*item->listed_at)
        json_object_set_new(before, "listed_at", json_string(item->listed_at));
    if (has_copy)
        json_object_set_new(before, "copy", copy_json(&item->copy));
    return before;
}

static struct ledger_change row_of(const struct apply_target *target, size_t place, json_t *before,
                                   json_t *copy)
{
    const struct apply_change *change = &target->requested.changes[place];
    const struct apply_title *title = &target->requested.titles.at[place];

    return (struct ledger_change){
        .kind = change->kind,
        .title = {.type = title->type,
                  .ids = ids_of(target, title, change),
                  .season = title->season,
                  .episode = title->episode,
                  .title = change->title,
                  .year = change->year,
                  .filename = change->filename},
        .before = before,
        .copy = copy,
    };
}

void apply_ledger_write(struct apply_ledger *l, struct apply_target *target, const size_t *places,
                        size_t count)
{
    struct ledger_change rows[TRAKT_MOST_ADDITIONS];
    json_t *kept[TRAKT_MOST_ADDITIONS * 2];
    size_t new_places[TRAKT_MOST_ADDITIONS];
    int64_t numbers[TRAKT_MOST_ADDITIONS] = {0};
    const struct ledger_place place = place_of(l, target);
    size_t new = 0;

    if (!apply_ledger_works(l) || !l->account)
        return;
    for (size_t i = 0; i < count; i++) {
        const struct apply_change *change = &target->requested.changes[places[i]];

        if (change->number)
            continue;
        kept[new * 2] = before_of(target, change);
        kept[new * 2 + 1] = change->copy ? copy_json(change->copy) : NULL;
        rows[new] = row_of(target, places[i], kept[new * 2], kept[new * 2 + 1]);
        new_places[new ++] = places[i];
    }
    if (new)
        ledger_write(l->ledger, l->program, &place, apply_target_name(target), rows, new, numbers);
    for (size_t i = 0; i < new; i++) {
        target->requested.changes[new_places[i]].number = numbers[i];
        json_decref(kept[i * 2]);
        json_decref(kept[i * 2 + 1]);
    }
}

void apply_ledger_settle(struct apply_ledger *l, const struct apply_target *target,
                         const size_t *places, const enum ledger_outcome *outcomes, size_t count)
{
    int64_t numbers[TRAKT_MOST_ADDITIONS];

    if (!l->ledger)
        return;
    for (size_t i = 0; i < count; i++)
        numbers[i] = target->requested.changes[places[i]].number;
    ledger_settle(l->ledger, numbers, outcomes, count);
}

void apply_ledger_release(struct apply_ledger *l)
{
    ledger_close(l->ledger);
    free(l->path);
    *l = (struct apply_ledger){0};
}
