/* Stores bytes that must be written later, after other bytes that are not known yet. Keeps them in
 * memory or, if there are many, in an unnamed temporary file. */
#ifndef BASE_SPOOL_H
#define BASE_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/msg.h"

enum { SPOOL_HELD_MAX = 1 << 20 }; /* maximum bytes in memory */

/* The bytes added so far, in order. After a failure, no more bytes are stored. */
struct spool {
    struct buf held; /* the last bytes, which are not in `file` yet */
    FILE *file;      /* an unnamed file with the earlier bytes; NULL if all bytes are in `held` */
    int error;       /* errno of the first failure, or 0 */
};

#define SPOOL_INIT ((struct spool){.held = {.max = (size_t)1 << 30}})

/* A callback that gets the stored bytes, piece by piece. `bytes` is borrowed during the call; `to`
 * is the caller's argument. */
typedef void spool_put(const char *bytes, size_t len, void *to);

/* Appends the bytes. A failure, for example a full disk, is reported only by spool_copy, so that a
 * long run can continue. */
void spool_add(struct spool *s, const char *bytes, size_t len);

/* Returns whether all added bytes are stored; otherwise fills `why` (74). */
bool spool_is_whole(const struct spool *s, struct why *why);

/* Passes all bytes to `put`, from the start. If some bytes could not be stored, returns false with
 * why (74) and does not call `put`. Also returns false with why (74) if the bytes cannot be read
 * back. */
bool spool_copy(struct spool *s, spool_put *put, void *to, struct why *why);

/* Does what spool_copy does, for up to `len` bytes from the offset `from`. Passes fewer bytes if
 * the spool ends earlier. */
bool spool_copy_part(struct spool *s, size_t from, size_t len, spool_put *put, void *to,
                     struct why *why);

/* Returns a descriptor from which all bytes can be read, from the start; -1 with why (74). It is
 * borrowed, and spool_release closes it. spool_add must not be called afterwards. */
int spool_descriptor(struct spool *s, struct why *why);

/* Frees the memory and closes the file. The spool is then empty, and can be used again. */
void spool_release(struct spool *s);

#endif
