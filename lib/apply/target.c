/* Finds and reads the targets before anything is decided. Only apply_make_list changes anything at
 * Trakt: it creates a list. */
#include "apply/parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/ndjson.h"
#include "record/ids.h"

const char *apply_target_name(const struct apply_target *t)
{
    return t->list.slug && *t->list.slug ? t->list.slug : t->to.list;
}

/* --- Reading --- */

static void add_listed(struct apply_items *items, const struct trakt_item *item)
{
    int type = record_word(record_type_words, item->type);
    struct apply_item entry = {.copy = {.three_d = RECORD_NONE}};

    if (type < 0)
        return;
    const struct apply_title title = {.type =
                                          type == MEDIA_MOVIE ? OPERATION_MOVIE : OPERATION_SHOW,
                                      .season = RECORD_NONE,
                                      .episode = RECORD_NONE,
                                      .ids = title_ids_read(item->ids, (enum media_type)type)};

    snprintf(entry.listed_at, sizeof entry.listed_at, "%s", item->listed_at);
    apply_items_add(items, &title, &entry);
}

/* Reads the films and shows of a list. Seasons, episodes, people and unreadable items are left
 * unchanged, but count towards the limit. */
static bool read_list(struct trakt *trakt, struct apply_target *t, struct apply_items *items,
                      struct trakt_error *error)
{
    struct trakt_items listed = {0};
    bool read = trakt_get_items(trakt, &t->list, &listed, error);

    for (size_t i = 0; read && i < listed.count; i++)
        add_listed(items, &listed.at[i]);
    if (read)
        t->count = (json_int_t)listed.count + (json_int_t)listed.unread;
    trakt_items_release(&listed);
    return read;
}

static void add_collected(struct apply_items *items, const struct trakt_collected *collected)
{
    const struct apply_title title = {.type = collected->type,
                                      .season = collected->season,
                                      .episode = collected->episode,
                                      .ids = collected->ids};
    struct apply_item entry = {.copy = collected->copy};

    snprintf(entry.listed_at, sizeof entry.listed_at, "%s", trakt_collected_changed(collected));
    apply_items_add(items, &title, &entry);
}

static bool read_collection(struct trakt *trakt, struct apply_target *t, struct apply_items *items,
                            struct trakt_error *error)
{
    struct trakt_collection collection = {0};
    bool read = trakt_get_collection(trakt, &collection, error);

    for (size_t i = 0; read && i < collection.count; i++)
        add_collected(items, &collection.at[i]);
    if (read)
        t->count = (json_int_t)collection.count + (json_int_t)collection.unread;
    trakt_collection_release(&collection);
    return read;
}

bool apply_read_items(struct trakt *trakt, struct apply_target *t, struct apply_items *items,
                      struct trakt_error *error)
{
    apply_items_release(items);
    return operation_is_collection(&t->to) ? read_collection(trakt, t, items, error)
                                           : read_list(trakt, t, items, error);
}

/* --- Finding --- */

/* Returns the account's limit for the target; RECORD_NONE: unknown. 0 counts as unknown. */
static json_int_t limit_of(const struct apply_target *t, const struct trakt_account *account)
{
    json_int_t limit = operation_is_collection(&t->to)  ? account->most_collection_items
                       : operation_is_watchlist(&t->to) ? account->most_watchlist_items
                                                        : account->most_list_items;

    return t->own && limit > 0 ? limit : RECORD_NONE;
}

static void name_place(struct apply_target *t)
{
    if (t->to.create || t->to.id != RECORD_NONE)
        snprintf(t->place, sizeof t->place, "%" JSON_INTEGER_FORMAT, t->list.trakt);
    else
        snprintf(t->place, sizeof t->place, "%s", t->to.list);
}

/* Sets the list of a target whose operations name it by id. Returns false if `lists` does not have
 * the id. */
static bool choose(struct apply_target *t, const struct trakt_lists *lists)
{
    for (size_t i = 0; i < lists->count; i++) {
        const struct trakt_list *list = &lists->at[i];

        if (list->trakt != t->to.id)
            continue;
        t->list = (struct trakt_target){
            .trakt = list->trakt,
            .name = cvi_strdup(list->name),
            .slug = cvi_strdup(list->slug),
            .owner = cvi_strdup(list->owner),
            .item_count = list->item_count,
        };
        return true;
    }
    return false;
}

