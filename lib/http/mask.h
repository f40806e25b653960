/* Hides secrets in text before the text is written. A secret is recognized by its context, such as
 * the name of a header. It is then remembered, and hidden wherever it occurs later. Does no I/O. */
#ifndef HTTP_MASK_H
#define HTTP_MASK_H

#include <jansson.h>
#include <stddef.h>

#include "base/buf.h"

/* The replacement for a secret. */
#define MASK_STARS "***"

struct mask;

/* Returns a new mask; free it with mask_free. */
CVI_MUST_USE struct mask *mask_new(void);
void mask_free(struct mask *mask); /* also overwrites the remembered secrets; NULL is allowed */

/* Remembers a secret. From now on, it is hidden everywhere, also in percent-encoded form. Values
 * shorter than 8 bytes are ignored, because they would also hide parts of ordinary text. */
void mask_learn(struct mask *mask, const char *value, size_t len);

/* Adds `text` to `out`, with all remembered secrets hidden. */
void mask_known(const struct mask *mask, struct buf *out, const char *text, size_t len);

/* Adds a header, "Name: value", to `out`. Hides the value if headers of that name contain secrets
 * (RFC 9110, 11; for the application's key, Trakt's "required headers"). */
void mask_header(struct mask *mask, struct buf *out, const char *line, size_t len);

/* Adds a URL or any other text, which may be incomplete, to `out`. Hides the value after a secret
 * name (access_token=..., "access_token":"..."), the credentials after Bearer and Basic, and the
 * user and password in a URL. */
void mask_text(struct mask *mask, struct buf *out, const char *text, size_t len);

/* Masks JSON in place: replaces the values under secret names, and hides secrets in all strings. */
void mask_json(struct mask *mask, json_t *json);

#endif
