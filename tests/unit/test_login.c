/* Login decisions that need no terminal and no Trakt. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "auth/login.h"
#include "auth/setup.h"

static const struct {
    const char *pasted;
    const char *code;
} codes[] = {
    {"7F3A91C2", "7F3A91C2"},
    {"", ""},
    {"code=7F3A91C2", "code=7F3A91C2"},
    {"https://localhost/callback?code=7F3A91C2", "7F3A91C2"},
    {"https://localhost/callback?code=7F3A91C2&state=x", "7F3A91C2"},
    {"https://localhost/callback?state=x&code=7F3A91C2#at", "7F3A91C2"},
    {"https://localhost/callback?code=", ""},
    {"https://localhost/callback?mycode=7", NULL},
    {"urn:ietf:wg:oauth:2.0:oob?code=a%2Fb&code=c", "a%2Fb"},
};

Test(login, a_code_is_found_in_pasted_text)
{
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        char *pasted = cvi_strdup(codes[i].pasted);
        const char *code = login_find_code(pasted);

        cr_expect_str_eq(code, codes[i].code ? codes[i].code : codes[i].pasted, "%s gives %s",
                         codes[i].pasted, code);
        free(pasted);
    }
}

Test(login, there_is_a_word_for_each_method)
{
    cr_expect_str_eq(login_method_words[LOGIN_BOTH], "both");
    cr_expect_str_eq(login_method_words[LOGIN_DEVICE], "device");
    cr_expect_str_eq(login_method_words[LOGIN_CODE], "code");
    cr_expect_null(login_method_words[LOGIN_CODE + 1]);
}

static const struct {
    const char *path;
    const char *home;
    const char *shown;
} paths[] = {
    {"/home/ann/.pytrakt.json", "/home/ann", "~/.pytrakt.json"},
    {"/home/ann/.pytrakt.json", "/home/ann/", "~/.pytrakt.json"},
    {"/home/anna/x.json", "/home/ann", "/home/anna/x.json"},
    {"/home/ann", "/home/ann", "/home/ann"},
    {"/x.json", "/", "/x.json"},
    {"x.json", "", "x.json"},
    {"/home/ann/x.json", NULL, "/home/ann/x.json"},
};

Test(login_setup, a_path_is_shown_as_people_write_it)
{
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        char *shown = login_setup_show(paths[i].path, paths[i].home);

        cr_expect_str_eq(shown, paths[i].shown, "%s with %s gives %s", paths[i].path,
                         paths[i].home ? paths[i].home : "no home", shown);
        free(shown);
    }
}

Test(login_setup, a_login_requires_a_home)
{
    struct why why;

    cr_expect_not(login_setup_store(NULL, &why));
    cr_expect_eq(why.status, EX_CONFIG);
}
