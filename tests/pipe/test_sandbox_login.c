/* The stand-in for Trakt itself: codes, tokens and devices. */
#include "talk.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define CLIENT "\"client_id\":\"$ID\",\"redirect_uri\":\"urn:ietf:wg:oauth:2.0:oob\""
#define AUTHORIZE                                                                                  \
    "GET /oauth/authorize?response_type=code&client_id=$ID"                                        \
    "&redirect_uri=urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob"
/* The pair of RFC 7636, appendix B. */
#define VERIFIER "\"code_verifier\":\"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk\""
#define CHALLENGE                                                                                  \
    "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"

Test(sandbox_login, gives_tokens_for_codes)
{
    static const struct talk_row rows[] = {
        {"POST /oauth/token", FORM, "client_id=$ID", 400, "client_id is required", NULL},
        {"POST /oauth/token", 0, "{\"client_id\":\"other\"}", 401, "invalid_client", NULL},
        {AUTHORIZE CHALLENGE, NO_TYPE | NO_VERSION | NO_TOKEN, NULL, 200, "<h1>SB7F3A91</h1>",
         NULL},
        {"POST /oauth/token", 0,
         "{" CLIENT "," VERIFIER ",\"grant_type\":\"authorization_code\",\"code\":\"SB7F3A91\"}",
         200, "\"expires_in\":604800", NULL},
        {"POST /oauth/token", 0,
         "{" CLIENT "," VERIFIER ",\"grant_type\":\"authorization_code\",\"code\":\"SB7F3A91\"}",
         400, "session not found", NULL},
        {AUTHORIZE CHALLENGE, 0, NULL, 200, "SB7F3A92", NULL},
        {"POST /oauth/token", 0,
         "{" CLIENT ",\"grant_type\":\"authorization_code\",\"code\":\"SB7F3A92\"}", 400,
         "invalid_grant", NULL},
        {AUTHORIZE CHALLENGE, 0, NULL, 200, "SB7F3A93", NULL},
        {"POST /oauth/token", 0,
         "{" CLIENT ",\"code_verifier\":\"0123456789012345678901234567890123456789012\","
         "\"grant_type\":\"authorization_code\",\"code\":\"SB7F3A93\"}",
         400, "invalid_grant", NULL},
        {"POST /oauth/token", 0,
         "{\"client_id\":\"$ID\",\"redirect_uri\":\"https://x.test/\","
         "\"grant_type\":\"authorization_code\",\"code\":\"TYPED\"}",
         400, "invalid_grant", NULL},
        {"POST /oauth/token", 0,
         "{" CLIENT "," VERIFIER ",\"grant_type\":\"authorization_code\",\"code\":\"TYPED2\"}", 400,
         "invalid_grant", NULL},
    };

    talk_start(OPTIONS("--code", "TYPED"));
    PLAY(rows);
    cr_expect(strstr(talk_log(), " 200 code=SB7F3A91\n"));
    talk_stop();
}

Test(sandbox_login, takes_a_code_that_no_browser_fetched)
{
    talk_start(OPTIONS("--code", "TYPED"));
    cr_expect_eq(talk_ask("POST /oauth/token", 0,
                          "{" CLIENT "," VERIFIER
                          ",\"grant_type\":\"authorization_code\",\"code\":\"TYPED\"}"),
                 200);
    talk_stop();
}

Test(sandbox_login, sends_a_browser_back_with_code_and_state)
{
    talk_start(OPTIONS("--redirect-uri", "http://127.0.0.1:1/back"));
    cr_expect_eq(talk_ask("GET /oauth/authorize?response_type=code&client_id=$ID"
                          "&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fback&state=a%0D%0Ab",
                          NO_TYPE | NO_TOKEN, NULL),
                 302);
    cr_expect(
        strstr(talk_answer, "Location: http://127.0.0.1:1/back?code=SB7F3A91&state=a%0D%0Ab\r"),
        "%s", talk_answer);
    cr_expect_eq(talk_ask(AUTHORIZE, 0, NULL), 400, "another redirect than the registered one");
    talk_stop();
}

