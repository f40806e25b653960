/* Computes SHA-256 digests (FIPS 180-4) of short strings. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_SIZE = 32 };

/* Writes the SHA-256 digest of the bytes to `digest`. */
void sha256(const void *bytes, size_t len, uint8_t digest[SHA256_SIZE]);

#endif
