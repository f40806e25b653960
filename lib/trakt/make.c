/* Creates a list. Trakt accepts a second list of the same name, so these functions first check
 * whether the list exists. */
#include "trakt/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "trakt/list_name.h"
#include "trakt/made_lists.h"

enum { MOST_ATTEMPTS = 2 };

/* --- Does the list exist? --- */

/* Returns true with error if a list of that name exists but Trakt gives no id for it. Such a list
 * cannot be used and must not be created again. */
static bool is_unread(const struct trakt_lists *lists, const char *name, struct trakt_error *error)
{
    size_t i;
    const json_t *list;

    json_array_foreach(lists->json, i, list)
    {
        const char *other = json_string_value(json_object_get(list, "name"));

        if (other && list_name_compare(name, other) == LIST_NAME_SAME)
            return !trakt_error_set(error, TRAKT_BAD_ANSWER,
                                    "Trakt's answer about the lists cannot be used: it gives no id "
                                    "for the list '%.64s' (try again later; check --api-url)",
                                    name);
    }
    return false;
}

static json_int_t count_own(const struct trakt_lists *lists)
{
    json_int_t count = 0;

    for (size_t i = 0; i < lists->count; i++)
        count += strcmp(lists->at[i].owner, "me") == 0;
    return count;
}

bool trakt_find_or_plan(struct trakt *trakt, const char *name, struct trakt_target *target,
                        struct trakt_plan *plan, struct trakt_error *error)
{
    struct trakt_lists lists = {0};

    *plan = (struct trakt_plan){0};
    *target = (struct trakt_target){0};
    if (trakt_is_watchlist(name))
        return trakt_find_list(trakt, name, target, error);

    bool found = trakt_get_lists(trakt, &lists, error);
    if (found && !trakt_pick_list(trakt, &lists, name, target, error)) {
        plan->missing = error->fault == TRAKT_NO_LIST && !is_unread(&lists, name, error) &&
                        trakt_may_name(trakt, &lists, name, error);
        found = plan->missing;
    }
    plan->own_lists = count_own(&lists);
    if (plan->missing)
        target->name = cvi_strdup(name);
    trakt_lists_release(&lists);
    return found;
}

/* --- Is one more list allowed? --- */

static bool fail_most(struct trakt_error *error, const char *name, const char *numbers)
{
    trakt_error_set(
        error, TRAKT_LIST_FULL,
        "'%.64s' cannot be created: the account's limit of lists is reached%s (delete a list "
        "on Trakt's website, use an existing list, or upgrade to VIP for a larger limit)",
        name, numbers);
    error->final = true;
    error->exit_status = EX_CONFIG;
    return false;
}

bool trakt_may_make(const struct trakt_account *account, const char *name,
                    const struct trakt_plan *plan, struct trakt_error *error)
{
    char numbers[64];

    if (account->most_lists < 1 || plan->own_lists < account->most_lists)
        return true;
    snprintf(numbers, sizeof numbers,
             ": %" JSON_INTEGER_FORMAT " of %" JSON_INTEGER_FORMAT " lists", plan->own_lists,
             account->most_lists);
    return fail_most(error, name, numbers);
}

/* --- Creating the list --- */

enum made {
    MADE,
    NOT_MADE, /* Trakt refused to create the list; error is set */
    PERHAPS,  /* the list may have been created, but there is no usable answer; error is set */
};

static enum made ask_for_list(struct trakt *trakt, const struct trakt_wish *wish,
                              struct trakt_target *target, struct trakt_error *error)
{
    char *name = text_compose(wish->name);
    json_auto_t *json = json_pack("{s:s, s:s*, s:s}", "name", name, "description",
                                  wish->description, "privacy", "private");
    char *body = json_dumps(json, JSON_COMPACT);
    const struct trakt_call call = {.method = "POST",
                                    .path = "/users/me/lists",
                                    .body = body,
                                    .about = TRAKT_ABOUT_LIST,
                                    .single = true};
    struct trakt_lists lists = {0};
    struct http_answer answer;
    bool done = trakt_call(trakt, &call, &answer, error) &&
                (trakt_read_made(buf_text(&answer.body), answer.body.len, &lists, error) ||
                 trakt_call_spoilt(&answer, error));

    if (done) {
        trakt_target_release(target);
        trakt_target_set(target, lists.at);
        made_lists_keep(trakt->made_path, name, target);
    }
    free(name);
    trakt_lists_release(&lists);
    http_release(&answer);
    free(body);
    if (done)
        return MADE;
    if (error->fault == TRAKT_LIST_FULL)
        fail_most(error, wish->name, " (HTTP 420)");
    if (error->http_status == 422)
        trakt_error_set(error, TRAKT_REFUSED,
                        "HTTP 422: '%.64s' cannot be created: Trakt does not accept this name "
                        "(choose another)",
                        wish->name);
    return error->fault == TRAKT_UNREACHABLE || error->fault == TRAKT_SERVER_ERROR ||
                   error->fault == TRAKT_BAD_ANSWER
               ? PERHAPS
               : NOT_MADE;
}

/* Sets *there to whether the list exists now; if so, also sets target. Returns false with error if
 * the lists cannot be read, or the name is not allowed. */
static bool look(struct trakt *trakt, const char *name, struct trakt_target *target, bool *there,
                 struct trakt_error *error)
{
    struct trakt_target found;
    struct trakt_plan plan;
    bool known = trakt_find_or_plan(trakt, name, &found, &plan, error);

    *there = known && !plan.missing;
    if (*there) {
        trakt_target_release(target);
        *target = found;
        return true;
    }
    trakt_target_release(&found);
    return known;
}

/* Creates the list, unless it exists. Each attempt first checks whether an earlier attempt has
 * created the list. */
static bool make(struct trakt *trakt, const struct trakt_wish *wish, struct trakt_target *target,
                 struct trakt_error *error)
{
    struct trakt_error failure;
    bool there;

    for (int attempt = 1;; attempt++) {
        if (!look(trakt, wish->name, target, &there, error))
            return false;
        if (there)
            return true;
        if (attempt > MOST_ATTEMPTS) {
            *error = failure;
            return false;
        }
        switch (ask_for_list(trakt, wish, target, &failure)) {
        case MADE:
            return true;
        case NOT_MADE:
            *error = failure;
            return false;
        case PERHAPS:
            msg_more("%s: checking whether the list was created anyway", failure.message);
        }
    }
}

/* Takes the lock that keeps two programs from creating the same list. Returns the lock, or -1 if it
 * cannot be taken; the caller then continues without it. */
static int lock_lists(const struct trakt_wish *wish)
{
    char *path = wish->state ? file_join(wish->state, "lists.lock") : NULL;
    struct why why;
    int lock = -1;

    if (path && file_make_directory(wish->state, &why))
        lock = file_lock(path, &why);
    if (path && lock < 0)
        msg_more("%s: continuing without a lock", why.text);
    free(path);
    return lock;
}

bool trakt_make_list(struct trakt *trakt, const struct trakt_wish *wish,
                     struct trakt_target *target, struct trakt_error *error)
{
    int lock = lock_lists(wish);
    bool made = make(trakt, wish, target, error);

    file_unlock(lock);
    return made;
}
