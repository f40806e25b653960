/*
 * libcurl's functions, for http/wire only. The library is loaded when the first request is
 * prepared, because it loads about thirty other libraries, which take 8 ms and 17 million
 * instructions to start. A run that the cache or a catalogue can answer needs none of them. */
#ifndef HTTP_CURL_H
#define HTTP_CURL_H

#include <curl/curl.h>

/* The functions used, each with its type from curl.h. */
#define HTTP_CURL(row)                                                                             \
    row(easy_cleanup) row(easy_getinfo) row(easy_init) row(easy_setopt) row(free)                  \
        row(global_cleanup) row(global_init) row(multi_add_handle) row(multi_cleanup)              \
            row(multi_info_read) row(multi_init) row(multi_perform) row(multi_poll)                \
                row(multi_remove_handle) row(slist_append) row(slist_free_all) row(url)            \
                    row(url_cleanup) row(url_get) row(url_set)

#define HTTP_CURL_MEMBER(name) __typeof__(curl_##name) *(name);
struct http_curl {
    HTTP_CURL(HTTP_CURL_MEMBER)
};
#undef HTTP_CURL_MEMBER

/* Returns the functions; loads libcurl at the first call. The program exits with status 71 if it
 * cannot be loaded. */
const struct http_curl *http_curl(void);

#endif
