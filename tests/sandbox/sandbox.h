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
    FILE *log;       /* or NULL */
    bool log_faults; /* say in the log which faults struck */
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

/* The profile that lists carry; new. */
json_t *account_user(void);
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

/* Lists (lists.c) and what is on them (items.c). */
void lists_get_all(struct sandbox *sandbox, struct request *request, struct answer *answer);
void lists_create(struct sandbox *sandbox, struct request *request, struct answer *answer);
void lists_get(struct sandbox *sandbox, struct request *request, struct answer *answer);
void lists_change(struct sandbox *sandbox, struct request *request, struct answer *answer);
void lists_delete(struct sandbox *sandbox, struct request *request, struct answer *answer);
void items_get(struct sandbox *sandbox, struct request *request, struct answer *answer);
void items_add(struct sandbox *sandbox, struct request *request, struct answer *answer);
void items_remove(struct sandbox *sandbox, struct request *request, struct answer *answer);

#endif
