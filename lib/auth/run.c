/* Runs a login, or checks the current one. */
#include "auth/run.h"

#include "auth/client.h"
#include "auth/setup.h"
#include "auth/show.h"
#include "record/stage.h"
#include "trakt/session.h"

void login_test(struct trakt *trakt, const char *username)
{
    struct trakt_account account;
    struct trakt_error error;

    if (!trakt_get_account(trakt, &account, &error) ||
        !login_check_user(&account, username, &error))
        login_die(&error);
    login_show("✅ Already authenticated! No setup needed.", &account);
    trakt_account_release(&account);
}

/* Finds or asks for everything that the dialogue needs, without a request to Trakt. If no username
 * is given, asks for it and stores it in `username`. If talk->ask is NULL, `why` must contain the
 * reason. On failure, exits with a message. */
static void prepare(struct config *config, const struct login_wish *wish,
                    const struct login_talk *talk, struct buf *username, struct why *why)
{
    const struct login_client_talk client_talk = {talk->ask, talk->interrupt, wish->stores,
                                                  wish->home};

    if (!talk->ask && wish->method == LOGIN_CODE)
        msg_die(why->status, "%s (use --method device)", why->text);
    if (wish->stores && !login_setup_store(config_text(config, CONFIG_CREDENTIALS_FILE), why))
        msg_die_why(why);
    if (!login_client_find(config, &client_talk, why))
        msg_die_why(why);
    if ((!wish->username || !*wish->username) && !login_ask_username(talk, username, why))
        msg_die_why(why);
    login_setup_note_token(config);
}

void login_run(struct config *config, const struct login_wish *wish)
{
    struct why why;
    struct login_talk talk = {wish->method, ask_open(&why), stage_interrupt_fd()};
    struct buf typed = BUF_INIT(4096);
    struct trakt_grant grant;
    struct trakt_account account;
    struct trakt_error error;

    prepare(config, wish, &talk, &typed, &why);
    const char *username = typed.len ? buf_text(&typed) : wish->username;
    struct trakt *trakt = session_open(config);
    if (!login_obtain(trakt, &talk, &grant, &why))
        msg_die_why(&why);
    if (!login_verify(config, trakt, &grant, &account, &error))
        login_die(&error);
    if (!login_check_user(&account, username, &error) &&
        !(typed.len && login_ask_other_user(&talk, username, account.username)))
        login_die(&error);
    if (stage_interrupted())
        msg_die(EX_INTERRUPTED, "interrupted: nothing was stored");
    login_show_success(config, trakt, &grant, &account, wish->stores, wish->home);
    trakt_account_release(&account);
    trakt_grant_release(&grant);
    trakt_close(trakt);
    buf_release(&typed);
    ask_close(talk.ask);
}
