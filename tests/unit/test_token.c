/* The login file: reading, rejecting, and writing, to the byte. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tmpdir.h"
#include "trakt/token.h"

static char *directory;
static char *path;

static void make_place(void)
{
    directory = tmpdir_make();
    path = tmpdir_path(directory, ".pytrakt.json");
}

static void remove_place(void)
{
    tmpdir_remove(directory);
    free(directory);
    free(path);
}

TestSuite(token, .init = make_place, .fini = remove_place);

static void put(const char *text)
{
    cr_assert(tmpdir_write(directory, ".pytrakt.json", text, strlen(text), 0600));
}

Test(token, reads_files_of_pytrakt)
{
    struct token token;
    struct why why;

    put("{\"CLIENT_ID\": \"id\", \"CLIENT_SECRET\": \"secret\", \"OAUTH_EXPIRES_AT\": 1795958400, "
        "\"OAUTH_REFRESH\": \"refresh\", \"OAUTH_TOKEN\": \"access\"}");
    cr_assert_eq(token_load(path, &token, &why), TOKEN_LOADED);
    cr_expect_str_eq(token.client_id, "id");
    cr_expect_str_eq(token.client_secret, "secret");
    cr_expect_str_eq(token.access, "access");
    cr_expect_str_eq(token.refresh, "refresh");
    cr_expect_eq(token.expires_at, 1795958400);
    token_release(&token);
}

Test(token, considers_a_pin_login_fresh_until_trakt_rejects_it)
{
    struct token token;
    struct why why;

    put("{\"APPLICATION_ID\": \"1\", \"CLIENT_ID\": \"id\", \"CLIENT_SECRET\": \"s\", "
        "\"OAUTH_TOKEN\": \"access\"}");
    cr_assert_eq(token_load(path, &token, &why), TOKEN_LOADED);
    cr_expect(token_is_fresh(&token, 1795958400));
    cr_expect_null(token.refresh);
    token_release(&token);
}

Test(token, is_empty_before_login)
{
    struct token token;
    struct why why;

    cr_assert_eq(token_load(path, &token, &why), TOKEN_NO_FILE);
    put("{\"APPLICATION_ID\": null, \"CLIENT_ID\": \"id\", \"CLIENT_SECRET\": \"s\", "
        "\"OAUTH_EXPIRES_AT\": null, \"OAUTH_REFRESH\": null, \"OAUTH_TOKEN\": null}");
    cr_assert_eq(token_load(path, &token, &why), TOKEN_LOADED);
    cr_expect_null(token.access);
    cr_expect(!token_is_fresh(&token, 0));
    token_release(&token);
}

static const struct {
    const char *text;
    const char *words; /* the message besides the file's name */
} refused[] = {
    {"", "not JSON"},
    {"{\"OAUTH_TOKEN\": \"sesame\"", "not JSON: line 1"},
    {"sesame", "not JSON"},
    {"{\"OAUTH_TOKEN\": \"sesame\", \"OAUTH_TOKEN\": \"sesame\"}", "duplicate key, line 1"},
    {"null", "not a JSON object"},
    {"\"sesame\"", "not a JSON object"},
    {"17", "not a JSON object"},
    {"[\"sesame\"]", "not a JSON object"},
    {"{\"OAUTH_TOKEN\": 17}", "OAUTH_TOKEN is not a string"},
    {"{\"OAUTH_TOKEN\": \"sesame\\r\\nX: 1\"}", "OAUTH_TOKEN has spaces or control characters"},
    {"\xff\xfe{", "not JSON"},
};

Test(token, rejects_other_files_without_quoting_them)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct token token;
        struct why why;

        put(refused[i].text);
        cr_assert_eq(token_load(path, &token, &why), TOKEN_BAD_FILE, "%s", refused[i].text);
        cr_expect(strstr(why.text, refused[i].words), "%s: %s", refused[i].text, why.text);
        cr_expect(strstr(why.text, ".pytrakt.json: "), "%s", why.text);
        cr_expect(strstr(why.text, "cvi-auth"), "%s", why.text);
        cr_expect(!strstr(why.text, "sesame"), "%s", why.text);
        cr_expect_eq(why.status, EX_CONFIG);
        token_release(&token);
    }
}

