/* Checks this machine, and then asks Trakt. Sends no requests without a client id, and skips
 * requests whose result is clear from an earlier answer. */
#include "auth/inquire.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "auth/setup.h"
#include "base/clock.h"
#include "base/environment.h"
#include "config/setting.h"

/* --- The connection --- */

/* Returns NULL if the variable is empty. */
static const char *find_variable(char **environment, const char *name)
{
    const char *value = environment_value(environment, name);

    return value && *value ? value : NULL;
}

/* Returns whether a word of a no_proxy list is the host or a parent domain of the host. */
static bool covers(const char *word, size_t len, const char *host, size_t host_len)
{
    if (len && word[0] == '.') {
        word++;
        len--;
    }
    return len && len <= host_len && strncasecmp(host + host_len - len, word, len) == 0 &&
           (len == host_len || host[host_len - len - 1] == '.');
}

static bool goes_without(const char *list, const char *host, size_t host_len)
{
    if (!list)
        return false;
    for (const char *at = list; *at;) {
        size_t len = strcspn(at, ", ");

        if ((len == 1 && *at == '*') || covers(at, len, host, host_len))
            return true;
        at += len + strspn(at + len, ", ");
    }
    return false;
}

const char *login_find_proxy(const char *url, char **environment, const char **name)
{
    static const char *const names[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
    const char *host = strstr(url, "://");
    const char *without = find_variable(environment, "no_proxy");
    const char *proxy = NULL;

    *name = NULL;
    if (strncmp(url, "https://", 8) != 0) /* plain http is for this machine only, without a proxy */
        return NULL;
    host += 3;
    if (!without)
        without = find_variable(environment, "NO_PROXY");
    if (goes_without(without, host, strcspn(host, ":/")))
        return NULL;
    for (size_t i = 0; i < 4 && !proxy; i++) {
        proxy = find_variable(environment, names[i]);
        *name = proxy ? names[i] : NULL;
    }
    return proxy;
}

char *login_show_proxy(const char *proxy)
{
    const char *host = strstr(proxy, "://");
    size_t scheme;

    host = host ? host + 3 : proxy;
    scheme = (size_t)(host - proxy);
    for (const char *at = host; (at = strchr(at, '@')); at++)
        host = at + 1;
    return cvi_format("%.*s%s", (int)scheme, proxy, host);
}

/* --- Facts on this machine --- */

static const char *origin_of(const struct config *config, enum config_key key)
{
    return config->value[key].text ? config->value[key].origin : NULL;
}

/* Returns the facts about the setting `key` or, if it is not set, about `stored`, the value in the
 * credentials file `path`. */
static struct login_secret find_secret(const struct config *config, enum config_key key,
                                       const char *stored, const char *path)
{
    const char *text = config_text(config, key);

    if (!text && !stored)
        return (struct login_secret){0};
    return (struct login_secret){.origin = text ? origin_of(config, key) : path,
                                 .well_formed = setting_looks_like_key(text ? text : stored)};
}

static const char *token_origin(const struct config *config, const char *path)
{
    const char *given = origin_of(config, CONFIG_ACCESS_TOKEN);
    const char *command = origin_of(config, CONFIG_TOKEN_COMMAND);

    return given ? given : command ? command : path;
}

static void look_at_token(const struct config *config, struct trakt *trakt,
                          struct login_inquiry *inquiry)
{
    struct login_facts *facts = &inquiry->facts;
    const struct token *token;

    facts->trouble = (struct why){0};
    trakt_peek(trakt, &token, &facts->trouble);
    facts->is_stored = !origin_of(config, CONFIG_ACCESS_TOKEN) &&
                       !origin_of(config, CONFIG_TOKEN_COMMAND) && inquiry->path;
    if (token->access)
        facts->token = (struct login_secret){token_origin(config, inquiry->path),
                                             token_is_word(token->access)};
    facts->has_refresh = facts->is_stored && token->access && token->refresh;
    facts->written_at = facts->is_stored ? token->written_at : 0;
    facts->expires_at = facts->is_stored ? token->expires_at : 0;
    facts->client_id = find_secret(config, CONFIG_CLIENT_ID, token->client_id, inquiry->path);
    facts->client_secret =
        find_secret(config, CONFIG_CLIENT_SECRET,
                    !config_text(config, CONFIG_CLIENT_ID) ||
                            (token->client_id &&
                             strcmp(config_text(config, CONFIG_CLIENT_ID), token->client_id) == 0)
                        ? token->client_secret
                        : NULL,
                    inquiry->path);
}

static void look_at_file(const struct config *config, struct login_facts *facts)
{
    const char *path = config_text(config, CONFIG_CREDENTIALS_FILE);
    struct token now;

    if (path && token_load(path, &now, NULL) != TOKEN_NO_FILE)
        facts->mode = now.mode;
    else
        now = (struct token){0};
    token_release(&now);
}

static const char *unusual(const struct config *config, enum config_key key)
{
    const struct config_value *value = &config->value[key];

    return value->origin && strcmp(value->origin, "default") != 0 ? value->origin : NULL;
}

static void look_here(const struct config *config, struct trakt *trakt, char **environment,
                      struct login_inquiry *inquiry)
{
    struct login_facts *facts = &inquiry->facts;
    const char *path = config_text(config, CONFIG_CREDENTIALS_FILE);
    const char *url = config_text(config, CONFIG_API_URL);
    const char *proxy = config_text(config, CONFIG_PROXY);

    inquiry->path = path ? login_setup_show(path, find_variable(environment, "HOME")) : NULL;
    facts->path = inquiry->path;
    facts->config_file = inquiry->config_files = config_files(config);
    facts->proxy_origin = origin_of(config, CONFIG_PROXY);
    if (!proxy)
        proxy = login_find_proxy(url, environment, &facts->proxy_origin);
    facts->proxy = inquiry->proxy = proxy ? login_show_proxy(proxy) : NULL;
    facts->api = (struct login_place){.url = url, .origin = unusual(config, CONFIG_API_URL)};
    facts->auth = (struct login_place){.url = config_text(config, CONFIG_AUTH_URL),
                                       .origin = unusual(config, CONFIG_AUTH_URL)};
    look_at_token(config, trakt, inquiry);
}

/* --- Trakt's answers --- */

static struct login_answer learn(struct login_facts *facts, const struct trakt_status *status)
{
    if (status->their_s && !facts->knows_skew) {
        facts->knows_skew = true;
        facts->skew_s = status->our_s - status->their_s;
    }
    if (status->rate_limit != RECORD_NONE) {
        facts->rate_limit = status->rate_limit;
        facts->rate_left = status->rate_left;
        facts->rate_until_s = status->rate_until_s;
    }
    return (struct login_answer){true, status->error};
}

/* Returns whether status->error is the result of the request. If not, the login could not be
 * renewed, before the request or after a 401, and status->error says why. */
static bool is_of_request(const struct trakt_status *status)
{
    return status->our_s > 0 && !status->rejected;
}

static void ask_about_login(struct trakt *trakt, struct login_facts *facts)
{
    struct trakt_status status;

    trakt_status_account(trakt, &status, &facts->account);
    facts->login = learn(facts, &status);
    facts->is_rejected = status.rejected;
    if (is_of_request(&status))
        facts->api.answer = facts->login;
    else if (facts->login.error.fault != TRAKT_UNAUTHORIZED)
        facts->auth.answer = facts->login;
}

static void count(struct trakt *trakt, struct login_facts *facts)
{
    struct trakt_status status;

    trakt_status_lists(trakt, &status);
    learn(facts, &status);
    facts->lists = status.error.fault == TRAKT_FINE ? status.count : RECORD_NONE;
    trakt_status_watchlist(trakt, &status);
    learn(facts, &status);
    facts->watchlist = status.error.fault == TRAKT_FINE ? status.count : RECORD_NONE;
}

static void ask(struct trakt *trakt, struct login_facts *facts)
{
    struct trakt_status status;

    if (!facts->client_id.origin || !trakt_require_client(trakt, NULL))
        return;
    if (facts->token.origin && facts->token.well_formed)
        ask_about_login(trakt, facts);
    /* If no token was sent, or Trakt rejected the token, only this request shows whether the client
     * id is valid. */
    if (!facts->api.answer.asked || facts->login.error.fault == TRAKT_UNAUTHORIZED) {
        trakt_status_client(trakt, &status);
        facts->client = facts->api.answer = learn(facts, &status);
    }
    if (facts->account.username)
        count(trakt, facts);
    if (!facts->auth.answer.asked && strcmp(facts->api.url, facts->auth.url) != 0) {
        trakt_status_host(trakt, &status);
        facts->auth.answer = learn(facts, &status);
    } else if (!facts->auth.answer.asked) {
        facts->auth.answer = facts->api.answer;
    }
}

void login_inquire(const struct config *config, struct trakt *trakt, char **environment,
                   struct login_inquiry *inquiry)
{
    struct login_facts *facts = &inquiry->facts;

    *inquiry = (struct login_inquiry){.facts = {.lists = RECORD_NONE,
                                                .watchlist = RECORD_NONE,
                                                .rate_limit = RECORD_NONE,
                                                .rate_left = RECORD_NONE}};
    look_here(config, trakt, environment, inquiry);
    ask(trakt, facts);
    /* Read the token again, because the login may have been renewed. */
    look_at_token(config, trakt, inquiry);
    look_at_file(config, facts);
    facts->now_s = clock_now_s();
}

void login_inquiry_release(struct login_inquiry *inquiry)
{
    trakt_account_release(&inquiry->facts.account);
    free(inquiry->path);
    free(inquiry->proxy);
    free(inquiry->config_files);
    *inquiry = (struct login_inquiry){0};
}
