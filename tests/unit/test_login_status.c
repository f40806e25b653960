/* The login status, derived from facts only. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "auth/inquire.h"
#include "auth/status.h"

static const struct login_answer good = {.asked = true};

/* Returns facts without any problem. */
static struct login_facts good_facts(void)
{
    struct login_facts facts = {
        .now_s = 1795348800,
        .is_stored = true,
        .has_refresh = true,
        .written_at = 1795348800 - 90061,
        .expires_at = 1795348800 + 442800,
        .path = "~/login",
        .mode = 0600,
        .login = good,
        .knows_skew = true,
        .lists = 2,
        .watchlist = 99,
        .rate_limit = 500,
        .rate_left = 1,
        .rate_until_s = 1795348800,
    };

    facts.client_id = (struct login_secret){"id.txt", true};
    facts.client_secret = (struct login_secret){"secret.txt", true};
    facts.token = (struct login_secret){"~/login", true};
    facts.api = (struct login_place){.url = "https://api", .answer = good};
    facts.auth = (struct login_place){.url = "https://auth", .answer = good};
    facts.account = (struct trakt_account){.username = "ann",
                                           .vip = true,
                                           .most_lists = 5,
                                           .most_list_items = 100,
                                           .most_watchlist_items = 100};
    return facts;
}

static void expect_lines(const struct login_facts *facts, const char *lines, int exit_status)
{
    struct login_report report;
    struct buf text = BUF_INIT(1 << 16);

    login_judge(facts, &report);
    login_report_lines(&report, &text);
    cr_expect(strstr(buf_text(&text), lines), "'%s' is not in:\n%s", lines, buf_text(&text));
    cr_expect_eq(report.exit_status, exit_status, "%d: %s", report.exit_status, buf_text(&text));
    login_report_release(&report);
    buf_release(&text);
}

Test(login_status, finds_no_problem)
{
    struct login_facts facts = good_facts();

    expect_lines(&facts,
                 "➖ Config file: none\n"
                 "✅ Client ID: from id.txt, known to Trakt\n"
                 "✅ Client Secret: from secret.txt\n"
                 "✅ Token: from ~/login, stored 1 day 1 hour ago, valid for 5 days 3 hours, "
                 "accepted by Trakt\n"
                 "✅ Renewal: automatic, an hour before it expires\n"
                 "✅ Login file: ~/login, mode 0600\n"
                 "✅ Clock: right\n"
                 "➖ Proxy: none\n"
                 "✅ API: https://api, answers\n"
                 "✅ Login host: https://auth, answers\n"
                 "✅ Account: ann (VIP)\n"
                 "✅ Limits: 2 of 5 lists, 99 of 100 titles on the watchlist, at most 100 on each "
                 "list\n"
                 "✅ Rate limit: 1 of 500 requests left\n"
                 "Next: nothing to do\n",
                 0);
}

static struct login_answer failed(enum trakt_fault fault)
{
    struct login_answer answer = {.asked = true};

    trakt_error_set(&answer.error, fault, "said so");
    return answer;
}

Test(login_status, names_the_cause)
{
    struct login_facts facts = good_facts();

    facts.account = (struct trakt_account){0};
    facts.login = facts.api.answer = failed(TRAKT_UNAUTHORIZED);
    facts.client = good;
    expect_lines(&facts,
                 "❌ Token: from ~/login, stored 1 day 1 hour ago, valid for 5 days 3 "
                 "hours: said so\n",
                 EX_NOPERM);
    expect_lines(&facts, "Next: cvi-auth --username=YOUR_TRAKT_USERNAME\n", EX_NOPERM);
    facts.client = failed(TRAKT_BAD_CLIENT);
    expect_lines(&facts, "❌ Client ID: from id.txt: Trakt does not know it", EX_NOPERM);
    facts.login = failed(TRAKT_BAD_CLIENT);
    facts.client = good;
    expect_lines(&facts, "❌ Client Secret: from secret.txt: Trakt does not accept it", EX_NOPERM);
    facts.login = facts.api.answer = failed(TRAKT_BLOCKED);
    facts.client = (struct login_answer){0};
    expect_lines(&facts, "❌ API: https://api: said so\n", EX_TEMPFAIL);
    expect_lines(&facts, "⚠️ Token: ", EX_TEMPFAIL);
    facts.login = facts.api.answer = failed(TRAKT_UNREACHABLE);
    expect_lines(&facts, "❌ API: https://api: said so\n", EX_UNAVAILABLE);
    facts.login = facts.api.answer = failed(TRAKT_ACCOUNT_LOCKED);
    expect_lines(&facts, "❌ Account: said so\n", EX_NOPERM);
    expect_lines(&facts, "✅ API: https://api, answers\n", EX_NOPERM);
}

