/* Secrets in logged text: masked by position, and everywhere once seen. */
#include <criterion/criterion.h>
#include <string.h>

#include "http/mask.h"

enum { ROOM = 1 << 16 };

static const struct {
    const char *text, *masked;
} texts[] = {
    {"", ""},
    {"https://api.trakt.tv/search/movie?query=Heat",
     "https://api.trakt.tv/search/movie?query=Heat"},
    {"https://x/cb?code=abc&state=1", "https://x/cb?code=***&state=1"},
    {"https://x/?access_token=abc", "https://x/?access_token=***"},
    {"https://user:password1@host/a@b", "https://***@host/a@b"},
    {"socks5h://us%40er:p@w@host:1", "socks5h://***@host:1"},
    {"https://host/a@b", "https://host/a@b"},
    {"{\"access_token\":\"abc\",\"x\":1}", "{\"access_token\":\"***\",\"x\":1}"},
    {"{ \"refresh_token\" :  \"a\\\"b\\\\\" , 1}", "{ \"refresh_token\" :  \"***\" , 1}"},
    {"{\"access_token\":\"torn in the mid", "{\"access_token\":\"***"},
    {"{\"Client_Secret\":17}", "{\"Client_Secret\":***}"},
    {"\"{\\\"code\\\":\\\"abc\\\"}\"", "\"{\\\"code\\\":\\\"***\\\"}\""},
    {"\"code\\\":\\\"a\\\\\\\"b\\\",\\\"x", "\"code\\\":\\\"***\\\",\\\"x"},
    {"client_secret=abc", "client_secret=***"},
    {"code_verifier=abc;device_code=def", "code_verifier=***;device_code=***"},
    {"error code: 1015", "error code: 1015"},
    {"{\"country_code\":\"us\"}", "{\"country_code\":\"us\"}"},
    {"{\"code\":\"\"}", "{\"code\":\"\"}"},
    {"the code=", "the code="},
    {"Bearer abcdefgh12 and on", "Bearer *** and on"},
    {"a bearer of news", "a bearer of news"},
    {"\"access_token", "\"access_token"},
    {"\"access_token\"", "\"access_token\""},
    {"\"access_token\":", "\"access_token\":"},
    {"\"access_token\":\"", "\"access_token\":\""},
};

Test(mask, hides_values_at_places_of_secrets)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct mask *mask = mask_new();
        struct buf out = BUF_INIT(ROOM);

        mask_text(mask, &out, texts[i].text, strlen(texts[i].text));
        cr_expect_str_eq(buf_text(&out), texts[i].masked, "%s: %s", texts[i].text, buf_text(&out));
        buf_release(&out);
        mask_free(mask);
    }
}

static const struct {
    const char *line, *masked;
} headers[] = {
    {"Authorization: Bearer abcdefgh1234", "Authorization: Bearer ***"},
    {"authorization:Bearer abcdefgh1234", "authorization:Bearer ***"},
    {"Proxy-Authorization: Basic dXNlcjpwYXNz", "Proxy-Authorization: Basic ***"},
    {"TRAKT-API-KEY: 0123", "TRAKT-API-KEY: ***"},
    {"Set-Cookie: __cf_bm=abc.def; path=/", "Set-Cookie: ***"},
    {"Cookie: a", "Cookie: ***"},
    {"Authorization:", "Authorization:"},
    {"Authorization: two words more", "Authorization: two ***"},
    {"Location: https://x/cb?code=abc", "Location: https://x/cb?code=***"},
    {"Content-Type: text/html", "Content-Type: text/html"},
    {"HTTP/1.1 200 OK", "HTTP/1.1 200 OK"},
    {"", ""},
};

Test(mask, hides_the_values_of_secret_headers)
{
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        struct mask *mask = mask_new();
        struct buf out = BUF_INIT(ROOM);

        mask_header(mask, &out, headers[i].line, strlen(headers[i].line));
        cr_expect_str_eq(buf_text(&out), headers[i].masked, "%s: %s", headers[i].line,
                         buf_text(&out));
        buf_release(&out);
        mask_free(mask);
    }
}

static const struct {
    const char *json, *masked;
} bodies[] = {
    {"{\"access_token\":\"abc\",\"expires_in\":7}", "{\"access_token\":\"***\",\"expires_in\":7}"},
    {"{\"access\\u005ftoken\":\"abc\"}", "{\"access_token\":\"***\"}"},
    {"[{\"a\":{\"TOKEN\":[\"b\"]}}]", "[{\"a\":{\"TOKEN\":\"***\"}}]"},
    {"{\"code\":null}", "{\"code\":null}"},
    {"{\"url\":\"https://x/?code=abc\"}", "{\"url\":\"https://x/?code=***\"}"},
    {"{\"device_code\":\"abcdefghij\",\"a\":[\"at abcdefghij\"]}",
     "{\"device_code\":\"***\",\"a\":[\"at ***\"]}"},
    {"[\"plain\",1,true,null]", "[\"plain\",1,true,null]"},
};

Test(mask, hides_values_below_secret_names)
{
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct mask *mask = mask_new();
        json_t *json = json_loads(bodies[i].json, 0, NULL);

        mask_json(mask, json);
        char *text = json_dumps(json, JSON_COMPACT);
        cr_expect_str_eq(text, bodies[i].masked, "%s", text);
        free(text);
        json_decref(json);
        mask_free(mask);
    }
}

/* A secret seen once is masked everywhere, also percent-encoded; short words are not. */
Test(mask, remembers)
{
    static const char text[] = "at se cret+1, and se%20cret%2B1, and short";
    struct mask *mask = mask_new();
    struct buf out = BUF_INIT(ROOM);

    mask_learn(mask, "se cret+1", 9);
    mask_learn(mask, "short", 5);
    mask_text(mask, &out, text, strlen(text));
    cr_expect_str_eq(buf_text(&out), "at ***, and ***, and short", "%s", buf_text(&out));
    buf_clear(&out);
    mask_header(mask, &out, "Authorization: Bearer 11112222333344445555", 42);
    mask_text(mask, &out, " 11112222333344445555", 21);
    cr_expect_str_eq(buf_text(&out), "Authorization: Bearer *** ***", "%s", buf_text(&out));
    buf_release(&out);
    mask_free(mask);
}

/* Values nested too deep to be examined are masked whole. */
Test(mask, limits_the_depth_of_json)
{
    struct mask *mask = mask_new();
    json_t *json = json_string("deep");

    for (int i = 0; i < 100; i++)
        json = json_pack("[o]", json);
    mask_json(mask, json);
    char *text = json_dumps(json, JSON_COMPACT);
    cr_expect(strstr(text, "\"***\"") && !strstr(text, "deep"), "%s", text);
    free(text);
    json_decref(json);
    mask_free(mask);
}
