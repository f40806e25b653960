/* Error messages for requests that got no complete answer. Does no I/O. */
#ifndef HTTP_WORDS_H
#define HTTP_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "http/decide.h"

struct http_trouble {
    enum http_failure failure;
    const char *host;
    const char *proxy;  /* "HOST:PORT" without credentials; NULL: none or unknown */
    const char *detail; /* libcurl's message, or NULL */
    int proxy_status;   /* status of the proxy's own answer; 0: none */
    int run_out;        /* errno if too many open files are the cause; otherwise 0 */
};

/* Writes the error message for `trouble` to `words`, which has room for `size` bytes. The message
 * names the host, and the proxy if it is involved. It ends with what to do, in parentheses. */
void http_words(char *words, size_t size, const struct http_trouble *trouble);

/* Writes the duration `ms` to `words`, rounded up: "45 s", "12 min", "2 h". */
void http_words_wait(char *words, size_t size, int64_t ms);

/* Removes the duration (" after 12 ms") from libcurl's message, so that equal errors have equal
 * messages. */
void http_words_drop_duration(char *words);

#endif
