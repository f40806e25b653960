/* Answers a request: the headers that Trakt requires, the table of routes, the rate limits, the
 * faults, and the log. */
#include "base.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>

enum access {
    PAGE,   /* for a browser or OAuth: only User-Agent is required */
    PUBLIC, /* the four headers */
    OPEN,   /* a token if the path contains "me"; otherwise optional */
    TOKEN   /* a token, too */
};

/* A pattern is matched segment by segment: * matches any segment; one followed by ? is optional. */
static const struct route {
    const char *method, *pattern;
    enum access access;
    route_handler handler;
} routes[] = {
    {"GET", "oauth/authorize", PAGE, oauth_authorize},
    {"POST", "oauth/token", PAGE, oauth_token},
    {"POST", "oauth/revoke", PAGE, oauth_revoke},
    {"POST", "oauth/device/code", PAGE, device_code},
    {"POST", "oauth/device/token", PAGE, device_token},
    {"GET", "activate/?", PAGE, device_page},
    {"GET", "files/*", PAGE, files_get},
    {"GET", "users/settings", TOKEN, account_settings},
    {"GET", "users/likes/*", TOKEN, lists_get_liked},
    {"GET", "users/*", OPEN, account_profile},
    {"GET", "users/*/lists", OPEN, lists_get_all},
    {"POST", "users/*/lists", TOKEN, lists_create},
    {"GET", "users/*/lists/collaborations", OPEN, lists_get_shared},
    {"POST", "users/*/lists/reorder", TOKEN, reorder_lists},
    {"POST", "users/*/lists/*/reorder", TOKEN, reorder_items},
    {"POST", "users/*/lists/*/items/reorder", TOKEN, reorder_items},
    {"GET", "users/*/lists/*", OPEN, lists_get},
    {"PUT", "users/*/lists/*", TOKEN, lists_change},
    {"DELETE", "users/*/lists/*", TOKEN, lists_delete},
    {"POST", "users/*/lists/*/items/remove", TOKEN, items_remove},
    {"POST", "users/*/lists/*/items", TOKEN, items_add},
    {"GET", "users/*/lists/*/items/?/?/?", OPEN, items_get},
    {"GET", "users/*/watchlist/?/?/?", OPEN, items_get},
    {"POST", "sync/watchlist/reorder", TOKEN, reorder_items},
    {"POST", "sync/watchlist/remove", TOKEN, items_remove},
    {"POST", "sync/watchlist", TOKEN, items_add},
    {"GET", "sync/watchlist/?/?/?", TOKEN, items_get},
    {"POST", "sync/collection/remove", TOKEN, collection_remove},
    {"POST", "sync/collection", TOKEN, collection_add},
    {"GET", "sync/collection/*", TOKEN, collection_get},
    {"GET", "sync/last_activities", TOKEN, account_activities},
    {"GET", "search/trakt/*", PUBLIC, search_id},
    {"GET", "search/imdb/*", PUBLIC, search_id},
    {"GET", "search/tmdb/*", PUBLIC, search_id},
    {"GET", "search/tvdb/*", PUBLIC, search_id},
    {"GET", "search/*/exact", PUBLIC, search_exact},
    {"GET", "search/*", PUBLIC, search_broad},
    {"GET", "movies/*", PUBLIC, account_summary},
    {"GET", "shows/*", PUBLIC, account_summary},
    {"GET", "movies/*/aliases", PUBLIC, account_aliases},
    {"GET", "shows/*/aliases", PUBLIC, account_aliases},
    {"GET", "shows/*/seasons/*/episodes/*", PUBLIC, account_episode},
};

static bool fits(const char *pattern, const struct request *request)
{
    unsigned i = 0;

    for (const char *at = pattern; *at; i++) {
        size_t length = strcspn(at, "/");
        if (i >= request->count)
            return *at == '?';
        if (!strchr("*?", *at) && (strlen(request->segments[i]) != length ||
                                   strncmp(request->segments[i], at, length) != 0))
            return false;
        at += length + (at[length] == '/');
    }
    return i >= request->count;
}

/* HEAD is GET without the body, which the server leaves out. */
static const char *method_of(const struct request *request)
{
    return strcmp(request->method, "HEAD") == 0 ? "GET" : request->method;
}

/* Returns the route, or NULL with *status 404 or, if only the method does not match, 405. */
static const struct route *find_route(const struct request *request, unsigned *status)
{
    /* An empty slug makes a path with an empty segment: Trakt answers 405. */
    *status = request->hollow ? 405 : 404;
    for (size_t i = 0; !request->hollow && i < sizeof routes / sizeof *routes; i++) {
        if (!fits(routes[i].pattern, request))
            continue;
        if (strcmp(routes[i].method, method_of(request)) == 0)
            return &routes[i];
        *status = 405;
    }
    return NULL;
}

static bool refuse(struct request *request, struct answer *answer, unsigned status,
                   const char *problem)
{
    request->problem = problem;
    answer_empty(answer, status);
    return false;
}

static bool needs_token(const struct request *request, const struct route *route)
{
    return route->access == TOKEN ||
           (route->access == OPEN &&
            (strcmp(request->segments[1], "me") == 0 || request_header(request, "authorization")));
}

