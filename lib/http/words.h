/* What to say when no whole answer came. No input or output. */
#ifndef HTTP_WORDS_H
#define HTTP_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "http/decide.h"

struct http_trouble {
    enum http_failure failure;
    const char *host;
    const char *proxy;  /* "HOST:PORT" without user and password; NULL: none, or not known which */
    const char *detail; /* as libcurl put it, or NULL */
    int proxy_status;   /* of the proxy's own answer; 0: none */
    int run_out;        /* the errno when too many files are open, which is the reason; 0: no */
};

/* Sets words: what happened, naming the host or the proxy, and in parentheses the way out. */
void http_words(char *words, size_t size, const struct http_trouble *trouble);

/* A wait for people, rounded up: "45 s", "12 min", "2 h". */
void http_words_wait(char *words, size_t size, int64_t ms);

/* Takes " after 12 ms" out of libcurl's words: the same trouble is told in the same words. */
void http_words_drop_duration(char *words);

#endif
