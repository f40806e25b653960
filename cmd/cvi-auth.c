/* cvi-auth: logs in to Trakt and keeps the login for the other programs; tests it, shows it, or
 * logs out. */
#include <stdlib.h>

#include "auth/account.h"
#include "auth/client.h"
#include "auth/login.h"
#include "auth/setup.h"
#include "auth/tell.h"
#include "base/clock.h"
#include "base/option.h"
#include "config/config.h"
#include "json/ndjson.h"
#include "record/stage.h"
#include "trakt/session.h"

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

static void test_login(struct trakt *trakt)
{
    struct trakt_account account;
    struct trakt_error error;

    if (!trakt_get_account(trakt, &account, &error) ||
        !account_check_user(&account, settings.username, &error))
        login_die(&error);
    login_tell("✅ Already authenticated! No setup needed.", &account);
    trakt_account_release(&account);
}

/* What must be clear before anybody opens a page; nothing has been asked of Trakt yet. */
static void prepare(struct config *config, const struct login_talk *talk, struct buf *username,
                    struct why *why)
{
    const struct login_client_talk client_talk = {talk->ask, talk->interrupt, settings.store,
                                                  getenv("HOME")};

    if (!talk->ask && settings.method == LOGIN_CODE)
        msg_die(why->status, "%s (use --method device)", why->text);
    if (settings.store && !login_setup_store(config_text(config, CONFIG_CREDENTIALS_FILE), why))
        msg_die_why(why);
    if (!login_client_find(config, &client_talk, why))
        msg_die_why(why);
    if (!settings.username || !*settings.username) {
        if (!login_ask_username(talk, username, why))
            msg_die_why(why);
        settings.username = buf_text(username);
    }
    login_setup_note_token(config);
}

static void log_in(struct config *config)
{
    struct why why;
    struct login_talk talk = {settings.method, ask_open(&why), stage_interrupt_fd()};
    struct buf username = BUF_INIT(4096);
    struct trakt_grant grant;
    struct trakt_account account;
    struct trakt_error error;

    prepare(config, &talk, &username, &why);
    struct trakt *trakt = session_open(config);
    if (!login_obtain(trakt, &talk, &grant, &why))
        msg_die_why(&why);
    if (!login_verify(config, trakt, &grant, &account, &error))
        login_die(&error);
    bool was_typed = username.len;
    if (!account_check_user(&account, settings.username, &error) &&
        !(was_typed && login_ask_other_user(&talk, settings.username, account.username)))
        login_die(&error);
    if (stage_interrupted())
        msg_die(EX_INTERRUPTED, "interrupted: nothing was stored");
    login_tell_success(config, trakt, &grant, &account, settings.store, getenv("HOME"));
    trakt_account_release(&account);
    trakt_grant_release(&grant);
    trakt_close(trakt);
    buf_release(&username);
    ask_close(talk.ask);
}

/* Everything else: none of it asks anybody but Trakt. */
static int look(struct config *config)
{
    struct why why;
    int status = EX_OK;

    if (settings.test_only && !login_setup_client(config, false, &why))
        msg_die_why(&why);
    struct trakt *trakt = session_open(config);
    if (settings.test_only)
        test_login(trakt);
    else if (settings.status)
        status = login_tell_status(config, trakt, environ, settings.username, settings.json);
    else
        login_tell_logout(config, trakt, settings.force, getenv("HOME"));
    trakt_close(trakt);
    return status;
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

static int run(struct config *config)
{
    if (settings.test_only || settings.status || settings.logout)
        return look(config);
    log_in(config);
    return EX_OK;
}

int main(int argc, char **argv)
{
    struct config config;

    option_parse(&program, argc, argv);
    check_usage();
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    stage_start();
    config_start(&config, CONFIG_FOR_TRAKT, environ);
    if (!settings.status)
        login_setup_warn(&config);
    int status = run(&config);
    ndjson_flush();
    config_release(&config);
    return status;
}
