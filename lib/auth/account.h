/* Whose login it is, and what that account may hold. */
#ifndef AUTH_ACCOUNT_H
#define AUTH_ACCOUNT_H

#include <stdbool.h>

#include "base/buf.h"
#include "trakt/answer.h"

/*
 * Whether account is that of the user of this name: its username or slug, whatever the case. NULL
 * and "" are anybody. False with error (unauthorized), which names both. */
bool account_check_user(const struct trakt_account *account, const char *username,
                        struct trakt_error *error);

/* Adds lines on the account and its limits, as far as they are told, each ending in \n. */
void account_describe(const struct trakt_account *account, struct buf *out);

#endif
