/* Lists: finding one, reading it to its end. */
#include "trakt_list.h"

#include <stdlib.h>
#include <string.h>

#include "trakt_call.h"

enum {
    PAGE_SIZE = 250, /* the most that Trakt gives; it may give less */
    MOST_PAGES = 2000,
    MOST_NAMES = 300, /* bytes of names in a message */
};

/* --- Pages --- */

/* Takes one page's body; false with error when it cannot be used. */
typedef bool take_page(void *context, const char *text, size_t len, struct trakt_error *error);

/* The page number asked for, and how many there are and how many items, which must not change. */
struct progress {
    long page;
    long item_count;
    bool last;
};

static bool check_page(const struct http_answer *answer, struct progress *progress,
                       struct trakt_error *error)
{
    struct trakt_page page;

    if (!trakt_read_page(answer, &page, error))
        return false;
    if (answer->header[HTTP_PAGE] && page.page != progress->page)
        return trakt_error_set(error, TRAKT_BAD_ANSWER,
                               "Trakt answered with page %ld instead of %ld (try again later)",
                               page.page, progress->page);
    if (page.page_count > MOST_PAGES)
        return trakt_error_set(error, TRAKT_BAD_ANSWER, "Trakt speaks of %ld pages: too many",
                               page.page_count);
    if (progress->page > 1 && page.item_count != progress->item_count)
        return trakt_error_set(error, TRAKT_BAD_ANSWER,
                               "the list changed while it was read (try again)");
    progress->item_count = page.item_count;
    progress->last = progress->page >= page.page_count;
    return true;
}

/* Reads all pages of path. *item_count is what Trakt says there is in all, or RECORD_NONE. */
static bool read_pages(struct trakt *trakt, const char *path, take_page *take, void *context,
                       long *item_count, struct trakt_error *error)
{
    struct progress progress = {.page = 0};
    bool read = true;

    while (read && !progress.last) {
        struct http_answer answer;

        progress.page++;
        char *page = cvi_format("%s?page=%ld&limit=%d", path, progress.page, PAGE_SIZE);
        read = trakt_call(
                   trakt,
                   &(struct trakt_call){.method = "GET", .path = page, .about = TRAKT_ABOUT_LIST},
                   &answer, error) &&
               ((check_page(&answer, &progress, error) &&
                 take(context, buf_text(&answer.body), answer.body.len, error)) ||
                trakt_call_spoilt(&answer, error));
        http_release(&answer);
        free(page);
    }
    *item_count = progress.item_count;
    return read;
}

/* --- Which lists there are --- */

struct lists_page {
    struct trakt_lists *lists;
    const char *owner;
};

static bool take_lists(void *context, const char *text, size_t len, struct trakt_error *error)
{
    struct lists_page *page = context;

    return trakt_read_lists(text, len, page->owner, page->lists, error);
}

static bool read_own_lists(struct trakt *trakt, struct trakt_lists *lists,
                           struct trakt_error *error)
{
    struct lists_page page = {.lists = lists, .owner = "me"};
    long item_count;

    if (!read_pages(trakt, "/users/me/lists", take_lists, &page, &item_count, error))
        return false;
    if (item_count < 0 || (size_t)item_count == lists->count)
        return true;
    return trakt_error_set(error, TRAKT_BAD_ANSWER, "Trakt gave %zu of %ld lists (try again later)",
                           lists->count, item_count);
}

/* Lists of others that the user may write to; where that is not offered, there are none. */
static bool read_shared_lists(struct trakt *trakt, struct trakt_lists *lists,
                              struct trakt_error *error)
{
    struct lists_page page = {.lists = lists};
    long item_count;

    return read_pages(trakt, "/users/me/lists/collaborations", take_lists, &page, &item_count,
                      error) ||
           error->fault == TRAKT_NOT_FOUND;
}

bool trakt_get_lists(struct trakt *trakt, struct trakt_lists *lists, struct trakt_error *error)
{
    *lists = (struct trakt_lists){0};
    return read_own_lists(trakt, lists, error) && read_shared_lists(trakt, lists, error);
}

/* --- Which list is meant --- */

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
                    name, lists->count ? "there are: " : "there is none but the main watchlist",
                    buf_text(&names), all ? "" : ", ...");
    buf_release(&names);
    return false;
}

static bool fail_ambiguous(const struct trakt_lists *lists, const char *name,
                           struct trakt_error *error)
{
    struct buf slugs = BUF_INIT(MOST_NAMES);