static bool refuse(struct stage *stage, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Stops the stage for this reason. Returns false, for use in a return statement. */
static bool refuse(struct stage *stage, const char *format, ...)
{
    char reason[512];
    va_list args;

    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    char *text = cvi_format("nothing was changed: %s", reason);
    stage_stop(stage, EX_TEMPFAIL, text);
    free(text);
    return false;
}

static bool stop(struct stage *stage, const struct trakt_error *error)
{
    stage_stop(stage, trakt_error_status(error), error->message);
    return false;
}

/* Finds the lists that targets name by id, with one request for all lists of the account. */
static bool find_lists(struct stage *stage, struct trakt *trakt, struct apply_intake *in)
{
    struct trakt_lists lists = {0};
    struct trakt_error error;
    bool read = false, found = true;

    for (size_t i = 0; found && i < in->target_count; i++) {
        struct apply_target *t = &in->targets[i];

        if (t->to.id == RECORD_NONE)
            continue;
        if (!read && !trakt_get_lists(trakt, &lists, &error)) {
            found = stop(stage, &error);
            break;
        }
        read = true;
        if (!choose(t, &lists))
            found = refuse(stage,
                           "the list '%s' (id %" JSON_INTEGER_FORMAT
                           ") no longer exists (make a new plan)",
                           t->to.list, t->to.id);
        t->own = t->list.owner && strcmp(t->list.owner, "me") == 0;
    }
    trakt_lists_release(&lists);
    return found;
}

/* Finds the watchlist, the collection, or a list to be created, which may exist by now. `others`:
 * the number of lists that this run creates before this one. */
static bool find_other(struct stage *stage, struct trakt *trakt, struct apply_target *t,
                       const struct trakt_account *account, json_int_t *others)
{
    struct trakt_error error;

    if (operation_is_collection(&t->to)) {
        trakt_target_collection(&t->list);
        return true;
    }
    if (!t->to.create)
        return trakt_find_list(trakt, NULL, &t->list, &error) || stop(stage, &error);
    if (!trakt_find_or_plan(trakt, t->to.list, &t->list, &t->plan, &error))
        return stop(stage, &error);
    t->own = t->plan.missing || (t->list.owner && strcmp(t->list.owner, "me") == 0);
    if (!t->plan.missing)
        return true;
    t->plan.own_lists += (*others)++;
    return trakt_may_make(account, t->to.list, &t->plan, &error) || stop(stage, &error);
}

/* Refuses everything if two targets are the same list. One of them can name the list by its id, and
 * the other can name a list to be created. */
static bool check_twice(struct stage *stage, const struct apply_intake *in)
{
    for (size_t i = 0; i < in->target_count; i++)
        for (size_t j = 0; j < i; j++)
            if (in->targets[i].list.trakt && in->targets[i].list.trakt == in->targets[j].list.trakt)
                return refuse(stage,
                              "the list '%s' is named in two ways, for example by slug and by name "
                              "(apply the operations for each name separately)",
                              apply_target_name(&in->targets[i]));
    return true;
}

static bool check_account(struct stage *stage, const struct apply_intake *in,
                          const struct trakt_account *account)
{
    if (in->stranger)
        return refuse(stage, "the operations are for several accounts, '%s' and '%s'", in->account,
                      in->stranger);
    if (in->account && strcmp(in->account, account->slug) != 0)
        return refuse(stage, "the operations are for the account '%s', but the login is for '%s'",
                      in->account, account->slug);
    return true;
}

static bool read_targets(struct stage *stage, struct trakt *trakt, struct apply_intake *in,
                         const struct trakt_account *account)
{
    struct trakt_error error;

    for (size_t i = 0; i < in->target_count; i++) {
        struct apply_target *t = &in->targets[i];

        t->limit = limit_of(t, account);
        t->count = 0;
        if (t->plan.missing)
            continue;
        name_place(t);
        if (!apply_read_items(trakt, t, &t->items, &error))
            return stop(stage, &error);
        t->taken = t->count;
    }
    return true;
}

bool apply_find_targets(struct stage *stage, struct trakt *trakt, struct apply_intake *in,
                        struct trakt_account *account)
{
    struct trakt_error error;
    json_int_t others = 0;
    bool found = true;

    ndjson_flush();
    if (!trakt_get_account(trakt, account, &error))
        return stop(stage, &error);
    if (!check_account(stage, in, account) || !find_lists(stage, trakt, in))
        return false;
    for (size_t i = 0; found && i < in->target_count; i++)
        if (in->targets[i].to.id == RECORD_NONE)
            found = find_other(stage, trakt, &in->targets[i], account, &others);
    return found && check_twice(stage, in) && read_targets(stage, trakt, in, account);
}

bool apply_make_list(struct trakt *trakt, const char *state, struct apply_target *t,
                     struct trakt_error *error)
{
    const struct trakt_wish wish = {.name = t->to.list, .state = state};

    if (!t->plan.missing)
        return true;
    if (!trakt_make_list(trakt, &wish, &t->list, error))
        return false;
    t->plan.missing = false;
    name_place(t);
    msg_note("created the list '%s' (private)", t->list.name);
    return true;
}
