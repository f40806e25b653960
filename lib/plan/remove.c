/* Plans the removals of the list items that prune_run has chosen. */
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

/* Returns the place of a title that is on the list, by any id that the ledger has; -1: not
 * found. */
static json_int_t place_of(const struct roster *roster, const struct ledger_title *known)
{
    struct title like = like_of(known);
    json_int_t place;

    for (int kind = 0; (place = roster_find_from(roster, &like, &kind)) >= 0;) {
        if (roster->at[place].state == TITLE_ON_LIST && roster->at[place].item)
            return place;
    }
    return -1;
}

/* The data on an item of a list or the collection. */
struct listed {
    const char *name, *listed_at;
    int year;
};

static struct listed listed_at_place(const struct plan *p, size_t place)
{
    size_t item = p->list.roster.at[place].item - 1;

    if (p->settings.list.collection) {
        const struct trakt_collected *collected = &p->list.collection.at[item];

        return (struct listed){.name = collected->title, .year = collected->year};
    }
    const struct trakt_item *listed = &p->list.items.at[item];
    return (struct listed){
        .name = listed->title, .listed_at = listed->listed_at, .year = listed->year};
}

struct finder {
    const struct plan *plan;
    const struct prune_target *target;
};

/* The prune_find callback. In the collection, it finds only copies that are unchanged since they
 * were sent. */
static bool find_item(void *context, const struct ledger_change *change, struct prune_item *item)
{
    const struct finder *finder = context;
    const struct plan *p = finder->plan;
    json_int_t place = place_of(&p->list.roster, &change->title);

    if (place < 0)
        return false;
    if (p->settings.list.collection) {
        size_t number = p->list.roster.at[place].item - 1;
        const struct trakt_collected *copy = &p->list.collection.at[number];

        if (!ledger_is_our_copy(finder->target->ledger, &finder->target->place, &change->title,
                                copy->copy.media_type, trakt_collected_changed(copy)))
            return false;
    }
    const struct listed listed = listed_at_place(p, (size_t)place);
    *item = (struct prune_item){.place = (size_t)place,
                                .ids = p->list.roster.at[place].listed,
                                .name = listed.name,
                                .listed_at = listed.listed_at};
    return true;
}

static char *copied(const char *text)
{
    return text && *text ? cvi_strdup(text) : NULL;
}

/* Stores a removal. The operation has the ids of the list item, not those of records. */
static void keep_removal(struct plan *p, const struct prune_going *going)
{
    const struct title *title = &p->list.roster.at[going->place];
    const struct listed listed = listed_at_place(p, going->place);
    struct plan_removal *removal = &p->removals[p->removal_count++];

    *removal = (struct plan_removal){
        .title = *title,
        .name = copied(going->name),
        .year = listed.year == RECORD_NONE ? going->year : listed.year,
        .listed_at = copied(listed.listed_at),
        .filename = copied(going->filename),
        .why = prune_verdict_words[going->verdict],
    };
    removal->title.ids = title->listed;
}

/* Returns the plan's ledger. If it is not open, tries to open it. On error, returns NULL with
 * `why`. If the ledger does not exist, returns NULL, and why->status is 0. */
static struct ledger *ledger_of(struct plan *p, struct why *why)
{
    bool exists = p->settings.ledger && (access(p->settings.ledger, F_OK) == 0 || errno != ENOENT);

    why->status = 0;
    if (!p->ledger && exists)
        p->ledger = ledger_open(p->settings.ledger, why);
    return p->ledger;
}

bool plan_remove(struct stage *stage, struct plan *p)
{
    const struct trakt_target *list = &p->list.target;
    char *id = cvi_format("%" JSON_INTEGER_FORMAT, list->trakt);
    struct why why;
    struct prune_target target = {
        .ledger = p->list.plan.missing ? NULL : ledger_of(p, &why),
        .place = {.account = p->account.slug,
                  .list = list->collection  ? OPERATION_COLLECTION
                          : list->watchlist ? OPERATION_WATCHLIST
                                            : id},
        .find = find_item,
    };
    struct finder finder = {.plan = p, .target = &target};

    target.context = &finder;

    if (!p->list.plan.missing && !target.ledger && why.status)
        target.ledger_fault = why.text;
    bool may_go = prune_decide_all(p->settings.prune, &target);
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
    prune_report_kept(p->settings.prune);
    return true;
}
