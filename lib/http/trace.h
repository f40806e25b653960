/* What went over the wire, for somebody who looks for a fault: one JSON line for each request and
 * each answer, without secrets. */
#ifndef HTTP_TRACE_H
#define HTTP_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Bytes of a body that are written down; of longer ones the beginning. */
enum { TRACE_MOST_BODY = 64 << 10 };

struct trace;

/*
 * Adds to the file, which is made (0600) when it is not there; several programs may do so at once,
 * since each line is one write(2). What cannot be opened is said once, and NULL is returned: the
 * functions below do nothing then. NULL path: NULL. New; ends with trace_close. */
CVI_MUST_USE struct trace *trace_open(const char *path);
void trace_close(struct trace *trace);

/* A secret that is to be hidden wherever it stands. */
void trace_secret(struct trace *trace, const char *secret);

/* A number for a request that is about to be sent, 1 or more; 0 without a trace. */
unsigned trace_number(struct trace *trace);

struct trace_request {
    unsigned number; /* of trace_number; the same for each attempt */
    int attempt;     /* 1 or more */
    const char *method;
    const char *url;
    const char *const *headers; /* "Name: value", NULL-terminated */
    const char *body;           /* NULL: none */
};

void trace_sent(struct trace *trace, const struct trace_request *request);

struct trace_answer {
    unsigned number;
    int attempt;
    int status;             /* 0: none came */
    const char *failure;    /* in words; NULL: the answer came whole */
    const struct buf *head; /* status line and headers as they came, interim answers too */
    const struct buf *body; /* as far as it came */
    int64_t took_ms;
};

void trace_got(struct trace *trace, const struct trace_answer *answer);

#endif
