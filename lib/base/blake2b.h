/*
 * BLAKE2b (RFC 7693) with a digest of 64 bytes, as b2sum(1) prints it. It is used for whole files,
 * because it is five times as fast as our SHA-256 (sha256.h). SHA-256 is used for short texts whose
 * digest other programs also compute. */
#ifndef BASE_BLAKE2B_H
#define BASE_BLAKE2B_H

#include <stddef.h>
#include <stdint.h>

enum { BLAKE2B_SIZE = 64, BLAKE2B_BLOCK = 128 };

struct blake2b {
    uint64_t hash[8];
    uint64_t count; /* number of bytes mixed into hash; files have fewer than 2^64 */
    uint8_t block[BLAKE2B_BLOCK];
    size_t held; /* bytes in block; the last block is mixed differently */
};

/* Computes the digest of bytes in pieces: start, add each piece, finish. */
void blake2b_start(struct blake2b *b);
void blake2b_add(struct blake2b *b, const void *bytes, size_t len);
void blake2b_finish(struct blake2b *b, uint8_t digest[BLAKE2B_SIZE]);

#endif
