/* Newline-delimited JSON: reads records from a descriptor, and writes lines to standard output. The
 * caller decides when to read and when to flush. */
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
    NDJSON_LINE_MAX = 1 << 20, /* maximum bytes of a line; a longer line is not a record */
};

/* --- Reading -------------------------------------------------------------------------------- */

struct ndjson_in {
    int fd;
    json_int_t line;         /* number of the last returned line, from 1 */
    bool ended;              /* the end of the input was read */
    bool skipping;           /* inside a line that was too long */
    size_t at;               /* start of the next line in held */
    const struct pick *pick; /* the members to read from each record; NULL: all. Borrowed */
    struct buf held;         /* bytes that were read; those before `at` were already returned */
};

#define NDJSON_IN(descriptor)                                                                      \
    ((struct ndjson_in){.fd = (descriptor), .held = {.max = NDJSON_LINE_MAX + 131072}})

enum ndjson_got {
    NDJSON_RECORD, /* a JSON object */
    NDJSON_BAD,    /* a line that is not a JSON object; why has the reason */
    NDJSON_MORE,   /* no complete line in the buffer: call ndjson_fill, then try again */
    NDJSON_END,
};

/* Gets the next line from the buffer, without reading from the descriptor. Skips blank lines.
 * Accepts a CR at the end of a line, an unterminated last line, and a byte order mark before the
 * first line. *text is the line without surrounding white space, otherwise unchanged. It is *len
 * bytes long, and borrowed until the next call of ndjson_fill. On NDJSON_RECORD, *record is the
 * result of ndjson_load_some, which the caller owns. */
enum ndjson_got ndjson_next(struct ndjson_in *in, json_t **record, const char **text, size_t *len,
                            struct why *why);

/* Reads once into the buffer, and may block. Returns early if a signal arrives. Exits with status
 * 74 if reading fails. */
void ndjson_fill(struct ndjson_in *in);

/* Frees the buffer. The descriptor stays open. */
void ndjson_release(struct ndjson_in *in);

/* Returns the number of lines from the offset of `fd` to the end of the file, so that the caller
 * knows how many records will follow. Does not change the offset. Returns -1 if `fd` is not a
 * regular file, or if more than 256 MiB of it remain. */
json_int_t ndjson_count_lines(int fd);

/* Parses one record. Returns a new object, which the caller owns; NULL with why (65) if the text is
 * not a JSON object. Jansson rejects numbers that are too large. Here, an integer that does not fit
 * in 64 bits is read as a real of about the same value. A real that is too large for a double, and
 * an integer of about 300 digits or more, are read as 0. The text itself stays unchanged. */
CVI_MUST_USE json_t *ndjson_load(const char *text, size_t len, struct why *why);

/* Does what ndjson_load does, but builds only the members in `pick` (see pick_load). If pick_load
 * cannot read the text, builds all members. */
CVI_MUST_USE json_t *ndjson_load_some(const struct pick *pick, const char *text, size_t len,
                                      struct why *why);

/* --- Writing -------------------------------------------------------------------------------- */

/* These functions append to a buffer, which ndjson_flush writes to standard output. A full buffer
 * is written at once. Call ndjson_flush before blocking, so that the next program of a pipeline
 * gets each line at once. If that program has exited, this program is killed by SIGPIPE, without a
 * message. On any other write error, it prints a message and exits with status 74. If standard
 * output is a terminal, JSON is written as json_text_guard does. */

/* Append a JSON value, or JSON text, as one line. */
void ndjson_put(const json_t *value);
void ndjson_put_text(const char *text, size_t len);

/* Appends `text`, a JSON object (as from ndjson_next), as one line, with one more member at its
 * end. */
void ndjson_put_with(const char *text, size_t len, const char *key, const json_t *value);

/* Appends bytes, for programs whose output is not records. If standard output is a terminal,
 * control characters are replaced as by text_show_lines; otherwise the bytes are unchanged. */
void ndjson_put_bytes(const char *bytes, size_t len);

/* Writes the buffered output to standard output. */
void ndjson_flush(void);

/* From now on, ndjson_flush writes all output first to `fd` and then to standard output. If writing
 * to `fd` fails, prints one message with `name` (borrowed), and stops writing to `fd`. */
void ndjson_tee(int fd, const char *name);

/* Stops writing to the descriptor of ndjson_tee. Returns false if some output could not be written
 * to it. */
bool ndjson_tee_end(void);

#endif
