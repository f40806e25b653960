/* cvi-auth: logs in to Trakt and stores the login for the other programs; tests it, shows its
 * status, or logs out. */
#include <stdlib.h>

#include "auth/run.h"
#include "auth/setup.h"
#include "auth/show.h"
#include "base/clock.h"
#include "base/msg.h"
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
    TEXT(0, "username", &settings.username, "NAME", "your Trakt username (asked for if needed)"),
    FLAG(0, "test-only", &settings.test_only, "test the existing login; ask nothing"),
    FLAG(0, "status", &settings.status, "show the login status; ask nothing"),
    FLAG(0, "logout", &settings.logout, "log out: revoke and remove the login"),
    CLEAR(0, "no-store", &settings.store, "try out a login; store nothing"),
    CHOICE(0, "method", &settings.method, "METHOD", login_method_words,
           "device (confirm a code on Trakt's page), code (copy a code from that page) or both "
           "(default)"),
    SELDOM,
    FLAG(0, "store", &settings.store, "store the login in ~/.pytrakt.json (the default)"),
    FLAG(0, "json", &settings.json, "with --status: print JSON"),
    FLAG(0, "force", &settings.force,
         "with --logout: remove the login even if it cannot be revoked"),
    GROUP(config_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-auth",
    .summary = "log in to Trakt, log out, or show login status",
    .examples = "  cvi-auth --username=YOUR_TRAKT_USERNAME\n"
                "  cvi-auth --test-only && cvi-lists\n"
                "  cvi-auth --status\n",
    .called_examples = "  corrupt-video-inspector trakt auth --username=YOUR_TRAKT_USERNAME\n"
                       "  corrupt-video-inspector trakt auth --test-only\n"
                       "  corrupt-video-inspector trakt auth --status\n",
    .options = options,
};

/* Runs --test-only, --status or --logout, which ask no questions. Returns the exit status. */
static int look(struct config *config)
{
    struct why why;
    int status = EX_OK;

    if (settings.test_only && !login_setup_client(config, false, &why))
        msg_die_why(&why);
    struct trakt *trakt = session_open(config);
    if (settings.test_only)
        login_test(trakt, settings.username);
    else if (settings.status)
        status = login_show_status(config, trakt, environ, settings.username, settings.json);
    else
        login_show_logout(config, trakt, settings.force, getenv("HOME"));
    trakt_close(trakt);
    return status;
}

/* Exits with an error if the options contradict each other. */
static void check_usage(void)
{
    if (settings.test_only + settings.status + settings.logout > 1)
        msg_die(EX_USAGE, "--test-only, --status and --logout cannot be combined");
    if (settings.json && !settings.status)
        msg_die(EX_USAGE, "--json: requires --status");
    if (settings.force && !settings.logout)
        msg_die(EX_USAGE, "--force: requires --logout");
}

static int run(struct config *config)
{
    if (settings.test_only || settings.status || settings.logout)
        return look(config);
    login_run(config, &(struct login_wish){.username = settings.username,
                                           .method = (enum login_method)settings.method,
                                           .stores = settings.store,
                                           .home = getenv("HOME")});
    return EX_OK;
}

int main(int argc, char **argv)
{
    struct config config;

    msg_called_as(getenv("CVI_CALLED_AS"));
    option_parse(&program, argc, argv);
    check_usage();
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    stage_start();
    config_start(&config, config_given.print ? CONFIG_FOR_ALL : CONFIG_FOR_TRAKT, environ);
    config.shows_login_mode = settings.status;
    if (!settings.status)
        login_setup_warn(&config);
    int status = run(&config);
    ndjson_flush();
    config_release(&config);
    return status;
}
