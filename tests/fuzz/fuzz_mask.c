/* Fuzzes the masking of secrets: a known secret never appears, whatever its surroundings. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "http/mask.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char secret[] = "0123456789abcdef";

static void expect_hidden(const struct buf *out)
{
    size_t len = strlen(secret);

    for (size_t i = 0; i + len <= out->len; i++)
        if (memcmp(out->at + i, secret, len) == 0)
            abort();
}

static void try_text(struct mask *mask, const char *text, size_t len)
{
    struct buf out = BUF_INIT(1 << 24);

    mask_text(mask, &out, text, len);
    mask_header(mask, &out, text, len);
    expect_hidden(&out);
    buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct mask *mask = mask_new();
    struct buf text = BUF_INIT(1 << 20);
    json_t *json = json_loadb((const char *)data, size, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);

    mask_learn(mask, secret, strlen(secret));
    try_text(mask, (const char *)data, size);
    if (json)
        mask_json(mask, json);
    json_decref(json);
    if (buf_add(&text, data, size) && buf_puts(&text, secret) && buf_add(&text, data, size))
        try_text(mask, buf_text(&text), text.len);
    buf_release(&text);
    mask_free(mask);
    return 0;
}
