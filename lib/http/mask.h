/* Hides secrets in text that is about to be written. Secrets are found by their place and then
 * remembered, so that they are hidden in all other places. No input or output. */
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
void mask_free(struct mask *mask); /* clears the remembered secrets; NULL is allowed */

/* Remembers a secret: from now on it is hidden everywhere, also percent-encoded. Values shorter
 * than 8 bytes are not remembered, since they would hide parts of ordinary text. */
void mask_learn(struct mask *mask, const char *value, size_t len);

/* Adds text to out, with all remembered secrets hidden. */
void mask_known(const struct mask *mask, struct buf *out, const char *text, size_t len);

/* Adds a header, "Name: value", to out. The value is hidden if headers of that name are secret (RFC
 * 9110, 11; Trakt, "required headers", for the application's key). */
void mask_header(struct mask *mask, struct buf *out, const char *line, size_t len);

/*
 * Adds a URL or any other text, whole or incomplete, to out. Hides values after a secret name
 * (access_token=..., "access_token":"...") and after Bearer and Basic, and the user and password of
 * a URL. */
void mask_text(struct mask *mask, struct buf *out, const char *text, size_t len);

/* Masks JSON in place: values under a secret name are replaced, and remembered secrets are hidden
 * in all strings. */
void mask_json(struct mask *mask, json_t *json);

#endif