Test(token, reads_a_file_that_begins_with_a_byte_order_mark)
{
    struct token token;
    struct why why;

    put("\xef\xbb\xbf{\"OAUTH_TOKEN\": \"sesame\"}");
    cr_assert_eq(token_load(path, &token, &why), TOKEN_LOADED, "%s", why.text);
    cr_expect_str_eq(token.access, "sesame");
    token_release(&token);
}

/* The token is usable without these. */
static const struct {
    const char *member;
    const char *words;  /* of the warning; NULL: no warning */
    int64_t expires_at; /* the value read from it */
} odd[] = {
    {"\"CLIENT_ID\": 17", "CLIENT_ID is not a string", 0},
    {"\"CLIENT_ID\": \"sesame \"", "CLIENT_ID has spaces or control characters", 0},
    {"\"CLIENT_SECRET\": [\"sesame\"]", "CLIENT_SECRET is not a string", 0},
    {"\"CLIENT_SECRET\": \"\\u0016sesame\"", "CLIENT_SECRET has spaces or control characters", 0},
    {"\"CLIENT_SECRET\": \"sesame\\n\"", "CLIENT_SECRET has spaces or control characters", 0},
    {"\"CLIENT_SECRET\": \"sesame\\u0000\"", "CLIENT_SECRET has spaces or control characters", 0},
    {"\"CLIENT_SECRET\": null", NULL, 0},
    {"\"CLIENT_SECRET\": \"\"", NULL, 0},
    {"\"OAUTH_REFRESH\": 17", "OAUTH_REFRESH is not a string", 0},
    {"\"OAUTH_REFRESH\": \"ses\\tame\"", "OAUTH_REFRESH has spaces or control characters", 0},
    {"\"OAUTH_EXPIRES_AT\": 1795000000", NULL, 1795000000},
    {"\"OAUTH_EXPIRES_AT\": 1795000000.75", "OAUTH_EXPIRES_AT is not a whole number", 1795000000},
    {"\"OAUTH_EXPIRES_AT\": 1.795e9", "OAUTH_EXPIRES_AT is not a whole number", 1795000000},
    {"\"OAUTH_EXPIRES_AT\": \"1795000000\"", "OAUTH_EXPIRES_AT is a string", 1795000000},
    {"\"OAUTH_EXPIRES_AT\": \"1795000000\"", "is a string, read as a whole number of seconds",
     1795000000},
    {"\"OAUTH_EXPIRES_AT\": \"sesame\"", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": \"\"", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": \"nan\"", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": true", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": {}", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": -1", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": 0.5", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": -9223372036854775808", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": -1e999", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": -0.0", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": \"inf\"", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": \"-inf\"", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": \"Infinity\"", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": \"1e999\"", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": \"-1795000000\"", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": \"99999999999999999999\"", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": \"0x6afd5d00\"", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": \"1795000000\\u0000\"", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": \" 1795000000\"", "OAUTH_EXPIRES_AT is a string", 1795000000},
    {"\"OAUTH_EXPIRES_AT\": 1795000000000", "OAUTH_EXPIRES_AT is not a time", 1795000000000},
    {"\"OAUTH_EXPIRES_AT\": 9223372036854775807", "OAUTH_EXPIRES_AT is not a time", INT64_MAX},
    {"\"OAUTH_EXPIRES_AT\": 99999999999999999999", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": 1e999", "OAUTH_EXPIRES_AT is not a time", 0},
    {"\"OAUTH_EXPIRES_AT\": 0", NULL, 0},
    {"\"OAUTH_EXPIRES_AT\": 1795000000, \"mine\": 1e999", NULL, 1795000000},
    {"\"OAUTH_EXPIRES_AT\": null", NULL, 0},
};

