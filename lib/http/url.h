/* URLs that can be read without libcurl. Pure. */
#ifndef HTTP_URL_H
#define HTTP_URL_H

#include <stdbool.h>
#include <stddef.h>

/* What the transport asks of a URL. */
struct http_url {
    bool is_https;    /* else http */
    const char *host; /* within the URL */
    size_t host_length;
};

/*
 * Reads http[s]://HOST[:PORT][/PATH] in the plainest form, of which libcurl can think nothing else:
 * small letters in the scheme, a host of letters, digits, hyphens and dots whose last part begins
 * with a letter, or an IPv4 address as it is usually written; no user, no blank, nothing beyond
 * ASCII. Returns false for all others, good or bad: libcurl must say. */
bool http_url_read_plain(const char *url, struct http_url *parts);

#endif
