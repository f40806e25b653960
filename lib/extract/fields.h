/* Writes JSON text from results in other formats (CSV, YAML, SQLite). The members are those of the
 * JSON results of the earlier program, corrupt-video-inspector in Python. */
#ifndef EXTRACT_FIELDS_H
#define EXTRACT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* How a value is converted to JSON. The values of a CSV or YAML file have no types, so the key
 * determines the kind. */
enum field_kind {
    FIELD_TEXT,   /* a string */
    FIELD_FLAG,   /* true or false; the file can have True, yes or 1 */
    FIELD_NUMBER, /* a number; a string if the value is not a number, such as a time */
    /* For unknown keys: true, false, null or a number if the value looks like one; otherwise a
     * string. */
    FIELD_GUESS,
};

/* Returns the key that JSON results use for `key`: `key` itself, or a constant such as "filename"
 * for "Video File". */
const char *field_key(const char *key);

/* In these functions, `key` is a result of field_key. */
bool field_is_known(const char *key);
bool field_is_name(const char *key);   /* Returns whether the value is the file name. */
bool field_is_health(const char *key); /* Returns whether the value states the file's health. */
bool field_is_flag(const char *key);

/* Adds `text` as a JSON string. Invalid UTF-8 is copied unchanged; scanfile_convert repairs it
 * later. */
void field_add_text(struct buf *out, const char *text, size_t len);

/* Adds a member. `value` is its text in the file. If `guess` is set, an unknown key has the kind
 * FIELD_GUESS, and the values that mean null in YAML ("", "~", "null") become null for every key.
 * If not, an unknown key has the kind FIELD_TEXT. */
void field_add(struct buf *out, const char *key, const char *value, size_t len, bool guess);

/* Adds an array element of kind FIELD_GUESS. `value` is its text in the file. */
void field_add_guess(struct buf *out, const char *value, size_t len);

/* Adds a comma, unless `out` is empty or ends with an opening bracket or brace. */
void field_next(struct buf *out);

#endif
