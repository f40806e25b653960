/* JSON written as Jansson writes it, but straight into a buffer: twice as fast for small values. */
#ifndef JSON_TEXT_H
#define JSON_TEXT_H

#include <jansson.h>

#include "buf.h"

/* Puts value behind what is in the buffer: the same bytes as json_dumps with NDJSON_DUMP. The value
   is a tree, as parsed or built: no object is part of itself. */
void json_text(struct buf *b, const json_t *value);

#endif