Test(login_status, warns_without_failing)
{
    struct login_facts facts = good_facts();

    facts.mode = 0604;
    expect_lines(&facts, "mode 0604: others on this machine can read it\n", 0);
    facts.mode = 0602;
    expect_lines(&facts, "mode 0602: others on this machine can change it\n", 0);
    facts.mode = 0666;
    expect_lines(&facts, "mode 0666: others on this machine can read and change it\n", 0);
    facts.mode = 0640;
    expect_lines(&facts, "Next: chmod 600 ~/login\n", 0);
    facts.skew_s = -61;
    expect_lines(&facts, "⚠️ Clock: 1 minute 1 second slow: ", 0);
    facts.skew_s = 60;
    expect_lines(&facts, "✅ Clock: 1 minute fast\n", 0);
    facts.watchlist = 100;
    expect_lines(&facts, "⚠️ Limits: 2 of 5 lists, 100 of 100 titles", 0);
    facts.rate_left = 0;
    facts.rate_until_s += 30;
    expect_lines(&facts,
                 "⚠️ Rate limit: 0 of 500 requests left for the next 30 seconds: the next "
                 "commands will wait\n",
                 0);
    facts.has_refresh = false;
    expect_lines(&facts, "⚠️ Renewal: no refresh token, so the login cannot be renewed", 0);
    facts.client_id.well_formed = false;
    expect_lines(&facts, "⚠️ Client ID: from id.txt, known to Trakt: it should be 64", 0);
    facts.api.origin = "config.yaml:3";
    expect_lines(&facts, "✅ API: https://api (not Trakt's own: set by config.yaml:3), answers\n",
                 0);
}

Test(login_status, escapes_foreign_text)
{
    struct login_facts facts = good_facts();

    facts.account.username = "a\033[2Jb\nc";
    expect_lines(&facts, "✅ Account: a?[2Jb?c (VIP)\n", 0);
}

/* Scripts find the same keys in every state. */
Test(login_status, has_the_same_keys_always)
{
    struct login_facts facts[2] = {0};
    json_t *json[2];

    facts[0] = good_facts();
    facts[1].lists = facts[1].watchlist = RECORD_NONE;
    facts[1].rate_limit = facts[1].rate_left = RECORD_NONE;
    for (size_t i = 0; i < 2; i++) {
        struct login_report report;

        login_judge(&facts[i], &report);
        json[i] = login_report_json(&facts[i], &report);
        cr_assert(json[i]);
        login_report_release(&report);
    }
    const char *name;
    json_t *value;
    json_object_foreach(json[0], name, value)
    {
        json_t *other = json_object_get(json[1], name);

        cr_expect(other, "%s", name);
        cr_expect_eq(json_object_size(value), json_object_size(other), "%s", name);
    }
    cr_expect_eq(json_integer_value(json_object_get(json[1], "exit_status")), EX_CONFIG);
    json_decref(json[0]);
    json_decref(json[1]);
}

static const struct {
    int64_t seconds;
    const char *words;
} durations[] = {
    {0, "0 seconds"},
    {1, "1 second"},
    {59, "59 seconds"},
    {60, "1 minute"},
    {3599, "59 minutes 59 seconds"},
    {3600, "1 hour"},
    {86399, "23 hours 59 minutes"},
    {442800, "5 days 3 hours"},
    {86401, "1 day"},
};

Test(login_status, tells_times_in_two_units)
{
    for (size_t i = 0; i < sizeof durations / sizeof *durations; i++) {
        struct buf text = BUF_INIT(256);

        login_duration(durations[i].seconds, &text);
        cr_expect_str_eq(buf_text(&text), durations[i].words);
        buf_release(&text);
    }
}

static const struct {
    const char *url;
    const char *one, *other; /* variables */
    const char *proxy;       /* as displayed; NULL: none */
    const char *name;
} proxies[] = {
    {"https://api.trakt.tv", NULL, NULL, NULL, NULL},
    {"https://api.trakt.tv", "https_proxy=http://me:secret@p:3128", NULL, "http://p:3128",
     "https_proxy"},
    {"https://api.trakt.tv", "https_proxy=", "ALL_PROXY=socks5h://p", "socks5h://p", "ALL_PROXY"},
    {"https://api.trakt.tv", "HTTPS_PROXY=a@b@p", NULL, "p", "HTTPS_PROXY"},
    {"https://api.trakt.tv", "https_proxy=p", "no_proxy=example.org,trakt.tv", NULL, NULL},
    {"https://api.trakt.tv", "https_proxy=p", "NO_PROXY= .Trakt.TV", NULL, NULL},
    {"https://api.trakt.tv", "https_proxy=p", "no_proxy=*", NULL, NULL},
    {"https://api.trakt.tv", "https_proxy=p", "no_proxy=akt.tv", "p", "https_proxy"},
    {"https://api.trakt.tv", "http_proxy=p", NULL, NULL, NULL},
    {"http://127.0.0.1:8080", "https_proxy=p", "all_proxy=p", NULL, NULL},
};

Test(login_status, finds_the_proxy_that_is_used)
{
    for (size_t i = 0; i < sizeof proxies / sizeof *proxies; i++) {
        char *environment[] = {(char *)proxies[i].one, (char *)proxies[i].other, NULL};
        const char *name;

        const char *proxy = login_find_proxy(proxies[i].url, environment, &name);
        cr_expect_eq(proxy != NULL, proxies[i].proxy != NULL, "%zu", i);
        if (proxy && proxies[i].proxy) {
            char *shown = login_show_proxy(proxy);

            cr_expect_str_eq(shown, proxies[i].proxy);
            cr_expect_str_eq(name, proxies[i].name);
            free(shown);
        }
    }
}
