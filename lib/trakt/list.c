/* Finds a list, reads its items, and adds or removes titles. Also reads the account and its
 * limits. */
#include "trakt/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "trakt/change.h"
#include "trakt/known_lists.h"
#include "trakt/list_name.h"
#include "trakt/made_lists.h"

enum {
    MOST_NAMES = 300, /* bytes in the part of a message that lists names */
    MOST_PATH = 16384,
};

/* --- The user's lists --- */

struct lists_page {
    struct trakt_lists *lists;
    const char *owner;
};

static bool take_lists(void *context, const char *text, size_t len, size_t *count,
                       struct trakt_error *error)
{
    struct lists_page *page = context;
    bool read = trakt_read_lists(text, len, page->owner, page->lists, error);

    *count = page->lists->count + page->lists->unread;
    return read;
}

static void forget_lists(void *context)
{
    struct lists_page *page = context;

    trakt_lists_release(page->lists);
}

/* Reads all lists at `path` and adds them to `lists`, which is unchanged on failure. If `owner` is
 * NULL, other users own the lists. A 404 for such lists is not an error, because it is possible
 * that Trakt does not offer them to every account. */
static bool read_lists(struct trakt *trakt, const char *path, const char *owner,
                       struct trakt_lists *lists, struct trakt_error *error)
{
    struct trakt_lists read = {0};
    struct lists_page page = {.lists = &read, .owner = owner};
    const struct trakt_pages pages = {.path = path,
                                      .what = "lists",
                                      .optional = !owner,
                                      .take = take_lists,
                                      .forget = forget_lists,
                                      .context = &page};

    if (!trakt_read_pages(trakt, &pages, error))
        return false;
    trakt_lists_join(lists, &read);
    return true;
}

static bool read_own_lists(struct trakt *trakt, struct trakt_lists *lists,
                           struct trakt_error *error)
{
    return read_lists(trakt, "/users/me/lists", "me", lists, error);
}

static bool read_shared_lists(struct trakt *trakt, struct trakt_lists *lists,
                              struct trakt_error *error)
{
    return read_lists(trakt, "/users/me/lists/collaborations", NULL, lists, error);
}

/* Prints its warning only once in a run. */
static void report_unread(struct trakt *trakt, const struct trakt_lists *lists)
{
    bool one = lists->unread == 1;

    if (!lists->unread || trakt->reported_unread)
        return;
    trakt->reported_unread = true;
    msg_warn("%zu of your lists on Trakt %s left out: in Trakt's answer, %s name, id or owner is "
             "missing (check %s on Trakt's website)",
             lists->unread, one ? "is" : "are", one ? "its" : "their",
             one ? "the list" : "these lists");
}

bool trakt_get_lists(struct trakt *trakt, struct trakt_lists *lists, struct trakt_error *error)
{
    *lists = (struct trakt_lists){0};
    if (read_own_lists(trakt, lists, error) && read_shared_lists(trakt, lists, error)) {
        known_lists_keep(trakt->lists_path, lists, true);
        report_unread(trakt, lists);
        return true;
    }
    trakt_lists_release(lists);
    return false;
}

/* --- Choosing a list --- */

void trakt_target_release(struct trakt_target *target)
{
    free(target->name);
    free(target->slug);
    free(target->owner);
    *target = (struct trakt_target){0};
}

bool trakt_is_watchlist(const char *name)
{
    return !name || !name[0] || strcmp(name, "watchlist") == 0;
}

static void set_watchlist(struct trakt_target *target)
{
    *target = (struct trakt_target){.watchlist = true,
                                    .name = cvi_strdup("Watchlist"),
                                    .slug = cvi_strdup("watchlist"),
                                    .owner = cvi_strdup("me"),
                                    .item_count = RECORD_NONE};
}

void trakt_target_collection(struct trakt_target *target)
{
    *target = (struct trakt_target){.collection = true,
                                    .name = cvi_strdup("Collection"),
                                    .slug = cvi_strdup("collection"),
                                    .owner = cvi_strdup("me"),
                                    .item_count = RECORD_NONE};
}

void trakt_target_set(struct trakt_target *target, const struct trakt_list *list)
{
    *target = (struct trakt_target){.trakt = list->trakt,
                                    .name = cvi_strdup(list->name),
                                    .slug = cvi_strdup(list->slug),
                                    .owner = cvi_strdup(list->owner),
                                    .item_count = list->item_count};
}

static bool fail_unknown(const struct trakt_lists *lists, const char *name,
                         struct trakt_error *error)
{
    struct buf names = BUF_INIT(MOST_NAMES);
    bool all = true;

