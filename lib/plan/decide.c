/* Decides the outcome for every title, after all of the input has been read. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plan/parts.h"
#include "record/ids.h"

/* --- The same title twice --- */

static bool is_there(const struct title *title)
{
    return title->state == TITLE_ON_LIST;
}

static void swap_texts(char **one, char **other)
{
    char *text = *one;

    *one = *other;
    *other = text;
}

/* Joins two places of the roster whose titles have an id in common, unless other ids of the titles
 * contradict each other. Keeps the title that is on the list. If neither or both titles are on the
 * list, keeps the first one. */
static void join(struct plan *p, size_t one, size_t other)
{
    struct roster *r = &p->list.roster;
    bool is_listed = is_there(&r->at[other]);
    bool swap = is_there(&r->at[one]) != is_listed ? is_listed : one > other;
    size_t kept = swap ? other : one, twin = swap ? one : other;

    if (plan_title_at(p, kept)->twin || plan_title_at(p, twin)->twin ||
        title_ids_contradiction(&r->at[kept].ids, &r->at[twin].ids) != TITLE_IDS)
        return;
    roster_learn(r, kept, &r->at[twin].ids);
    p->titles[twin].twin = true;
    if (!p->titles[twin].has_record)
        return;
    if (!is_there(&r->at[twin]))
        r->at[twin].state = TITLE_UNSENT;
    if (p->titles[kept].has_record &&
        copy_compare(&p->titles[twin].copy, &p->titles[kept].copy) <= 0)
        return;
    p->titles[kept].has_record = true;
    p->titles[kept].owned |= p->titles[twin].owned;
    p->titles[kept].copy = p->titles[twin].copy;
    p->titles[kept].year = p->titles[twin].year;
    swap_texts(&p->titles[kept].title, &p->titles[twin].title);
    swap_texts(&p->titles[kept].filename, &p->titles[twin].filename);
    swap_texts(&p->titles[kept].exact, &p->titles[twin].exact);
}

/* Joins titles that have two places. A title has two places if one record had one of its ids, the
 * next record had another id, and a later record had both. */
static void join_twins(struct plan *p)
{
    struct roster *r = &p->list.roster;

    for (size_t i = 0; i < r->count; i++) {
        json_int_t place;

        for (int kind = 0; (place = roster_find_from(r, &r->at[i], &kind)) >= 0;)
            if ((size_t)place != i)
                join(p, i, (size_t)place);
    }
}

/* --- Who is logged in --- */

/* Gets the logged-in account. The operations name it, so that they are not applied to another
 * account. */
static bool learn_account(struct stage *stage, struct plan *p)
{
    struct trakt_error error;

    if (p->settings.list.export)
        return true;
    if (!trakt_get_account(p->list.trakt, &p->account, &error)) {
        stage_stop(stage, trakt_error_status(&error), error.message);
        return false;
    }
    p->list.account = &p->account;
    if (plan_account(p))
        return true;
    stage_stop(stage, EX_UNAVAILABLE, "Trakt's answer does not name the account (user.ids.slug)");
    return false;
}

const char *plan_account(const struct plan *p)
{
    const char *slug = p->account.slug;

    return slug && *slug ? slug : NULL;
}

/* --- Titles that the user has removed --- */

/* Opens the ledger, if it exists, and remembers which outcomes it has now (ledger_mark). */
static void open_ledger(struct plan *p)
{
    struct why why;

    if (!p->settings.ledger || access(p->settings.ledger, F_OK) != 0)
        return;
    p->ledger = ledger_open(p->settings.ledger, &why);
    if (!p->ledger)
        msg_warn("%s: titles that you removed from the list are not known, and may be in the plan",
                 why.text);
    ledger_mark(p->ledger);
}

bool plan_read_list(struct stage *stage, struct plan *p)
{
    if (!p->asked)
        open_ledger(p);
    p->asked = true;
    return add_list_read(stage, &p->list);
}

