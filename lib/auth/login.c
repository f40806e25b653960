/* The login dialogue: its texts, its waits, and the advice after each failure. */
#include "auth/login.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "auth/setup.h"
#include "base/clock.h"
#include "base/text.h"
#include "trakt/session.h"
#include "trakt/token.h"

enum { MOST_WRONG_CODES = 5, MOST_TEXT = 16384 };

#define PROMPT "Enter the authorization code: "
#define FAILED "Authentication failed: "
#define AGAIN "(run cvi-auth again)"

const char *const login_method_words[] = {
    /* clang-format off */
    [LOGIN_BOTH]   = "both",
    [LOGIN_DEVICE] = "device",
    [LOGIN_CODE]   = "code",
    NULL,
    /* clang-format on */
};

/* A dialogue in progress. A method is open as long as it can lead to a login. */
struct login {
    struct trakt *trakt;
    const struct login_talk *talk;
    struct trakt_grant *grant;
    struct why *why;
    bool device_open;
    bool code_open;
    struct trakt_device device;
    int64_t poll_ms;    /* time of the next poll; steady clock */
    int64_t expires_ms; /* time when the short code expires; steady clock */
    struct token_pkce pkce;
    int wrong_codes;
};

/* The dialogue continues, has succeeded, or has failed. */
enum step { STEP_ON, STEP_DONE, STEP_FAILED };

static bool set_failed(struct why *why, const struct trakt_error *error)
{
    const char *prefix = strstr(error->message, "Authentication failed") ? "" : FAILED;
    int status = error->exit_status == EX_RECORD ? EX_NOPERM : error->exit_status;

    return why_set(why, status, "%s%s", prefix, error->message);
}

/* Ends the dialogue with an error. `with_id` matters only if Trakt does not accept the client. If
 * it is true, the request had no secret, so the client id is wrong. If it is false, Trakt has
 * accepted the client id earlier, so the secret is wrong. */
static enum step fail_client(const struct login *login, const struct trakt_error *error,
                             bool with_id)
{
    if (error->fault != TRAKT_BAD_CLIENT)
        set_failed(login->why, error);
    else if (with_id)
        why_set(login->why, EX_NOPERM,
                FAILED
                "HTTP %d: Invalid client credentials: Trakt does not know this client id, or "
                "has deleted its application (check at " LOGIN_APPLICATIONS " that the id is "
                "complete, and that it is not the secret)",
                error->http_status);
    else
        why_set(login->why, EX_NOPERM,
                FAILED "HTTP %d: Invalid client credentials: Trakt knows the client id, but this "
                       "client secret does not belong to it (copy it again "
                       "from " LOGIN_APPLICATIONS ")",
                error->http_status);
    return STEP_FAILED;
}

static enum step fail(const struct login *login, int status, const char *words)
{
    why_set(login->why, status, "%s", words);
    return STEP_FAILED;
}

static enum step interrupted(const struct login *login)
{
    return fail(login, EX_INTERRUPTED, "interrupted: nothing was stored");
}

/* --- The short code, confirmed on any device --- */

/* Adds the page's address to `out`, with the short code at its end, as Trakt's staff recommends. If
 * the address has a query or a fragment, leaves out the code. */
static void put_link(struct buf *out, const struct trakt_device *device)
{
    size_t len = strlen(device->url);

    text_show(out, device->url);
    if (strpbrk(device->url, "?#"))
        return;
    if (len && device->url[len - 1] != '/')
        buf_putc(out, '/');
    text_show(out, device->user_code);
}

static void show_device(const struct login *login)
{
    const struct trakt_device *device = &login->device;
    struct buf link = BUF_INIT(MOST_TEXT), text = BUF_INIT(MOST_TEXT);
    int minutes = (device->expires_in + 59) / 60;

    put_link(&link, device);
    if (!login->talk->ask) {
        msg_warn("open %s on any device and confirm (or type in %s at %s)", buf_text(&link),
                 device->user_code, device->url);
        msg_warn("waiting; the code %s expires in %d min", device->user_code, minutes);
    } else {
        buf_printf(&text,
                   "\nOpen this page in a browser, on any device, and confirm:\n\n    %s\n\n",
                   buf_text(&link));
        buf_puts(&text, "or go to ");
        text_show(&text, device->url);
        buf_puts(&text, " and type in ");
        text_show(&text, device->user_code);
        buf_printf(
            &text,
            ".\nThe code expires in %d min. This command continues by itself once you confirm.\n",
            minutes);
        ask_show(login->talk->ask, buf_text(&text));
    }
    buf_release(&text);
    buf_release(&link);
}

/* Requests a short code. If that fails, but the user can still log in with an authorization code,
 * continues with that method. */
static enum step start_device(struct login *login)
{
    struct trakt_error error;

    if (!trakt_start_device(login->trakt, &login->device, &error)) {
        if (error.final || !login->code_open)
            return fail_client(login, &error, true);
        msg_warn("cannot get the short code for the login: %s", error.message);
        return STEP_ON;
    }
    login->device_open = true;
    login->poll_ms = clock_steady_ms() + (int64_t)login->device.interval * 1000;
    login->expires_ms = clock_steady_ms() + (int64_t)login->device.expires_in * 1000;
    show_device(login);
    return STEP_ON;
}

