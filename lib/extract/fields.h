/* Writes entries of results that are not JSON as JSON text, in the form of the earlier program's
 * JSON. */
#ifndef EXTRACT_FIELDS_H
#define EXTRACT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* The kind of a value that the file does not state. */
enum field_kind {
    FIELD_TEXT,
    FIELD_FLAG,   /* True and False, 1 and 0 */
    FIELD_NUMBER, /* a string if it is not a number, such as a time in words */
    FIELD_GUESS,  /* the value of an unknown key: a flag, a number or null if it looks like one */
};

/* Returns the key of the JSON results: "filename" for "Video File". Borrowed: key, or a constant.
 * */
const char *field_key(const char *key);

/* Return whether the key, from field_key, is known; whether it is the file name's, the status's, or
 * a flag's. */
bool field_is_known(const char *key);
bool field_is_name(const char *key);
bool field_is_health(const char *key);
bool field_is_flag(const char *key);

/* Adds the text as a JSON string. Bytes that are not UTF-8 stay unchanged; scanfile_convert repairs
 * them. */
void field_add_text(struct buf *out, const char *text, size_t len);

/* Adds "key": and a value that has no quotes in the file. The kind of the value is that of the key.
 * If guess is set, values of unknown keys are FIELD_GUESS (otherwise strings), and YAML's null is
 * null. */
void field_add(struct buf *out, const char *key, const char *value, size_t len, bool guess);

/* Adds an element of a list that has no quotes in the file, as FIELD_GUESS. */
void field_add_guess(struct buf *out, const char *value, size_t len);

/* Adds a comma, unless the object that out ends with has no member yet. */
void field_next(struct buf *out);

#endif