    for (size_t i = 0; all && i < lists->count; i++)
        all = buf_printf(&names, "%s'%s'", i ? ", " : "", lists->at[i].name);
    trakt_error_set(error, TRAKT_NO_LIST,
                    "Watchlist not found: '%.64s' (%s%s%s; see corrupt-video-inspector trakt "
                    "list-watchlists)",
                    name, lists->count ? "your lists: " : "there is only the main watchlist",
                    buf_text(&names), all ? "" : ", ...");
    buf_release(&names);
    return false;
}

/* Returns whether the list has the name. If `changed` is true, returns instead whether Trakt
 * changes the name to the list's name. */
static bool has_name(const struct trakt_list *list, const char *name, bool changed)
{
    return changed ? list_name_compare(name, list->name) == LIST_NAME_SAME
                   : list_name_is(name, list->name);
}

static bool fail_ambiguous(const struct trakt_lists *lists, const char *name, bool changed,
                           struct trakt_error *error)
{
    struct buf slugs = BUF_INIT(MOST_NAMES);

    for (size_t i = 0; i < lists->count; i++)
        if (has_name(&lists->at[i], name, changed))
            buf_printf(&slugs, "%s%s", slugs.len ? ", " : "", lists->at[i].slug);
    trakt_error_set(error, TRAKT_REFUSED, "several lists are named '%.64s' (use a slug: %s)", name,
                    buf_text(&slugs));
    error->final = true;
    error->exit_status = EX_CONFIG;
    buf_release(&slugs);
    return false;
}

static const struct trakt_list *find_slug(const struct trakt_lists *lists, const char *slug)
{
    for (size_t i = 0; i < lists->count; i++)
        if (strcmp(lists->at[i].slug, slug) == 0)
            return &lists->at[i];
    return NULL;
}

/* Returns the first list for which has_name is true, or NULL. Sets *count to the number of such
 * lists. */
static const struct trakt_list *find_name(const struct trakt_lists *lists, const char *name,
                                          bool changed, size_t *count)
{
    const struct trakt_list *found = NULL;

    *count = 0;
    for (size_t i = 0; i < lists->count; i++)
        if (has_name(&lists->at[i], name, changed) && !(*count)++)
            found = &lists->at[i];
    return found;
}

/* Sets target to the list for a name, as trakt_find_list documents. `made` is the list that was
 * created for this name; NULL: none. */
static bool choose(const struct trakt_lists *lists, const char *name, const struct trakt_list *made,
                   struct trakt_target *target, struct trakt_error *error)
{
    const struct trakt_list *list;
    bool changed = false;
    size_t count = 1;

    *target = (struct trakt_target){0};
    list = trakt_is_watchlist(name) ? NULL : find_slug(lists, name);
    if (!list && !trakt_is_watchlist(name))
        list = find_name(lists, name, false, &count);
    if (!list && (trakt_is_watchlist(name) || strcmp(name, TRAKT_MAIN_WATCHLIST) == 0)) {
        set_watchlist(target);
        return true;
    }
    if (!list && made) {
        list = made;
    } else if (!list) {
        changed = true;
        list = find_name(lists, name, true, &count);
    }
    if (list && count > 1 && list != made)
        return fail_ambiguous(lists, name, changed, error);
    if (!list)
        return fail_unknown(lists, name, error);
    trakt_target_set(target, list);
    return true;
}

bool trakt_choose_list(const struct trakt_lists *lists, const char *name,
                       struct trakt_target *target, struct trakt_error *error)
{
    return choose(lists, name, NULL, target, error);
}

bool trakt_pick_list(const struct trakt *trakt, const struct trakt_lists *lists, const char *name,
                     struct trakt_target *target, struct trakt_error *error)
{
    return choose(lists, name, made_lists_find(trakt->made_path, lists, name), target, error);
}

bool trakt_find_list(struct trakt *trakt, const char *name, struct trakt_target *target,
                     struct trakt_error *error)
{
    struct trakt_lists lists = {0};

    *target = (struct trakt_target){0};
    if (trakt_is_watchlist(name)) {
        set_watchlist(target);
        return true;
    }
    bool read = read_own_lists(trakt, &lists, error);
    if (read)
        known_lists_keep(trakt->lists_path, &lists, false);
    bool found =
        read && (trakt_pick_list(trakt, &lists, name, target, error) ||
                 (error->fault == TRAKT_NO_LIST && read_shared_lists(trakt, &lists, error) &&
                  trakt_pick_list(trakt, &lists, name, target, error)));
    report_unread(trakt, &lists);
    trakt_lists_release(&lists);
    return found;
}

/* --- Items of a list --- */

static char *items_path(const struct trakt_target *target)
{
    if (target->watchlist)
        return cvi_strdup("/sync/watchlist");
    if (target->collection)
        return cvi_strdup(TRAKT_COLLECTION_PATH);
    struct buf path = BUF_INIT(MOST_PATH);

    buf_puts(&path, "/users/");
    text_percent(&path, target->owner);
    buf_printf(&path, "/lists/%" JSON_INTEGER_FORMAT "/items", target->trakt);
    return buf_detach(&path);
}