Test(sandbox_login, rotates_refresh_tokens_and_forgets_old_ones)
{
    static const char refresh[] =
        "{\"refresh_token\":\"$REFRESH\"," CLIENT ",\"client_secret\":\"$SECRET\","
        "\"grant_type\":\"refresh_token\"}";

    talk_start(OPTIONS("--expires-in", "60"));
    cr_expect_eq(talk_ask("GET /users/me", 0, NULL), 200);
    talk_clock(TALK_BEGIN + 60000);
    cr_expect_eq(talk_ask("GET /users/me", 0, NULL), 401);
    cr_expect_eq(talk_ask("POST /oauth/token", 0, refresh), 200);
    cr_expect(strstr(talk_answer, "\"expires_in\":60,"));
    snprintf(talk.token, sizeof talk.token, "%s", talk_member("access_token"));
    cr_expect_eq(talk_ask("GET /users/me", 0, NULL), 200);
    cr_expect_eq(talk_ask("POST /oauth/token", 0, refresh), 400);
    cr_expect(strstr(talk_answer, "{\"error\":\"invalid_grant\",\"error_description\":"
                                  "\"session not found\"}"));
    cr_expect_eq(
        talk_ask("POST /oauth/revoke", 0,
                 "{\"token\":\"$TOKEN\",\"client_id\":\"$ID\",\"client_secret\":\"$SECRET\"}"),
        200);
    cr_expect_eq(talk_ask("GET /users/me", 0, NULL), 401);
    const char *log = talk_log();
    cr_expect(!strstr(log, talk.token) && !strstr(log, talk.refresh) && !strstr(log, talk.secret));
    cr_expect(strstr(log, "{\"refresh_token\":\"***\",\"client_id\":"));
    talk_stop();
}

/* Requests a device code, and writes the body of the polls to text. */
static void begin_device(char text[TALK_TEXT_MAX])
{
    cr_assert_eq(talk_ask("POST /oauth/device/code", 0, "{\"client_id\":\"$ID\"}"), 200);
    snprintf(text, TALK_TEXT_MAX, "{\"code\":\"%s\",\"client_id\":\"$ID\"}",
             talk_member("device_code"));
}

Test(sandbox_login, approves_a_device_after_some_polls)
{
    char body[TALK_TEXT_MAX];

    talk_start(OPTIONS("--device-approve-after", "2"));
    begin_device(body);
    cr_expect(strstr(talk_answer, "\"expires_in\":600,\"interval\":5"));
    cr_expect_eq(talk_ask("POST /oauth/device/token", 0, body), 400);
    cr_expect_eq(talk_ask("POST /oauth/device/token", 0, body), 429, "too fast");
    talk_clock(TALK_BEGIN + 5000);
    cr_expect_eq(talk_ask("POST /oauth/device/token", 0, body), 400);
    talk_clock(TALK_BEGIN + 10000);
    cr_expect_eq(talk_ask("POST /oauth/device/token", 0, body), 200);
    talk_clock(TALK_BEGIN + 15000);
    cr_expect_eq(talk_ask("POST /oauth/device/token", 0, body), 409);
    begin_device(body);
    talk_clock(TALK_BEGIN + 615000);
    cr_expect_eq(talk_ask("POST /oauth/device/token", 0, body), 410);
    cr_expect_eq(
        talk_ask("POST /oauth/device/token", 0, "{\"code\":\"none\",\"client_id\":\"$ID\"}"), 404);
    talk_stop();
}

Test(sandbox_login, refuses_a_device_when_told_to)
{
    char body[TALK_TEXT_MAX];

    talk_start(OPTIONS("--device-approve-after", "0", "--device-answer", "418"));
    begin_device(body);
    cr_expect_eq(talk_ask("POST /oauth/device/token", 0, body), 418);
    talk_stop();
}

Test(sandbox_login, uses_up_a_refresh_token_and_loses_the_answer)
{
    static const char refresh[] =
        "{\"refresh_token\":\"$REFRESH\"," CLIENT ",\"grant_type\":\"refresh_token\"}";

    talk_start(OPTIONS("--fault", "POST /oauth/token times=1 rotate-and-cut"));
    cr_expect_eq(talk_ask("POST /oauth/token", 0, refresh), 0);
    cr_expect_eq(talk_ask("POST /oauth/token", 0, refresh), 400);
    talk_stop();
}
