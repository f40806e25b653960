/* Decides about the requested changes. judge_one has the rules; the functions before it find the
 * changes and items to compare. */
#include "apply/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

const char *const apply_reason_words[] = {
    NULL,         "not-ours",     "no-ledger", "contradiction", "ids-disagree",
    "ids-differ", "file-is-back", "put-back",  "edited",        "gone",
    NULL};

static const char *const texts[APPLY_REASONS] = {
    [APPLY_NOT_OURS] = "it was not added by cvi (--force removes the title anyway)",
    [APPLY_NO_LEDGER] =
        "the ledger, which records what cvi has changed, cannot be used, so nothing is removed",
    [APPLY_CONTRADICTION] = "it contradicts another operation on the same title",
    [APPLY_IDS_DISAGREE] = "its ids belong to different titles",
    [APPLY_IDS_DIFFER] = "it has an id in common with another addition, but their other ids differ",
    [APPLY_FILE_IS_BACK] =
        "its file, which was missing, exists again (--force removes the title anyway)",
    [APPLY_PUT_BACK] = "it was removed and added again",
    [APPLY_EDITED] = "its details were changed",
    [APPLY_GONE] = "it is no longer there",
};

bool apply_is_changed(enum apply_reason reason)
{
    return reason >= APPLY_PUT_BACK;
}

const char *apply_reason_text(enum apply_reason reason)
{
    return texts[reason] ? texts[reason] : "";
}

/* --- The requested changes --- */

static void release_change(struct apply_change *change)
{
    free(change->title);
    free(change->filename);
    free(change->listed_at);
    free(change->copy);
    free(change->was);
}

static bool is_same_copy(const struct copy *one, const struct copy *other)
{
    if (!one || !other)
        return one == other;
    return !copy_differs(one, other) && !copy_differs(other, one);
}

static bool is_same_text(const char *one, const char *other)
{
    return one == other || (one && other && strcmp(one, other) == 0);
}

static bool is_same_change(const struct apply_change *one, const struct apply_change *other)
{
    return one->kind == other->kind && is_same_copy(one->copy, other->copy) &&
           is_same_copy(one->was, other->was) && is_same_text(one->listed_at, other->listed_at);
}

static void refuse(struct apply_change *change, enum apply_reason reason)
{
    change->state = APPLY_REFUSED;
    change->reason = reason;
}

static size_t enter(struct apply_requested *w, const struct apply_title *title,
                    const struct apply_change *change)
{
    size_t room = w->titles.room;
    size_t place = apply_index_enter(&w->titles, title);

    if (room != w->titles.room)
        w->changes = cvi_realloc(w->changes, w->titles.room * sizeof *w->changes);
    w->changes[place] = *change;
    return place;
}

/* Returns the place of the first change that concerns the same title, or -1. */
static json_int_t find_change(const struct apply_requested *w, const struct apply_title *title)
{
    json_int_t first = apply_index_find(&w->titles, title);

    return first >= 0 && title_ids_stand_alone(&w->titles.at[first].ids, &title->ids) ? -1 : first;
}

/* Enters a change whose ids contradict those of the title's first change, which has the same kind.
 * `title` may be another title than that of the first change; find_items decides this later. An
 * addition is not entered in the index, because it may be refused later. */
static size_t enter_doubtful(struct apply_requested *w, const struct apply_title *title,
                             struct apply_change *change)
{
    struct apply_title entered = *title;

    entered.is_hidden = change->ids_differ = change->kind == OPERATION_ADD;
    return enter(w, &entered, change);
}

/* Two changes that contradict each other are both entered and refused. Look-ups find the first one,
 * so that later changes of the title are refused as well. */
size_t apply_request(struct apply_requested *w, const struct apply_title *title,
                     struct apply_change *change, bool *is_twin)
{
    json_int_t first = find_change(w, title);

    *is_twin = false;
    if (first >= 0 && w->changes[first].kind == change->kind &&
        title_ids_contradiction(&w->titles.at[first].ids, &title->ids) != TITLE_IDS)
        return enter_doubtful(w, title, change);
    *is_twin = first >= 0 && is_same_change(&w->changes[first], change);
    if (*is_twin) {
        apply_index_learn(&w->titles, (size_t)first, &title->ids);
        release_change(change);
        return (size_t)first;
    }
    if (first >= 0) {
        refuse(&w->changes[first], APPLY_CONTRADICTION);
        refuse(change, APPLY_CONTRADICTION);
    }
    return enter(w, title, change);
}

