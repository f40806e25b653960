/* Signing in: authorization codes, tokens, devices. */
#ifndef SANDBOX_OAUTH_H
#define SANDBOX_OAUTH_H

#include "exchange.h"

#include <stdint.h>
#include <stdio.h>

/* A secret of the stand-in: 64 hex digits, made from a counter, so each run makes the same. */
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
    const char *redirect;   /* what the application has registered */
    const char *fixed_code; /* an authorization code that always works once, or NULL */
    bool fixed_code_used;
    unsigned expires_in; /* seconds, of access tokens */
    unsigned device_approve_after, device_answer, device_interval, device_expires_in;
    struct grant *grants;
    size_t grant_count;
    struct code *codes;
    size_t code_count;
    struct device *devices;
    size_t device_count;
    unsigned made; /* secrets so far */
    FILE *told;    /* where each is written when it is made, or NULL */
};

#define OAUTH_OOB "urn:ietf:wg:oauth:2.0:oob"

/* Makes the application and a first pair of tokens. */
void oauth_start(struct oauth *oauth);
void oauth_release(struct oauth *oauth);

/* Returns a new pair of tokens. Borrowed, until the next. */
struct grant *oauth_grant(struct oauth *oauth);

/* Answers with the pair as Trakt does. */
void oauth_answer_grant(const struct oauth *oauth, const struct grant *grant,
                        struct answer *answer);

/* The next secret. What it is (a word) is written before it where they are told. */
void oauth_secret(struct oauth *oauth, const char *what, char secret[SECRET_SIZE]);

/* Is it the Authorization header of a token that lives? */
bool oauth_allows(const struct oauth *oauth, const char *authorization);

/* Is any secret of the stand-in in text? */
bool oauth_leaks(const struct oauth *oauth, const char *text);

/* Checks the body of an OAuth call; false, with the answer written, when it will not do. The
 * client secret may be left out, as the newest contract allows, but not be wrong. */
bool oauth_check_client(const struct oauth *oauth, const struct request *request,
                        struct answer *answer);

/* base64url(SHA-256(verifier)), the S256 of RFC 7636; 43 characters and a NUL. */
void oauth_challenge(const char *verifier, char challenge[44]);

#endif