static bool take_items(void *context, const char *text, size_t len, size_t *count,
                       struct trakt_error *error)
{
    struct trakt_items *items = context;
    bool read = trakt_read_items(text, len, items, error);

    *count = items->count + items->unread;
    return read;
}

static void forget_items(void *context)
{
    trakt_items_release(context);
}

/* Returns whether each item was received only once. Otherwise sets error: a duplicate shows that
 * the list changed while its pages were read, so another item is probably missing. */
static bool check_items(void *context, struct trakt_error *error)
{
    const struct trakt_items *items = context;
    json_auto_t *seen = json_object();

    for (size_t i = 0; i < items->count; i++) {
        const struct trakt_item *item = &items->at[i];
        char *key = cvi_format("%s %" JSON_INTEGER_FORMAT, item->type, item->trakt);
        bool again = item->trakt && json_object_get(seen, key);

        json_object_set_new(seen, key, json_true());
        free(key);
        if (again)
            return trakt_error_set(
                error, TRAKT_BAD_ANSWER,
                "Trakt returned a %s of the list twice, with the id %" JSON_INTEGER_FORMAT
                " (try again later)",
                item->type, item->trakt);
    }
    return true;
}

bool trakt_get_items(struct trakt *trakt, const struct trakt_target *target,
                     struct trakt_items *items, struct trakt_error *error)
{
    char *path = items_path(target);
    const struct trakt_pages pages = {.path = path,
                                      .what = "items of the list",
                                      .take = take_items,
                                      .check = check_items,
                                      .forget = forget_items,
                                      .context = items};

    *items = (struct trakt_items){0};
    bool read = trakt_read_pages(trakt, &pages, error);
    free(path);
    return read;
}

bool trakt_count_items(struct trakt *trakt, const struct trakt_target *target, json_int_t *count,
                       struct trakt_error *error)
{
    if (target->collection)
        return trakt_count_collection(trakt, count, error);
    char *path = items_path(target);
    bool read = trakt_ask_count(trakt, path, count, error);

    free(path);
    if (read && *count == RECORD_NONE) { /* Trakt gave no number: count the items */
        struct trakt_items items;

        read = trakt_get_items(trakt, target, &items, error);
        *count = (json_int_t)items.count + (json_int_t)items.unread;
        trakt_items_release(&items);
    }
    return read;
}

/* --- Adding and removing --- */

/* One request and its titles. */
struct trakt_batch {
    struct trakt *trakt;
    struct trakt_call call;
    struct trakt_flight flight;
    struct trakt_addition additions[TRAKT_MOST_ADDITIONS];
    size_t count;
    bool removes;
    bool collection;
    char *path;
    char *body;
    char *list;    /* its name, for messages */
    bool repeated; /* the request was sent again, because the first answer was unreadable */
};

/* Exits if an addition is a show without an episode: Trakt would add all its episodes, which is
 * never intended. */
static void forbid_bare_shows(const struct trakt_addition *additions, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (additions[i].type == MEDIA_SHOW && !trakt_is_episode(&additions[i]))
            msg_die(EX_SOFTWARE,
                    "a show without an episode was about to be sent to the collection");
}

static char *change_path(const struct trakt_target *target, bool removes)
{
    char *items = items_path(target);
    char *path = cvi_format("%s%s", items, removes ? "/remove" : "");

    free(items);
    return path;
}

static struct trakt_batch *new_batch(struct trakt *trakt, const struct trakt_target *target,
                                     const struct trakt_addition *additions, size_t count,
                                     bool removes)
{
    struct trakt_batch *batch = cvi_alloc(sizeof *batch);

    if (target->collection)
        forbid_bare_shows(additions, count);
    batch->trakt = trakt;
    batch->count = count;
    batch->removes = removes;
    batch->collection = target->collection;
    memcpy(batch->additions, additions, count * sizeof *additions);
    batch->path = change_path(target, removes);
    batch->body =
        removes ? trakt_write_removals(additions, count) : trakt_write_additions(additions, count);
    batch->list = cvi_strdup(target->name);
    batch->call = (struct trakt_call){
        .method = "POST", .path = batch->path, .body = batch->body, .about = TRAKT_ABOUT_LIST};
    return batch;
}

static struct trakt_batch *start(struct trakt_batch *batch)
{
    trakt_call_start(batch->trakt, &batch->call, &batch->flight);
    return batch;
}

/* Sends a part of a larger batch that failed. If the batch caused a server error, the titles of
 * this part may be the reason, so this request is not repeated after a server error. */
static struct trakt_batch *start_part(struct trakt_batch *batch, int64_t wait_ms)
{
    batch->call.suspect = true;
    batch->call.wait_ms = wait_ms;
    return start(batch);
}

