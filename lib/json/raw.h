/* Handles JSON as text, without building values. Unchanged parts are printed exactly as they were
 * read: 7.90 stays 7.90. */
#ifndef JSON_RAW_H
#define JSON_RAW_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/buf.h"

/* A member of an object. `key` and `value` point into the object's text. */
struct raw_member {
    const char *key; /* without its quotes; escapes are not decoded */
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
    /* accepts only text that Jansson certainly accepts; rejects some unusual but valid text */
    RAW_STRICT,
    /* Checks only brackets, quotes, colons and commas. For text that Jansson has accepted. */
    RAW_LOOSE,
};

/* Finds the members of `text`, a JSON object. Returns false if the text is not an object; the
 * members are then undefined. The same struct can be passed again for the next object. At the end,
 * the caller frees it with raw_release. */
bool raw_read(struct raw_members *members, const char *text, size_t len, enum raw_trust trust);

/* Returns the last member with this key, borrowed; NULL if the key is missing. (If a key is
 * repeated, JSON parsers use the last member.) */
const struct raw_member *raw_find(const struct raw_members *members, const char *key);

/* Returns whether the member has this key. Escapes in the member's key are not decoded. */
static inline bool raw_is_key(const struct raw_member *member, const char *key)
{
    return member->key_len == strlen(key) && memcmp(member->key, key, member->key_len) == 0;
}

/* Frees what raw_read allocated, and empties `members`. */
void raw_release(struct raw_members *members);

/* Returns whether the member is a string that is not empty. `member` can be NULL. */
bool raw_is_text(const struct raw_member *member);

/* Returns whether the text is a number, true, false or null, or NaN, Infinity or -Infinity, which
 * Python writes. */
bool raw_is_scalar(const char *text, size_t len);

/* Appends the value to `out` on one line, without the white space between its parts. */
void raw_compact(struct buf *out, const char *text, size_t len);

/* Appends the value to `out` as JSON that a strict parser accepts. In strings, bytes that are not
 * UTF-8, lone surrogates and NUL become U+FFFD, and control characters are escaped. NaN and the
 * infinities become null. */
void raw_repair(struct buf *out, const char *text, size_t len);

/* Decodes `text`, a JSON string with its quotes, and appends its bytes to `out`, even if they are
 * not UTF-8. A lone surrogate from U+DC80 to U+DCFF becomes a byte from 0x80 to 0xFF, because
 * Python writes file names that are not UTF-8 in this way (PEP 383). Returns false if the string
 * contains an invalid escape or a NUL. */
bool raw_decode(struct buf *out, const char *text, size_t len);

#endif
