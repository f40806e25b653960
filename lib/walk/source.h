/* Random access to a file's bytes for the walks. Bytes are read in small pieces and counted. A
 * source is a file descriptor or a buffer in memory. */
#ifndef WALK_SOURCE_H
#define WALK_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct walk_source;

/* Returns a new source for `fd`, a regular file of `size` bytes. `fd` is borrowed. Free the source
 * with walk_source_free. */
struct walk_source *walk_source_file(int fd, uint64_t size);
/* Returns a new source for the `size` bytes at `bytes`, which are borrowed. Free the source with
 * walk_source_free. */
struct walk_source *walk_source_memory(const void *bytes, size_t size);
void walk_source_free(struct walk_source *source);

uint64_t walk_source_size(const struct walk_source *source);
/* Returns the number of bytes read so far, including read-ahead. */
uint64_t walk_source_cost(const struct walk_source *source);

/* Returns `len` bytes (at most WALK_SOURCE_PIECE) from `offset`, borrowed until the next call.
 * Returns NULL if the bytes end past the end of the file or a read failed (see
 * walk_source_error). */
enum { WALK_SOURCE_PIECE = 65536 };
const unsigned char *walk_source_at(struct walk_source *source, uint64_t offset, size_t len);

/* Returns the errno of the first failed read; 0: no read failed. ENODATA: the file is shorter than
 * its stated size. Sets `offset`, unless it is NULL, to the offset where the read failed. */
int walk_source_error(const struct walk_source *source, uint64_t *offset);

/* Finds the first hole (bytes that were never written) of at least `least` bytes at or after
 * `offset`, and sets `from` and `to` to its ends. Returns false if there is no such hole or the
 * file system cannot report holes. */
bool walk_source_hole(struct walk_source *source, uint64_t offset, uint64_t least, uint64_t *from,
                      uint64_t *to);

/* Returns the file's size without a hole at its end. The hole begins at a block of the file system.
 * If the file system cannot report holes, returns the file's size. */
uint64_t walk_source_written(struct walk_source *source);

#endif
