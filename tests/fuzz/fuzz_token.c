/* The readers of the credentials file and of a renewal beside it, on any bytes. What they take for
 * good must be good, and what is written for it must read back as the same. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "renewal.h"
#include "token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char path[64];

static void insist(bool fact)
{
    if (!fact)
        abort();
}

static void put(const char *ending, const uint8_t *data, size_t size)
{
    char name[96];

    snprintf(name, sizeof name, "%s%s", path, ending);
    FILE *stream = fopen(name, "w");
    insist(stream && fwrite(data, 1, size, stream) == size && fclose(stream) == 0);
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

    insist(token_store(path, token, NULL));
    insist(token_load(path, &again, NULL) == TOKEN_LOADED);
    insist(is_same(token->access, again.access) && is_same(token->refresh, again.refresh) &&
           is_same(token->client_id, again.client_id) && token->expires_at == again.expires_at);
    token_release(&again);
    insist(token_forget(path, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct token token, known = {.refresh = (char *)"refresh"};
    struct buf body = BUF_INIT(1 << 20);
    struct why why;

    if (!path[0])
        snprintf(path, sizeof path, "/tmp/fuzz-token-%ld", (long)getpid());
    put("", data, size);
    if (token_load(path, &token, &why) == TOKEN_LOADED) {
        check(&token);
        read_back(&token);
    }
    token_release(&token);
    put(".renewal", data, size);
    if (renewal_read(path, &known, &body) == RENEWAL_BEGUN)
        insist(body.len <= size);
    buf_release(&body);
    renewal_remove(path);
    unlink(path);
    return 0;
}
