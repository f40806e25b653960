/* Failures and waits as text. */
#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>

#include "http/words.h"

static const struct {
    struct http_trouble trouble;
    const char *words;
} troubles[] = {
    {{HTTP_NO_HOST, "api.trakt.tv", NULL, "Could not resolve host: api.trakt.tv", 0, 0},
     "api.trakt.tv: no such host (check the network and the address)"},
    {{HTTP_NO_HOST, "api.trakt.tv", NULL, "Could not resolve host: api.trakt.tv (timeout)", 0, 0},
     "api.trakt.tv: no such host: Could not resolve host: api.trakt.tv (timeout) (check the "
     "network "
     "and the address)"},
    {{HTTP_NO_CONNECTION, "127.0.0.1", NULL,
      "Failed to connect to 127.0.0.1 port 1: Couldn't connect to server", 0, 0},
     "127.0.0.1: no connection (check the network and the address)"},
    {{HTTP_NO_CONNECTION, "api.trakt.tv", NULL,
      "Failed to connect to api.trakt.tv port 443: Connection refused", 0, 0},
     "api.trakt.tv: no connection: Failed to connect to api.trakt.tv port 443: Connection refused "
     "(check the network and the address)"},
    {{HTTP_NO_PROXY, "api.trakt.tv", "proxy:3128",
      "Failed to connect to proxy port 3128: Could not connect to server", 0, 0},
     "api.trakt.tv: cannot connect through proxy proxy:3128 (check --proxy, or https_proxy and "
     "all_proxy in the environment)"},
    {{HTTP_NO_PROXY, "api.trakt.tv", NULL,
      "Failed to connect to 10.0.0.1 port 3128: Could not connect to server", 0, 0},
     "api.trakt.tv: cannot connect through proxy: Failed to connect to 10.0.0.1 port 3128: Could "
     "not connect to server (check --proxy, or https_proxy and all_proxy in the environment)"},
    {{HTTP_NO_PROXY, "api.trakt.tv", "proxy:3128", "refused", 0, 0},
     "api.trakt.tv: cannot connect through proxy proxy:3128: refused (check --proxy, or "
     "https_proxy "
     "and all_proxy in the environment)"},
    {{HTTP_NO_PROXY, "api.trakt.tv", "proxy:3128", "x", 503, 0},
     "api.trakt.tv: cannot connect through proxy proxy:3128: HTTP 503 (the proxy cannot reach the "
     "host: try again later, or without the proxy)"},
    {{HTTP_PROXY_REFUSED, "api.trakt.tv", NULL, "x", 407, 0},
     "api.trakt.tv: refused by proxy: HTTP 407 (set its user and password: "
     "CVI_TRAKT_PROXY=http://USER:PASSWORD@HOST:PORT)"},
    {{HTTP_TORN, "api.trakt.tv", "proxy:3128", NULL, 0, 0},
     "api.trakt.tv: the answer is incomplete (try again later)"},
    {{HTTP_NOT_TAKEN, "api.trakt.tv", NULL, NULL, 0, 0},
     "api.trakt.tv: the server did not process the request (try again later)"},
    {{HTTP_NO_HOST, "api.trakt.tv", "proxy:3128", "Could not resolve host", 0, EMFILE},
     "api.trakt.tv: no connection: Too many open files (close some files, or raise the limit: "
     "ulimit -n)"},
};

Test(http_words, describe_failures_with_a_remedy)
{
    for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++) {
        char words[768];

        http_words(words, sizeof words, &troubles[i].trouble);
        cr_expect_str_eq(words, troubles[i].words);
    }
}

/* Every failure has its own text and a remedy, however long its arguments. */
Test(http_words, exist_for_every_failure)
{
    char detail[1000];

    memset(detail, 'x', sizeof detail - 1);
    detail[sizeof detail - 1] = '\0';
    for (enum http_failure failure = HTTP_NO_HOST; failure <= HTTP_FAILED; failure++) {
        char words[768];

        http_words(words, sizeof words,
                   &(struct http_trouble){.failure = failure, .host = "h", .detail = detail});
        cr_expect(strncmp(words, "h: ", 3) == 0 && strstr(words, "x (") &&
                      words[strlen(words) - 1] == ')',
                  "%d: %s", (int)failure, words);
    }
}

static const struct {
    int64_t ms;
    const char *words;
} waits[] = {
    {1, "1 s"},           {99000, "99 s"},  {99001, "2 min"}, {900500, "16 min"},
    {6000000, "100 min"}, {6000001, "2 h"}, {7200500, "3 h"}, {86400000, "24 h"},
};

Test(http_words, round_waits_up)
{
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        char words[32];

        http_words_wait(words, sizeof words, waits[i].ms);
        cr_expect_str_eq(words, waits[i].words);
    }
}
