/* Logs in to Trakt and keeps the login for the other programs, or tests the login there is. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
    FLAG(0, "store", &settings.store, "keep the login in ~/.pytrakt.json (what happens anyway)"),
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
                "  cvi-auth --test-only && cvi-lists\n"
                "  cvi-auth --username=YOUR_TRAKT_USERNAME --method device 2>&1 | cat\n",
    .options = options,
    .most_operands = 0,
};

/* Puts a line to standard output, unless --quiet was given. */
static void say(enum msg_level level, const char *format, ...)
{
    struct buf line = BUF_INIT(4096), shown = BUF_INIT(4096);
    va_list args;

    va_start(args, format);
    buf_vprintf(&line, format, args);
    va_end(args);
    text_show(&shown, buf_text(&line));
    if (msg_get_level() >= level)
        ndjson_put_text(buf_text(&shown), shown.len);
    buf_release(&shown);
    buf_release(&line);
}

static void say_account(const struct trakt_account *account)
{
    say(MSG_VERBOSE, "   Username: %s%s", account->username, account->vip ? " (VIP)" : "");
    if (account->most_list_items != RECORD_NONE && account->most_lists != RECORD_NONE)
        say(MSG_VERBOSE, "   Lists: at most %lld, with at most %lld titles each",
            (long long)account->most_lists, (long long)account->most_list_items);
    if (account->most_watchlist_items != RECORD_NONE)
        say(MSG_VERBOSE, "   Watchlist: at most %lld titles",
            (long long)account->most_watchlist_items);
}

_Noreturn static void die_failed(const struct trakt_error *error)
{
    struct why why;

    login_fail(&why, error);
    msg_die_why(&why);
}

static int test_login(struct trakt *trakt)
{
    struct trakt_account account;
    struct trakt_error error;

    if (!trakt_get_account(trakt, &account, &error) ||
        !login_check_user(&account, settings.username, &error))
        die_failed(&error);
    say(MSG_NORMAL, "✅ Already authenticated! No setup needed.");
    say_account(&account);
    trakt_account_release(&account);
    return EX_OK;
}

static void store(struct trakt *trakt, const struct trakt_grant *grant, const char *path)
{
    struct why why;

    if (!settings.store) {
        say(MSG_NORMAL, "Credentials not stored: you'll need to re-authenticate for each session");
        return;
    }
    trakt_use_grant(trakt, grant);
    if (!trakt_store_login(trakt, &why))
        msg_die(EX_IOERR, "%s (the login worked, but it is not kept)", why.text);
    char *shown = login_setup_show(path, getenv("HOME"));
    say(MSG_NORMAL, "✅ Credentials stored in %s", shown);
    free(shown);
}

static int log_in(const struct config *config, struct trakt *trakt)
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
        !login_check_user(&account, settings.username, &error))
        die_failed(&error);
    say(MSG_NORMAL, "✅ Authentication successful! Logged in as: %s", account.username);
    say_account(&account);
    store(trakt, &grant, path);
    trakt_account_release(&account);
    trakt_grant_release(&grant);
    buf_release(&username);
    ask_close(talk.ask);
    return EX_OK;
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
    struct trakt *trakt = session_open(&config, 0);
    int status = settings.test_only ? test_login(trakt) : log_in(&config, trakt);
    ndjson_flush();
    trakt_close(trakt);
    config_release(&config);
    return stage_interrupted() ? EX_INTERRUPTED : status;
}
