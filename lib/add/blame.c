/* Composes the errors for a title that gets HTTP status 413 (content too large). */
#include "add/blame.h"

void add_blame_server(struct trakt_error *error)
{
    trakt_error_set(
        error, TRAKT_REFUSED,
        "HTTP 413: the server refuses even the smallest request (try again later; check "
        "--api-url, and whether a proxy limits requests)");
    error->http_status = 413;
    error->retry = error->final = true;
    error->exit_status = EX_TEMPFAIL;
}

void add_blame_title(struct trakt_error *error)
{
    trakt_error_set(error, TRAKT_REFUSED,
                    "HTTP 413: Trakt refuses even a request with this title alone, but accepts "
                    "other titles (add it on Trakt's website)");
    error->http_status = 413;
}
