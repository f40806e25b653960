/* Bytes that can be written only after others are known: kept in memory, or in an unnamed temporary
 * file if there are many. */
#ifndef BASE_SPOOL_H
#define BASE_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/msg.h"

enum { SPOOL_HELD_MAX = 1 << 20 }; /* maximum bytes in memory */

/* The bytes added so far, in order. After a failure nothing more is stored. */
struct spool {
    struct buf held; /* the last bytes, not in file yet */
    FILE *file;      /* the earlier bytes; NULL while all are held. The file is unnamed */
    int error;       /* errno of the first failure, or 0 */
};

#define SPOOL_INIT ((struct spool){.held = {.max = (size_t)1 << 30}})

/* Callback for the bytes, piece by piece; borrowed. */
typedef void spool_put(const char *bytes, size_t len, void *to);

/* Adds the bytes. A failure (a full disk) is reported by spool_copy, so that a long run continues
 * without the bytes that could not be stored. */
void spool_add(struct spool *s, const char *bytes, size_t len);

/* Returns whether all bytes added are stored; otherwise returns false with why (74). */
bool spool_is_whole(const struct spool *s, struct why *why);

/* Passes all bytes to put, from the start. Returns false with why (74) if bytes are missing or
 * cannot be read back; if bytes are missing, put is not called. */
bool spool_copy(struct spool *s, spool_put *put, void *to, struct why *why);

/* Does what spool_copy does, for len bytes from offset `from`, or fewer if the spool ends
 * before. */
bool spool_copy_part(struct spool *s, size_t from, size_t len, spool_put *put, void *to,
                     struct why *why);

/* Returns a descriptor from which all bytes can be read, from the start; borrowed, and closed by
 * spool_release. Nothing may be added afterwards. Returns -1 with why (74). */
int spool_descriptor(struct spool *s, struct why *why);

/* Frees the memory and closes the file; s may be used again. */
void spool_release(struct spool *s);

#endif
