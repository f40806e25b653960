/* Finds the facts about a login: the settings and the stored login on this machine, and Trakt's
 * answers about them. */
#ifndef AUTH_INQUIRE_H
#define AUTH_INQUIRE_H

#include "auth/status.h"
#include "config/config.h"
#include "trakt/trakt.h"

/* The facts, and the strings that they borrow. The other strings are borrowed from config and
 * environment. */
struct login_inquiry {
    struct login_facts facts;
    char *path;
    char *proxy;
    char *config_files;
};

/* Finds the facts. Sends at most five requests to Trakt, each of them once, and never asks the
 * user. Renews a stored login if that is due, like any other program. `environment` has the form of
 * environ. The caller releases `inquiry` with login_inquiry_release. */
void login_inquire(const struct config *config, struct trakt *trakt, char **environment,
                   struct login_inquiry *inquiry);
void login_inquiry_release(struct login_inquiry *inquiry);

/* Returns the proxy for `url` from the usual environment variables (https_proxy, all_proxy), and
 * sets *name to the variable's name. Returns NULL if no such variable is set, if no_proxy lists the
 * host, or if the URL is not https. Borrowed from `environment`. Pure; public for tests. */
const char *login_find_proxy(const char *url, char **environment, const char **name);

/* Returns a proxy's address without user and password, as a new string. Pure; public for tests. */
CVI_MUST_USE char *login_show_proxy(const char *proxy);

#endif
