/* The bytes of a file for the walks: small pieces from anywhere, counted. From a descriptor, or
 * from memory, so that tests and fuzzers need no file. */
#ifndef WALK_SOURCE_H
#define WALK_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct walk_source;

/* Borrows fd, a regular file of size bytes. New; ends with walk_source_free. */
struct walk_source *walk_source_file(int fd, uint64_t size);
/* Borrows bytes. New. */
struct walk_source *walk_source_memory(const void *bytes, size_t size);
void walk_source_free(struct walk_source *source);

uint64_t walk_source_size(const struct walk_source *source);
/* Bytes asked of the file so far, read-ahead included. */
uint64_t walk_source_cost(const struct walk_source *source);

/*
 * len bytes from offset on, len at most WALK_SOURCE_PIECE; borrowed until the next call. NULL when
 * they are not all there (past the end, or reading failed: walk_source_error). */
enum { WALK_SOURCE_PIECE = 65536 };
const unsigned char *walk_source_at(struct walk_source *source, uint64_t offset, size_t len);

/* The errno of the first read that failed; 0: none did. */
int walk_source_error(const struct walk_source *source, uint64_t *offset);

/* The first hole (never written part) of at least least bytes at or after offset; false: none, or
 * the file system does not tell. */
bool walk_source_hole(struct walk_source *source, uint64_t offset, uint64_t least, uint64_t *from,
                      uint64_t *to);

/* Returns the offset after the last byte that was ever written: where the hole at the end of the
 * file begins, or the file's size if it does not end with a hole or the file system does not tell.
 * It is exact to a block of the file system. */
uint64_t walk_source_written(struct walk_source *source);

#endif