struct trakt_batch *trakt_add_start(struct trakt *trakt, const struct trakt_target *target,
                                    const struct trakt_addition *additions, size_t count)
{
    return start(new_batch(trakt, target, additions, count, false));
}

struct trakt_batch *trakt_add_part_start(struct trakt *trakt, const struct trakt_target *target,
                                         const struct trakt_addition *additions, size_t count,
                                         int64_t wait_ms)
{
    return start_part(new_batch(trakt, target, additions, count, false), wait_ms);
}

struct trakt_batch *trakt_remove_start(struct trakt *trakt, const struct trakt_target *target,
                                       const struct trakt_addition *removals, size_t count)
{
    return start(new_batch(trakt, target, removals, count, true));
}

struct trakt_batch *trakt_remove_part_start(struct trakt *trakt, const struct trakt_target *target,
                                            const struct trakt_addition *removals, size_t count,
                                            int64_t wait_ms)
{
    return start_part(new_batch(trakt, target, removals, count, true), wait_ms);
}

void trakt_batch_free(struct trakt_batch *batch)
{
    if (!batch)
        return;
    http_release(&batch->flight.answer);
    free(batch->path);
    free(batch->body);
    free(batch->list);
    free(batch);
}

static void name_full_list(const struct trakt_batch *batch, struct trakt_error *error)
{
    char words[sizeof error->message];

    if (error->fault != TRAKT_LIST_FULL)
        return;
    memcpy(words, error->message, sizeof words);
    snprintf(error->message, sizeof error->message, "%.64s: %.400s", batch->list, words);
}

/* If the error is a 404, makes it final. A 404 means that the whole list is gone; no title caused
 * it. */
static void note_gone(struct trakt_error *error)
{
    if (error->fault != TRAKT_NOT_FOUND)
        return;
    error->retry = error->final = true;
    error->exit_status = EX_CONFIG;
}

static bool read_change(struct trakt_batch *batch, struct trakt_added *added,
                        struct trakt_error *error)
{
    const struct buf *body = &batch->flight.answer.body;

    if (batch->removes)
        return trakt_read_removed(buf_text(body), body->len, batch->collection, batch->additions,
                                  batch->count, added, error);
    return trakt_read_added(buf_text(body), body->len, batch->collection, batch->additions,
                            batch->count, added, error);
}

/* Returns whether Trakt may have applied the last attempt of a failed request. This is so if Trakt
 * may have received the request and has not refused it. */
static bool may_be_applied(const struct trakt_flight *flight)
{
    const struct http_answer *answer = &flight->answer;

    if (flight->error.fault != TRAKT_FINE) /* the request was not sent */
        return false;
    if (answer->failure != HTTP_ANSWERED)
        return http_may_have_arrived(answer->failure);
    return answer->status < 400 || answer->status >= 500;
}

enum trakt_progress trakt_add_take(struct trakt_batch *batch, struct trakt_addition *additions,
                                   struct trakt_added *added, struct trakt_error *error)
{
    enum trakt_progress progress = trakt_call_take(&batch->flight, error);

    *added = (struct trakt_added){.item_count = RECORD_NONE};
    if (progress == TRAKT_FAILED) {
        name_full_list(batch, error);
        note_gone(error);
    }
    bool read = progress == TRAKT_DONE && (read_change(batch, added, error) ||
                                           trakt_call_spoilt(&batch->flight.answer, error));
    if (progress == TRAKT_DONE && !read && error->fault == TRAKT_BAD_ANSWER && !batch->repeated) {
        /* The request was probably applied. The next answer reports its titles as existing. */
        batch->repeated = true;
        http_release(&batch->flight.answer);
        trakt_call_start(batch->trakt, &batch->call, &batch->flight);
        return TRAKT_UNDER_WAY;
    }
    added->repeated = batch->repeated || batch->flight.perhaps_done;
    added->in_doubt = !read && (added->repeated || may_be_applied(&batch->flight));
    if (progress != TRAKT_DONE)
        return progress;
    memcpy(additions, batch->additions, batch->count * sizeof *additions);
    return read ? TRAKT_DONE : TRAKT_FAILED;
}

/* --- The account --- */

static bool read_account(void *context, const struct http_answer *answer, struct trakt_error *error)
{
    trakt_account_release(context);
    return trakt_read_account(buf_text(&answer->body), answer->body.len, context, error);
}

bool trakt_get_account(struct trakt *trakt, struct trakt_account *account,
                       struct trakt_error *error)
{
    *account = (struct trakt_account){0};
    return trakt_get(trakt,
                     &(struct trakt_get){.path = "/users/settings",
                                         .about = TRAKT_ABOUT_ACCOUNT,
                                         .read = read_account,
                                         .context = account},
                     error);
}
