/* Judges the facts, with one function for each check, in the order of the report. */
#include "auth/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "trakt/token.h"

enum { MOST_TEXT = 4096, MOST_SKEW_S = 60 };

#define LOG_IN "cvi-auth --username=YOUR_TRAKT_USERNAME"
#define APPLICATIONS "https://trakt.tv/oauth/applications"

void login_duration(int64_t seconds, struct buf *out)
{
    static const struct {
        int64_t seconds;
        const char *name;
    } units[] = {
        {86400, "day"},
        {3600, "hour"},
        {60, "minute"},
        {1, "second"},
    };
    size_t i = 0;

    while (i < 3 && seconds < units[i].seconds)
        i++;
    long long many = seconds / units[i].seconds;
    buf_printf(out, "%lld %s%s", many, units[i].name, many == 1 ? "" : "s");
    if (i == 3)
        return;
    long long rest = seconds % units[i].seconds / units[i + 1].seconds;
    if (rest)
        buf_printf(out, " %lld %s%s", rest, units[i + 1].name, rest == 1 ? "" : "s");
}

/* --- Noting --- */

static void note(struct login_report *report, const char *name, const char *title, struct buf *text)
{
    report->at[report->count++] = (struct login_check){
        .name = name, .title = title, .mark = LOGIN_GOOD, .text = cvi_strdup(buf_text(text))};
    buf_clear(text);
}

/* Adds a problem to the last check. `status` is the problem's exit status; 0: programs can
 * continue. `next` is what to do; NULL: nothing. */
__attribute__((format(printf, 4, 5))) static void object(struct login_report *report, int status,
                                                         const char *next, const char *format, ...)
{
    struct login_check *check = &report->at[report->count - 1];
    enum login_mark mark = status ? LOGIN_BAD : LOGIN_ODD;
    char words[640];
    va_list args;

    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    const char *joint = check->mark != LOGIN_GOOD ? "; " : check->text[0] ? ": " : "";
    char *text = cvi_format("%s%s%s", check->text, joint, words);
    free(check->text);
    check->text = text;
    report->exit_status = msg_worse(report->exit_status, status);
    if (mark <= check->mark)
        return;
    check->mark = mark;
    free(check->next);
    check->next = next ? cvi_strdup(next) : NULL;
}

/* Adds `shown`, made safe for a terminal, between `before` and `after`. If `shown` is NULL, adds
 * nothing between them. */
static void add(struct buf *text, const char *before, const char *shown, const char *after)
{
    buf_puts(text, before);
    text_show(text, shown ? shown : "");
    buf_puts(text, after);
}

static void add_origin(struct buf *text, const struct login_secret *secret)
{
    if (secret->origin)
        add(text, "from ", secret->origin, "");
}

bool login_was_heard(const struct login_answer *answer)
{
    static const enum trakt_fault silent[] = {
        /* clang-format off */
        TRAKT_UNREACHABLE, TRAKT_BLOCKED, TRAKT_RATE_LIMITED,
        TRAKT_SERVER_ERROR, TRAKT_BAD_ANSWER, TRAKT_LOCAL,
        /* clang-format on */
    };

    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (answer->error.fault == silent[i])
            return false;
    return answer->asked;
}

bool login_client_is_known(const struct login_facts *facts)
{
    return (facts->client.asked && facts->client.error.fault == TRAKT_FINE) ||
           (facts->login.asked && facts->login.error.fault == TRAKT_FINE);
}

bool login_client_is_refused(const struct login_facts *facts)
{
    return !login_client_is_known(facts) && (facts->client.error.fault == TRAKT_BAD_CLIENT ||
                                             facts->login.error.fault == TRAKT_BAD_CLIENT);
}

/* --- The checks --- */

static void check_config(const struct login_facts *facts, struct login_report *report,
                         struct buf *text)
{
    add(text, "", facts->config_file ? facts->config_file : "none", "");
    note(report, "config", "Config file", text);
    report->at[report->count - 1].unchecked = !facts->config_file;
}

