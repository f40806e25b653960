/* Logs in to Trakt and keeps the login for the other programs, or tests the login there is. */
#include <stdlib.h>

#include "account.h"
#include "clock.h"
#include "config.h"
#include "login.h"
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
    int method;
} settings = {.store = true, .method = LOGIN_BOTH};

static const struct option options[] = {
    TEXT(0, "username", &settings.username, "NAME", "your Trakt username (asked for if need be)"),
    FLAG(0, "store", &settings.store, "keep the login in ~/.pytrakt.json (the default)"),
    CLEAR(0, "no-store", &settings.store, "write nothing: try whether one can log in"),
    FLAG(0, "test-only", &settings.test_only, "only test the login there is; never ask"),
    CHOICE(0, "method", &settings.method, "METHOD", login_method_words,
           "log in by device, by code, or offer both (the default)"),
    GROUP(config_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-auth",
    .summary = "log in to Trakt, or test the login there is",
    .examples = "  cvi-auth --username=YOUR_TRAKT_USERNAME\n"
                "  cvi-auth --test-only && cvi-lists\n",
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
    const struct config_value *token = &config->value[CONFIG_ACCESS_TOKEN];
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

int main(int argc, char **argv)
{
    struct config config;
    struct why why;

    option_parse(&program, argc, argv);
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    stage_start();
    config_start(&config, CONFIG_FOR_TRAKT, environ);
    login_setup_warn(&config);
    if (!login_setup_client(&config, !settings.test_only, &why))
        msg_die_why(&why);
    struct trakt *trakt = session_open(&config);
    if (settings.test_only)
        test_login(trakt);
    else
        log_in(&config, trakt);
    ndjson_flush();
    trakt_close(trakt);
    config_release(&config);
    return EX_OK;
}
