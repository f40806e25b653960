/* Prints the results of a login, a logout and a status request. */
#include "auth/show.h"

#include <stdlib.h>

#include "auth/inquire.h"
#include "auth/login.h"
#include "auth/setup.h"
#include "base/text.h"
#include "config/secret.h"
#include "json/ndjson.h"

/* The command to suggest after a login. It changes nothing. */
#define NEXT "Next: cvi-scan DIRECTORY | cvi-trakt-sync --dry-run -"

void login_describe_account(const struct trakt_account *account, struct buf *out)
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

void login_show(const char *line, const struct trakt_account *account)
{
    struct buf text = BUF_INIT(4096);

    text_show(&text, line);
    if (account && msg_get_level() == MSG_VERBOSE) {
        buf_putc(&text, '\n');
        login_describe_account(account, &text);
        text.at[--text.len] = '\0';
    }
    if (msg_get_level() > MSG_QUIET)
        ndjson_put_text(buf_text(&text), text.len);
    buf_release(&text);
}

static void store(const struct config *config, struct trakt *trakt, const struct trakt_grant *grant,
                  const char *home)
{
    struct why why;

    trakt_use_grant(trakt, grant);
    if (!trakt_store_login(trakt, &why))
        msg_die(EX_IOERR, "%s (the login worked, but is not stored)", why.text);
    char *shown = login_setup_show(config_text(config, CONFIG_CREDENTIALS_FILE), home);
    char *line = cvi_format("✅ Credentials stored in %s", shown);
    login_show(line, NULL);
    login_show(NEXT, NULL);
    free(line);
    free(shown);
}

void login_show_success(const struct config *config, struct trakt *trakt,
                        const struct trakt_grant *grant, const struct trakt_account *account,
                        bool stores, const char *home)
{
    char *line = cvi_format("✅ Authentication successful! Logged in as: %s", account->username);

    login_show(line, account);
    free(line);
    if (stores)
        store(config, trakt, grant, home);
    else
        login_show("Credentials not stored: later commands need to authenticate again", NULL);
}

int login_show_status(const struct config *config, struct trakt *trakt, char **environment,
                      const char *username, bool as_json)
{
    struct login_inquiry inquiry;
    struct login_report report;
    struct buf text = BUF_INIT(1 << 20), exposed = BUF_INIT(1 << 16);
    const char *path = config_text(config, CONFIG_CREDENTIALS_FILE);
    struct trakt_error error = {0};

    if (path)
        secret_add_exposed(&exposed, path);
    login_inquire(config, trakt, environment, &inquiry);
    if (inquiry.facts.account.username &&
        !login_check_user(&inquiry.facts.account, username, &error))
        inquiry.facts.login.error = error;
    login_judge(&inquiry.facts, &report);
    /* If the login was just renewed, writing the file made it private, so the report no longer
     * shows that others could read it before. This note shows it. */
    if (!(inquiry.facts.mode & 077))
        msg_lines(msg_note, buf_text(&exposed));
    if (msg_get_level() > MSG_QUIET && as_json) {
        json_t *json = login_report_json(&inquiry.facts, &report);

        ndjson_put(json);
        json_decref(json);
    } else if (msg_get_level() > MSG_QUIET) {
        login_report_lines(&report, &text);
        ndjson_put_text(buf_text(&text), text.len - 1); /* ndjson_put_text adds the last newline */
    }
    int status = report.exit_status;
    buf_release(&text);
    buf_release(&exposed);
    login_report_release(&report);
    login_inquiry_release(&inquiry);
    return status;
}

void login_show_logout(const struct config *config, struct trakt *trakt, bool force,
                       const char *home)
{
    struct trakt_error error;
    const char *path = config_text(config, CONFIG_CREDENTIALS_FILE);
    bool given =
        config_text(config, CONFIG_ACCESS_TOKEN) || config_text(config, CONFIG_TOKEN_COMMAND);
    char *shown = login_setup_show(path ? path : "", home);
    char *line = NULL;

    switch (trakt_log_out(trakt, force, &error)) {
    case TRAKT_LOGOUT_FAILED:
        if (error.fault == TRAKT_LOCAL || given || !path)
            trakt_error_die(&error);
        msg_die(error.exit_status == EX_RECORD ? EX_UNAVAILABLE : error.exit_status,
                "%s; the login stays in %s (--force removes it anyway)", error.message, shown);
    case TRAKT_LOGOUT_NOBODY:
        line = cvi_strdup("Not logged in.");
        break;
    case TRAKT_LOGOUT_DONE:
        line = given ? cvi_strdup("✅ Logged out: the token is revoked")
                     : cvi_format("✅ Logged out: the login is revoked, and removed from %s", shown);
        break;
    case TRAKT_LOGOUT_FORCED:
        msg_warn("%s; the login is not revoked", error.message);
        line = cvi_format("✅ The login is removed from %s", shown);
        break;
    }
    login_show(line, NULL);
    free(line);
    free(shown);
}