static void note_taken_off(struct plan *p, const struct ledger_place *where, size_t place)
{
    struct title *title = &p->list.roster.at[place];
    const struct ledger_title known = {
        .type = title->part                  ? OPERATION_EPISODE
                : title->type == MEDIA_MOVIE ? OPERATION_MOVIE
                                             : OPERATION_SHOW,
        .ids = title->ids,
        .season = roster_season(title->part),
        .episode = roster_episode(title->part),
        .year = RECORD_NONE,
    };

    if (ledger_find(p->ledger, where, &known, NULL) != LEDGER_OURS)
        return;
    if (p->settings.again) {
        p->titles[place].again = true;
        return;
    }
    title->state = TITLE_TAKEN_OFF;
}

/* Finds out from the ledger which of the titles to add were removed by the user. The list must
 * exist. */
static void look_into_ledger(struct plan *p)
{
    const struct trakt_target *target = &p->list.target;
    char *id = cvi_format("%" JSON_INTEGER_FORMAT, target->trakt);
    const struct ledger_place where = {
        .account = plan_account(p),
        .list = target->collection  ? OPERATION_COLLECTION
                : target->watchlist ? OPERATION_WATCHLIST
                                    : id,
    };

    for (size_t i = 0; p->ledger && i < p->list.roster.count; i++)
        if (p->list.roster.at[i].state == TITLE_SEEN)
            note_taken_off(p, &where, i);
    free(id);
}

/* --- Titles in the collection with other metadata --- */

const struct copy *plan_copy_there(const struct plan *p, size_t place)
{
    return &p->list.collection.at[p->list.roster.at[place].item - 1].copy;
}

static void decide_update(struct plan *p, size_t place)
{
    struct plan_title *title = plan_title_at(p, place);

    if (!title->has_record || title->twin || p->list.roster.at[place].state != TITLE_ON_LIST)
        return;
    title->update = copy_is_news(&title->copy, plan_copy_there(p, place));
}

static void decide_updates(struct plan *p)
{
    for (size_t i = 0; p->settings.list.collection && i < p->list.roster.count; i++)
        decide_update(p, i);
}

/* --- All titles --- */

static bool has_news(struct plan *p)
{
    for (size_t i = 0; i < p->list.roster.count; i++)
        if (p->list.roster.at[i].state == TITLE_SEEN || plan_title_at(p, i)->update)
            return true;
    return false;
}

static void count(struct plan *p)
{
    for (size_t i = 0; i < p->list.roster.count; i++) {
        const struct plan_title *title = plan_title_at(p, i);
        enum title_state state = p->list.roster.at[i].state;

        if (!title->has_record || title->twin)
            continue;
        p->counts.there += state == TITLE_ON_LIST && !title->update;
        p->counts.update += title->update;
        p->counts.add += state == TITLE_SEEN;
        p->counts.full += state == TITLE_FULL;
        p->counts.owned += title->owned && (state == TITLE_SEEN || state == TITLE_FULL);
        p->counts.off += state == TITLE_TAKEN_OFF;
    }
    p->counts.remove = p->removal_count;
}

/* Removals are decided before additions, because they make room. */
bool plan_decide(struct stage *stage, struct plan *p)
{
    /* With --prune, the list is read even if no record in the input has a title for it. */
    if (p->settings.prune && (stage_interrupted() || !plan_read_list(stage, p)))
        return false;
    join_twins(p);
    decide_updates(p);
    if (has_news(p) || p->settings.prune) {
        if (!learn_account(stage, p))
            return false;
        if (!p->list.plan.missing)
            look_into_ledger(p);
    }
    if (p->settings.prune && !plan_remove(stage, p))
        return false;
    if (has_news(p)) {
        if (!add_list_learn_limit(stage, &p->list))
            return false;
        p->list.taken -= (json_int_t)p->removal_count;
        add_list_allot(&p->list);
    }
    count(p);
    return true;
}
