/* A trace of the network traffic for debugging: one JSON line for each request and each answer,
 * without secrets. */
#ifndef HTTP_TRACE_H
#define HTTP_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Maximum bytes of a body in the trace; a longer body is truncated. */
enum { TRACE_MOST_BODY = 64 << 10 };

struct trace;

/*
 * Opens the file for appending, and creates it (mode 0600) if it does not exist. Several programs
 * may append at once, because each line is one write(2). Returns a new trace; free it with
 * trace_close. Returns NULL if `path` is NULL or empty or, after a warning, if the file cannot be
 * opened. The functions below do nothing if `trace` is NULL. */
CVI_MUST_USE struct trace *trace_open(const char *path);
void trace_close(struct trace *trace);

/* Adds a secret. From now on, it is hidden wherever it appears in the trace. */
void trace_secret(struct trace *trace, const char *secret);

/* Returns the number for a request that is about to be sent: 1 or more. Returns 0 if `trace` is
 * NULL. */
unsigned trace_number(struct trace *trace);

struct trace_request {
    unsigned number; /* from trace_number; the same for each attempt */
    int attempt;     /* 1 or more */
    const char *method;
    const char *url;
    const char *const *headers; /* "Name: value", NULL-terminated */
    const char *body;           /* NULL: none */
};

/* Writes the line for a request that is being sent. */
void trace_sent(struct trace *trace, const struct trace_request *request);

struct trace_answer {
    unsigned number;
    int attempt;
    int status;             /* 0: no answer */
    const char *failure;    /* the error message; NULL: the answer is complete */
    const struct buf *head; /* status line and headers as received, including interim answers */
    const struct buf *body; /* the bytes received */
    int64_t took_ms;
};

/* Writes the line for an answer or a failure. */
void trace_got(struct trace *trace, const struct trace_answer *answer);

#endif
