/* JSON values as text: the bytes that Jansson writes, but straight into a buffer, which is twice as
 * fast for small values. */
#ifndef JSON_TEXT_H
#define JSON_TEXT_H

#include <jansson.h>

#include "base/buf.h"

/* Jansson's flags for the same text. Real numbers have 15 digits: with 17, Jansson's default, 7.9
 * would be written as 7.9000000000000004. */
#define JSON_TEXT_FLAGS (JSON_COMPACT | JSON_REAL_PRECISION(15))

/* Adds value to the buffer: the same bytes as json_dumps with JSON_TEXT_FLAGS. The value is a tree,
 * as parsed or built: no object is part of itself. */
void json_text_add(struct buf *b, const json_t *value);

#endif
