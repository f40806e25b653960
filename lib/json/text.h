/* JSON values as text: the same bytes as Jansson's, but written directly to a buffer, which is
 * twice as fast for small values. Characters that control a terminal, which Jansson writes
 * unchanged, are escaped. */
#ifndef JSON_TEXT_H
#define JSON_TEXT_H

#include <jansson.h>

#include "base/buf.h"

/* The flags with which Jansson writes the same text. Real numbers have 15 digits: with 17,
 * Jansson's default, 7.9 would be written as 7.9000000000000004. */
#define JSON_TEXT_FLAGS (JSON_COMPACT | JSON_REAL_PRECISION(15))

/* Adds value to the buffer: the same bytes as json_dumps with JSON_TEXT_FLAGS and json_text_guard.
 * The value must be a tree: no object is part of itself. */
void json_text_add(struct buf *b, const json_t *value);

/* Adds the JSON text to the buffer, with an escape (\u009B) for each control character from U+0080
 * to U+009F, each separator of lines (U+2028, U+2029) and each mark that changes the direction of
 * text, as in msg_unshowable. Parsers read the same values. DEL stays, because terminals ignore
 * it. */
void json_text_guard(struct buf *b, const char *text, size_t len);

/* Adds the text that json_dumps writes for value with these flags, guarded by json_text_guard. */
void json_text_dump(struct buf *b, const json_t *value, size_t flags);

#endif
