/* Signing in by an authorization code, refreshing, revoking. */
#include "oauth.h"

#include "base.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>

void oauth_secret(struct oauth *oauth, const char *what, char secret[SECRET_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    uint64_t state = 0x5ca1ab1e0ddba11U * (2 * oauth->made++ + 1);

    /* splitmix64: uniform, and the same in each run. */
    for (int i = 0; i < SECRET_SIZE - 1; i++) {
        uint64_t mixed = state += 0x9e3779b97f4a7c15U;
        mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebU;
        secret[i] = digits[(mixed ^ mixed >> 31) & 15];
    }
    secret[SECRET_SIZE - 1] = '\0';
    if (oauth->told) {
        fprintf(oauth->told, "%s %s\n", what, secret);
        fflush(oauth->told);
    }
}

struct grant *oauth_grant(struct oauth *oauth)
{
    oauth->grants = base_grow_take(oauth->grants, oauth->grant_count, sizeof *oauth->grants);
    struct grant *grant = &oauth->grants[oauth->grant_count++];
    *grant = (struct grant){.expires = clock_now_ms() + (int64_t)oauth->expires_in * 1000};
    oauth_secret(oauth, "access", grant->access);
    oauth_secret(oauth, "refresh", grant->refresh);
    return grant;
}

void oauth_start(struct oauth *oauth)
{
    oauth_secret(oauth, "client-id", oauth->client_id);
    oauth_secret(oauth, "client-secret", oauth->client_secret);
    oauth_grant(oauth);
}

void oauth_release(struct oauth *oauth)
{
    for (size_t i = 0; i < oauth->code_count; i++) {
        free(oauth->codes[i].value);
        free(oauth->codes[i].redirect);
        free(oauth->codes[i].challenge);
    }
    free(oauth->codes);
    free(oauth->grants);
    free(oauth->devices);
}

bool oauth_allows(const struct oauth *oauth, const char *authorization)
{
    if (!authorization || strncmp(authorization, "Bearer ", 7) != 0)
        return false;
    for (size_t i = 0; i < oauth->grant_count; i++)
        if (strcmp(oauth->grants[i].access, authorization + 7) == 0)
            return !oauth->grants[i].revoked && clock_now_ms() < oauth->grants[i].expires;
    return false;
}

bool oauth_leaks(const struct oauth *oauth, const char *text)
{
    if (strstr(text, oauth->client_secret))
        return true;
    for (size_t i = 0; i < oauth->grant_count; i++)
        if (strstr(text, oauth->grants[i].access) || strstr(text, oauth->grants[i].refresh))
            return true;
    return false;
}

static void refuse(struct answer *answer, unsigned status, const char *error, const char *why)
{
    answer_json_take(answer, status,
                     json_pack("{s:s, s:s}", "error", error, "error_description", why));
}

bool oauth_check_client(const struct oauth *oauth, const struct request *request,
                        struct answer *answer)
{
    const char *type = request_header(request, "content-type");
    const char *id = request_member(request, "client_id");
    const char *secret = request_member(request, "client_secret");

    /* Forms are not parsed, so the first required member counts as missing. */
    if (!type || strncmp(type, "application/json", 16) != 0 || !id) {
        refuse(answer, 400, "invalid_request", "client_id is required");
        return false;
    }
    if (strcmp(id, oauth->client_id) != 0 ||
        (secret && strcmp(secret, oauth->client_secret) != 0)) {
        refuse(answer, 401, "invalid_client", "client authentication failed");
        return false;
    }
    return true;
}

void oauth_answer_grant(const struct oauth *oauth, const struct grant *grant, struct answer *answer)
{
    answer_json_take(answer, 200,
                     json_pack("{s:s, s:s, s:i, s:s, s:s, s:I}", "access_token", grant->access,
                               "token_type", "bearer", "expires_in", (int)oauth->expires_in,
                               "refresh_token", grant->refresh, "scope", "public", "created_at",
                               (json_int_t)(clock_now_ms() / 1000)));
}

static bool is_verifier(const char *text)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    size_t length = strlen(text);

    return length >= 43 && length <= 128 && text[strspn(text, allowed)] == '\0';
}