    for (size_t i = 0; i < lists->count; i++)
        if (strcmp(lists->at[i].name, name) == 0)
            buf_printf(&slugs, "%s%s", slugs.len ? ", " : "", lists->at[i].slug);
    trakt_error_set(error, TRAKT_REFUSED,
                    "several lists are named '%.64s' (say which by its slug: %s)", name,
                    buf_text(&slugs));
    error->final = true;
    error->exit_status = EX_CONFIG;
    buf_release(&slugs);
    return false;
}

bool trakt_choose_list(const struct trakt_lists *lists, const char *name,
                       struct trakt_target *target, struct trakt_error *error)
{
    const struct trakt_list *named = NULL;
    size_t count = 0;

    *target = (struct trakt_target){0};
    if (trakt_is_watchlist(name)) {
        set_watchlist(target);
        return true;
    }
    for (size_t i = 0; i < lists->count; i++) {
        if (strcmp(lists->at[i].slug, name) == 0) {
            trakt_target_set(target, &lists->at[i]);
            return true;
        }
        if (strcmp(lists->at[i].name, name) == 0 && !count++)
            named = &lists->at[i];
    }
    if (count > 1)
        return fail_ambiguous(lists, name, error);
    if (!named && strcmp(name, TRAKT_MAIN_WATCHLIST) == 0) {
        set_watchlist(target);
        return true;
    }
    if (!named)
        return fail_unknown(lists, name, error);
    trakt_target_set(target, named);
    return true;
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
    bool found = read_own_lists(trakt, &lists, error) &&
                 (trakt_choose_list(&lists, name, target, error) ||
                  (error->fault == TRAKT_NO_LIST && read_shared_lists(trakt, &lists, error) &&
                   trakt_choose_list(&lists, name, target, error)));
    trakt_lists_release(&lists);
    return found;
}

/* --- What is on it --- */

char *trakt_items_path(const struct trakt_target *target)
{
    if (target->watchlist)
        return cvi_strdup("/sync/watchlist");
    return cvi_format("/users/%s/lists/%" JSON_INTEGER_FORMAT "/items", target->owner,
                      target->trakt);
}

static bool take_items(void *context, const char *text, size_t len, struct trakt_error *error)
{
    return trakt_read_items(text, len, context, error);
}

static bool read_items(struct trakt *trakt, const char *path, struct trakt_items *items,
                       struct trakt_error *error)
{
    long item_count;

    *items = (struct trakt_items){0};
    if (!read_pages(trakt, path, take_items, items, &item_count, error))
        return false;
    if (item_count < 0 || (size_t)item_count == items->count)
        return true;
    return trakt_error_set(error, TRAKT_BAD_ANSWER,
                           "Trakt gave %zu of %ld items of the list (try again later)",
                           items->count, item_count);
}

bool trakt_get_items(struct trakt *trakt, const struct trakt_target *target,
                     struct trakt_items *items, struct trakt_error *error)
{
    char *path = trakt_items_path(target);
    bool read = read_items(trakt, path, items, error);

    if (!read && error->fault == TRAKT_BAD_ANSWER) { /* it may have changed between two pages */
        trakt_items_release(items);
        read = read_items(trakt, path, items, error);
    }
    if (!read)
        trakt_items_release(items);
    free(path);
    return read;
}

bool trakt_count_items(struct trakt *trakt, const struct trakt_target *target, json_int_t *count,
                       struct trakt_error *error)
{
    char *path = trakt_items_path(target);
    char *page_path = cvi_format("%s?page=1&limit=1", path);
    struct http_answer answer;
    struct trakt_page page = {.item_count = RECORD_NONE};
    bool read = trakt_call(trakt,
                           &(struct trakt_call){
                               .method = "GET", .path = page_path, .about = TRAKT_ABOUT_LIST},
                           &answer, error) &&
                trakt_read_page(&answer, &page, error);

    http_release(&answer);
    free(page_path);
    free(path);
    *count = page.item_count;
    if (read && page.item_count == RECORD_NONE) { /* not told: then they are counted */
        struct trakt_items items;

        read = trakt_get_items(trakt, target, &items, error);
        *count = (json_int_t)items.count;
        trakt_items_release(&items);
    }
    return read;
}

/* --- The account --- */

bool trakt_get_account(struct trakt *trakt, struct trakt_account *account,
                       struct trakt_error *error)
{
    struct http_answer answer;

    *account = (struct trakt_account){0};
    bool read =
        trakt_call(trakt,
                   &(struct trakt_call){
                       .method = "GET", .path = "/users/settings", .about = TRAKT_ABOUT_ACCOUNT},
                   &answer, error) &&
        (trakt_read_account(buf_text(&answer.body), answer.body.len, account, error) ||
         trakt_call_spoilt(&answer, error));
    http_release(&answer);
    return read;
}
