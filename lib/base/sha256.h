/* Computes SHA-256 digests (FIPS 180-4) of short strings, for example the proof key of a login
 * (PKCE). */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_SIZE = 32 };

/* Computes the digest of the `len` bytes at `bytes`. */
void sha256(const void *bytes, size_t len, uint8_t digest[SHA256_SIZE]);

#endif
