/* Reads the lines of a file that is plain or compressed with gzip, and compresses bytes. */
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
    GZIP_FAILED,
};

/* Returns the file; close it with gzip_close. "-" is standard input. Returns NULL with why (66) if
 * it cannot be opened. */
CVI_MUST_USE struct gzip *gzip_open(const char *path, struct why *why);

/* From now on, gzip_line fails with why (130) if it would wait for a pipe or a terminal and the
 * descriptor interrupt becomes readable. */
void gzip_heed(struct gzip *gzip, int interrupt);

/*
 * Reads the next line: *line is borrowed until the next call, and may be changed. The line ends
 * with NUL, without the line feed and a carriage return before it. A last line without a line feed
 * is also returned. Fails with why if the file cannot be read (66), or its gzip data is truncated
 * or damaged (65). */
enum gzip_got gzip_line(struct gzip *gzip, char **line, size_t *length, struct why *why);

/* Returns the number of bytes read from the file as stored. */
int64_t gzip_offset(const struct gzip *gzip);

/* Returns the size of the file as stored, in bytes; -1: not a regular file. Sets *modified to its
 * modification time in seconds since the epoch; -1 likewise. */
int64_t gzip_size(const struct gzip *gzip, int64_t *modified);

/* Returns whether the file is compressed. Known after the first line. */
bool gzip_is_packed(const struct gzip *gzip);

void gzip_close(struct gzip *gzip);

/* A compressor for bytes in pieces. */
struct gzip_pack;

/* Returns a new compressor; free it with gzip_pack_free. */
CVI_MUST_USE struct gzip_pack *gzip_pack_new(void);

/* Compresses the bytes; adds to out the compressed bytes that are complete, if any. */
void gzip_pack_add(struct gzip_pack *pack, const void *bytes, size_t len, struct buf *out);

/* Adds the rest to out, which then holds a complete gzip file. Nothing may be added afterwards. */
void gzip_pack_end(struct gzip_pack *pack, struct buf *out);

/* Frees the compressor. NULL is allowed. */
void gzip_pack_free(struct gzip_pack *pack);

#endif
