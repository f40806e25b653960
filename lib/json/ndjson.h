/* Newline-delimited JSON: reads records from a descriptor, and writes lines to standard output. */
#ifndef JSON_NDJSON_H
#define JSON_NDJSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/msg.h"
#include "json/pick.h"
#include "json/text.h"

enum {
    NDJSON_LINE_MAX = 1 << 20, /* maximum bytes of a line */
};

/* --- Reading -------------------------------------------------------------------------------- */

struct ndjson_in {
    int fd;
    json_int_t line;         /* number of the last line that was returned, from 1 */
    bool ended;              /* the end of the input was reached */
    bool skipping;           /* inside a line that is too long */
    bool was_long;           /* the last line was too long: its text is not complete */
    size_t at;               /* start of the next line in held */
    const struct pick *pick; /* the members to read from each record, borrowed; NULL: all */
    struct buf held;         /* bytes that were read; lines before `at` were returned */
};

#define NDJSON_IN(descriptor)                                                                      \
    ((struct ndjson_in){.fd = (descriptor), .held = {.max = NDJSON_LINE_MAX + 131072}})

enum ndjson_got {
    NDJSON_RECORD, /* a JSON object */
    NDJSON_BAD,    /* a line that is not a JSON object; `why` has the reason */
    NDJSON_MORE,   /* no complete line in the buffer: call ndjson_fill and try again */
    NDJSON_END,
};

/* Gets the next line from the buffer, without reading from the descriptor. Skips blank lines and a
 * byte order mark. Sets *text to the line without surrounding white space, borrowed until the next
 * call of ndjson_fill, and *len to its length. On NDJSON_RECORD, sets *record to the parsed line
 * (see ndjson_load_some), which the caller owns. */
enum ndjson_got ndjson_next(struct ndjson_in *in, json_t **record, const char **text, size_t *len,
                            struct why *why);

/* Reads once into the buffer. Can block; returns early if a signal arrives. Exits with status 74 if
 * reading fails. */
void ndjson_fill(struct ndjson_in *in);

/* Frees the buffer. The descriptor stays open. */
void ndjson_release(struct ndjson_in *in);

/* Returns the number of lines from the offset of `fd` to the end of the file. Does not change the
 * offset. Returns -1 if `fd` is not a regular file, or if more than 256 MiB remain. */
json_int_t ndjson_count_lines(int fd);

/*
 * Parses one record. Returns a new object, which the caller owns. Returns NULL with `why` (exit
 * status 65) if the text is not a JSON object.
 *
 * Unlike Jansson, accepts numbers that are too large. An integer that does not fit in 64 bits is
 * read as a real of about the same value. A real that is too large for a double, and an integer of
 * about 300 digits or more, are read as 0. */
CVI_MUST_USE json_t *ndjson_load(const char *text, size_t len, struct why *why);

/* Does what ndjson_load does, but the result needs to have only the members in `pick`. It can have
 * more. */
CVI_MUST_USE json_t *ndjson_load_some(const struct pick *pick, const char *text, size_t len,
                                      struct why *why);

/* --- Writing -------------------------------------------------------------------------------- */

/*
 * These functions append to a buffer. ndjson_flush writes the buffer to standard output; a full
 * buffer is written automatically. Call ndjson_flush before blocking, so that the next program of a
 * pipeline gets each line at once.
 *
 * If that program has exited, SIGPIPE kills this program, without a message. On any other write
 * error, this program prints a message and exits with status 74. If standard output is a terminal,
 * JSON is written with the escapes of json_text_guard. */

/* Append a JSON value, or JSON text, as one line. */
void ndjson_put(const json_t *value);
void ndjson_put_text(const char *text, size_t len);

/* Appends `text`, a JSON object, as one line, and adds a member at the end of the object. */
void ndjson_put_with(const char *text, size_t len, const char *key, const json_t *value);

/* Appends bytes, for output that is not JSON. If standard output is a terminal, control characters
 * are replaced as by text_show_lines. */
void ndjson_put_bytes(const char *bytes, size_t len);

/* Writes the buffered output to standard output. */
void ndjson_flush(void);

/* From now on, ndjson_flush writes all output first to `fd` and then to standard output. If writing
 * to `fd` fails, prints a message with `name` (borrowed), and stops writing to `fd`. */
void ndjson_tee(int fd, const char *name);

/* Stops writing to the descriptor that ndjson_tee was called with. Returns false if writing to this
 * descriptor has failed. */
bool ndjson_tee_end(void);

#endif
