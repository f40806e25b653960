/* Sends requests to the host that grants tokens. Requests are in JSON. They have no
 * Authorization header and do not count towards the rate limit. */
#ifndef TRAKT_HOST_H
#define TRAKT_HOST_H

#include <jansson.h>
#include <stdbool.h>

#include "http/http.h"

struct trakt_host {
    struct http *http;
    char *url; /* without a trailing slash */
};

struct trakt_host_call {
    const char *path;
    json_t *body;

    /* As in struct http_request. */
    bool replay;
    bool once;
    int keep;
};

/* Sends a POST request and waits for its answer, which the caller frees with http_release. Takes
 * ownership of call->body. */
void trakt_host_post(struct trakt_host *host, const struct trakt_host_call *call,
                     struct http_answer *answer);

/* Frees the contents. */
void trakt_host_release(struct trakt_host *host);

#endif
