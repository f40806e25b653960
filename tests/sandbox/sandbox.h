/* The complete state of a stand-in, and the function that answers a request. */
#ifndef SANDBOX_SANDBOX_H
#define SANDBOX_SANDBOX_H

#include "catalog.h"
#include "exchange.h"
#include "faults.h"
#include "limits.h"
#include "lists.h"
#include "oauth.h"

#include <stdio.h>

struct sandbox {
    struct catalog catalog;
    struct oauth oauth;
    struct limits limits;
    struct lists lists;
    struct faults faults;
    FILE *log;          /* or NULL */
    bool log_faults;    /* log the faults that struck */
    const char *files;  /* a directory whose files are served; NULL: none */
    bool exact_aliases; /* the exact search compares aliases, too */
    unsigned port;
    unsigned requests; /* number so far */
};

/* The handler of a route: reads request, writes answer. */
typedef void (*route_handler)(struct sandbox *sandbox, struct request *request,
                              struct answer *answer);

/* Checks the request, applies it, applies the faults to the answer and logs both (route.c). */
void sandbox_answer(struct sandbox *sandbox, struct request *request, struct answer *answer);

/* Routes that are too small for a separate file (account.c). */
void account_settings(struct sandbox *sandbox, struct request *request, struct answer *answer);
void account_profile(struct sandbox *sandbox, struct request *request, struct answer *answer);
void account_activities(struct sandbox *sandbox, struct request *request, struct answer *answer);
void account_summary(struct sandbox *sandbox, struct request *request, struct answer *answer);
void account_aliases(struct sandbox *sandbox, struct request *request, struct answer *answer);
void account_episode(struct sandbox *sandbox, struct request *request, struct answer *answer);

/* Files, as served by IMDb's server (files.c). */
void files_get(struct sandbox *sandbox, struct request *request, struct answer *answer);

/* Returns the profile in lists. The caller frees it. */
json_t *account_user(const char *name, const char *slug);
#define ACCOUNT_NAME "ann_k"

/* Search (search.c). */
void search_broad(struct sandbox *sandbox, struct request *request, struct answer *answer);
void search_exact(struct sandbox *sandbox, struct request *request, struct answer *answer);
void search_id(struct sandbox *sandbox, struct request *request, struct answer *answer);

/* Signing in (oauth.c, device.c). */
void oauth_authorize(struct sandbox *sandbox, struct request *request, struct answer *answer);
void oauth_token(struct sandbox *sandbox, struct request *request, struct answer *answer);
void oauth_revoke(struct sandbox *sandbox, struct request *request, struct answer *answer);
void device_code(struct sandbox *sandbox, struct request *request, struct answer *answer);
void device_token(struct sandbox *sandbox, struct request *request, struct answer *answer);
void device_page(struct sandbox *sandbox, struct request *request, struct answer *answer);

/* Lists (lists.c), their items (items.c), and the order of both (reorder.c). */
void lists_get_all(struct sandbox *sandbox, struct request *request, struct answer *answer);
void lists_get_shared(struct sandbox *sandbox, struct request *request, struct answer *answer);
void lists_get_liked(struct sandbox *sandbox, struct request *request, struct answer *answer);
void lists_create(struct sandbox *sandbox, struct request *request, struct answer *answer);
void lists_get(struct sandbox *sandbox, struct request *request, struct answer *answer);
void lists_change(struct sandbox *sandbox, struct request *request, struct answer *answer);
void lists_delete(struct sandbox *sandbox, struct request *request, struct answer *answer);
void items_get(struct sandbox *sandbox, struct request *request, struct answer *answer);
void items_add(struct sandbox *sandbox, struct request *request, struct answer *answer);
void items_remove(struct sandbox *sandbox, struct request *request, struct answer *answer);
void reorder_lists(struct sandbox *sandbox, struct request *request, struct answer *answer);
void reorder_items(struct sandbox *sandbox, struct request *request, struct answer *answer);

/* The account's collection (collection.c). */
void collection_get(struct sandbox *sandbox, struct request *request, struct answer *answer);
void collection_add(struct sandbox *sandbox, struct request *request, struct answer *answer);
void collection_remove(struct sandbox *sandbox, struct request *request, struct answer *answer);

/* Returns the slug of the user in the path; "me" is the account. Borrowed. */
const char *lists_owner(const struct request *request);

/* Returns the personal list in the path, or NULL with the status in answer: 404 if it does not
 * exist, 403 if the requester may not see it. Borrowed. */
struct list *lists_wanted(struct sandbox *sandbox, const struct request *request,
                          struct answer *answer);

/* Returns the list in the path, or the watchlist, as lists_wanted does. *tail is set to the index
 * of the segment after the list's own. */
struct list *items_list(struct sandbox *sandbox, const struct request *request,
                        struct answer *answer, unsigned *tail);

/* Returns an episode in Trakt's format. The caller frees it. */
json_t *items_episode(const struct item *item);

/* Returns the state of a list in answers to adding, removing and reordering. The caller frees
 * it. */
json_t *items_list_state(const struct list *list);

#endif