static void check_client_id(const struct login_facts *facts, struct login_report *report,
                            struct buf *text)
{
    add_origin(text, &facts->client_id);
    if (facts->client_id.origin && login_client_is_known(facts))
        buf_puts(text, ", known to Trakt");
    note(report, "client_id", "Client ID", text);
    report->at[report->count - 1].unchecked = !login_client_is_known(facts);
    if (!facts->client_id.origin)
        object(report, EX_CONFIG, "cvi-auth",
               "not set (cvi-auth asks for it; or write it to docker/secrets/trakt_client_id.txt)");
    else if (login_client_is_refused(facts))
        object(report, EX_NOPERM, "check whether the application still exists: " APPLICATIONS,
               "Trakt does not know it, or has deleted its application");
    if (facts->client_id.origin && !facts->client_id.well_formed)
        object(report, 0, "copy the Client ID again from " APPLICATIONS,
               "it should be 64 hexadecimal digits");
}

static void check_client_secret(const struct login_facts *facts, struct login_report *report,
                                struct buf *text)
{
    add_origin(text, &facts->client_secret);
    note(report, "client_secret", "Client Secret", text);
    if (!facts->client_secret.origin)
        object(report, 0, "cvi-auth", "not set (needed to log in, log out and renew a login)");
    else if (login_client_is_known(facts) && facts->login.error.fault == TRAKT_BAD_CLIENT)
        object(report, EX_NOPERM, "copy the Client Secret again from " APPLICATIONS,
               "Trakt does not accept it for this Client ID");
    else if (!facts->client_secret.well_formed)
        object(report, 0, "copy the Client Secret again from " APPLICATIONS,
               "it should be 64 hexadecimal digits");
}

static void show_times(const struct login_facts *facts, struct buf *text)
{
    int64_t age = facts->now_s - facts->written_at, left = facts->expires_at - facts->now_s;

    if (facts->written_at > 0 && age >= 0) {
        buf_puts(text, ", stored ");
        login_duration(age, text);
        buf_puts(text, " ago");
    }
    if ((double)facts->expires_at >= TOKEN_LAST_TIME_S)
        return;
    if (facts->expires_at > 0 && left > 0) {
        buf_puts(text, ", valid for ");
        login_duration(left, text);
    } else if (facts->expires_at > 0) {
        buf_puts(text, ", expired ");
        login_duration(-left, text);
        buf_puts(text, " ago");
    }
}

static void check_token(const struct login_facts *facts, struct login_report *report,
                        struct buf *text)
{
    const struct trakt_error *error = &facts->login.error;

    add_origin(text, &facts->token);
    if (facts->token.origin)
        show_times(facts, text);
    if (facts->token.origin && facts->login.asked && error->fault == TRAKT_FINE)
        buf_puts(text, ", accepted by Trakt");
    note(report, "token", "Token", text);
    if (facts->trouble.status)
        object(report, facts->trouble.status, LOG_IN, "%s", facts->trouble.text);
    else if (!facts->token.origin)
        object(report, EX_NOPERM, LOG_IN, "not logged in");
    else if (!facts->token.well_formed)
        object(report, EX_NOPERM, "copy the token again",
               "it has spaces or control characters, or is too long");
    else if (error->fault == TRAKT_UNAUTHORIZED)
        object(report, EX_NOPERM, facts->is_stored ? LOG_IN : "get another token", "%s",
               error->message);
    else if (error->fault == TRAKT_LOCAL)
        object(report, error->exit_status, NULL, "%s", error->message);
    else if (facts->is_rejected && error->fault == TRAKT_REFUSED)
        object(report, EX_NOPERM, LOG_IN, "Trakt does not accept it, and did not renew it: %s",
               error->message);
    else if (facts->is_rejected && error->fault != TRAKT_FINE)
        object(report, 0, NULL, "Trakt does not accept it, and it could not be renewed");
    else if (!login_was_heard(&facts->login))
        object(report, 0, NULL, "it is unknown whether Trakt accepts it");
}

