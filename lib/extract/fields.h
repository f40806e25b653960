/* Writes JSON text from results in other formats (CSV, YAML, SQLite). The members are those of the
 * JSON results of the earlier program, corrupt-video-inspector. */
#ifndef EXTRACT_FIELDS_H
#define EXTRACT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* How a value is converted to JSON. The values of a CSV or YAML file have no types, so the key
 * determines the kind. */
enum field_kind {
    FIELD_TEXT,   /* a string */
    FIELD_FLAG,   /* true or false; the file may have True, yes or 1 */
    FIELD_NUMBER, /* a number; a string if the value is not a number, such as a time */
    FIELD_GUESS,  /* for unknown keys: true, false, null or a number if the value looks like one,
                     otherwise a string */
};

/* Returns the key that JSON results use for `key`: "filename" for "Video File". The result is
 * borrowed: it is `key` itself or a constant. */
const char *field_key(const char *key);

/* In the next four functions, `key` is a result of field_key. field_is_known returns whether the
 * key is known. The others return whether its value is the file name, states the health of the
 * file, or is a flag. */
bool field_is_known(const char *key);
bool field_is_name(const char *key);
bool field_is_health(const char *key);
bool field_is_flag(const char *key);

/* Adds `text` as a JSON string. Invalid UTF-8 is copied unchanged; scanfile_convert repairs it
 * later. */
void field_add_text(struct buf *out, const char *text, size_t len);

/* Adds a member. `value` is its text in the file. A known key determines the kind. The kind of an
 * unknown key is FIELD_GUESS if `guess` is set, otherwise FIELD_TEXT. If `guess` is set, the values
 * that mean null in YAML ("", "~", "null") become null for every key. */
void field_add(struct buf *out, const char *key, const char *value, size_t len, bool guess);

/* Adds an array element of kind FIELD_GUESS. `value` is its text in the file. */
void field_add_guess(struct buf *out, const char *value, size_t len);

/* Adds a comma, unless `out` is empty or ends with an opening bracket or brace. */
void field_next(struct buf *out);

#endif