/* The page shown in a browser. The log has the code, too, so that tests can read it. */
void oauth_authorize(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    struct oauth *oauth = &sandbox->oauth;
    const char *id = request_query(request, "client_id");
    const char *redirect = request_query(request, "redirect_uri");
    const char *challenge = request_query(request, "code_challenge");
    const char *method = request_query(request, "code_challenge_method");
    const char *type = request_query(request, "response_type");
    const char *state = request_query(request, "state");

    if (!id || strcmp(id, oauth->client_id) != 0) {
        refuse(answer, 401, "invalid_client", "unknown application");
        return;
    }
    if (!type || strcmp(type, "code") != 0 || !redirect || strcmp(redirect, oauth->redirect) != 0 ||
        (challenge && (!method || strcmp(method, "S256") != 0 || strlen(challenge) != 43))) {
        refuse(answer, 400, "invalid_request", "response_type, redirect_uri or code_challenge");
        return;
    }
    oauth->codes = base_grow_take(oauth->codes, oauth->code_count, sizeof *oauth->codes);
    struct code *code = &oauth->codes[oauth->code_count++];
    *code = (struct code){.value = cvi_format("SB%06zX", 0x7f3a90 + oauth->code_count),
                          .redirect = cvi_strdup(redirect),
                          .challenge = challenge ? cvi_strdup(challenge) : NULL};
    request->note = cvi_format("code=%s", code->value);
    if (strcmp(redirect, OAUTH_OOB) == 0) {
        answer_text_take(answer, 200, "text/html; charset=utf-8",
                         cvi_format("<!DOCTYPE html>\n<title>Sandbox</title>\n"
                                    "<p>Give this code to the program:</p>\n<h1>%s</h1>\n",
                                    code->value));
        return;
    }
    struct buf location = BUF_INIT(8192);
    buf_printf(&location, "%s%ccode=%s", redirect, strchr(redirect, '?') ? '&' : '?', code->value);
    if (state && buf_puts(&location, "&state="))
        text_percent(&location, state);
    answer_empty(answer, 302);
    answer_header(answer, "Location", "%s", buf_text(&location));
    buf_release(&location);
}

/* Returns whether the code was issued for that redirect, and the verifier matches its challenge. */
static bool code_holds(struct oauth *oauth, const struct request *request)
{
    const char *value = request_member(request, "code");
    const char *redirect = request_member(request, "redirect_uri");
    const char *verifier = request_member(request, "code_verifier");
    char challenge[44];

    if (!value || !redirect || (verifier && !is_verifier(verifier)))
        return false;
    for (size_t i = 0; i < oauth->code_count; i++) {
        struct code *code = &oauth->codes[i];
        if (strcmp(code->value, value) != 0)
            continue;
        /* A code may be tried once: one that a wrong caller has seen is invalid. */
        bool fresh = !code->used;
        code->used = true;
        if (!fresh || strcmp(redirect, code->redirect) != 0)
            return false;
        if (!code->challenge)
            return true;
        if (!verifier)
            return false;
        oauth_challenge(verifier, challenge);
        return strcmp(challenge, code->challenge) == 0;
    }
    if (!oauth->fixed_code || strcmp(value, oauth->fixed_code) != 0 || oauth->fixed_code_used)
        return false;
    oauth->fixed_code_used = true;
    return strcmp(redirect, oauth->redirect) == 0;
}

/* Refresh tokens work once. */
static bool refresh_holds(struct oauth *oauth, const struct request *request)
{
    const char *value = request_member(request, "refresh_token");
    const char *redirect = request_member(request, "redirect_uri");

    if (!value || !redirect || strcmp(redirect, oauth->redirect) != 0)
        return false;
    for (size_t i = 0; i < oauth->grant_count; i++) {
        struct grant *grant = &oauth->grants[i];
        if (strcmp(grant->refresh, value) != 0 || grant->used)
            continue;
        grant->used = grant->revoked = true;
        return true;
    }
    return false;
}

void oauth_token(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    struct oauth *oauth = &sandbox->oauth;
    const char *type = request_member(request, "grant_type");

    if (!oauth_check_client(oauth, request, answer))
        return;
    if (type && strcmp(type, "authorization_code") == 0) {
        if (code_holds(oauth, request))
            oauth_answer_grant(oauth, oauth_grant(oauth), answer);
        else
            refuse(answer, 400, "invalid_grant", "session not found");
        return;
    }
    if (type && strcmp(type, "refresh_token") == 0) {
        if (refresh_holds(oauth, request))
            oauth_answer_grant(oauth, oauth_grant(oauth), answer);
        else
            refuse(answer, 400, "invalid_grant", "session not found");
        return;
    }
    refuse(answer, 400, "invalid_request", "grant_type is required");
}

void oauth_revoke(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    struct oauth *oauth = &sandbox->oauth;
    const char *token = request_member(request, "token");

    if (!oauth_check_client(oauth, request, answer))
        return;
    if (!token || !request_member(request, "client_secret")) {
        refuse(answer, 400, "invalid_request", "token and client_secret are required");
        return;
    }
    for (size_t i = 0; i < oauth->grant_count; i++)
        if (strcmp(oauth->grants[i].access, token) == 0)
            oauth->grants[i].revoked = oauth->grants[i].used = true;
    answer_empty(answer, 200);
}
