/* Splits a stream of JSON of any size into its elements, in constant memory. */
#ifndef EXTRACT_SPLIT_H
#define EXTRACT_SPLIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* The kinds of items that split_next finds. A top-level array, or the array "results" of a
 * top-level object, is a document: its elements are returned one by one. With wants_listings, so
 * are the elements of the arrays in which media servers list titles ("Items",
 * "MediaContainer.Metadata", "result.movies" and others, see split.c). Any other top-level object
 * is returned whole. Anything else is text: a log line before the document, for example.
 *
 * After the first object that begins and ends on one line, the stream is read as newline-delimited
 * JSON: an error there ends with its line. */
enum split_got {
    SPLIT_MORE,     /* all fed bytes are used: feed more */
    SPLIT_ELEMENT,  /* an element of a document */
    SPLIT_DOCUMENT, /* the end of a document's array */
    SPLIT_OBJECT,   /* an object that is not a document */
    SPLIT_SUMMARY,  /* the member "scan_summary" of a top-level object; only with wants_summary */
    SPLIT_TEXT,     /* a line that is not JSON; why is NULL if it does not look like JSON */
    SPLIT_BROKEN,   /* the rest is invalid; why has the reason. SPLIT_END follows */
    SPLIT_END,
};

/* A found item. The text is borrowed until the next call of split_next or split_feed. */
struct split_item {
    const char *text; /* the element or object, unchanged; "" if too_long */
    size_t len;
    bool too_long;   /* longer than the maximum: only its position is known */
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

/* The current element or object, which may extend over several feeds. A piece within one feed is
 * not copied. */
struct split_piece {
    struct buf held;  /* the beginning of the piece, from earlier feeds; at most the maximum
                       * length */
    const char *from; /* the rest of the piece in the current feed */
    bool begun;
    bool too_long;
};

/* A splitter, initialized by SPLIT_INIT. The members are private. */
struct split {
    bool wants_summary;  /* set by the caller, after SPLIT_INIT */
    bool wants_listings; /* likewise */
    struct split_piece piece;
    struct split_piece summary;
    const char *at;    /* the unused bytes of the feed */
    const char *end;   /* the end of the feed */
    const char *begin; /* the beginning of the feed */

    enum split_state state;
    bool object;           /* the top-level value is an object */
    const char *within;    /* the key of the object's current member, if it may have the array;
                            * NULL: none */
    bool array;            /* inside the document's array */
    bool first;            /* nothing has followed its opening bracket */
    bool key;              /* the string is a key */
    bool document;         /* this top-level value had an element, or its array has ended */
    bool filename, scan;   /* this top-level object has these keys; only a record has both */
    size_t depth;          /* depth of open brackets inside the member or element */
    char word[SPLIT_WORD]; /* the key or the scalar, truncated if it does not fit */
    size_t word_len;
    unsigned char kinds[SPLIT_DEPTH / 8]; /* a bit for each bracket: it is a brace */

    bool ended;
    bool lines;           /* newline-delimited */
    bool nul;             /* in this text */
    bool wide;            /* UTF-16 */
    unsigned char start;  /* the first byte of the stream */
    long long offset;     /* of begin, in bytes */
    long long line;       /* of at */
    long long start_line; /* of the top-level value or text */
    long long item_line;  /* of the element */
    long long entry;      /* the number of elements so far */
    bool is_total;        /* the scalar is the total number of titles on all pages */
    long long total;      /* that number; 0: not stated */
    long long before;     /* entry at the beginning of the top-level value */
    long long held, told; /* for the pages of one listing so far: number of elements, and the stated
                           * total */
    long long missing;    /* titles missing from the earlier listings */
    long long line_start; /* offset of the line of at, inside a value */
    const char *why;      /* of a text that looked like JSON */
};

/* Returns a new splitter. most is the maximum length in bytes of an element, of an object that is
 * not a document, and of a summary. */
#define SPLIT_INIT(most)                                                                           \
    ((struct split){.piece.held.max = (most), .summary.held.max = (most), .line = 1})

/* Feeds the next bytes. The bytes must stay valid until split_next has returned SPLIT_MORE. */
void split_feed(struct split *s, const char *bytes, size_t len);

/* Marks the end of the input. */
void split_finish(struct split *s);

/* Finds the next item in the fed bytes, and fills *item. Returns its kind. */
enum split_got split_next(struct split *s, struct split_item *item);

/* Returns the number of titles that the listings have on pages that were not fed
 * (Jellyfin's TotalRecordCount, Plex's totalSize, Kodi's limits.total). */
long long split_missing(const struct split *s);

/* Frees the contents. */
void split_release(struct split *s);

#endif
