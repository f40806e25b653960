/* Stores output that must be written later. Keeps it in memory or, if it is large, in an unnamed
 * temporary file. */
#ifndef BASE_SPOOL_H
#define BASE_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/msg.h"

enum { SPOOL_HELD_MAX = 1 << 20 }; /* maximum bytes in memory */

/* The bytes added so far. After a failure, no more bytes are stored. */
struct spool {
    struct buf held; /* the last bytes, which follow those in `file` */
    FILE *file;      /* an unnamed file with the first bytes; NULL if all bytes are in `held` */
    int error;       /* errno of the first failure; 0: no failure */
};

#define SPOOL_INIT ((struct spool){.held = {.max = (size_t)1 << 30}})

/* A callback that gets the stored bytes in pieces. `bytes` is valid only during the call. `to` is
 * the argument of spool_copy. */
typedef void spool_put(const char *bytes, size_t len, void *to);

/* Appends the bytes. If this fails, for example because the disk is full, only the functions below
 * report it, so that a long run can continue. */
void spool_add(struct spool *s, const char *bytes, size_t len);

/* Returns whether all added bytes are stored; otherwise fills `why` (exit status 74). */
bool spool_is_whole(const struct spool *s, struct why *why);

/* Passes all bytes to `put`. If some bytes could not be stored, returns false with `why` (exit
 * status 74) and does not call `put`. Also returns false with `why` (exit status 74) if the bytes
 * cannot be read back. */
bool spool_copy(struct spool *s, spool_put *put, void *to, struct why *why);

/* Does what spool_copy does, for up to `len` bytes from the offset `from`. */
bool spool_copy_part(struct spool *s, size_t from, size_t len, spool_put *put, void *to,
                     struct why *why);

/* Returns a descriptor from which all bytes can be read; -1 with `why` (exit status 74) on failure.
 * spool_release closes the descriptor. spool_add must not be called afterwards. */
int spool_descriptor(struct spool *s, struct why *why);

/* Frees the memory and closes the file. The spool is then empty and can be used again. */
void spool_release(struct spool *s);

#endif