/* Checks the headers. If one is missing or wrong, writes the answer and returns false. */
static bool check_headers(const struct sandbox *sandbox, struct request *request,
                          const struct route *route, struct answer *answer)
{
    const char *agent = request_header(request, "user-agent");
    const char *type = request_header(request, "content-type");
    const char *version = request_header(request, "trakt-api-version");
    const char *key = request_header(request, "trakt-api-key");
    const char *authorization = request_header(request, "authorization");

    if (!agent || !*agent) {
        request->problem = "user-agent";
        answer->bare = true;
        answer_text_take(answer, 403, "text/html; charset=UTF-8",
                         cvi_strdup("<!DOCTYPE html>\n<title>Access denied | Cloudflare</title>\n"
                                    "<h1>Sorry, you have been blocked</h1>\n"));
        answer_header(answer, "Server", "cloudflare");
        answer_header(answer, "CF-RAY", "9a1b2c3d4e5f6070-FRA");
        return false;
    }
    if (route->access == PAGE)
        return true;
    if (!type || strncmp(type, "application/json", 16) != 0)
        return refuse(request, answer, 412, "content-type");
    if (!version || strcmp(version, "2") != 0)
        return refuse(request, answer, 412, "api-version");
    if (!key || strcmp(key, sandbox->oauth.client_id) != 0)
        return refuse(request, answer, 403, "api-key");
    if (needs_token(request, route) && !oauth_allows(&sandbox->oauth, authorization))
        return refuse(request, answer, 401, "token");
    return true;
}

static bool take_budget(struct sandbox *sandbox, const struct request *request,
                        const struct route *route, struct answer *answer)
{
    bool token = oauth_allows(&sandbox->oauth, request_header(request, "authorization"));

    if (route->access == PAGE)
        return true;
    if (strcmp(method_of(request), "GET") != 0)
        return limits_take(&sandbox->limits, BUCKET_POST, answer);
    return limits_take(&sandbox->limits, token ? BUCKET_GET : BUCKET_PUBLIC_GET, answer);
}

static void apply(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    unsigned status;
    const struct route *route = find_route(request, &status);

    if (!route) {
        answer_empty(answer, status);
        return;
    }
    if (!check_headers(sandbox, request, route, answer) ||
        !take_budget(sandbox, request, route, answer))
        return;
    /* OAuth has its own error for an invalid body. */
    if (route->access != PAGE && request->size && !request->body) {
        answer_empty(answer, 400);
        return;
    }
    route->handler(sandbox, request, answer);
}

static void finish(struct sandbox *sandbox, struct answer *answer)
{
    /* A 420 has no body, and answers of the content network have no application headers. */
    if (answer->status == 420) {
        json_decref(answer->headers);
        answer->headers = NULL;
        answer->bare = true;
    }
    if (answer->bare)
        return;
    answer_header(answer, "X-Request-Id", "sandbox-%06u", sandbox->requests);
    answer_header(answer, "X-Runtime", "0.004217");
}

/* Returns the body of a request with its secrets masked. The caller frees it. */
static json_t *masked(const json_t *body)
{
    static const char *const secrets[] = {"access_token",  "refresh_token", "token",
                                          "client_secret", "code",          "device_code",
                                          "code_verifier"};
    json_t *copy = json_copy((json_t *)body);

    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        if (json_object_get(copy, secrets[i]))
            json_object_set_new(copy, secrets[i], json_string("***"));
    return copy;
}

/* METHOD URI STATUS [!PROBLEM] [NOTE] [BODY]: the format that tests/sandbox/README.md promises. */
static void log_request(const struct sandbox *sandbox, const struct request *request,
                        const struct answer *answer)
{
    FILE *log = sandbox->log;

    if (!log)
        return;
    if (oauth_leaks(&sandbox->oauth, request->uri))
        fprintf(log, "%s %s?*** ", request->method, request->path);
    else
        fprintf(log, "%s %s ", request->method, request->uri);
    if (answer->cut)
        fputs("cut", log);
    else
        fprintf(log, "%u", answer->status);
    if (oauth_leaks(&sandbox->oauth, request->uri))
        fputs(" !secret-in-url", log);
    if (request->problem)
        fprintf(log, " !%s", request->problem);
    if (request->note)
        fprintf(log, " %s", request->note);
    char *struck = sandbox->log_faults ? faults_struck(&sandbox->faults) : NULL;
    if (struck)
        fprintf(log, " fault=%s", struck);
    free(struck);
    if (request->body) {
        json_t *body = masked(request->body);
        fputc(' ', log);
        json_dumpf(body, log, JSON_COMPACT | JSON_ENCODE_ANY);
        json_decref(body);
    } else if (request->size) {
        fprintf(log, " (%zu bytes, not JSON)", request->size);
    }
    fputc('\n', log);
    fflush(log);
}

/* Answers an action of the user in a browser, without login, rate limits and faults. */
static void answer_user(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    unsigned status;
    const struct route *route = find_route(request, &status);

    faults_rest(&sandbox->faults);
    if (route)
        route->handler(sandbox, request, answer);
    else
        answer_empty(answer, status);
    request->note = cvi_strdup("by=user");
}

void sandbox_answer(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    struct lists *lists = &sandbox->lists;

    lists->request = ++sandbox->requests;
    lists->by_user = lists->journal && request_header(request, "x-sandbox-user");
    request_split(request);
    if (lists->by_user) {
        answer_user(sandbox, request, answer);
    } else {
        faults_follow(&sandbox->faults);
        if (!faults_before(&sandbox->faults, request, answer))
            apply(sandbox, request, answer);
        finish(sandbox, answer);
        faults_after(&sandbox->faults, answer);
    }
    log_request(sandbox, request, answer);
}
