/* The status of a login as JSON, for scripts. */
#include <stdio.h>

#include "auth/status.h"
#include "base/text.h"

enum { MOST_TEXT = 4096 };

static json_t *number_or_null(bool known, json_int_t number)
{
    return known ? json_integer(number) : json_null();
}

static json_t *known_or_null(json_int_t number)
{
    return number_or_null(number != RECORD_NONE, number);
}

static json_t *bool_or_null(bool known, bool value)
{
    return known ? json_boolean(value) : json_null();
}

static json_t *text_or_null(const char *text)
{
    struct buf safe = BUF_INIT(MOST_TEXT);
    json_t *json;

    if (!text)
        return json_null();
    text_show(&safe, text);
    json = json_string(buf_text(&safe));
    buf_release(&safe);
    return json;
}

static json_t *limit(json_int_t used, json_int_t most)
{
    return json_pack("{s:o, s:o}", "used", known_or_null(used), "most", known_or_null(most));
}

static json_t *place(const struct login_place *place)
{
    return json_pack("{s:o, s:o, s:o}", "url", text_or_null(place->url), "origin",
                     text_or_null(place->origin), "answers",
                     bool_or_null(place->answer.asked && place->answer.error.fault != TRAKT_LOCAL,
                                  login_was_heard(&place->answer)));
}

static json_t *token(const struct login_facts *facts)
{
    const struct login_answer *answer = &facts->login;

    return json_pack(
        "{s:o, s:b, s:o, s:o, s:o, s:o, s:b}", "origin", text_or_null(facts->token.origin),
        "stored", facts->is_stored, "accepted",
        bool_or_null(answer->asked && login_was_heard(answer), answer->error.fault == TRAKT_FINE),
        "stored_at", number_or_null(facts->written_at > 0, facts->written_at), "expires_at",
        number_or_null(facts->expires_at > 0, facts->expires_at), "expires_in",
        number_or_null(facts->expires_at > 0, facts->expires_at - facts->now_s), "renewable",
        facts->has_refresh);
}

static json_t *checks(const struct login_report *report)
{
    static const char *const marks[] = {
        /* clang-format off */
        [LOGIN_GOOD] = "good",
        [LOGIN_ODD]  = "warning",
        [LOGIN_BAD]  = "error",
        /* clang-format on */
    };
    json_t *array = json_array();

    for (size_t i = 0; i < report->count; i++) {
        const struct login_check *check = &report->at[i];

        json_array_append_new(array,
                              json_pack("{s:s, s:s, s:o, s:o}", "name", check->name, "state",
                                        marks[check->mark], "text", text_or_null(check->text),
                                        "next", text_or_null(check->next)));
    }
    return array;
}

json_t *login_report_json(const struct login_facts *facts, const struct login_report *report)
{
    const struct trakt_account *account = &facts->account;
    bool known = account->username;
    json_int_t none = RECORD_NONE;
    char mode[8];
    json_t *json =
        json_pack("{s:i, s:o, s:o}", "exit_status", report->exit_status, "next",
                  text_or_null(report->next), "config_file", text_or_null(facts->config_file));

    snprintf(mode, sizeof mode, "%04o", facts->mode & 07777);
    json_object_set_new(
        json, "client_id",
        json_pack("{s:o, s:b, s:o}", "origin", text_or_null(facts->client_id.origin), "well_formed",
                  facts->client_id.well_formed, "known",
                  bool_or_null(login_client_is_known(facts) || login_client_is_refused(facts),
                               login_client_is_known(facts))));
    json_object_set_new(json, "client_secret",
                        json_pack("{s:o, s:b}", "origin", text_or_null(facts->client_secret.origin),
                                  "well_formed", facts->client_secret.well_formed));
    json_object_set_new(json, "token", token(facts));
    json_object_set_new(json, "credentials_file",
                        json_pack("{s:o, s:o}", "path", text_or_null(facts->path), "mode",
                                  text_or_null(facts->mode ? mode : NULL)));
    json_object_set_new(json, "clock_ahead", number_or_null(facts->knows_skew, facts->skew_s));
    json_object_set_new(json, "proxy",
                        json_pack("{s:o, s:o}", "url", text_or_null(facts->proxy), "origin",
                                  text_or_null(facts->proxy_origin)));
    json_object_set_new(json, "api", place(&facts->api));
    json_object_set_new(json, "auth", place(&facts->auth));
    json_object_set_new(json, "account",
                        json_pack("{s:o, s:o}", "username", text_or_null(account->username), "vip",
                                  bool_or_null(known, account->vip)));
    json_object_set_new(
        json, "limits",
        json_pack("{s:o, s:o, s:o}", "lists",
                  limit(facts->lists, known ? account->most_lists : none), "watchlist",
                  limit(facts->watchlist, known ? account->most_watchlist_items : none),
                  "list_items", limit(none, known ? account->most_list_items : none)));
    json_object_set_new(json, "rate",
                        json_pack("{s:o, s:o, s:o}", "limit", known_or_null(facts->rate_limit),
                                  "left", known_or_null(facts->rate_left), "until",
                                  number_or_null(facts->rate_until_s > 0, facts->rate_until_s)));
    json_object_set_new(json, "checks", checks(report));
    return json;
}
