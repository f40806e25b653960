/* Reads URLs in their usual form without libcurl, so that libcurl need not be loaded. Pure. */
#ifndef HTTP_URL_H
#define HTTP_URL_H

#include <stdbool.h>
#include <stddef.h>

/* The parts of a URL that the transport needs. */
struct http_url {
    bool is_https;    /* otherwise http */
    const char *host; /* borrowed from the URL; not NUL-terminated */
    size_t host_length;
};

/*
 * Reads a URL of the plain form http[s]://HOST[:PORT][/PATH]. The scheme is in lower case. The host
 * consists of letters, digits, hyphens and dots, and its last label begins with a letter; or it is
 * an IPv4 address in dotted decimal. The URL has no user, and consists of printable ASCII without
 * spaces. libcurl cannot read such a URL differently. Returns false for all other URLs; the caller
 * must ask libcurl whether they are valid. */
bool http_url_read_plain(const char *url, struct http_url *parts);

#endif