void apply_requested_release(struct apply_requested *w)
{
    for (size_t i = 0; i < w->titles.count; i++)
        release_change(&w->changes[i]);
    free(w->changes);
    apply_index_release(&w->titles);
    *w = (struct apply_requested){0};
}

/* --- The items of the target --- */

void apply_items_add(struct apply_items *items, const struct apply_title *title,
                     const struct apply_item *item)
{
    size_t room = items->titles.room;
    size_t place = apply_index_enter(&items->titles, title);

    if (room != items->titles.room)
        items->at = cvi_realloc(items->at, items->titles.room * sizeof *items->at);
    items->at[place] = *item;
}

void apply_items_release(struct apply_items *items)
{
    free(items->at);
    apply_index_release(&items->titles);
    *items = (struct apply_items){0};
}

/* Returns whether both sets of ids may belong to one title. If both have a Trakt id, the Trakt ids
 * must be equal; otherwise, no id may differ. */
static bool is_same_title(const struct title_ids *one, const struct title_ids *other)
{
    if (one->of[TITLE_ID_TRAKT] && other->of[TITLE_ID_TRAKT])
        return title_ids_agree(one, other);
    for (int kind = 0; kind < TITLE_IDS; kind++)
        if (one->of[kind] && other->of[kind] && one->of[kind] != other->of[kind])
            return false;
    return true;
}

/* Finds the item that an addition concerns. As in cvi-add, this is the first item that shares an id
 * with the addition and does not have a different Trakt id. If there is no such item, refuses an
 * addition whose ids contradict those of an earlier addition. */
static void find_added(const struct apply_items *items, const struct apply_title *title,
                       struct apply_change *change)
{
    size_t places[TITLE_IDS];
    size_t count = apply_index_hits(&items->titles, title, places);

    for (size_t i = 0; i < count && change->item == APPLY_NOWHERE; i++)
        if (title_ids_agree(&items->titles.at[places[i]].ids, &title->ids))
            change->item = places[i];
    if (change->item == APPLY_NOWHERE && change->ids_differ)
        refuse(change, APPLY_IDS_DIFFER);
    else if (change->item != APPLY_NOWHERE && change->state == APPLY_TO_DO &&
             title_ids_contradiction(&items->titles.at[change->item].ids, &title->ids) != TITLE_IDS)
        change->reason = APPLY_IDS_DIFFER;
}

/* Finds the item that a removal or an update concerns; the item existed when the plan was made.
 * Refuses the change if its ids belong to different titles. */
static void find_changed(const struct apply_items *items, const struct apply_title *title,
                         struct apply_change *change)
{
    size_t places[TITLE_IDS];
    size_t count = apply_index_hits(&items->titles, title, places);

    if (count == 1 && is_same_title(&items->titles.at[places[0]].ids, &title->ids))
        change->item = places[0];
    else if (count && change->state == APPLY_TO_DO)
        refuse(change, APPLY_IDS_DISAGREE);
}

/* --- The rules --- */

/* Returns whether sending the value `sent` would overwrite an edit. The item had the value `was`
 * when the plan was made, and has the value `has` now; NULL: no value. The item was edited if `has`
 * is neither `sent` nor `was`. A removed value counts as an edit only if `sent` is not `was`. */
static bool spoils(const char *sent, const char *was, const char *has)
{
    return sent && !is_same_text(sent, has) && !is_same_text(was, has) &&
           (has || !is_same_text(sent, was));
}

static bool spoils_number(int sent, int was, int has)
{
    return sent != RECORD_NONE && sent != has && was != has && (has != RECORD_NONE || sent != was);
}

static bool is_edited(const struct copy *sent, const struct copy *was, const struct copy *has)
{
    return spoils(sent->media_type, was->media_type, has->media_type) ||
           spoils(sent->resolution, was->resolution, has->resolution) ||
           spoils(sent->hdr, was->hdr, has->hdr) || spoils(sent->audio, was->audio, has->audio) ||
           spoils(sent->audio_channels, was->audio_channels, has->audio_channels) ||
           spoils_number(sent->three_d, was->three_d, has->three_d);
}

