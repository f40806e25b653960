/* Computes BLAKE2b digests (RFC 7693) of 64 bytes, like b2sum(1). Used for whole files, because
 * BLAKE2b is five times as fast as our SHA-256 (sha256.h). */
#ifndef BASE_BLAKE2B_H
#define BASE_BLAKE2B_H

#include <stddef.h>
#include <stdint.h>

enum { BLAKE2B_SIZE = 64, BLAKE2B_BLOCK = 128 };

struct blake2b {
    uint64_t hash[8];
    uint64_t count; /* number of bytes mixed into hash */
    uint8_t block[BLAKE2B_BLOCK];
    /* Number of bytes in block. A full block is mixed only when more bytes follow, because the last
     * block is mixed differently. */
    size_t held;
};

/* Compute the digest of data in pieces. Call blake2b_start, then blake2b_add for each piece, then
 * blake2b_finish. */
void blake2b_start(struct blake2b *b);
void blake2b_add(struct blake2b *b, const void *bytes, size_t len);
void blake2b_finish(struct blake2b *b, uint8_t digest[BLAKE2B_SIZE]);

#endif
