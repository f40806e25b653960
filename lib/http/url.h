/* URLs in the usual form, read without libcurl. Pure. */
#ifndef HTTP_URL_H
#define HTTP_URL_H

#include <stdbool.h>
#include <stddef.h>

/* The parts of a URL that the transport needs. */
struct http_url {
    bool is_https;    /* otherwise http */
    const char *host; /* within the URL */
    size_t host_length;
};

/*
 * Reads http[s]://HOST[:PORT][/PATH] in its plainest form, which libcurl cannot read differently.
 * The scheme is in lower case. The host consists of letters, digits, hyphens and dots, and its last
 * label begins with a letter; or it is an IPv4 address in the usual notation. The URL has no user
 * and no spaces, and is ASCII only. Returns false for all other URLs, valid or not: libcurl must
 * judge them. */
bool http_url_read_plain(const char *url, struct http_url *parts);

#endif
