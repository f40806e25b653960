/* Newline-delimited JSON: the next record in, lines out, and when what was put is flushed. */
#ifndef JSON_NDJSON_H
#define JSON_NDJSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/msg.h"
#include "json/text.h"

enum {
    NDJSON_LINE_MAX = 1 << 20, /* bytes; a longer line is not a record */
};

struct ndjson_in {
    int fd;
    json_int_t line; /* number of the line returned last, from 1 */
    bool ended;      /* the descriptor has no more */
    bool skipping;   /* inside a line that was too long */
    size_t at;       /* where the next line starts in held */
    struct buf held;
};

#define NDJSON_IN(descriptor)                                                                      \
    ((struct ndjson_in){.fd = (descriptor), .held = {.max = NDJSON_LINE_MAX + 131072}})

enum ndjson_got {
    NDJSON_RECORD, /* a JSON object */
    NDJSON_BAD,    /* a line that is not one; why says so */
    NDJSON_MORE,   /* no whole line is held: ndjson_fill first */
    NDJSON_END,
};

/*
 * The next line that is held, without reading. Blank lines are passed over; CR before the end of a
 * line, an unterminated last line and a byte order mark before the first are accepted. On
 * NDJSON_RECORD *record is new, and *text (borrowed until the next call of ndjson_fill) is the line
 * as it came, *len bytes without blanks around it. */
enum ndjson_got ndjson_next(struct ndjson_in *in, json_t **record, const char **text, size_t *len,
                            struct why *why);

/* Reads once; may wait. Dies (74) when reading fails; returns at once when a signal came. */
void ndjson_fill(struct ndjson_in *in);

void ndjson_release(struct ndjson_in *in);

/*
 * How many lines there are in what fd is, from where it stands: so many records are to come. It
 * stays where it stands. -1 when that cannot be told: it is no file, or a very long one. */
json_int_t ndjson_count_lines(int fd);

/*
 * Parses one record. A whole number above 2^63-1, which Jansson refuses, is read as the nearest
 * real, and a real that is too large as 0: the text passes on as it came. NULL with why (65) when
 * it is not a JSON object. New. */
CVI_MUST_USE json_t *ndjson_load(const char *text, size_t len, struct why *why);

/*
 * Puts one line to standard output; it is written by ndjson_flush, or when much is held. Whoever
 * is about to wait flushes first, so that a live pipe shows each line at once. A vanished reader
 * ends the program silently by SIGPIPE; any other failure is one line on standard error and
 * status 74. */
void ndjson_put(const json_t *value);
void ndjson_put_text(const char *text, size_t len);
/* Puts the object text (as from ndjson_next) with one more member behind the others. */
void ndjson_put_with(const char *text, size_t len, const char *key, const json_t *value);
/* Puts bytes as they are: for a sink, whose output is no records. */
void ndjson_put_bytes(const char *bytes, size_t len);
void ndjson_flush(void);

/*
 * From now on, what is flushed goes to this descriptor too, and there first. When that fails, it is
 * said once, with the name (borrowed), and no more goes there. */
void ndjson_tee(int fd, const char *name);

/* Ends that. False when something could not be written there. */
bool ndjson_tee_end(void);

#endif