/* The statuses with which polling ends without a login (https://docs.trakt.tv, "Device", get
 * token). */
static const struct end {
    int http_status;
    bool final; /* the authorization code cannot work either */
    const char *words;
} ends[] = {
    /* clang-format off */
    {410, false, "the short code expired before it was confirmed"},
    {404, false, "Trakt no longer knows the short code"},
    {409, false, "the short code was already used"},
    {418, true,  "the login was refused on Trakt's website"},
    /* clang-format on */
};
enum { ENDS = sizeof ends / sizeof *ends };

static enum step end_device(struct login *login, const struct end *end)
{
    login->device_open = false;
    if (end->final || !login->code_open) {
        why_set(login->why, EX_NOPERM, FAILED "%s " AGAIN, end->words);
        return STEP_FAILED;
    }
    char *text = cvi_format("\n%s. The authorization URL still works.\n", end->words);
    text[1] = (char)(text[1] == 't' ? 'T' : text[1]);
    ask_show(login->talk->ask, text);
    free(text);
    return STEP_ON;
}

static enum step poll_device(struct login *login)
{
    struct trakt_error error = {0};

    if (clock_steady_ms() >= login->expires_ms)
        return end_device(login, &ends[0]);
    switch (trakt_poll_device(login->trakt, &login->device, login->grant, &error)) {
    case TRAKT_POLL_DONE:
        if (login->talk->ask)
            ask_show(login->talk->ask, "\n");
        return STEP_DONE;
    case TRAKT_POLL_WAIT:
        login->poll_ms = clock_steady_ms() + (int64_t)login->device.interval * 1000;
        return STEP_ON;
    case TRAKT_POLL_DENIED:
    case TRAKT_POLL_EXPIRED:
    case TRAKT_POLL_FAILED:
        break;
    }
    for (size_t i = 0; i < ENDS; i++)
        if (error.http_status == ends[i].http_status)
            return end_device(login, &ends[i]);
    return fail_client(login, &error, false);
}

/* --- The authorization code, copied from a page --- */

char *login_find_code(char *pasted)
{
    char *mark = strstr(pasted, "?code=");
    char *code = mark ? mark : strstr(pasted, "&code=");

    if (!code)
        return pasted;
    code += strlen("?code=");
    code[strcspn(code, "&#")] = '\0';
    return code;
}

static void start_code(struct login *login)
{
    token_make_pkce(&login->pkce);
    char *url = trakt_authorize_url(login->trakt, login->pkce.challenge);
    char *text = cvi_format("\n%s this authorization URL, and enter the code that it shows:\n\n"
                            "    %s\n\n",
                            login->device_open ? "Or open" : "Open", url ? url : "");

    ask_show(login->talk->ask, text);
    free(text);
    free(url);
}

static enum step try_code(struct login *login, char *code)
{
    struct trakt_error error;

    if (trakt_exchange_code(login->trakt, code, login->pkce.verifier, login->grant, &error))
        return STEP_DONE;
    if (error.fault == TRAKT_BAD_CLIENT && login->device_open)
        return fail_client(login, &error, false);
    if (error.fault != TRAKT_UNAUTHORIZED) {
        set_failed(login->why, &error);
        return STEP_FAILED;
    }
    if (++login->wrong_codes == MOST_WRONG_CODES)
        return fail(login, EX_NOPERM, FAILED "too many wrong codes " AGAIN);
    ask_show(login->talk->ask,
             FAILED "Trakt does not accept this code: it was copied wrongly, was used before or is "
                    "too old.\nOpen the authorization URL again for another one.\n");
    return STEP_ON;
}

/* Returns whether the user typed the short code instead of the authorization code, and explains
 * this mistake. */
static bool is_short_code(const struct login *login, const char *code)
{
    if (!login->device_open || strcasecmp(code, login->device.user_code) != 0)
        return false;
    ask_show(login->talk->ask, "This is the short code: enter it on the page above, not here. Once "
                               "it is confirmed\nthere, nothing needs to be entered here.\n");
    return true;
}

static enum step take_answer(struct login *login, enum ask_got got, struct buf *answer)
{
    if (got == ASK_INTERRUPTED)
        return interrupted(login);
    if (got == ASK_ANSWER) {
        char *pasted = cvi_strdup(buf_text(answer));
        bool is_code = *pasted && !is_short_code(login, pasted);
        enum step step = is_code ? try_code(login, login_find_code(pasted)) : STEP_ON;

        if (step == STEP_ON && login->device_open)
            ask_show(login->talk->ask, PROMPT);
        free(pasted);
        return step;
    }
    login->code_open = false;
    if (!login->device_open)
        return fail(login, EX_NOPERM, FAILED "no authorization code was entered " AGAIN);
    ask_show(login->talk->ask, "\nWaiting for the short code to be confirmed.\n");
    return STEP_ON;
}

