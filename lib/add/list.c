/* The list that titles are added to. Data about the list is requested from Trakt when it is first
 * needed. */
#include "add/list.h"

#include <stdlib.h>
#include <string.h>

#include "json/ndjson.h"
#include "record/ids.h"

#define LARGER_LIMIT "upgrade to VIP for a larger limit; cvi-auth shows the limits"

/* Finds the list in the export. If it is missing and settings.create is set, plans to create it. */
static bool find_exported_list(struct add_list *l, struct trakt_error *error)
{
    const char *name = l->settings.name;

    if (export_find_list(l->settings.export, name, &l->target, error))
        return true;
    l->plan.missing = l->settings.create && error->fault == TRAKT_NO_LIST;
    if (l->plan.missing)
        l->target.name = cvi_strdup(name);
    return l->plan.missing;
}

static bool find_list(struct add_list *l, struct trakt_error *error)
{
    if (l->target.name)
        return true;
    if (l->settings.collection) {
        trakt_target_collection(&l->target);
        return true;
    }
    if (l->settings.export)
        return find_exported_list(l, error);
    if (l->settings.create)
        return trakt_find_or_plan(l->trakt, l->settings.name, &l->target, &l->plan, error);
    return trakt_find_list(l->trakt, l->settings.name, &l->target, error);
}

bool add_list_check(struct add_list *l, struct trakt_error *error)
{
    struct trakt_account account = {0};
    bool works = trakt_get_account(l->trakt, &account, error) && find_list(l, error) &&
                 (!l->plan.missing || trakt_may_make(&account, l->target.name, &l->plan, error));

    trakt_account_release(&account);
    return works;
}

/* Marks the titles in the roster that are the same as `title`, an item of the list. There can be
 * several, because adder_survey may have entered one title under different ids. If no title is the
 * same, enters `title`. */
static void note_item(struct roster *r, const struct title *title)
{
    bool found = false;
    json_int_t place;

    for (int kind = 0; (place = roster_find_from(r, title, &kind)) >= 0; found = true) {
        roster_learn(r, (size_t)place, &title->ids);
        r->at[place].listed = title->ids;
        r->at[place].state = TITLE_ON_LIST;
        r->at[place].item = title->item;
    }
    if (!found && title_ids_best(&title->ids) != TITLE_IDS)
        roster_enter(r, title);
}

static struct title title_of_item(enum media_type type, const struct trakt_item *item, size_t place)
{
    const struct title_ids ids = title_ids_read(item->ids, type);

    return (struct title){
        .type = type, .ids = ids, .listed = ids, .state = TITLE_ON_LIST, .item = place + 1};
}

/* Enters the films and shows of the list into the roster. Seasons, episodes, people and unreadable
 * items are not entered, but count towards the limit. */
static void note_items(struct add_list *l, const struct trakt_items *items)
{
    l->taken = l->known = (json_int_t)items->count + (json_int_t)items->unread;
    for (size_t i = 0; i < items->count; i++) {
        int type = record_word(record_type_words, items->at[i].type);

        if (type < 0)
            continue;
        const struct title title = title_of_item((enum media_type)type, &items->at[i], i);
        note_item(&l->roster, &title);
    }
}

static bool get_items(struct add_list *l, struct trakt_items *items, struct trakt_error *error)
{
    return l->settings.export ? export_get_items(l->settings.export, &l->target, items, error)
                              : trakt_get_items(l->trakt, &l->target, items, error);
}

static bool get_collection(struct add_list *l, struct trakt_error *error)
{
    return l->settings.export ? export_get_collection(l->settings.export, &l->collection, error)
                              : trakt_get_collection(l->trakt, &l->collection, error);
}

static struct title title_of_collected(const struct trakt_collected *item, size_t place)
{
    bool episode = item->type == OPERATION_EPISODE;

    return (struct title){
        .type = episode ? MEDIA_SHOW : MEDIA_MOVIE,
        .part = episode ? roster_part(item->season, item->episode) : 0,
        .ids = item->ids,
        .listed = item->ids,
        .state = TITLE_ON_LIST,
        .item = place + 1,
    };
}

static void note_collection(struct add_list *l)
{
    const struct trakt_collection *c = &l->collection;

    l->taken = l->known = (json_int_t)c->count + (json_int_t)c->unread;
    for (size_t i = 0; i < c->count; i++) {
        const struct title title = title_of_collected(&c->at[i], i);

        note_item(&l->roster, &title);
    }
}

static bool read_all(struct add_list *l, struct trakt_error *error)
{
    if (l->plan.missing)
        return true;
    if (l->settings.collection) {
        bool read = get_collection(l, error);

        if (read)
            note_collection(l);
        return read;
    }
    bool read = get_items(l, &l->items, error);
    if (read)
        note_items(l, &l->items);
    return read;
}

