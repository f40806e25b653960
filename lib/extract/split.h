/* Splits a stream of JSON into its elements, in constant memory, however large the stream is. */
#ifndef EXTRACT_SPLIT_H
#define EXTRACT_SPLIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* What split_next has found. A top-level array, or the array "results" of a top-level object, is a
 * document: its elements are returned one by one. With wants_listings, so are the arrays in which
 * media servers list titles ("Items", "MediaContainer.Metadata", "result.movies" and others, see
 * split.c). Any other top-level object is returned whole. Anything else is text: a log line before
 * the document, for example.
 *
 * After the first object that begins and ends on one line, the stream is read as newline-delimited
 * JSON: an error there ends with its line. */
enum split_got {
    SPLIT_MORE,     /* all that was fed is used: feed again */
    SPLIT_ELEMENT,  /* an element of a document */
    SPLIT_DOCUMENT, /* the end of a document's array */
    SPLIT_OBJECT,   /* an object that is not a document */
    SPLIT_SUMMARY,  /* the member "scan_summary" of a top-level object; only with wants_summary */
    SPLIT_TEXT,   /* a line that is not JSON; why is NULL when it does not look like JSON at all */
    SPLIT_BROKEN, /* the rest cannot be understood; why says so. SPLIT_END follows */
    SPLIT_END,
};

/* The item that was found. Text is borrowed until the next call of split_next or split_feed. */
struct split_item {
    const char *text; /* the element or object as it came; "" when too_long */
    size_t len;
    bool too_long;   /* longer than the maximum: only its place is known */
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

/* The element or object that is being kept whole, though the stream comes in feeds that do not
 * stay. A piece within one feed is not copied. */
struct split_piece {
    struct buf held;  /* its start, from earlier feeds; as long as a piece may be */
    const char *from; /* where the rest of it begins, in what was fed */
    bool begun;
    bool too_long;
};

/* A splitter. SPLIT_INIT sets it up; callers do not touch its members. */
struct split {
    bool wants_summary;  /* set by the caller, after SPLIT_INIT */
    bool wants_listings; /* likewise */
    struct split_piece piece;
    struct split_piece summary;
    const char *at;    /* what has been fed and not been used */
    const char *end;   /* of what has been fed */
    const char *begin; /* of what has been fed */

    enum split_state state;
    bool object;           /* the top-level value is an object */
    const char *within;    /* the key of the object in it that may have the array; NULL: none */
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
    bool is_total;        /* the scalar is the number of all titles, on all pages */
    long long total;      /* that number; 0: not told */
    long long before;     /* entry, where the top-level value began */
    long long held, told; /* of the pages of one listing so far: elements, and the total */
    long long missing;    /* of the listings before */
    long long line_start; /* offset of the line of at, inside a value */
    const char *why;      /* of a text that looked like JSON */
};

/* A new splitter. most is the maximum length in bytes of an element, of an object that is not a
 * document, and of a summary. */
#define SPLIT_INIT(most)                                                                           \
    ((struct split){.piece.held.max = (most), .summary.held.max = (most), .line = 1})

/* Feeds the next bytes. They must stay until split_next has returned SPLIT_MORE. */
void split_feed(struct split *s, const char *bytes, size_t len);

/* Says that all bytes have been fed. */
void split_finish(struct split *s);

/* Finds the next item in what was fed, and fills in *item. Returns what it is. */
enum split_got split_next(struct split *s, struct split_item *item);

/* Returns how many titles the listings say that they have on other pages than those that were fed
 * (Jellyfin's TotalRecordCount, Plex's totalSize, Kodi's limits.total). */
long long split_missing(const struct split *s);

/* Frees what the splitter holds. */
void split_release(struct split *s);

#endif
