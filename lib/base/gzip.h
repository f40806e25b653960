/* Reads the lines of a file, which may be compressed with gzip. Also compresses data with gzip. */
#ifndef BASE_GZIP_H
#define BASE_GZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"

struct gzip;

/* The maximum length of a line, in bytes. */
enum { GZIP_MOST_LINE = 1 << 16 };

/* The result of gzip_line. */
enum gzip_got {
    GZIP_LINE,
    GZIP_LONG_LINE, /* a line longer than GZIP_MOST_LINE, which was skipped */
    GZIP_END,
    GZIP_FAILED, /* reading failed; `why` has the reason */
};

/* Opens the file, which the caller closes with gzip_close. "-" is standard input. Returns NULL with
 * `why` (exit status 66) if the file cannot be opened. */
CVI_MUST_USE struct gzip *gzip_open(const char *path, struct why *why);

/* Makes gzip_line fail with `why` (exit status 130) if the descriptor `interrupt` becomes readable
 * while gzip_line waits for a pipe or a terminal. */
void gzip_heed(struct gzip *gzip, int interrupt);

/*
 * Reads the next line, without its LF or CRLF. *line is NUL-terminated and borrowed until the next
 * call; the caller can change it. A last line without a line end is also returned. Returns
 * GZIP_FAILED with `why` if the file cannot be read (exit status 66), or if its gzip data is
 * truncated or damaged (65). */
enum gzip_got gzip_line(struct gzip *gzip, char **line, size_t *length, struct why *why);

/* Returns the number of bytes read from the file so far, before decompression. */
int64_t gzip_offset(const struct gzip *gzip);

/* Returns the size of the file in bytes, before decompression, and sets *modified to its
 * modification time in seconds since the epoch. Both are -1 if it is not a regular file. */
int64_t gzip_size(const struct gzip *gzip, int64_t *modified);

/* Returns whether the file is compressed. Valid only after the first call of gzip_line. */
bool gzip_is_packed(const struct gzip *gzip);

void gzip_close(struct gzip *gzip);

/* A compressor for data that arrives in pieces. */
struct gzip_pack;

/* Returns a new compressor; free it with gzip_pack_free. */
CVI_MUST_USE struct gzip_pack *gzip_pack_new(void);

/* Compresses the bytes. Appends compressed data to `out`; later calls append the rest. */
void gzip_pack_add(struct gzip_pack *pack, const void *bytes, size_t len, struct buf *out);

/* Appends the rest of the compressed data to `out`. gzip_pack_add must not be called afterwards. */
void gzip_pack_end(struct gzip_pack *pack, struct buf *out);

/* Frees the compressor, which can be NULL. */
void gzip_pack_free(struct gzip_pack *pack);

#endif
