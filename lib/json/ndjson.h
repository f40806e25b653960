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
    NDJSON_LINE_MAX = 1 << 20, /* bytes; a longer line is not a record */
};

/* --- Reading -------------------------------------------------------------------------------- */

struct ndjson_in {
    int fd;
    json_int_t line;         /* number of the last returned line, from 1 */
    bool ended;              /* the descriptor is at its end */
    bool skipping;           /* inside a line that was too long */
    size_t at;               /* the start of the next line in held */
    const struct pick *pick; /* the requested members of each record; NULL: all. Borrowed */
    struct buf held;
};

#define NDJSON_IN(descriptor)                                                                      \
    ((struct ndjson_in){.fd = (descriptor), .held = {.max = NDJSON_LINE_MAX + 131072}})

enum ndjson_got {
    NDJSON_RECORD, /* a JSON object */
    NDJSON_BAD,    /* a line that is not a JSON object; why has the reason */
    NDJSON_MORE,   /* held has no complete line: call ndjson_fill first */
    NDJSON_END,
};

/* Returns the next line in the buffer, without reading. Skips blank lines; accepts CR at the end of
 * a line, an unterminated last line, and a byte order mark before the first line. On NDJSON_RECORD,
 * *record is a new object as from ndjson_load_some, which the caller owns. *text is the unchanged
 * line without surrounding white space, *len bytes long, borrowed until the next call of
 * ndjson_fill. */
enum ndjson_got ndjson_next(struct ndjson_in *in, json_t **record, const char **text, size_t *len,
                            struct why *why);

/* Reads once, and may block. Exits with 74 if reading fails; returns if a signal arrives. */
void ndjson_fill(struct ndjson_in *in);

/* Frees the buffer. The descriptor stays open. */
void ndjson_release(struct ndjson_in *in);

/* Returns the number of lines after the offset of fd, which is the number of remaining records.
 * Does not change the offset. Returns -1 if the number is unknown, because fd is not a regular file
 * or is very long. */
json_int_t ndjson_count_lines(int fd);

/* Parses one record. Returns a new object, which the caller owns; NULL with why (65) when the text
 * is not a JSON object. An integer above 2^63-1, which Jansson rejects, is read as the nearest
 * real, and a real that is too large as 0. The text is passed on unchanged. */
CVI_MUST_USE json_t *ndjson_load(const char *text, size_t len, struct why *why);

/* Does what ndjson_load does, but builds only the members in pick (see pick_load). For unusual
 * text, builds all members. */
CVI_MUST_USE json_t *ndjson_load_some(const struct pick *pick, const char *text, size_t len,
                                      struct why *why);

/* --- Writing -------------------------------------------------------------------------------- */

/* Each of these functions adds to the output, which ndjson_flush writes; a full buffer is written
 * at once. Flush before blocking, so that a live pipe shows each line at once. If the reader has
 * exited, the program ends silently by SIGPIPE. On any other error it prints one line on standard
 * error and exits with status 74. */

/* Adds a value, or a JSON string, as one line. */
void ndjson_put(const json_t *value);
void ndjson_put_text(const char *text, size_t len);

/* Adds the object text (as from ndjson_next) as one line, with one more member at the end. */
void ndjson_put_with(const char *text, size_t len, const char *key, const json_t *value);

/* Adds bytes unchanged, for programs whose output is not records. If standard output is a terminal,
 * control characters in them are shown as '?', as by text_show; line ends and tabs stay. On a
 * terminal, records, even unchanged ones, are shown with json_text_guard. */
void ndjson_put_bytes(const char *bytes, size_t len);

/* Writes the buffered output to standard output. */
void ndjson_flush(void);

/* From now on, writes all output to this descriptor first, and then to standard output. If writing
 * to the descriptor fails, prints one message with the name (borrowed) and stops using it. */
void ndjson_tee(int fd, const char *name);

/* Stops writing to the descriptor of ndjson_tee. Returns false if some output could not be written
 * to it. */
bool ndjson_tee_end(void);

#endif
