/* Computes keys with a cryptographic hash, so that nobody can choose file names that collide. */
#include "plan/prune_key.h"

#include <string.h>

#include "base/blake2b.h"

uint64_t prune_key(const char *text, size_t len)
{
    uint8_t digest[BLAKE2B_SIZE];
    struct blake2b hash;
    uint64_t key;

    blake2b_start(&hash);
    blake2b_add(&hash, text, len);
    blake2b_finish(&hash, digest);
    memcpy(&key, digest, sizeof key);
    return key ? key : 1;
}
