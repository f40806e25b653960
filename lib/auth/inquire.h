/* Finds the facts about a login: the settings and the stored login on this machine, and Trakt's
 * answers about them. */
#ifndef AUTH_INQUIRE_H
#define AUTH_INQUIRE_H

#include "auth/status.h"
#include "config/config.h"
#include "trakt/trakt.h"

/* The facts. Their strings are borrowed from this struct, and from the `config` and `environment`
 * of login_inquire; only the strings in facts.account are owned. */
struct login_inquiry {
    struct login_facts facts;
    char *path;
    char *proxy;
    char *config_files;
};

/*
 * Finds the facts. Sends few requests to Trakt, usually at most five. Does not wait after errors.
 * Repeats a request only after a 401 (with a renewed token), or if the answer about the account
 * cannot be read. Renews a stored login if necessary. `environment` has the form of environ. The
 * caller releases `inquiry` with login_inquiry_release. */
void login_inquire(const struct config *config, struct trakt *trakt, char **environment,
                   struct login_inquiry *inquiry);
void login_inquiry_release(struct login_inquiry *inquiry);

/* Returns the proxy for `url` from the usual environment variables (https_proxy, all_proxy),
 * borrowed from `environment`, and sets *name to the variable's name. Returns NULL and sets *name
 * to NULL if no such variable is set, if no_proxy lists the host, or if the URL is not https. Pure;
 * public for tests. */
const char *login_find_proxy(const char *url, char **environment, const char **name);

/* Returns a proxy's address without user and password, as a new string. Pure; public for tests. */
CVI_MUST_USE char *login_show_proxy(const char *proxy);

#endif
