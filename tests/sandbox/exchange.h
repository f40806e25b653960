/* One request and its answer, independent of the HTTP library. Handlers read and write these. */
#ifndef SANDBOX_EXCHANGE_H
#define SANDBOX_EXCHANGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { SEGMENTS_MAX = 8 };

struct request {
    const char *method;
    const char *uri;  /* unchanged, with the query */
    const char *path; /* unescaped, without the query */
    char *segments[SEGMENTS_MAX];
    unsigned count;
    bool hollow;     /* the path has an empty segment inside, or is only that */
    json_t *query;   /* name -> text */
    json_t *headers; /* lower-case name -> text */
    char *text;      /* the unchanged body, size bytes */
    size_t size;
    json_t *body;        /* the body as JSON, or NULL */
    const char *problem; /* the error in the headers, for the log */
    char *note;          /* an additional text for the log */
};

struct answer {
    unsigned status;
    json_t *json; /* the body, unless text is set */
    char *text;
    size_t size;
    const char *type; /* of text */
    json_t *headers;  /* name -> text */
    bool bare;        /* without the headers of the application */
    bool cut;         /* the connection is closed without an answer */
    unsigned delay;   /* milliseconds of real time before it is sent */
};

/* Splits path into segments. Members of request are borrowed, except segments. */
void request_split(struct request *request);
void request_release(struct request *request);

/* Returns a header (name in lower case) or a query member, or NULL. Borrowed. */
const char *request_header(const struct request *request, const char *name);
const char *request_query(const struct request *request, const char *name);

/* Returns the string member of the JSON body, or NULL. Borrowed. */
const char *request_member(const struct request *request, const char *name);

/* Answers with that status and no body. */
void answer_empty(struct answer *answer, unsigned status);

/* Answers with json as the body. */
void answer_json_take(struct answer *answer, unsigned status, json_t *json);

/* Answers with text as the body, of that type (a constant). */
void answer_text_take(struct answer *answer, unsigned status, const char *type, char *text);

/* Removes the body, and keeps the rest. */
void answer_drop_body(struct answer *answer);

void answer_header(struct answer *answer, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Cuts array to the requested page and sets the four pagination headers. The page size is size by
 * default, and never more than maximum. Takes ownership of array. */
void answer_page_take(struct answer *answer, const struct request *request, json_t *array,
                      long size, long maximum);

void answer_release(struct answer *answer);

#endif
