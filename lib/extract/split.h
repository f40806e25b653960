/* Takes a stream of JSON apart element by element, in constant memory, however large it is. */
#ifndef EXTRACT_SPLIT_H
#define EXTRACT_SPLIT_H

#include <stdbool.h>
#include <stddef.h>

#include "extract/excerpt.h"

/*
 * What the stream is taken for. A top-level array, or the array "results" of a top-level object,
 * is a document: its elements come out one by one. Any other top-level object comes out whole.
 * What is neither is text: a log line before the document, say.
 *
 * From the first object that begins and ends on one line on, the stream is taken for
 * newline-delimited JSON: what is broken there is broken to the end of its line only. */
enum split_got {
    SPLIT_MORE,     /* all that was fed is used: feed again */
    SPLIT_ELEMENT,  /* an element of a document */
    SPLIT_DOCUMENT, /* a document's array has ended */
    SPLIT_OBJECT,   /* an object that is not a document */
    SPLIT_TEXT,   /* a line that is not JSON; why is NULL when it does not look like JSON at all */
    SPLIT_BROKEN, /* the rest cannot be understood; why says so. SPLIT_END follows */
    SPLIT_END,
};

/* What split_next found. Text is borrowed until the next call, or the next feed. */
struct split_item {
    const char *text; /* the element or object as it came; "" when too_long */
    size_t len;
    bool too_long;   /* more than the maximum: only its place is known */
    long long line;  /* where it begins, from 1 */
    long long entry; /* the number of the element in the stream, from 1; 0: not in a document */
    const char *why;
};

enum { SPLIT_DEPTH = 2048, SPLIT_WORD = 64 };

enum split_state {
    SPLIT_AT_TOP,
    SPLIT_IN_TEXT,
    SPLIT_AT_KEY,
    SPLIT_AT_COLON,
    SPLIT_AT_VALUE,
    SPLIT_AFTER_VALUE,
    SPLIT_AT_ELEMENT,
    SPLIT_AFTER_ELEMENT,
    SPLIT_IN_NEST,
    SPLIT_IN_STRING,
    SPLIT_IN_ESCAPE,
    SPLIT_IN_SCALAR,
    SPLIT_DEAD,
};

/* A splitter. All members are its own, but for what SPLIT_INIT sets. */
struct split {
    struct excerpt piece; /* the element or object that is being kept */
    const char *at;       /* what has been fed and not been used */
    const char *end;      /* of what has been fed */
    const char *begin;    /* of what has been fed */

    enum split_state state;
    bool object;           /* the top-level value is an object */
    bool array;            /* inside the document's array */
    bool first;            /* nothing has come since its opening bracket */
    bool key;              /* the string is a key */
    bool document;         /* this top-level value has given an element, or its array has ended */
    bool filename, scan;   /* the keys of this top-level object that only a record has both of */
    size_t depth;          /* of brackets inside the member or element */
    char word[SPLIT_WORD]; /* the key, or the scalar, as far as it fits */
    size_t word_len;
    unsigned char kinds[SPLIT_DEPTH / 8]; /* which of the brackets are braces, a bit for each */

    bool ended;
    bool lines;           /* newline-delimited */
    bool nul;             /* in this text */
    bool wide;            /* UTF-16 */
    unsigned char start;  /* the first byte of the stream */
    long long offset;     /* of begin, in bytes */
    long long line;       /* of at */
    long long start_line; /* of the top-level value or text */
    long long item_line;  /* of the element */
    long long entry;      /* how many elements there were */
    long long line_start; /* offset of the line of at, inside a value */
    const char *why;      /* of a text that looked like JSON */
};

/* most: bytes that an element, or an object that is no document, may have. */
#define SPLIT_INIT(most) ((struct split){.piece = EXCERPT_INIT(most), .line = 1})

/* Gives the next bytes; they must stay until split_next has returned SPLIT_MORE. */
void split_feed(struct split *s, const char *bytes, size_t len);
/* There are no more. */
void split_finish(struct split *s);

enum split_got split_next(struct split *s, struct split_item *item);

void split_release(struct split *s);

#endif
