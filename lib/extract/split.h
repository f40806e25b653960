/* Splits a stream of JSON of any size into its elements, in constant memory. */
#ifndef EXTRACT_SPLIT_H
#define EXTRACT_SPLIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* The kinds of items that split_next finds. The elements of a document are returned one by one. A
 * document is a top-level array, or the array "results" of a top-level object. With
 * `wants_listings`, the arrays in which media servers list titles, such as "Items", are documents,
 * too. Any other top-level object is returned whole. Everything else is text, for example a log
 * line before the document.
 *
 * After an object on a single line has been returned whole, the stream is read as newline-delimited
 * JSON: an error then affects only the rest of its line. */
enum split_got {
    SPLIT_MORE,     /* all bytes have been used: feed more */
    SPLIT_ELEMENT,  /* an element of a document */
    SPLIT_DOCUMENT, /* the end of a document's array */
    SPLIT_OBJECT,   /* an object that is not a document */
    SPLIT_SUMMARY,  /* the member "scan_summary" of a top-level object; only with wants_summary */
    SPLIT_TEXT,     /* a line that is not JSON; `why` is NULL if it does not look like JSON */
    SPLIT_BROKEN,   /* the rest of the stream is invalid; `why` has the reason. SPLIT_END follows */
    SPLIT_END,
};

/* An item that was found. `text` is valid until the next call of split_next or split_feed. */
struct split_item {
    const char *text; /* the element or object, unchanged; "" if too_long */
    size_t len;
    bool too_long;   /* longer than the maximum length: only the position is known */
    long long line;  /* the line on which the item begins, from 1 */
    long long entry; /* the number of the element in the stream, from 1; 0: not in a document */
    const char *why; /* for SPLIT_TEXT and SPLIT_BROKEN */
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

/* The numbers that a page of a listing states about the whole listing. */
enum split_number { SPLIT_NO_NUMBER, SPLIT_TOTAL, SPLIT_EARLIER };

/* The bytes of the current element or object. A feed is the bytes of one call of split_feed. */
struct split_piece {
    struct buf held;  /* the bytes from earlier feeds; at most the maximum length */
    const char *from; /* where the piece begins or continues in the current feed */
    bool begun;
    bool too_long;
};

/* A splitter, initialized by SPLIT_INIT. The caller can then set the first two members. All others
 * are private. */
struct split {
    bool wants_summary;  /* return the member "scan_summary" of top-level objects */
    bool wants_listings; /* return the titles in listings of media servers one by one */
    struct split_piece piece;
    struct split_piece summary;
    const char *at;    /* the next unused byte of the feed */
    const char *end;   /* the end of the feed */
    const char *begin; /* the beginning of the feed */

    enum split_state state;
    bool object; /* the top-level value is an object */
    /* The key of the inner object that was entered, because it can have a listing; or NULL. */
    const char *within;
    bool array;            /* inside the document's array */
    bool first;            /* nothing has followed the opening bracket so far */
    bool key;              /* the current string is a key */
    bool document;         /* the top-level value has had an element, or its array has ended */
    bool filename, scan;   /* the top-level object has these keys; only a record has both */
    size_t depth;          /* number of open brackets inside the member or element */
    char word[SPLIT_WORD]; /* the current key or scalar, truncated if it does not fit */
    size_t word_len;
    unsigned char kinds[SPLIT_DEPTH / 8]; /* a bit for each open bracket; 1 for a brace */

    bool ended;
    bool lines;           /* the stream is newline-delimited JSON */
    bool nul;             /* the current text has a NUL byte */
    bool wide;            /* the stream is UTF-16 */
    unsigned char start;  /* the first byte of the stream */
    long long offset;     /* position of `begin` in the stream, in bytes */
    long long line;       /* line of `at`, from 1 */
    long long start_line; /* line on which the top-level value or text begins */
    long long item_line;  /* line on which the element begins */
    long long entry;      /* the number of elements so far */
    /* A listing can have several pages. Each is a top-level value, and states the total number of
     * titles on all pages. */
    long long total;          /* the total that the current page states; 0: not stated */
    long long before;         /* value of `entry` when the page began */
    long long held;           /* number of titles of the current listing so far */
    long long stated_total;   /* the total that the current listing states */
    long long missing;        /* number of titles missing from earlier listings */
    enum split_number number; /* the meaning of the current scalar */
    long long earlier;        /* number of titles on pages before the current one; -1: not stated */
    const char *list;         /* the key of the current page's array; NULL: none has begun */
    const char *stated_list;  /* the key of the current listing's arrays */
    bool has_first_page;      /* the current listing has its first page */

    long long line_start; /* inside a value: position in the stream where the line begins */
    const char *why;      /* the error, if the current text looks like JSON; otherwise NULL */
};

/* Returns a new splitter. `most` is the maximum length in bytes of an item. */
#define SPLIT_INIT(most)                                                                           \
    ((struct split){.piece.held.max = (most), .summary.held.max = (most), .line = 1})

/* Feeds the next bytes. The bytes must stay valid until split_next has returned SPLIT_MORE. */
void split_feed(struct split *s, const char *bytes, size_t len);

/* Marks the end of the input. */
void split_finish(struct split *s);

/* Finds the next item in the fed bytes, and fills *item. Returns its kind. */
enum split_got split_next(struct split *s, struct split_item *item);

/* Returns how many titles are missing because not all pages of a listing were fed. This follows
 * from the total that each page states (Jellyfin's TotalRecordCount, Plex's totalSize, Kodi's
 * limits.total). */
long long split_missing(const struct split *s);

/* Frees the contents. */
void split_release(struct split *s);

#endif
