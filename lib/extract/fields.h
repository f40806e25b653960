/* Entries of results that are not JSON, put together as JSON text: what the earlier program would
 * have written had it been asked for JSON. */
#ifndef EXTRACT_FIELDS_H
#define EXTRACT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* What a value is when nothing in the file says it. */
enum field_kind {
    FIELD_TEXT,
    FIELD_FLAG,   /* True and False, 1 and 0 */
    FIELD_NUMBER, /* a text where it is none, such as a time in words */
    FIELD_GUESS,  /* a key that is not known: a flag, a number or null if it looks like one */
};

/* Returns the key in the words of the JSON results: "Video File" is "filename". Borrowed: key, or a
 * constant. */
const char *field_key(const char *key);

/* Returns whether the key, as from field_key, is known; names the file; says something of its
 * health; is a yes or no. */
bool field_is_known(const char *key);
bool field_is_name(const char *key);
bool field_is_health(const char *key);
bool field_is_flag(const char *key);

/* Adds the text as a JSON string. Bytes that are not UTF-8 stay as they are, to be repaired by
 * scanfile_convert. */
void field_add_text(struct buf *out, const char *text, size_t len);

/* Adds "key": and a value that stands without quotes in the file; kinds are told by the key. With
 * guess, values of unknown keys are FIELD_GUESS, else texts, and what YAML calls null is null. */
void field_add(struct buf *out, const char *key, const char *value, size_t len, bool guess);

/* Adds a value of a list that stands without quotes in the file, as FIELD_GUESS. */
void field_add_guess(struct buf *out, const char *value, size_t len);

/* Adds what separates a member from those before it in the object that out ends with. */
void field_next(struct buf *out);

#endif
