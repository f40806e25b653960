/* Bytes that can be written only when others are known: kept in memory while they are few, and in
 * an unnamed temporary file when they are many. */
#ifndef BASE_SPOOL_H
#define BASE_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/msg.h"

enum { SPOOL_HELD_MAX = 1 << 20 }; /* bytes that are kept in memory */

/* What was added so far, in order. Once something failed nothing more is kept. */
struct spool {
    struct buf held; /* the end of it, not in file yet */
    FILE *file;      /* what came before; NULL as long as all is held. It has no name any more */
    int error;       /* errno of the first failure, or 0 */
};

#define SPOOL_INIT ((struct spool){.held = {.max = (size_t)1 << 30}})

/* Called with the bytes piece by piece; borrowed. */
typedef void spool_put(const char *bytes, size_t len, void *to);

/*
 * Adds the bytes. A failure (a full disk) is told by spool_copy, so that a long run goes on without
 * what it cannot keep. */
void spool_add(struct spool *s, const char *bytes, size_t len);

/* Whether all that was added is there. False with why (74) otherwise. */
bool spool_is_whole(const struct spool *s, struct why *why);

/*
 * Hands all bytes to put, from the start. False with why (74) when they are not all there or cannot
 * be read back; nothing has been put in the first case. */
bool spool_copy(struct spool *s, spool_put *put, void *to, struct why *why);

/* The same for len bytes from offset from on; fewer when there are not so many. */
bool spool_copy_part(struct spool *s, size_t from, size_t len, spool_put *put, void *to,
                     struct why *why);

/*
 * A descriptor from which all bytes can be read, from the start; borrowed, and gone with
 * spool_release. Nothing may be added any more. -1 with why (74). */
int spool_descriptor(struct spool *s, struct why *why);

/* Frees the memory, and the file with it; s may be used again. */
void spool_release(struct spool *s);

#endif
