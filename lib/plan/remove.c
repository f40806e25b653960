/* Removals: which items of the list prune_run decides to take off. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "plan/parts.h"

static struct title like_of(const struct ledger_title *known)
{
    bool is_episode = known->type == OPERATION_EPISODE;

    return (struct title){
        .type = known->type == OPERATION_MOVIE ? MEDIA_MOVIE : MEDIA_SHOW,
        .part = is_episode ? roster_part(known->season, known->episode) : 0,
        .ids = known->ids,
    };
}

/* A prune_find: looks for the item by every id that the ledger knows. */
static bool find_item(void *context, const struct ledger_title *known, struct prune_item *item)
{
    const struct plan *p = context;
    const struct roster *roster = &p->list.roster;
    struct title like = like_of(known);
    json_int_t place;

    for (int kind = 0; (place = roster_find_from(roster, &like, &kind)) >= 0;) {
        const struct title *title = &roster->at[place];

        if (title->state != TITLE_ON_LIST || !title->item)
            continue;
        const struct trakt_item *listed = &p->list.items.at[title->item - 1];
        *item = (struct prune_item){
            .place = (size_t)place, .name = listed->title, .listed_at = listed->listed_at};
        return true;
    }
    return false;
}

static char *copied(const char *text)
{
    return text && *text ? cvi_strdup(text) : NULL;
}

/* The operation has the ids of the item, and not those that records have told. */
static void keep_removal(struct plan *p, const struct prune_going *going)
{
    const struct title *title = &p->list.roster.at[going->place];
    const struct trakt_item *item = &p->list.items.at[title->item - 1];
    struct plan_removal *removal = &p->removals[p->removal_count++];

    *removal = (struct plan_removal){
        .title = *title,
        .name = copied(going->name),
        .year = item->year == RECORD_NONE ? going->year : item->year,
        .listed_at = copied(item->listed_at),
        .filename = copied(going->filename),
        .why = prune_verdict_words[going->verdict],
    };
    removal->title.ids = title->listed;
}

/* Opens the ledger if there is one. Returns NULL, with why->status 0 if there is none. */
static struct ledger *open_ledger(const struct plan *p, struct why *why)
{
    why->status = 0;
    if (!p->settings.ledger || (access(p->settings.ledger, F_OK) != 0 && errno == ENOENT))
        return NULL;
    return ledger_open(p->settings.ledger, why);
}

bool plan_remove(struct stage *stage, struct plan *p)
{
    const struct trakt_target *list = &p->list.target;
    char *id = cvi_format("%" JSON_INTEGER_FORMAT, list->trakt);
    struct why why;
    struct prune_target target = {
        .ledger = p->list.plan.missing ? NULL : open_ledger(p, &why),
        .place = {.account = plan_account(p), .list = list->watchlist ? OPERATION_WATCHLIST : id},
        .find = find_item,
        .context = p,
    };

    if (!p->list.plan.missing && !target.ledger && why.status)
        target.ledger_fault = why.text;
    bool may_go = prune_decide_all(p->settings.prune, &target);
    ledger_close(target.ledger);
    free(id);
    if (!may_go) {
        stage_raise(stage, EX_TEMPFAIL);
        return false;
    }
    size_t count;
    const struct prune_going *goings = prune_goings(p->settings.prune, &count);
    p->removals = cvi_alloc((count + 1) * sizeof *p->removals);
    for (size_t i = 0; i < count; i++)
        keep_removal(p, &goings[i]);
    prune_tell_kept(p->settings.prune);
    return true;
}
