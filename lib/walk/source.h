/* Random access to a file's bytes for the walks: small pieces, counted. The source is a descriptor
 * or memory, so tests and fuzzers need no file. */
#ifndef WALK_SOURCE_H
#define WALK_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct walk_source;

/* Returns a new source for fd, a regular file of size bytes, which is borrowed. Free it with
 * walk_source_free. */
struct walk_source *walk_source_file(int fd, uint64_t size);
/* Returns a new source for bytes, which are borrowed. */
struct walk_source *walk_source_memory(const void *bytes, size_t size);
void walk_source_free(struct walk_source *source);

uint64_t walk_source_size(const struct walk_source *source);
/* Returns the number of bytes read from the file so far, including read-ahead. */
uint64_t walk_source_cost(const struct walk_source *source);

/* Returns len bytes (at most WALK_SOURCE_PIECE) from offset, borrowed until the next call. Returns
 * NULL if the file ends before, or reading failed (see walk_source_error). */
enum { WALK_SOURCE_PIECE = 65536 };
const unsigned char *walk_source_at(struct walk_source *source, uint64_t offset, size_t len);

/* Returns the errno of the first failed read; 0: none failed. */
int walk_source_error(const struct walk_source *source, uint64_t *offset);

/* Finds the first hole (a part never written) of at least `least` bytes at or after offset. Returns
 * false if there is no such hole or the file system cannot report it. */
bool walk_source_hole(struct walk_source *source, uint64_t offset, uint64_t least, uint64_t *from,
                      uint64_t *to);

/* Returns the offset after the last byte that was ever written: the beginning of the hole at the
 * end of the file. Returns the file's size if it does not end with a hole or the file system cannot
 * report it. The offset is rounded up to a block of the file system. */
uint64_t walk_source_written(struct walk_source *source);

#endif