bool add_list_read(struct stage *stage, struct add_list *l)
{
    struct trakt_error error;

    if (l->ready || stage_stopped(stage))
        return l->ready;
    ndjson_flush();
    l->ready = find_list(l, &error) && read_all(l, &error);
    if (l->settings.export)
        export_warn_incomplete(l->settings.export);
    if (!l->ready)
        stage_stop(stage, trakt_error_status(&error), error.message);
    if (!l->settings.keeps_items) {
        trakt_items_release(&l->items);
        trakt_collection_release(&l->collection);
    }
    return l->ready;
}

/* --- Room --- */

/* Returns the account's limit for this list; RECORD_NONE: not known. 0 counts as not known. */
static json_int_t limit_of(const struct add_list *l, const struct trakt_account *account)
{
    json_int_t limit = l->target.collection  ? account->most_collection_items
                       : l->target.watchlist ? account->most_watchlist_items
                                             : account->most_list_items;

    return limit > 0 ? limit : RECORD_NONE;
}

/* Returns whether the logged-in user's limits apply to the list. */
static bool is_own(const struct add_list *l)
{
    return l->plan.missing || (l->target.owner && strcmp(l->target.owner, "me") == 0);
}

static void report_missing(const struct add_list *l)
{
    msg_note("the list '%s' would be created (private)", l->settings.name);
}

static bool make_list(struct add_list *l, const struct trakt_account *account,
                      struct trakt_error *error)
{
    struct trakt_wish wish = {.name = l->settings.name, .state = l->settings.state};

    if (!trakt_may_make(account, l->settings.name, &l->plan, error))
        return false;
    if (l->settings.dry_run) {
        report_missing(l);
        return true;
    }
    if (!trakt_make_list(l->trakt, &wish, &l->target, error))
        return false;
    if (strcmp(l->target.name, l->settings.name) == 0)
        msg_note("created the list '%s' (private)", l->settings.name);
    else
        msg_note("created the list '%s' (private), which Trakt calls '%s'", l->settings.name,
                 l->target.name);
    return true;
}

/* An export does not state the limits of an account. */
static void measure_export(struct add_list *l)
{
    l->limit = RECORD_NONE;
    if (l->plan.missing)
        report_missing(l);
}

/* Gets the account's limits, and creates the list if necessary. If the limits cannot be read and
 * the error is not final, continues without them: Trakt itself refuses titles that do not fit. */
static bool measure(struct add_list *l, struct trakt_error *error)
{
    struct trakt_account account = {.most_lists = RECORD_NONE,
                                    .most_list_items = RECORD_NONE,
                                    .most_watchlist_items = RECORD_NONE,
                                    .most_collection_items = RECORD_NONE};
    bool done = true;

    if (l->settings.export) {
        measure_export(l);
        return true;
    }
    if (l->account)
        account = *l->account;
    else if (!trakt_get_account(l->trakt, &account, error)) {
        done = !error->final;
        msg_more("%s: continuing without knowing the limits", error->message);
        account.most_lists = account.most_list_items = account.most_watchlist_items =
            account.most_collection_items = RECORD_NONE;
    }
    l->limit = is_own(l) ? limit_of(l, &account) : RECORD_NONE;
    l->free = account.json && !account.vip;
    l->user = account.slug && *account.slug ? cvi_strdup(account.slug) : NULL;
    if (done && l->plan.missing)
        done = make_list(l, &account, error);
    if (!l->account)
        trakt_account_release(&account);
    return done;
}

bool add_list_learn_limit(struct stage *stage, struct add_list *l)
{
    struct trakt_error error = {0};

    if (stage_stopped(stage) || l->measured)
        return !stage_stopped(stage);
    ndjson_flush();
    l->measured = measure(l, &error);
    if (!l->measured) {
        stage_stop(stage, trakt_error_status(&error), error.message);
        return false;
    }
    /* For the warning that the list is full. When the warning is printed, the list has `limit`
     * items. If it has more items than that now, it has `taken` items. */
    l->full.limit = l->limit;
    l->full.count = l->taken > l->limit ? l->taken : l->limit;
    return true;
}

size_t add_list_allot(struct add_list *l)
{
    if (l->limit == RECORD_NONE)
        return 0;
    return roster_allot(&l->roster, l->limit > l->taken ? (size_t)(l->limit - l->taken) : 0);
}

bool add_list_has_room(const struct add_list *l)
{
    return !l->full.closed && (l->limit == RECORD_NONE || l->taken < l->limit);
}

