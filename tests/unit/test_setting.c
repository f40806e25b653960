/* Valid values of a credential, a list's name and a URL. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/buf.h"
#include "config/setting.h"

Test(setting, a_credential_is_printable_ascii_in_one_piece)
{
    cr_expect_null(setting_opaque("your-client-id"));
    cr_expect_null(setting_opaque("eyJhbGciOiJSUzI1NiJ9.e30.c2ln-_=+/"));
    cr_expect_not_null(setting_opaque("two words"));
    cr_expect_not_null(setting_opaque("a\nb"));
    cr_expect_not_null(setting_opaque("\x16"));
    cr_expect_not_null(setting_opaque("\x7f"));
    cr_expect_not_null(setting_opaque("a\xc2\xa0"
                                      "b"));
}

Test(setting, the_name_of_a_list_is_any_text_without_control_characters)
{
    cr_expect_null(setting_name("My Movies (4K) \xe2\x80\x93 \xc3\xa9t\xc3\xa9"));
    cr_expect_not_null(setting_name("a\tb"));
    cr_expect_not_null(setting_name("a\x1b[2J"));
    cr_expect_not_null(setting_name("a\xff"));
}

static const struct {
    const char *given;
    const char *kept; /* NULL: rejected */
} urls[] = {
    {"https://api.trakt.tv", "https://api.trakt.tv"},
    {"https://api.trakt.tv///", "https://api.trakt.tv"},
    {"HTTPS://API.TRAKT.TV:443/v2/", "HTTPS://API.TRAKT.TV:443/v2"},
    {"http://127.0.0.1:8080", "http://127.0.0.1:8080"},
    {"http://127.1.2.3", "http://127.1.2.3"},
    {"http://[::1]:9/", "http://[::1]:9"},
    {"http://localhost", "http://localhost"},
    {"https://[2001:db8::1]", "https://[2001:db8::1]"},
    {"http://api.trakt.tv", NULL},
    {"http://127.0.0.1.example.org", NULL},
    {"http://localhost.example.org", NULL},
    {"http://localhost@example.org", NULL},
    {"http://128.0.0.1", NULL},
    {"http://127.1", NULL},
    {"http://[::2]", NULL},
    {"http://0x7f.0.0.1", NULL},
    {"http://127.0.0.1\\.example.org/", NULL},
    {"https://user:word@api.trakt.tv", NULL},
    {"https://api.trakt.tv/?a=b", NULL},
    {"https://api.trakt.tv/#a", NULL},
    {"https://api.trakt.tv:0", NULL},
    {"https://api.trakt.tv:65536", NULL},
    {"https://api.trakt.tv:", NULL},
    {"https://", NULL},
    {"https:///path", NULL},
    {"https://[::1", NULL},
    {"https://[", NULL},
    {"https://[]", NULL},
    {"https://.example.org", NULL},
    {"https://ex ample.org", NULL},
    {"https://ex\xc3\xa4mple.org", NULL},
    {"https://example.org/a\\b", NULL},
    {"ftp://example.org", NULL},
    {"file:///etc/passwd", NULL},
    {"api.trakt.tv", NULL},
    {"http", NULL},
    {"", NULL},
};

Test(setting, a_url_is_https_or_local_without_user_and_query)
{
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        char *text = cvi_strdup(urls[i].given);
        const char *problem = setting_url(text);

        cr_expect_eq(!problem, urls[i].kept != NULL, "%s: %s", urls[i].given,
                     problem ? problem : "taken");
        if (!problem && urls[i].kept)
            cr_expect_str_eq(text, urls[i].kept);
        free(text);
    }
}

Test(setting, a_host_that_is_far_too_long_is_refused)
{
    char text[400] = "https://";

    memset(text + 8, 'a', 390);
    cr_expect_not_null(setting_url(text));
}

Test(setting, words_are_found_in_any_case_and_the_first_unknown_one_is_reported)
{
    static const char *const words[] = {"healthy", "suspicious", "corrupt", NULL};
    unsigned set;
    char both[] = " Corrupt,,HEALTHY , corrupt", none[] = " , ", wrong[] = "healthy, helthy,x";

    cr_expect_null(setting_words(both, words, &set));
    cr_expect_eq(set, 5U);
    cr_expect_null(setting_words(none, words, &set));
    cr_expect_eq(set, 0U);
    cr_expect_str_eq(setting_words(wrong, words, &set), "helthy");
}

Test(setting, the_form_of_a_key_is_64_hexadecimal_digits)
{
    char key[65];

    memset(key, 'a', 64);
    key[64] = '\0';
    cr_expect(setting_looks_like_key(key));
    key[63] = 'g';
    cr_expect_not(setting_looks_like_key(key));
    key[63] = '\0';
    cr_expect_not(setting_looks_like_key(key));
    cr_expect_not(setting_looks_like_key("your-client-id"));
}

Test(setting, tells_how_a_key_was_copied_wrongly)
{
    static const struct {
        const char *text;
        const char *trouble; /* part of it */
    } rows[] = {
        {"https://trakt.tv/oauth/applications/1", "address"},
        {"YOUR_CLIENT_ID_HERE", "placeholder"},
        {"your-client-secret", "placeholder"},
        {"<client id>", "placeholder"},
        {"'c0ffee'", "quotes"},
        {"\"c0ffee\"", "quotes"},
        {"c0ffee", "missing"},
        {"", "missing"},
        {"c0ffee.", "other than"},
        {"xyz", "other than"},
    };
    char key[130];

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect(strstr(setting_key_trouble(rows[i].text), rows[i].trouble), "%s: %s",
                  rows[i].text, setting_key_trouble(rows[i].text));
    memset(key, 'a', 128);
    key[128] = '\0';
    cr_expect(strstr(setting_key_trouble(key), "twice"));
    key[64] = '\0';
    cr_expect_null(setting_key_trouble(key));
}

Test(setting, takes_days_as_whole_numbers)
{
    cr_expect_null(setting_days("0"));
    cr_expect_null(setting_days("36500"));
    cr_expect_str_eq(setting_days("36501"), "a whole number of days is required");
    cr_expect_not_null(setting_days("-1"));
    cr_expect_not_null(setting_days("2.5"));
    cr_expect_not_null(setting_days(""));
}

static const struct {
    const char *text;
    bool right;
} proxies[] = {
    {"proxy.example.org", true},
    {"http://proxy.example.org:3128", true},
    {"socks5h://user:word@127.0.0.1:1080", true},
    {"HTTPS://[::1]:8080", true},
    {"ftp://proxy.example.org", false},
    {"http://", false},
    {"http://proxy example", false},
};

Test(setting, a_proxy_has_a_scheme_that_libcurl_knows)
{
    for (size_t i = 0; i < sizeof proxies / sizeof *proxies; i++)
        cr_expect_eq(setting_proxy(proxies[i].text) == NULL, proxies[i].right, "%s",
                     proxies[i].text);
}

Test(setting, something_to_do_at_a_time_is_one_at_least)
{
    cr_expect_null(setting_jobs("1"));
    cr_expect_null(setting_jobs("64"));
    cr_expect_not_null(setting_jobs("0"));
    cr_expect_not_null(setting_jobs("65"));
    cr_expect_null(setting_seconds("0"));
    cr_expect_not_null(setting_seconds("-1"));
}
