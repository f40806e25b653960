/* Reads the user's lists, or finds or creates one list. */
#include "lists/lists.h"

#include <stdlib.h>

#include "base/buf.h"

void lists_release(struct lists_found *found)
{
    trakt_lists_release(&found->lists);
    trakt_target_release(&found->target);
    free(found->heading);
    *found = (struct lists_found){0};
}

static bool give_up(struct lists_found *found)
{
    lists_release(found);
    return false;
}

static void set_heading(struct lists_found *found)
{
    size_t count = found->lists.count + (found->watchlist != RECORD_NONE);

    found->heading = cvi_format("Found %zu watchlist%s:", count, count == 1 ? "" : "s");
}

bool lists_read(struct trakt *trakt, struct lists_found *found, struct trakt_error *error)
{
    *found = (struct lists_found){0};
    if (!trakt_find_list(trakt, NULL, &found->target, error) ||
        !trakt_count_items(trakt, &found->target, &found->watchlist, error) ||
        !trakt_get_lists(trakt, &found->lists, error))
        return give_up(found);
    set_heading(found);
    return true;
}

bool lists_read_export(struct export *export, struct lists_found *found, struct trakt_error *error)
{
    struct trakt_items items;

    *found = (struct lists_found){.watchlist = RECORD_NONE};
    if (!export_get_lists(export, &found->lists, error) ||
        !export_find_list(export, NULL, &found->target, error))
        return give_up(found);
    if (export_get_items(export, &found->target, &items, error)) {
        found->watchlist = (json_int_t)items.count + (json_int_t)items.unread;
        trakt_items_release(&items);
    } else {
        msg_warn("%s", error->message);
    }
    export_warn_incomplete(export);
    if (found->lists.unread)
        msg_warn("%zu of the lists in the export cannot be shown: they have no name or no id",
                 found->lists.unread);
    set_heading(found);
    return true;
}

static bool make(struct trakt *trakt, const struct trakt_wish *wish, const struct trakt_plan *plan,
                 struct trakt_target *target, struct trakt_error *error)
{
    struct trakt_account account = {0};
    bool made = trakt_get_account(trakt, &account, error) &&
                trakt_may_make(&account, wish->name, plan, error) &&
                trakt_make_list(trakt, wish, target, error);

    trakt_account_release(&account);
    return made;
}

/* Makes the target the only list in found->lists. If the list has just been created and is missing
 * in Trakt's answer, uses the known facts about it. */
static void keep_only_target(struct lists_found *found, const struct trakt_wish *wish)
{
    const struct trakt_target *target = &found->target;
    struct trakt_lists *lists = &found->lists;
    const struct trakt_list new_list = {.name = target->name,
                                        .slug = target->slug,
                                        .trakt = target->trakt,
                                        .item_count = target->item_count,
                                        .privacy = "private",
                                        .description = wish->description ? wish->description : "",
                                        .updated_at = "",
                                        .owner = "me"};
    struct trakt_list only = new_list;

    for (size_t i = 0; i < lists->count; i++)
        if (lists->at[i].trakt == target->trakt)
            only = lists->at[i];
    lists->at = cvi_realloc(lists->at, sizeof *lists->at);
    lists->at[0] = only;
    lists->count = 1;
}

bool lists_make(struct trakt *trakt, const struct trakt_wish *wish, struct lists_found *found,
                struct trakt_error *error)
{
    struct trakt_plan plan;

    *found = (struct lists_found){.watchlist = RECORD_NONE};
    if (!trakt_find_or_plan(trakt, wish->name, &found->target, &plan, error) ||
        (plan.missing && !make(trakt, wish, &plan, &found->target, error)))
        return give_up(found);
    if (found->target.watchlist
            ? !trakt_count_items(trakt, &found->target, &found->watchlist, error)
            : !trakt_get_lists(trakt, &found->lists, error))
        return give_up(found);
    if (!found->target.watchlist)
        keep_only_target(found, wish);
    found->heading =
        cvi_strdup(plan.missing ? "Created watchlist:" : "This watchlist exists already:");
    return true;
}