Test(token, warns_of_damaged_optional_members)
{
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        char *text = format_text("{\"OAUTH_TOKEN\": \"good\", %s}", odd[i].member);
        struct token token;
        struct why why;

        put(text);
        cr_assert_eq(token_load(path, &token, &why), TOKEN_LOADED, "%s: %s", text, why.text);
        cr_expect_str_eq(token.access, "good");
        cr_expect_eq(token.expires_at, odd[i].expires_at, "%s: %lld", text,
                     (long long)token.expires_at);
        cr_expect_null(token.client_id, "%s", text);
        cr_expect_null(token.client_secret, "%s", text);
        cr_expect_null(token.refresh, "%s", text);
        const char *warnings = buf_text(&token.warnings);
        cr_expect(odd[i].words ? strstr(warnings, odd[i].words) != NULL : !*warnings, "%s: '%s'",
                  text, warnings);
        cr_expect(!odd[i].words || strstr(warnings, ".pytrakt.json: "), "%s", warnings);
        cr_expect(!odd[i].words || strstr(warnings, "cvi-auth"), "%s", warnings);
        cr_expect(!strstr(warnings, "sesame"), "%s", warnings);
        token_release(&token);
        free(text);
    }
}

Test(token, refuses_a_gigantic_file)
{
    static char text[(1 << 20) + 1];
    struct token token;
    struct why why;

    memset(text, ' ', sizeof text - 1);
    put(text);
    cr_assert_eq(token_load(path, &token, &why), TOKEN_BAD_FILE);
    text[0] = '{';
    cr_assert(tmpdir_write(directory, ".pytrakt.json", text, sizeof text, 0600));
    cr_assert_eq(token_load(path, &token, &why), TOKEN_BAD_FILE);
    cr_expect(strstr(why.text, "longer than"), "%s", why.text);
    token_release(&token);
}

static void expect_file(const char *text)
{
    struct bytes bytes = {0};
    struct stat about;

    cr_assert(tmpdir_read(directory, ".pytrakt.json", &bytes));
    cr_expect_eq(bytes.len, strlen(text), "%.*s", (int)bytes.len, bytes.at);
    cr_expect(bytes.len == strlen(text) && memcmp(bytes.at, text, bytes.len) == 0, "%.*s",
              (int)bytes.len, bytes.at);
    bytes_release(&bytes);
    cr_assert_eq(stat(path, &about), 0);
    cr_expect_eq(about.st_mode & 07777, 0600);
}

Test(token, writes_six_keys_as_python_would)
{
    struct token token = {.client_id = (char *)"id",
                          .client_secret = (char *)"s\"\\/",
                          .access = (char *)"access",
                          .refresh = (char *)"refresh",
                          .expires_at = 1795958400};
    struct why why;

    cr_assert(token_store(path, &token, &why), "%s", why.text);
    expect_file("{\"APPLICATION_ID\": null, \"CLIENT_ID\": \"id\", \"CLIENT_SECRET\": "
                "\"s\\\"\\\\/\", \"OAUTH_EXPIRES_AT\": 1795958400, \"OAUTH_REFRESH\": \"refresh\", "
                "\"OAUTH_TOKEN\": \"access\"}");
}

Test(token, keeps_keys_that_are_not_ours)
{
    struct token token = {.access = (char *)"access"};
    struct why why;

    put("{\"note\": \"\u00e9\", \"OAUTH_TOKEN\": \"old\", \"APPLICATION_ID\": 7, \"n\": [1, {}]}");
    cr_assert(chmod(path, 0644) == 0);
    cr_assert(token_store(path, &token, &why), "%s", why.text);
    expect_file("{\"APPLICATION_ID\": 7, \"CLIENT_ID\": null, \"CLIENT_SECRET\": null, "
                "\"OAUTH_EXPIRES_AT\": null, \"OAUTH_REFRESH\": null, \"OAUTH_TOKEN\": \"access\", "
                "\"note\": \"\\u00E9\", \"n\": [1, {}]}");
}

