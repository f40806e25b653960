/* Computes BLAKE2b digests. The section numbers below are those of RFC 7693. */
#include "base/blake2b.h"

#include <string.h>

enum { ROUNDS = 12 };

/* The initial hash values (section 2.6). */
static const uint64_t start[8] = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};

/* The order of the message words in each round (section 2.7). */
static const uint8_t sigma[ROUNDS][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
};

static inline uint64_t turn(uint64_t x, int bits)
{
    return x >> bits | x << (64 - bits);
}

static inline uint64_t load(const uint8_t *at)
{
    uint64_t word = 0;

    for (int i = 0; i < 8; i++)
        word |= (uint64_t)at[i] << 8 * i;
    return word;
}

/* Applies the mixing function G (section 3.1) to the words v[a], v[b], v[c] and v[d]. */
static inline void mix(uint64_t v[16], int a, int b, int c, int d, uint64_t x, uint64_t y)
{
    v[a] += v[b] + x;
    v[d] = turn(v[d] ^ v[a], 32);
    v[c] += v[d];
    v[b] = turn(v[b] ^ v[c], 24);
    v[a] += v[b] + y;
    v[d] = turn(v[d] ^ v[a], 16);
    v[c] += v[d];
    v[b] = turn(v[b] ^ v[c], 63);
}

/* Mixes the columns, then the diagonals, of the 4x4 matrix `v`. */
static inline void mix_round(uint64_t v[16], const uint64_t m[16], const uint8_t s[16])
{
    mix(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
    mix(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
    mix(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
    mix(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
    mix(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
    mix(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
    mix(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
    mix(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
}

/* Applies the compression function F (section 3.2) to one block. */
static void compress(struct blake2b *b, const uint8_t *block, int last)
{
    uint64_t v[16], m[16];

    for (int i = 0; i < 16; i++)
        m[i] = load(block + (size_t)i * 8);
    memcpy(v, b->hash, sizeof b->hash);
    memcpy(v + 8, start, sizeof start);
    v[12] ^= b->count;
    if (last)
        v[14] = ~v[14];
    for (int round = 0; round < ROUNDS; round++)
        mix_round(v, m, sigma[round]);
    for (int i = 0; i < 8; i++)
        b->hash[i] ^= v[i] ^ v[i + 8];
}

void blake2b_start(struct blake2b *b)
{
    *b = (struct blake2b){0};
    memcpy(b->hash, start, sizeof start);
    /* The parameter block (section 2.5): no key, fanout 1, depth 1. */
    b->hash[0] ^= 0x01010000 ^ BLAKE2B_SIZE;
}

void blake2b_add(struct blake2b *b, const void *bytes, size_t len)
{
    const uint8_t *at = bytes;

    while (len) {
        size_t room = sizeof b->block - b->held, part = len < room ? len : room;

        if (!room) { /* more bytes follow, so this is not the last block */
            b->count += sizeof b->block;
            compress(b, b->block, 0);
            b->held = 0;
            continue;
        }
        memcpy(b->block + b->held, at, part);
        b->held += part;
        at += part;
        len -= part;
    }
}

void blake2b_finish(struct blake2b *b, uint8_t digest[BLAKE2B_SIZE])
{
    b->count += b->held;
    memset(b->block + b->held, 0, sizeof b->block - b->held);
    compress(b, b->block, 1);
    for (size_t i = 0; i < BLAKE2B_SIZE; i++)
        digest[i] = (uint8_t)(b->hash[i / 8] >> 8 * (i % 8));
}
