/* SHA-256: the examples of FIPS 180-4 and lengths around a block. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/sha256.h"

static const struct {
    const char *text;
    int times;
    const char *digest;
} vectors[] = {
    {"abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"a", 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
    {"a", 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
    {"a", 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
    {"a", 1000, "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"},
};

Test(sha256, digests_the_published_examples)
{
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        char text[1024] = "";
        char hex[2 * SHA256_SIZE + 1];
        uint8_t digest[SHA256_SIZE];
        size_t len = 0;

        for (int n = 0; n < vectors[i].times; n++, len += strlen(vectors[i].text))
            memcpy(text + len, vectors[i].text, strlen(vectors[i].text));
        sha256(text, len, digest);
        for (size_t n = 0; n < SHA256_SIZE; n++)
            snprintf(hex + 2 * n, 3, "%02x", digest[n]);
        cr_expect_str_eq(hex, vectors[i].digest, "%s, %d times", vectors[i].text, vectors[i].times);
    }
}
