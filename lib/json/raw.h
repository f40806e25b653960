/* JSON text handled as text, without building values, so that unchanged parts are printed as they
 * were read: 7.9 stays 7.9. */
#ifndef JSON_RAW_H
#define JSON_RAW_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/buf.h"

/* A member of an object: slices of the object's text, borrowed from it. */
struct raw_member {
    const char *key; /* without its quotes, escapes unchanged */
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
    RAW_STRICT, /* accepts only text that Jansson certainly accepts; also rejects much valid text */
    RAW_LOOSE,  /* looks only at brackets, quotes, colons and commas: for text that Jansson has
                 * accepted */
};

/* Finds the members of the object text. Returns false when the text is not an object; the members
 * are then undefined. The caller frees them with raw_release; they can be reused without that. */
bool raw_read(struct raw_members *members, const char *text, size_t len, enum raw_trust trust);

/* Returns the last member with that key, which is the one that a parser keeps; NULL if the key is
 * missing. Borrowed from members. */
const struct raw_member *raw_find(const struct raw_members *members, const char *key);

/* Returns whether the member has that key, spelt as in the text. */
static inline bool raw_is_key(const struct raw_member *member, const char *key)
{
    return member->key_len == strlen(key) && memcmp(member->key, key, member->key_len) == 0;
}

/* Frees what raw_read allocated. */
void raw_release(struct raw_members *members);

/* Returns whether the member is a string of at least one byte. member may be NULL. */
bool raw_is_text(const struct raw_member *member);

/* Returns whether the text is a number, true, false or null, or a word that Python writes for
 * values that are not numbers: NaN, Infinity and -Infinity. */
bool raw_is_scalar(const char *text, size_t len);

/* Adds the value to out without the white space between its parts, so that it is on one line. */
void raw_compact(struct buf *out, const char *text, size_t len);

/* Adds the value to out as JSON that a strict parser accepts. In strings, bytes that are not UTF-8,
 * lone surrogates and NUL become U+FFFD, and control characters are escaped; NaN and the infinities
 * become null. */
void raw_repair(struct buf *out, const char *text, size_t len);

/* Adds to out the bytes of a string (given with its quotes), well-formed or not. A lone surrogate
 * U+DC80 to U+DCFF is a byte 0x80 to 0xFF: Python writes names that are not UTF-8 in this way (PEP
 * 383). Returns false for an invalid escape, and for a NUL, which no file name contains. */
bool raw_decode(struct buf *out, const char *text, size_t len);

#endif
