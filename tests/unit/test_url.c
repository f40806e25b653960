/* URLs of the plainest form are read here; all others are left to libcurl. */
#include <criterion/criterion.h>
#include <string.h>

#include "http/url.h"

static const struct {
    const char *url, *host;
    bool is_https;
} plain[] = {
    {"https://api.trakt.tv", "api.trakt.tv", true},
    {"https://api.trakt.tv/", "api.trakt.tv", true},
    {"https://api.trakt.tv:443/oauth/token?a=b&c=%20#d", "api.trakt.tv", true},
    {"https://API.Trakt.TV", "API.Trakt.TV", true},
    {"https://a-b.c9.x1", "a-b.c9.x1", true},
    {"https://4chan.example/a@b", "4chan.example", true},
    {"http://localhost", "localhost", false},
    {"http://localhost:1", "localhost", false},
    {"http://127.0.0.1:65535/a", "127.0.0.1", false},
    {"http://127.255.0.10", "127.255.0.10", false},
    {"http://127.0.0.1.example", "127.0.0.1.example", false},
    {"https://255.255.255.255/", "255.255.255.255", true},
};

/* Valid, odd and invalid ones. */
static const char *const others[] = {
    "",
    "https://",
    "https:///a",
    "https:/api.trakt.tv",
    "HTTPS://api.trakt.tv",
    "ftp://api.trakt.tv",
    "api.trakt.tv",
    " https://api.trakt.tv",
    "https://api.trakt.tv ",
    "https://user@api.trakt.tv",
    "https://api.trakt.tv@evil.example/",
    "https://api.trakt.tv:80@evil.example/",
    "https://api.trakt.tv?@evil.example/",
    "https://api.trakt.tv#@evil.example/",
    "https://api.trakt.tv\\@evil.example/",
    "https://api.trakt.tv:",
    "https://api.trakt.tv:/",
    "https://api.trakt.tv:0443",
    "https://api.trakt.tv:65536",
    "https://api.trakt.tv:443a",
    "https://api.trakt.tv:443:1",
    "https://api.trakt.tv.",
    "https://.api.trakt.tv",
    "https://api..trakt.tv",
    "https://api_trakt.tv",
    "https://api%2etrakt.tv",
    "https://\xc3\xa4.example",
    "https://api.trakt.tv/\xc3\xa4",
    "https://api.trakt.tv/a b",
    "https://api.trakt.tv/a\n",
    "http://127.1",
    "http://127.0.0.01",
    "http://0x7f.0.0.1",
    "http://2130706433",
    "http://127.0.0.256",
    "http://127.0.0.1.",
    "http://127.0.0.1.2",
    "http://[::1]",
    "http://127.0.0.1:8o",
    "https://a.-1",
};

Test(url, plain_ones_are_read)
{
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        struct http_url url;

        cr_assert(http_url_read_plain(plain[i].url, &url), "%s", plain[i].url);
        cr_expect_eq(url.is_https, plain[i].is_https, "%s", plain[i].url);
        cr_expect(url.host_length == strlen(plain[i].host) &&
                      strncmp(url.host, plain[i].host, url.host_length) == 0,
                  "%s: %.*s", plain[i].url, (int)url.host_length, url.host);
    }
}

Test(url, others_are_left_to_libcurl)
{
    struct http_url url;

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        cr_expect_not(http_url_read_plain(others[i], &url), "%s", others[i]);
}

Test(url, long_ones_are_left_to_libcurl)
{
    char text[5000] = "https://api.trakt.tv/";
    struct http_url url;

    memset(text + strlen(text), 'a', sizeof text - strlen(text) - 1);
    cr_expect_not(http_url_read_plain(text, &url));
    memcpy(text, "https://aaaaaaaaaaaaa", 21);
    text[21 + 300] = '\0';
    cr_expect_not(http_url_read_plain(text, &url));
}
