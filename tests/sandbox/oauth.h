/* Signing in: authorization codes, tokens, devices. */
#ifndef SANDBOX_OAUTH_H
#define SANDBOX_OAUTH_H

#include "exchange.h"

#include <stdint.h>
#include <stdio.h>

/* A secret of the stand-in: 64 hex digits made from a counter, so that each run makes the same
 * ones. */
enum { SECRET_SIZE = 65 };

struct grant {
    char access[SECRET_SIZE], refresh[SECRET_SIZE];
    int64_t expires; /* milliseconds */
    bool revoked;    /* the access token */
    bool used;       /* the refresh token */
};

struct code {
    char *value, *redirect, *challenge; /* challenge may be NULL */
    bool used;
};

struct device {
    char secret[SECRET_SIZE], user_code[9];
    int64_t expires, polled;
    unsigned polls;
    bool approved, used, warned;
};

struct oauth {
    char client_id[SECRET_SIZE], client_secret[SECRET_SIZE];
    const char *redirect;   /* as registered by the application */
    const char *fixed_code; /* an authorization code that always works once, or NULL */
    bool fixed_code_used;
    unsigned expires_in; /* lifetime of access tokens in seconds */
    unsigned device_approve_after, device_answer, device_interval, device_expires_in;
    struct grant *grants;
    size_t grant_count;
    struct code *codes;
    size_t code_count;
    struct device *devices;
    size_t device_count;
    unsigned made; /* number of secrets so far */
    FILE *told;    /* each secret is written here when it is made; or NULL */
};

#define OAUTH_OOB "urn:ietf:wg:oauth:2.0:oob"

/* Makes the application and a first pair of tokens. */
void oauth_start(struct oauth *oauth);
void oauth_release(struct oauth *oauth);

/* Returns a new pair of tokens. Borrowed until the next call. */
struct grant *oauth_grant(struct oauth *oauth);

/* Answers with the pair in Trakt's format. */
void oauth_answer_grant(const struct oauth *oauth, const struct grant *grant,
                        struct answer *answer);

/* Makes the next secret. If secrets are written, what (a word) precedes it. */
void oauth_secret(struct oauth *oauth, const char *what, char secret[SECRET_SIZE]);

/* Returns whether the value is the Authorization header of a valid token. */
bool oauth_allows(const struct oauth *oauth, const char *authorization);

/* Returns whether text contains a secret of the stand-in. */
bool oauth_leaks(const struct oauth *oauth, const char *text);

/* Checks the body of an OAuth call. If it is invalid, writes the answer and returns false. The
 * client secret may be left out, as in the newest contract, but must not be wrong. */
bool oauth_check_client(const struct oauth *oauth, const struct request *request,
                        struct answer *answer);

/* Computes base64url(SHA-256(verifier)), the S256 of RFC 7636: 43 characters and a NUL. */
void oauth_challenge(const char *verifier, char challenge[44]);

#endif
