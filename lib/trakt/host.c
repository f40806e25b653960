/* Sends requests to the host that grants tokens. A request's body contains secrets, so it is
 * overwritten after it is sent. */
#include "trakt/host.h"

#include <stdlib.h>
#include <string.h>

void trakt_host_post(struct trakt_host *host, const struct trakt_host_call *call,
                     struct http_answer *answer)
{
    static const char *const headers[] = {"Content-Type: application/json", "trakt-api-version: 2",
                                          NULL};
    char *url = cvi_format("%s%s", host->url, call->path);
    char *text = json_dumps(call->body, JSON_COMPACT);

    http_fetch(host->http,
               &(struct http_request){.method = "POST",
                                      .url = url,
                                      .headers = headers,
                                      .body = text,
                                      .replay = call->replay,
                                      .once = call->once,
                                      .keep = call->keep},
               answer);
    explicit_bzero(text, strlen(text));
    free(text);
    free(url);
    json_decref(call->body);
}

void trakt_host_release(struct trakt_host *host)
{
    http_free(host->http);
    free(host->url);
    *host = (struct trakt_host){0};
}
