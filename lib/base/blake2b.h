/*
 * Computes BLAKE2b digests (RFC 7693) of 64 bytes, the same as those that b2sum(1) prints. BLAKE2b
 * is used for whole files, because it is five times as fast as our SHA-256 (sha256.h). SHA-256 is
 * used for short strings. */
#ifndef BASE_BLAKE2B_H
#define BASE_BLAKE2B_H

#include <stddef.h>
#include <stdint.h>

enum { BLAKE2B_SIZE = 64, BLAKE2B_BLOCK = 128 };

struct blake2b {
    uint64_t hash[8];
    uint64_t count; /* number of bytes mixed into hash; 64 bits are enough for any file */
    uint8_t block[BLAKE2B_BLOCK];
    size_t held; /* number of bytes in block; a full block waits, because the last block is mixed
                    differently */
};

/* Compute the digest of data that arrives in pieces. Call blake2b_start, then blake2b_add for each
 * piece, then blake2b_finish. */
void blake2b_start(struct blake2b *b);
void blake2b_add(struct blake2b *b, const void *bytes, size_t len);
void blake2b_finish(struct blake2b *b, uint8_t digest[BLAKE2B_SIZE]);

#endif
