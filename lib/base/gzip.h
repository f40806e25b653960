/* A file's lines, whether the file is plain or compressed with gzip; and bytes to compress. */
#ifndef BASE_GZIP_H
#define BASE_GZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"

struct gzip;

/* The longest line that is read, in bytes. */
enum { GZIP_MOST_LINE = 1 << 16 };

/* What gzip_line found. */
enum gzip_got {
    GZIP_LINE,
    GZIP_LONG_LINE, /* a line of more than GZIP_MOST_LINE bytes, which was skipped */
    GZIP_END,
    GZIP_FAILED,
};

/* Returns the file, to be closed with gzip_close; "-" is standard input. NULL with why (66) when it
 * cannot be opened. */
CVI_MUST_USE struct gzip *gzip_open(const char *path, struct why *why);

/* From now on, gzip_line fails with why (130) when it would wait for a pipe or a terminal, and the
 * descriptor interrupt becomes readable. */
void gzip_heed(struct gzip *gzip, int interrupt);

/*
 * Reads the next line: *line is borrowed until the next call, and may be changed; NUL follows its
 * last byte. It has neither the line feed nor a carriage return before it. A last line without a
 * line feed counts. Fails with why when the file cannot be read (66), or its gzip data is cut or
 * damaged (65). */
enum gzip_got gzip_line(struct gzip *gzip, char **line, size_t *length, struct why *why);

/* Returns the number of bytes of the file, as it is stored, that have been read. */
int64_t gzip_offset(const struct gzip *gzip);

/* Returns the size of the file as it is stored, in bytes; -1: not a regular file. Sets *modified to
 * its time in seconds since the epoch; -1 likewise. */
int64_t gzip_size(const struct gzip *gzip, int64_t *modified);

/* Returns whether the file is compressed. Known after the first line. */
bool gzip_is_packed(const struct gzip *gzip);

void gzip_close(struct gzip *gzip);

/* Bytes that are compressed piece by piece. */
struct gzip_pack;

/* Returns an empty one, to be freed with gzip_pack_free. */
CVI_MUST_USE struct gzip_pack *gzip_pack_new(void);

/* Compresses the bytes; adds to out the compressed bytes that are complete, if any. */
void gzip_pack_add(struct gzip_pack *pack, const void *bytes, size_t len, struct buf *out);

/* Adds the rest to out, which is a whole gzip file then. Nothing may be added afterwards. */
void gzip_pack_end(struct gzip_pack *pack, struct buf *out);

/* NULL is ignored. */
void gzip_pack_free(struct gzip_pack *pack);

#endif