static void check_renewal(const struct login_facts *facts, struct login_report *report,
                          struct buf *text)
{
    if (!facts->is_stored || !facts->token.origin)
        return;
    buf_puts(text, facts->has_refresh ? "automatic, an hour before it expires" : "");
    note(report, "renewal", "Renewal", text);
    if (!facts->has_refresh)
        object(report, 0, LOG_IN, "no refresh token, so the login cannot be renewed");
}

static void check_file(const struct login_facts *facts, struct login_report *report,
                       struct buf *text)
{
    if (!facts->path || !facts->mode)
        return;
    add(text, "", facts->path, "");
    buf_printf(text, ", mode %04o", facts->mode);
    note(report, "credentials_file", "Login file", text);
    if (facts->mode & 077) {
        struct buf command = BUF_INIT(MOST_TEXT);
        bool reads = facts->mode & 044, writes = facts->mode & 022;

        add(&command, "chmod 600 ", facts->path, "");
        object(report, 0, buf_text(&command), "others on this machine can %s it",
               !writes ? "read"
               : reads ? "read and change"
                       : "change");
        buf_release(&command);
    }
}

static void check_clock(const struct login_facts *facts, struct login_report *report,
                        struct buf *text)
{
    int64_t off = facts->skew_s < 0 ? -facts->skew_s : facts->skew_s;

    if (!facts->knows_skew)
        return;
    if (off)
        login_duration(off, text);
    buf_puts(text, !off ? "right" : facts->skew_s > 0 ? " fast" : " slow");
    note(report, "clock", "Clock", text);
    if (off > MOST_SKEW_S)
        object(report, 0, "set the clock of this machine (timedatectl set-ntp true)",
               "waits and the expiry of the login may be wrong");
}

static void check_proxy(const struct login_facts *facts, struct login_report *report,
                        struct buf *text)
{
    add(text, "", facts->proxy ? facts->proxy : "none", "");
    if (facts->proxy)
        add(text, ", from ", facts->proxy_origin, "");
    note(report, "proxy", "Proxy", text);
    report->at[report->count - 1].unchecked = !facts->proxy;
}

static void check_place(const struct login_place *place, const char *name, const char *title,
                        struct login_report *report, struct buf *text)
{
    const struct trakt_error *error = &place->answer.error;

    add(text, "", place->url, "");
    if (place->origin)
        add(text, " (not Trakt's own: set by ", place->origin, ")");
    if (login_was_heard(&place->answer))
        buf_puts(text, ", answers");
    else if (!place->answer.asked)
        buf_puts(text, ", not contacted");
    note(report, name, title, text);
    report->at[report->count - 1].unchecked = !place->answer.asked;
    if (place->answer.asked && error->fault != TRAKT_LOCAL && !login_was_heard(&place->answer))
        object(report, error->exit_status == EX_RECORD ? EX_UNAVAILABLE : error->exit_status,
               error->exit_status == EX_TEMPFAIL ? "wait some minutes, then cvi-auth --status"
                                                 : "check the network, then cvi-auth --status",
               "%s", error->message);
}

static void check_account(const struct login_facts *facts, struct login_report *report,
                          struct buf *text)
{
    const struct trakt_error *error = &facts->login.error;

    if (!facts->account.username && error->fault != TRAKT_ACCOUNT_LOCKED &&
        error->fault != TRAKT_VIP_ONLY)
        return;
    add(text, "", facts->account.username, "");
    if (facts->account.username && facts->account.vip)
        buf_puts(text, " (VIP)");
    note(report, "account", "Account", text);
    if (!facts->account.username)
        object(report, error->exit_status, "write to support@trakt.tv", "%s", error->message);
}

