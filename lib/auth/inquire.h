/* The facts on how things stand with a login: what is here, and what Trakt says of it. */
#ifndef AUTH_INQUIRE_H
#define AUTH_INQUIRE_H

#include "auth/status.h"
#include "config/config.h"
#include "trakt/trakt.h"

/* The facts, and what they are borrowed from beside config and environment. */
struct login_inquiry {
    struct login_facts facts;
    char *path;
    char *proxy;
};

/*
 * Finds them. Asks Trakt at most five times, each once, and never the user; a stored login is
 * renewed when it is due, as for any other program. environment is as environ. To be released. */
void login_inquire(const struct config *config, struct trakt *trakt, char **environment,
                   struct login_inquiry *inquiry);
void login_inquiry_release(struct login_inquiry *inquiry);

/*
 * Returns the proxy that the usual environment variables name for an address, and sets *name to the
 * variable; NULL if there is none, or no_proxy lists the host. Borrowed from environment. Pure;
 * public for tests. */
const char *login_find_proxy(const char *url, char **environment, const char **name);

/* Returns the address of a proxy without user and password, a new string. Pure; public for
 * tests. */
CVI_MUST_USE char *login_show_proxy(const char *proxy);

#endif