bool add_list_is_full(const struct add_list *l)
{
    return l->full.closed || (l->limit != RECORD_NONE && l->known >= l->limit);
}

/* Marks as added the queued titles that are the same as `arrived`, an item now on the list. */
static void note_arrival(struct roster *r, const struct title *arrived)
{
    json_int_t place;

    for (int kind = 0; (place = roster_find_from(r, arrived, &kind)) >= 0;) {
        struct title *title = &r->at[place];

        if (title->state != TITLE_QUEUED || title->update ||
            !title_ids_same(&title->ids, &arrived->ids))
            continue;
        title->state = TITLE_ADDED;
        title->listed = arrived->ids;
    }
}

/* Marks as added the queued titles that are now on the list. If a request has more titles than fit,
 * Trakt does not report whether it has added some of them. */
static void note_arrived(struct add_list *l, const struct trakt_items *items)
{
    for (size_t i = 0; i < items->count; i++) {
        int type = record_word(record_type_words, items->at[i].type);

        if (type < 0)
            continue;
        const struct title arrived = title_of_item((enum media_type)type, &items->at[i], i);
        note_arrival(&l->roster, &arrived);
    }
}

/* Reads the list again, and marks as added the queued titles that are now on it. Returns the number
 * of items on the list, or RECORD_NONE if the list cannot be read. */
static json_int_t look_again(struct add_list *l)
{
    struct trakt_items items = {0};
    struct trakt_error error;
    json_int_t count = RECORD_NONE;

    if (trakt_get_items(l->trakt, &l->target, &items, &error)) {
        count = (json_int_t)items.count + (json_int_t)items.unread;
        note_arrived(l, &items);
    }
    trakt_items_release(&items);
    return count;
}

static json_int_t look_again_at_collection(struct add_list *l)
{
    struct trakt_collection now = {0};
    struct trakt_error error;
    json_int_t count = RECORD_NONE;

    if (trakt_get_collection(l->trakt, &now, &error)) {
        count = (json_int_t)now.count + (json_int_t)now.unread;
        for (size_t i = 0; i < now.count; i++) {
            const struct title arrived = title_of_collected(&now.at[i], i);

            note_arrival(&l->roster, &arrived);
        }
    }
    trakt_collection_release(&now);
    return count;
}

void add_list_close(struct add_list *l, int http_status)
{
    struct trakt_account account = {0};
    struct trakt_error error;

    l->full = (struct fullness){.closed = true, .limit = RECORD_NONE, .http_status = http_status};
    l->full.count = l->target.collection ? look_again_at_collection(l) : look_again(l);
    if (is_own(l) && trakt_get_account(l->trakt, &account, &error))
        l->full.limit = limit_of(l, &account);
    trakt_account_release(&account);
}

void add_list_report_full(struct add_list *l)
{
    const struct fullness *full = &l->full;
    const char *said = full->http_status ? "HTTP 420: " : "",
               *what = l->target.collection ? "collection" : "list",
               *titles = l->target.collection ? "films and episodes" : "titles",
               *way_out = l->target.collection
                              ? "remove films or episodes, or " LARGER_LIMIT
                              : "remove titles, use another list, or " LARGER_LIMIT;

    if (full->reported)
        return;
    l->full.reported = true;
    if (full->limit == RECORD_NONE || full->count == RECORD_NONE)
        msg_warn("%s: %sthe %s is full: the account's limit is reached (%s)", l->target.name, said,
                 what, way_out);
    else if (full->count < full->limit)
        msg_warn(
            "%s: %sTrakt accepts no more, although the %s has only %lld of at most %lld %s: the "
            "request was too large, or another account limit is reached (run again; cvi-auth shows "
            "the limits)",
            l->target.name, said, what, (long long)full->count, (long long)full->limit, titles);
    else
        msg_warn("%s: %sthe %s is full: %lld of %lld %s (%s)", l->target.name, said, what,
                 (long long)full->count, (long long)full->limit, titles, way_out);
}

void add_list_suggest_collection(const struct add_list *l, size_t owned)
{
    if (!l->target.watchlist || !l->free || l->limit <= 0 || owned <= (size_t)l->limit / 2)
        return;
    msg_note(
        "%zu titles that you own would fill more than half of your watchlist, which can hold at "
        "most %" JSON_INTEGER_FORMAT ". Your collection (library) is a better place for them: "
        "use --collection",
        owned, l->limit);
}

void add_list_release(struct add_list *l)
{
    trakt_items_release(&l->items);
    trakt_collection_release(&l->collection);
    free(l->user);
    trakt_target_release(&l->target);
    roster_release(&l->roster);
}
