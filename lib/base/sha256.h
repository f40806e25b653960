/* SHA-256 (FIPS 180-4), which the proof key of a login is made with. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_SIZE = 32 };

/* The digest of len bytes. */
void sha256(const void *bytes, size_t len, uint8_t digest[SHA256_SIZE]);

#endif
