/* Writes JSON values as text: the same text as Jansson's, but written directly to a buffer, which
 * is twice as fast for small values. Characters that control a terminal are escaped; Jansson writes
 * them unchanged. */
#ifndef JSON_TEXT_H
#define JSON_TEXT_H

#include <jansson.h>

#include "base/buf.h"

/* The flags with which Jansson writes the same text. Real numbers have 15 digits: with 17,
 * Jansson's default, 7.9 would be written as 7.9000000000000004. */
#define JSON_TEXT_FLAGS (JSON_COMPACT | JSON_REAL_PRECISION(15))

/* Appends `value` to the buffer: the text that json_dumps writes with JSON_TEXT_FLAGS, changed by
 * json_text_guard. No object or array may contain itself. */
void json_text_add(struct buf *b, const json_t *value);

/* Appends the JSON text to the buffer, and replaces each character that controls a terminal with an
 * escape, such as \u009B. These are the control characters from U+0080 to U+009F, the line
 * separators (U+2028, U+2029), and the marks that change the direction of text (see
 * msg_unshowable). Parsers still read the same values. DEL is not replaced, because terminals
 * ignore it. */
void json_text_guard(struct buf *b, const char *text, size_t len);

/* Appends the text that json_dumps writes for `value` with these flags, changed by
 * json_text_guard. */
void json_text_dump(struct buf *b, const json_t *value, size_t flags);

#endif
