/* Finds the facts about a login: what is stored here, and what Trakt answers about it. */
#ifndef AUTH_INQUIRE_H
#define AUTH_INQUIRE_H

#include "auth/status.h"
#include "config/config.h"
#include "trakt/trakt.h"

/* The facts, and the owners of the strings that they borrow, except config and environment. */
struct login_inquiry {
    struct login_facts facts;
    char *path;
    char *proxy;
    char *config_files;
};

/*
 * Finds the facts. Sends at most five requests to Trakt, each once, and never asks the user. Renews
 * a stored login if that is due, like any other program. environment is as environ. The caller
 * releases inquiry. */
void login_inquire(const struct config *config, struct trakt *trakt, char **environment,
                   struct login_inquiry *inquiry);
void login_inquiry_release(struct login_inquiry *inquiry);

/*
 * Returns the proxy that the usual environment variables name for an address, and sets *name to the
 * variable. Returns NULL if no such variable is set, or no_proxy lists the host. Borrowed from
 * environment. Pure; public for tests. */
const char *login_find_proxy(const char *url, char **environment, const char **name);

/* Returns the address of a proxy without user and password, a new string. Pure; public for
 * tests. */
CVI_MUST_USE char *login_show_proxy(const char *proxy);

#endif