static bool add_limit(struct buf *text, json_int_t used, json_int_t most, const char *what)
{
    if (used == RECORD_NONE && most == RECORD_NONE)
        return false;
    buf_puts(text, text->len ? ", " : "");
    if (used == RECORD_NONE)
        buf_printf(text, "at most %lld %s", (long long)most, what);
    else if (most == RECORD_NONE)
        buf_printf(text, "%lld %s", (long long)used, what);
    else
        buf_printf(text, "%lld of %lld %s", (long long)used, (long long)most, what);
    return used != RECORD_NONE && most != RECORD_NONE && used >= most;
}

static void check_limits(const struct login_facts *facts, struct login_report *report,
                         struct buf *text)
{
    const struct trakt_account *account = &facts->account;

    if (!account->username)
        return;
    bool lists = add_limit(text, facts->lists, account->most_lists, "lists");
    bool titles =
        add_limit(text, facts->watchlist, account->most_watchlist_items, "titles on the watchlist");
    add_limit(text, RECORD_NONE, account->most_list_items, "on each list");
    if (!text->len)
        return;
    note(report, "limits", "Limits", text);
    if (titles)
        object(report, 0, "remove titles from the watchlist, or sync to another list",
               "the watchlist is full");
    else if (lists)
        object(report, 0, NULL, "no more lists can be created");
}

static void check_rate(const struct login_facts *facts, struct login_report *report,
                       struct buf *text)
{
    int64_t wait = facts->rate_until_s - facts->now_s;

    if (facts->rate_limit == RECORD_NONE)
        return;
    buf_printf(text, "%lld of %lld requests left", (long long)facts->rate_left,
               (long long)facts->rate_limit);
    if (wait > 0) {
        buf_puts(text, " for the next ");
        login_duration(wait, text);
    }
    note(report, "rate", "Rate limit", text);
    if (facts->rate_left <= 0)
        object(report, 0, NULL, "the next commands will wait");
}

/* --- All checks --- */

void login_judge(const struct login_facts *facts, struct login_report *report)
{
    struct buf text = BUF_INIT(MOST_TEXT);

    *report = (struct login_report){0};
    check_config(facts, report, &text);
    check_client_id(facts, report, &text);
    check_client_secret(facts, report, &text);
    check_token(facts, report, &text);
    check_renewal(facts, report, &text);
    check_file(facts, report, &text);
    check_clock(facts, report, &text);
    check_proxy(facts, report, &text);
    check_place(&facts->api, "api", "API", report, &text);
    check_place(&facts->auth, "auth", "Login host", report, &text);
    check_account(facts, report, &text);
    check_limits(facts, report, &text);
    check_rate(facts, report, &text);
    buf_release(&text);
    for (int mark = LOGIN_BAD; mark > LOGIN_GOOD && !report->next; mark--)
        for (size_t i = 0; i < report->count && !report->next; i++)
            if ((int)report->at[i].mark == mark)
                report->next = report->at[i].next;
}

void login_report_release(struct login_report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        free(report->at[i].text);
        free(report->at[i].next);
    }
    *report = (struct login_report){0};
}

void login_report_lines(const struct login_report *report, struct buf *out)
{
    static const char *const marks[] = {
        /* clang-format off */
        [LOGIN_GOOD] = "✅",
        [LOGIN_ODD]  = "⚠️",
        [LOGIN_BAD]  = "❌",
        /* clang-format on */
    };

    for (size_t i = 0; i < report->count; i++) {
        const struct login_check *check = &report->at[i];

        buf_printf(out, "%s %s: ",
                   check->unchecked && check->mark == LOGIN_GOOD ? "➖" : marks[check->mark],
                   check->title);
        text_show(out, check->text);
        buf_putc(out, '\n');
    }
    buf_puts(out, "Next: ");
    text_show(out, report->next          ? report->next
                   : report->exit_status ? "see above"
                                         : "nothing to do");
    buf_putc(out, '\n');
}