/* --- Both methods --- */

/* Handles one event: a line was typed, or it is time to poll. */
static enum step take_turn(struct login *login, struct buf *answer)
{
    struct ask *ask = login->talk->ask;
    int64_t left_ms = login->poll_ms - clock_steady_ms();

    if (!login->device_open)
        return take_answer(login, ask_line(ask, PROMPT, login->talk->interrupt, answer), answer);
    switch (trakt_wait_ms(login->trakt, login->code_open ? ask_fd(ask) : -1, login->talk->interrupt,
                          left_ms > 0 ? left_ms : 0)) {
    case HTTP_WOKE_INTERRUPT:
        return interrupted(login);
    case HTTP_WOKE_INPUT:
        return take_answer(login, ask_take_line(ask, answer), answer);
    case HTTP_WOKE_ANSWER:
    case HTTP_WOKE_TIME:
        break;
    }
    return poll_device(login);
}

bool login_obtain(struct trakt *trakt, const struct login_talk *talk, struct trakt_grant *grant,
                  struct why *why)
{
    struct login login = {.trakt = trakt, .talk = talk, .grant = grant, .why = why};
    struct buf answer = BUF_INIT(4096);
    enum step step = STEP_ON;

    *grant = (struct trakt_grant){0};
    login.code_open = talk->ask && talk->method != LOGIN_DEVICE;
    if (talk->method != LOGIN_CODE)
        step = start_device(&login);
    if (step == STEP_ON && login.code_open) {
        start_code(&login);
        if (login.device_open)
            ask_show(talk->ask, PROMPT);
    }
    while (step == STEP_ON) {
        step = take_turn(&login, &answer);
        if (step != STEP_DONE)
            trakt_grant_release(grant);
    }
    explicit_bzero(&login.pkce, sizeof login.pkce);
    trakt_device_release(&login.device);
    buf_release(&answer);
    return step == STEP_DONE;
}

/* --- The user of the login --- */

bool login_ask_username(const struct login_talk *talk, struct buf *username, struct why *why)
{
    enum ask_got got = talk->ask ? ASK_ANSWER : ASK_NOTHING;

    buf_clear(username);
    while (got == ASK_ANSWER && !username->len)
        got = ask_line(talk->ask, "Enter your Trakt username: ", talk->interrupt, username);
    if (got == ASK_INTERRUPTED)
        return why_set(why, EX_INTERRUPTED, "interrupted: nothing was stored");
    if (got == ASK_NOTHING)
        return why_set(why, EX_USAGE, "your Trakt username is needed (give --username=NAME)");
    return true;
}

bool login_ask_other_user(const struct login_talk *talk, const char *typed, const char *found)
{
    struct buf text = BUF_INIT(MOST_TEXT), answer = BUF_INIT(4096);

    buf_puts(&text, "\nThis login is for ");
    text_show(&text, found);
    buf_puts(&text, ", but you entered ");
    text_show(&text, typed);
    buf_puts(&text, ". Keep this login? [y/N]: ");
    bool yes =
        ask_line(talk->ask, buf_text(&text), talk->interrupt, &answer) == ASK_ANSWER &&
        (strcasecmp(buf_text(&answer), "y") == 0 || strcasecmp(buf_text(&answer), "yes") == 0);
    buf_release(&answer);
    buf_release(&text);
    return yes;
}

bool login_check_user(const struct trakt_account *account, const char *username,
                      struct trakt_error *error)
{
    const json_t *user = json_object_get(account->json, "user");
    const char *slug = json_string_value(json_object_get(json_object_get(user, "ids"), "slug"));

    if (!username || !*username || text_same(account->username, username) ||
        (slug && text_same(slug, username)))
        return true;
    return trakt_error_set(error, TRAKT_UNAUTHORIZED,
                           "Authentication failed: this login is for '%.64s', not for '%.64s' (log "
                           "in to Trakt's website as '%.64s', or give --username='%.64s')",
                           account->username, username, username, account->username);
}

bool login_verify(const struct config *config, const struct trakt *trakt,
                  const struct trakt_grant *grant, struct trakt_account *account,
                  struct trakt_error *error)
{
    struct trakt_settings settings = session_settings(config);
    struct trakt *other;
    struct why why;

    settings.client_id = trakt_client_id(trakt);
    settings.client_secret = NULL;
    settings.access_token = grant->access;
    settings.token_path = NULL;
    settings.budget_path = trakt_budget_path(trakt);
    if (!trakt_is_traced(trakt))
        settings.trace = NULL; /* opening the trace failed, and a warning was printed */

    *account = (struct trakt_account){0};
    if (!trakt_open(&settings, &other, &why))
        return trakt_error_set(error, TRAKT_LOCAL, "%s", why.text);
    bool is_known = trakt_get_account(other, account, error);
    trakt_close(other);
    return is_known;
}

void login_die(const struct trakt_error *error)
{
    struct why why;

    set_failed(&why, error);
    msg_die_why(&why);
}
