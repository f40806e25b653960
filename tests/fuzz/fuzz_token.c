/* Fuzzes the readers of the credentials file and of a renewal beside it. Accepted values must be
 * valid, and must be the same after writing and reading. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "trakt/renewal.h"
#include "trakt/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool fact)
{
    if (!fact)
        abort();
}

static bool is_same(const char *one, const char *other)
{
    return one && other ? strcmp(one, other) == 0 : one == other;
}

static void check(const struct token *token)
{
    insist(!token->access || token_is_word(token->access));
    insist(!token->refresh || token_is_word(token->refresh));
    insist(!token->client_id || token_is_word(token->client_id));
    insist(!token->client_secret || token_is_word(token->client_secret));
    insist(token->expires_at >= 0);
    token_is_fresh(token, INT64_MAX);
    token_is_fresh(token, 0);
}

static void read_back(const struct token *token)
{
    struct token again;
    char *text = token_text(token);
    bool torn;

    insist(token_read("again", text, strlen(text), &again, &torn, NULL));
    insist(is_same(token->access, again.access) && is_same(token->refresh, again.refresh) &&
           is_same(token->client_id, again.client_id) && token->expires_at == again.expires_at &&
           is_same(token->client_secret, again.client_secret));
    token_release(&again);
    free(text);
}

static void read_renewal(const char *text, size_t len)
{
    struct token known = {.refresh = (char *)"refresh"};
    struct buf body = BUF_INIT(1 << 20);

    if (renewal_parse(text, &known, &body) == RENEWAL_BEGUN)
        insist(body.len < len);
    buf_release(&body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct token token;
    struct why why;
    bool torn;
    char *text = cvi_strndup((const char *)data, size); /* up to the first NUL */

    if (token_read("file", (const char *)data, size, &token, &torn, &why)) {
        check(&token);
        read_back(&token);
    }
    token_release(&token);
    read_renewal(text, strlen(text));
    free(text);
    return 0;
}
