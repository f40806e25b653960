/* Calls of the API, as its "required headers" page wants them. */
#include "trakt_call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_HEADERS = 5 };

struct headers {
    const char *at[MOST_HEADERS];
    char *key;
    char *bearer;
};

static void make_headers(struct headers *headers, const struct trakt *trakt, const char *access)
{
    const char *client_id = trakt_login_client_id(trakt->login);

    *headers = (struct headers){
        .at = {"Content-Type: application/json", "trakt-api-version: 2"},
        .key = cvi_format("trakt-api-key: %s", client_id ? client_id : ""),
        .bearer = access ? cvi_format("Authorization: Bearer %s", access) : NULL,
    };
    headers->at[2] = headers->key;
    headers->at[3] = headers->bearer; /* NULL ends the list early */
}

static void release_headers(struct headers *headers)
{
    if (headers->bearer)
        explicit_bzero(headers->bearer, strlen(headers->bearer));
    free(headers->bearer);
    free(headers->key);
}

static void call_once(struct trakt *trakt, const struct trakt_call *call, const char *access,
                      struct http_answer *answer)
{
    char *url = cvi_format("%s%s", trakt->api_url, call->path);
    struct headers headers;

    make_headers(&headers, trakt, access);
    http_fetch(
        trakt->http,
        &(struct http_request){.method = call->method,
                               .url = url,
                               .headers = headers.at,
                               .body = call->body,
                               .replay = true,
                               .bucket = strcmp(call->method, "GET") == 0 ? HTTP_READ : HTTP_WRITE},
        answer);
    release_headers(&headers);
    free(url);
}

bool trakt_call(struct trakt *trakt, const struct trakt_call *call, struct http_answer *answer,
                struct trakt_error *error)
{
    *answer = (struct http_answer){0};
    for (int attempt = 0; attempt < 2; attempt++) {
        const char *access = trakt_login_access(trakt->login, attempt > 0, error);

        http_release(answer);
        if (!access)
            return false;
        call_once(trakt, call, access, answer);
        if (answer->status != 401 || answer->edge)
            break;
    }
    if (answer->failure == HTTP_ANSWERED && answer->status >= 200 && answer->status < 300)
        return true;
    return trakt_error_of(error, call->about, answer);
}

bool trakt_call_spoilt(const struct http_answer *answer, struct trakt_error *error)
{
    char words[sizeof error->message];

    error->http_status = answer->status;
    memcpy(words, error->message, sizeof words);
    snprintf(error->message, sizeof error->message, "HTTP %d: %.500s", answer->status, words);
    return false;
}

void trakt_call_later(struct trakt *trakt, const char *path, http_done *done, void *context)
{
    char *url = cvi_format("%s%s", trakt->api_url, path);
    struct headers headers;

    make_headers(&headers, trakt, NULL);
    http_send(trakt->http, &(struct http_request){.method = "GET",
                                                  .url = url,
                                                  .headers = headers.at,
                                                  .replay = true,
                                                  .bucket = HTTP_PUBLIC,
                                                  .done = done,
                                                  .context = context});
    release_headers(&headers);
    free(url);
}