Test(token, replaces_an_unreadable_file)
{
    struct token token = {.access = (char *)"access"};
    struct why why;

    put("garbage");
    cr_assert(token_store(path, &token, &why), "%s", why.text);
    cr_assert_eq(token_load(path, &token, &why), TOKEN_LOADED);
    token_release(&token);
}

Test(token, reports_if_the_file_cannot_be_written)
{
    struct token token = {.access = (char *)"access"};
    char *nowhere = tmpdir_path(directory, "no/such/place");
    struct why why = {0};

    cr_expect(!token_store(nowhere, &token, &why));
    cr_expect_eq(why.status, EX_IOERR);
    cr_expect(token_lock(nowhere, &why) < 0);
    cr_expect(strstr(why.text, "no/such/place.lock"), "%s", why.text);
    free(nowhere);
}

static const struct {
    const char *text;
    int64_t expires_at;
} ends[] = {
    {"0", 0},
    {"-1", 0},
    {"-9223372036854775808", 0},
    {"null", 0},
    {"9007199254740993", 9007199254740993},
    {"9223372036854775807", 9223372036854775807},
};

Test(token, reads_absurd_ends)
{
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct token token;
        struct why why;
        char text[128];

        snprintf(text, sizeof text, "{\"OAUTH_TOKEN\": \"a\", \"OAUTH_EXPIRES_AT\": %s}",
                 ends[i].text);
        put(text);
        cr_assert_eq(token_load(path, &token, &why), TOKEN_LOADED, "%s", why.text);
        cr_expect_eq(token.expires_at, ends[i].expires_at, "%s", ends[i].text);
        cr_expect(token_is_fresh(&token, 1795958400), "%s", ends[i].text);
        token_release(&token);
    }
}

/* PyTrakt empties the file, and then writes it. */
Test(token, waits_for_a_file_that_is_being_written)
{
    struct token token;
    struct why why;
    int ready[2];
    char byte;

    put("");
    cr_assert_eq(pipe(ready), 0);
    if (fork() == 0) {
        if (read(ready[0], &byte, 1) == 1)
            put("{\"OAUTH_TOKEN\": \"a\"}");
        _exit(0);
    }
    /* However slow the other process is, a later look finds its token. */
    cr_assert_eq(write(ready[1], "", 1), 1);
    while (token_load(path, &token, &why) != TOKEN_LOADED)
        token_release(&token);
    cr_expect_str_eq(token.access, "a");
    token_release(&token);
}

static const struct {
    const char *text;
    const char *left; /* NULL: no file */
} forgotten[] = {
    {"{\"CLIENT_ID\": \"id\", \"CLIENT_SECRET\": \"s\", \"OAUTH_EXPIRES_AT\": 1, "
     "\"OAUTH_REFRESH\": \"r\", \"OAUTH_TOKEN\": \"a\"}",
     "{\"APPLICATION_ID\": null, \"CLIENT_ID\": \"id\", \"CLIENT_SECRET\": \"s\", "
     "\"OAUTH_EXPIRES_AT\": null, \"OAUTH_REFRESH\": null, \"OAUTH_TOKEN\": null}"},
    {"{\"OAUTH_TOKEN\": \"a\", \"note\": 7}",
     "{\"APPLICATION_ID\": null, \"CLIENT_ID\": null, \"CLIENT_SECRET\": null, "
     "\"OAUTH_EXPIRES_AT\": null, \"OAUTH_REFRESH\": null, \"OAUTH_TOKEN\": null, "
     "\"note\": 7}"},
    {"{\"APPLICATION_ID\": null, \"OAUTH_TOKEN\": \"a\", \"note\": null}", NULL},
};

