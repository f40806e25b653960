/* JSON text handled as text, so that what nobody changes comes out as it went in: 7.9 stays 7.9. */
#ifndef JSON_RAW_H
#define JSON_RAW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A member of an object: slices of the object's text. Borrowed from it. */
struct raw_member {
    const char *key; /* without its quotes, escapes as they are */
    size_t key_len;
    const char *value;
    size_t len;
};

struct raw_members {
    struct raw_member *at;
    size_t count;
    size_t cap;
};

enum raw_trust {
    RAW_STRICT, /* true only for what Jansson surely accepts; false for much that is sound, too */
    RAW_LOOSE,  /* brackets, quotes, colons and commas only: for what Jansson has accepted */
};

/* Finds the members of the object text. False, with members left open, when it is not one. */
bool raw_read(struct raw_members *members, const char *text, size_t len, enum raw_trust trust);

/* The last member of that key, as a parser would keep it; NULL when there is none. Borrowed. */
const struct raw_member *raw_find(const struct raw_members *members, const char *key);

void raw_release(struct raw_members *members);

/* Whether a member is there and a string of at least one byte. */
bool raw_is_text(const struct raw_member *member);

/* Whether the text is a number, true, false or null, or what Python writes for no number at all:
 * NaN, Infinity and -Infinity. */
bool raw_is_scalar(const char *text, size_t len);

/* Adds the value without the blanks between its parts, so that it fits on a line. */
void raw_compact(struct buf *out, const char *text, size_t len);

/*
 * Adds the value as JSON that a strict parser accepts: in strings, bytes that are not UTF-8, lone
 * surrogates and NUL as U+FFFD, and control characters escaped; NaN and the infinities as null. */
void raw_repair(struct buf *out, const char *text, size_t len);

/*
 * Adds the bytes that a string (with its quotes) stands for, well-formed or not. A lone surrogate
 * U+DC80 to U+DCFF is a byte 0x80 to 0xFF: so Python writes names that are not UTF-8 (PEP 383).
 * False when an escape is none, or there is a NUL, which no file name holds. */
bool raw_decode(struct buf *out, const char *text, size_t len);

#endif
