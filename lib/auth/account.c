/* The account that is logged in, compared and described. */
#include "auth/account.h"

#include "base/text.h"

bool account_check_user(const struct trakt_account *account, const char *username,
                        struct trakt_error *error)
{
    const json_t *user = json_object_get(account->json, "user");
    const char *slug = json_string_value(json_object_get(json_object_get(user, "ids"), "slug"));

    if (!username || !*username || text_same(account->username, username) ||
        (slug && text_same(slug, username)))
        return true;
    return trakt_error_set(
        error, TRAKT_UNAUTHORIZED,
        "Authentication failed: this login is for '%.64s', not for '%.64s' (log in to Trakt's page "
        "as that user, or give --username='%.64s')",
        account->username, username, account->username);
}

void account_describe(const struct trakt_account *account, struct buf *out)
{
    buf_puts(out, "   Username: ");
    text_show(out, account->username);
    buf_printf(out, "%s\n", account->vip ? " (VIP)" : "");
    if (account->most_lists != RECORD_NONE)
        buf_printf(out, "   Lists: at most %lld\n", (long long)account->most_lists);
    if (account->most_list_items != RECORD_NONE)
        buf_printf(out, "   Titles on each list: at most %lld\n",
                   (long long)account->most_list_items);
    if (account->most_watchlist_items != RECORD_NONE)
        buf_printf(out, "   Titles on the watchlist: at most %lld\n",
                   (long long)account->most_watchlist_items);
}
