/* Logs in to Trakt and keeps the login for the other programs, or tests the login there is. */
#include <stdlib.h>

#include "account.h"
#include "clock.h"
#include "config.h"
#include "login.h"
#include "login_inquire.h"
#include "login_setup.h"
#include "ndjson.h"
#include "option.h"
#include "session.h"
#include "stage.h"
#include "text.h"

extern char **environ;

static struct settings {
    const char *username;
    bool store;
    bool test_only;
    bool status;
    bool json;
    bool logout;
    bool force;
    int method;
} settings = {.store = true, .method = LOGIN_BOTH};

static const struct option options[] = {
    TEXT(0, "username", &settings.username, "NAME", "your Trakt username (asked for if need be)"),
    FLAG(0, "test-only", &settings.test_only, "only test the login there is; never ask"),
    FLAG(0, "status", &settings.status, "tell how things stand with the login; never ask"),
    FLAG(0, "logout", &settings.logout, "log out: the login is revoked and removed"),
    CLEAR(0, "no-store", &settings.store, "write nothing: try whether one can log in"),
    CHOICE(0, "method", &settings.method, "METHOD", login_method_words,
           "log in device, code, or both (the default: it asks)"),
    SELDOM,
    FLAG(0, "store", &settings.store, "keep the login in ~/.pytrakt.json (the default)"),
    FLAG(0, "json", &settings.json, "with --status: tell it as JSON"),
    FLAG(0, "force", &settings.force, "with --logout: remove it also when Trakt cannot be told"),
    GROUP(config_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-auth",
    .summary = "log in to Trakt, out of it, or tell how things stand",
    .examples = "  cvi-auth --username=YOUR_TRAKT_USERNAME\n"
                "  cvi-auth --test-only && cvi-lists\n"
                "  cvi-auth --status\n",
    .options = options,
};

/* Tells on standard output how it went; with --verbose the account's limits too. */
static void tell(const char *line, const struct trakt_account *account)
{
    struct buf text = BUF_INIT(4096);

    text_show(&text, line);
    if (account && msg_get_level() == MSG_VERBOSE) {
        buf_putc(&text, '\n');
        account_describe(account, &text);
        text.at[--text.len] = '\0';
    }
    if (msg_get_level() > MSG_QUIET)
        ndjson_put_text(buf_text(&text), text.len);
    buf_release(&text);
}

static void test_login(struct trakt *trakt)
{
    struct trakt_account account;
    struct trakt_error error;

    if (!trakt_get_account(trakt, &account, &error) ||
        !account_check_user(&account, settings.username, &error))
        login_die(&error);
    tell("✅ Already authenticated! No setup needed.", &account);
    trakt_account_release(&account);
}

/* Tells how things stand; the exit status that goes with it. */
static int tell_status(const struct config *config, struct trakt *trakt)
{
    struct login_inquiry inquiry;
    struct login_report report;
    struct buf text = BUF_INIT(1 << 20);
    struct trakt_error error = {0};

    login_inquire(config, trakt, environ, &inquiry);
    if (inquiry.facts.account.username &&
        !account_check_user(&inquiry.facts.account, settings.username, &error))
        inquiry.facts.login.error = error;
    login_judge(&inquiry.facts, &report);
    if (msg_get_level() > MSG_QUIET && settings.json) {
        json_t *json = login_report_json(&inquiry.facts, &report);

        ndjson_put(json);
        json_decref(json);
    } else if (msg_get_level() > MSG_QUIET) {
        login_report_lines(&report, &text);
        ndjson_put_text(buf_text(&text), text.len - 1); /* which adds the last newline */
    }
    int status = report.exit_status;
    buf_release(&text);
    login_report_release(&report);
    login_inquiry_release(&inquiry);
    return status;
}

static void log_out(const struct config *config, struct trakt *trakt)
{
    struct trakt_error error;
    const char *path = config_text(config, CONFIG_CREDENTIALS_FILE);
    bool given =
        config_text(config, CONFIG_ACCESS_TOKEN) || config_text(config, CONFIG_TOKEN_COMMAND);
    char *shown = login_setup_show(path ? path : "", getenv("HOME"));
    char *line = NULL;

    switch (trakt_log_out(trakt, settings.force, &error)) {
    case TRAKT_LOGOUT_FAILED:
        if (error.fault == TRAKT_LOCAL || given || !path)
            trakt_error_die(&error);
        msg_die(error.exit_status == EX_RECORD ? EX_UNAVAILABLE : error.exit_status,
                "%s; the login stays in %s (--force removes it all the same)", error.message,
                shown);
    case TRAKT_LOGOUT_NOBODY:
        line = cvi_strdup("Nobody is logged in.");
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
    tell(line, NULL);
    free(line);
    free(shown);
}

static void store(struct trakt *trakt, const struct trakt_grant *grant, const char *path)
{
    struct why why;

    trakt_use_grant(trakt, grant);
    if (!trakt_store_login(trakt, &why))
        msg_die(EX_IOERR, "%s (the login worked, but it is not kept)", why.text);
    char *shown = login_setup_show(path, getenv("HOME"));
    char *line = cvi_format("✅ Credentials stored in %s", shown);
    tell(line, NULL);
    free(line);
    free(shown);
}

static void log_in(const struct config *config, struct trakt *trakt)
{
    const struct config_value *token =
        &config->value[config_text(config, CONFIG_ACCESS_TOKEN) ? CONFIG_ACCESS_TOKEN
                                                                : CONFIG_TOKEN_COMMAND];
    const char *path = config_text(config, CONFIG_CREDENTIALS_FILE);
    struct why why;
    struct login_talk talk = {settings.method, ask_open(&why), stage_interrupt_fd()};
    struct buf username = BUF_INIT(4096);
    struct trakt_grant grant;
    struct trakt_account account;
    struct trakt_error error;

    if (!talk.ask && settings.method == LOGIN_CODE)
        msg_die(why.status, "%s (use --method device)", why.text);
    if (settings.store && !login_setup_store(path, &why))
        msg_die_why(&why);
    if (!settings.username || !*settings.username) {
        if (!login_ask_username(&talk, &username, &why))
            msg_die_why(&why);
        settings.username = buf_text(&username);
    }
    if (token->text)
        msg_note("%s: not used to log in (as long as it is set, it goes before the stored login)",
                 token->origin);
    if (!login_obtain(trakt, &talk, &grant, &why))
        msg_die_why(&why);
    if (!login_verify(config, trakt, &grant, &account, &error) ||
        !account_check_user(&account, settings.username, &error))
        login_die(&error);
    if (stage_interrupted())
        msg_die(EX_INTERRUPTED, "interrupted: nothing was stored");
    char *line = cvi_format("✅ Authentication successful! Logged in as: %s", account.username);
    tell(line, &account);
    free(line);
    if (settings.store)
        store(trakt, &grant, path);
    else
        tell("Credentials not stored: later commands need to authenticate again", NULL);
    trakt_account_release(&account);
    trakt_grant_release(&grant);
    buf_release(&username);
    ask_close(talk.ask);
}

/* What is asked for is one thing. */
static void check_usage(void)
{
    if (settings.test_only + settings.status + settings.logout > 1)
        msg_die(EX_USAGE, "--test-only, --status and --logout: give one of them");
    if (settings.json && !settings.status)
        msg_die(EX_USAGE, "--json: only with --status");
    if (settings.force && !settings.logout)
        msg_die(EX_USAGE, "--force: only with --logout");
}

int main(int argc, char **argv)
{
    struct config config;
    struct why why;
    int status = EX_OK;

    option_parse(&program, argc, argv);
    check_usage();
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    stage_start();
    config_start(&config, CONFIG_FOR_TRAKT, environ);
    if (!settings.status)
        login_setup_warn(&config);
    if (!settings.status && !settings.logout &&
        !login_setup_client(&config, !settings.test_only, &why))
        msg_die_why(&why);
    struct trakt *trakt = session_open(&config);
    if (settings.test_only)
        test_login(trakt);
    else if (settings.status)
        status = tell_status(&config, trakt);
    else if (settings.logout)
        log_out(&config, trakt);
    else
        log_in(&config, trakt);
    ndjson_flush();
    trakt_close(trakt);
    config_release(&config);
    return status;
}
