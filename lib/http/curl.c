/* Loads libcurl with dlopen(3). */
#include "http/curl.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/msg.h"

/* The file names of libcurl 7.16 and later: upstream, Debian's build with GnuTLS, and macOS. */
static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"};

#define ROW(name) {"curl_" #name, offsetof(struct http_curl, name)},
static const struct {
    const char *name;
    size_t offset;
} functions[] = {HTTP_CURL(ROW)};
#undef ROW

/* If all names fail, exits with the error for the first name, which is the usual one. */
static void *open_library(void)
{
    char first[512] = "";

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);

        if (library)
            return library;
        if (i == 0)
            snprintf(first, sizeof first, "%s", dlerror());
    }
    msg_die(EX_OSERR, "cannot load libcurl: %s (install libcurl 7.66 or later)", first);
}

const struct http_curl *http_curl(void)
{
    static struct http_curl curl;
    static bool is_loaded;

    if (is_loaded)
        return &curl;
    void *library = open_library();
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        void *function = dlsym(library, functions[i].name);

        if (!function)
            msg_die(EX_OSERR, "libcurl has no %s (install libcurl 7.66 or later)",
                    functions[i].name);
        /* ISO C cannot convert an object pointer to a function pointer. POSIX (dlsym) guarantees
         * that both have the same bytes. */
        memcpy((char *)&curl + functions[i].offset, &function, sizeof function);
    }
    is_loaded = true;
    return &curl;
}