Test(token, forgets_only_the_login)
{
    for (size_t i = 0; i < sizeof forgotten / sizeof *forgotten; i++) {
        struct why why;

        put(forgotten[i].text);
        cr_assert(token_forget(path, &why), "%s", why.text);
        cr_expect_eq(access(path, F_OK) == 0, forgotten[i].left != NULL);
        if (forgotten[i].left)
            expect_file(forgotten[i].left);
    }
    cr_expect(token_forget(path, NULL));
    put("[");
    cr_expect(!token_forget(path, NULL));
}

static const struct {
    const char *why;
    int64_t written_at;
    int64_t expires_at;
    int64_t now;
    bool fresh;
} ages[] = {
    {"a week's token, an hour and a second before its end", 1000, 605800, 602199, true},
    {"an hour before its end", 1000, 605800, 602200, false},
    {"ten minutes' token, at half its life", 1000, 1600, 1299, true},
    {"and a second later", 1000, 1600, 1300, false},
    {"born at an unknown time", 0, 605800, 602199, true},
    {"a week's token, copied in its last day", 584200, 605800, 602199, true},
    {"and an hour before its end", 584200, 605800, 602200, false},
    {"a file written after its token's end: a copy, say", 700000, 605800, 602200, true},
    {"and long after", 700000, 605800, 999999, true},
    {"a clock that is eight days fast", 691200, 605800, 691300, true},
    {"a token of less than ten minutes", 1000, 1599, 99999, true},
    {"a day's token, an hour and a second before its end", 1000, 87400, 83799, true},
    {"an hour before its end", 1000, 87400, 83800, false},
    {"in milliseconds, by mistake", 1000, 1795958400000, 1795958400, true},
    {"the largest number", 1, INT64_MAX, INT64_MAX - 3601, true},
    {"the largest number, born nobody knows when", 0, INT64_MAX, INT64_MAX - 3600, false},
    {"expired", 1000, 2000, 99999, false},
};

Test(token, is_stale_for_an_hour_or_half_its_life)
{
    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
        struct token token = {.access = (char *)"a",
                              .written_at = ages[i].written_at,
                              .expires_at = ages[i].expires_at};

        cr_expect_eq(token_is_fresh(&token, ages[i].now), ages[i].fresh, "%s", ages[i].why);
    }
}

Test(token, keeps_the_old_refresh_token_without_a_new_one)
{
    struct token token = {0};

    token_set(&token, "one", "two", 1600, 1000);
    token_set(&token, "three", NULL, 2600, 2000);
    cr_expect_str_eq(token.access, "three");
    cr_expect_str_eq(token.refresh, "two");
    cr_expect_eq(token.expires_at, 2600);
    cr_expect_eq(token.written_at, 2000);
    token_release(&token);
}

Test(token, distinguishes_words_from_wrongly_pasted_text)
{
    cr_expect(token_is_word("0f3b"));
    cr_expect(!token_is_word(""));
    cr_expect(!token_is_word(NULL));
    cr_expect(!token_is_word("a b"));
    cr_expect(!token_is_word("a\n"));
    cr_expect(!token_is_word("\x16"));
    cr_expect(!token_is_word("\xc3\xa9"));
}

/* RFC 7636, appendix B. */
Test(token, makes_the_challenge_of_the_rfc)
{
    char *challenge = token_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

    cr_expect_str_eq(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    free(challenge);
}

Test(token, makes_another_proof_key_each_time)
{
    struct token_pkce one, other;

    token_make_pkce(&one);
    token_make_pkce(&other);
    cr_expect_eq(strlen(one.verifier), 43);
    cr_expect_eq(strlen(one.challenge), 43);
    cr_expect_str_neq(one.verifier, other.verifier);
    char *challenge = token_challenge(one.verifier);
    cr_expect_str_eq(challenge, one.challenge);
    free(challenge);
}
