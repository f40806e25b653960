/* SHA-256 (FIPS 180-4), used for short texts, for example the proof key of a login. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_SIZE = 32 };

/* Computes the digest of len bytes. */
void sha256(const void *bytes, size_t len, uint8_t digest[SHA256_SIZE]);

#endif