static void judge_removal(struct apply_change *c, const struct apply_title *title,
                          const struct apply_item *item, const struct apply_rules *rules)
{
    if (!item)
        c->state = APPLY_ALREADY;
    else if (!rules->ledger)
        refuse(c, APPLY_NO_LEDGER);
    else if (rules->force)
        return;
    else if (c->listed_at && *item->listed_at && strcmp(c->listed_at, item->listed_at) != 0)
        c->reason = APPLY_PUT_BACK;
    else if (!rules->is_ours(rules->context, title, c, item))
        refuse(c, APPLY_NOT_OURS);
    else if (c->file_is_back)
        refuse(c, APPLY_FILE_IS_BACK);
}

static void judge_update(struct apply_change *c, const struct apply_item *item,
                         const struct apply_rules *rules)
{
    if (item && !copy_differs(c->copy, &item->copy))
        c->state = APPLY_ALREADY;
    else if (rules->force)
        return;
    else if (!item)
        c->reason = APPLY_GONE;
    else if (is_edited(c->copy, c->was, &item->copy))
        c->reason = APPLY_EDITED;
}

static void judge_one(struct apply_change *c, const struct apply_title *title,
                      const struct apply_items *items, const struct apply_rules *rules)
{
    const struct apply_item *item = c->item == APPLY_NOWHERE ? NULL : &items->at[c->item];

    switch (c->kind) {
    case OPERATION_ADD:
        if (item)
            c->state = APPLY_ALREADY;
        break;
    case OPERATION_REMOVE:
        judge_removal(c, title, item, rules);
        break;
    case OPERATION_UPDATE:
        judge_update(c, item, rules);
        break;
    }
}

/* Returns whether both changes add an item that is already there, and the ids of at least one of
 * them contradict the item's ids. Each addition then gets a result of its own. */
static bool are_there(const struct apply_change *one, const struct apply_change *other)
{
    return one->kind == OPERATION_ADD && other->kind == OPERATION_ADD &&
           (one->reason == APPLY_IDS_DIFFER || other->reason == APPLY_IDS_DIFFER);
}

/* Joins changes that name the same item by different ids. first[item] is the place of the first
 * change that concerns the item, plus 1; 0: none yet. */
static void join(struct apply_requested *w, size_t place, size_t *first)
{
    struct apply_change *c = &w->changes[place];
    size_t *known = &first[c->item];

    if (!*known) {
        *known = place + 1;
    } else if (are_there(&w->changes[*known - 1], c)) {
        return;
    } else if (is_same_change(&w->changes[*known - 1], c)) {
        c->state = APPLY_TWIN;
        c->twin = *known - 1;
    } else {
        refuse(&w->changes[*known - 1], APPLY_CONTRADICTION);
        refuse(c, APPLY_CONTRADICTION);
    }
}

static void find_items(struct apply_requested *w, const struct apply_items *items)
{
    size_t *first = cvi_alloc((items->titles.count + 1) * sizeof *first);

    for (size_t i = 0; i < w->titles.count; i++) {
        struct apply_change *c = &w->changes[i];

        c->item = APPLY_NOWHERE;
        if (c->kind == OPERATION_ADD)
            find_added(items, &w->titles.at[i], c);
        else
            find_changed(items, &w->titles.at[i], c);
        if (c->item != APPLY_NOWHERE)
            join(w, i, first);
    }
    free(first);
}

size_t apply_judge(struct apply_requested *w, const struct apply_items *items,
                   const struct apply_rules *rules)
{
    size_t changed = 0;

    find_items(w, items);
    for (size_t i = 0; i < w->titles.count; i++) {
        struct apply_change *c = &w->changes[i];

        if (c->state == APPLY_TO_DO)
            judge_one(c, &w->titles.at[i], items, rules);
        changed += apply_is_changed(c->reason);
    }
    return changed;
}

size_t apply_count(const struct apply_requested *w, enum operation_kind kind)
{
    size_t count = 0;

    for (size_t i = 0; i < w->titles.count; i++)
        count += w->changes[i].kind == kind && w->changes[i].state == APPLY_TO_DO;
    return count;
}
