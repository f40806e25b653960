/* A table of libcurl's functions, for http/wire only. libcurl is loaded when the first request is
 * prepared, because loading it takes 8 ms. Runs that send no requests save this time. */
#ifndef HTTP_CURL_H
#define HTTP_CURL_H

#include <curl/curl.h>

/* The functions used. Each has the type that curl.h declares. */
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

/* Returns the table of functions. The first call loads libcurl; if that fails, the program exits
 * with status 71. */
const struct http_curl *http_curl(void);

#endif
