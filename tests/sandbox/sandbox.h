/* The whole state of one stand-in, and the way from a request to its answer. */
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
    bool log_faults;    /* say in the log which faults struck */
    const char *files;  /* a directory whose files are given out; NULL: none */
    bool exact_aliases; /* the exact search compares aliases, too */
    unsigned port;
    unsigned requests; /* so far */
};

/* What a route does: reads request, writes answer. */
typedef void (*route_handler)(struct sandbox *sandbox, struct request *request,
                              struct answer *answer);

/* Checks the request, applies it, lets the faults loose on the answer and logs both (route.c). */
void sandbox_answer(struct sandbox *sandbox, struct request *request, struct answer *answer);

/* The routes that are too small for a file of their own (account.c). */
void account_settings(struct sandbox *sandbox, struct request *request, struct answer *answer);
void account_profile(struct sandbox *sandbox, struct request *request, struct answer *answer);
void account_activities(struct sandbox *sandbox, struct request *request, struct answer *answer);
void account_summary(struct sandbox *sandbox, struct request *request, struct answer *answer);
void account_aliases(struct sandbox *sandbox, struct request *request, struct answer *answer);
void account_episode(struct sandbox *sandbox, struct request *request, struct answer *answer);

/* Files, as IMDb's server gives them out (files.c). */
void files_get(struct sandbox *sandbox, struct request *request, struct answer *answer);

/* Returns the profile that lists carry; new. */
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

/* Lists (lists.c), what is on them (items.c), and the order of both (reorder.c). */
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

/* What the account owns (collection.c). */
void collection_get(struct sandbox *sandbox, struct request *request, struct answer *answer);
void collection_add(struct sandbox *sandbox, struct request *request, struct answer *answer);
void collection_remove(struct sandbox *sandbox, struct request *request, struct answer *answer);

/* Returns the slug of the user that the path names; "me" is the account. Borrowed. */
const char *lists_owner(const struct request *request);

/* Returns the personal list that the path names, or NULL with the status in answer: 404 when there
 * is none, 403 when it is not for who asks. Borrowed. */
struct list *lists_wanted(struct sandbox *sandbox, const struct request *request,
                          struct answer *answer);

/* Returns the list that the path names, the watchlist too; as lists_wanted. *tail becomes the index
 * of the segment after the list's own. */
struct list *items_list(struct sandbox *sandbox, const struct request *request,
                        struct answer *answer, unsigned *tail);

/* Returns an episode as Trakt writes it; new. */
json_t *items_episode(const struct item *item);

/* What adding to a list, taking away and reordering answer of it; new. */
json_t *items_list_state(const struct list *list);

#endif
