/* Secrets in what is about to be written down. They are found by where they stand, and, once seen,
 * wherever else they stand. No input or output. */
#ifndef HTTP_MASK_H
#define HTTP_MASK_H

#include <jansson.h>
#include <stddef.h>

#include "base/buf.h"

/* What stands for a secret. */
#define MASK_STARS "***"

struct mask;

/* New; ends with mask_free. */
CVI_MUST_USE struct mask *mask_new(void);
void mask_free(struct mask *mask); /* NULL is fine; what it knows is cleared */

/*
 * The value is a secret wherever it stands from now on, percent-encoded too. Values of fewer than 8
 * bytes are not remembered, since they would hide half of everything. */
void mask_learn(struct mask *mask, const char *value, size_t len);

/* Hides what is known, wherever it stands. Adds to out. */
void mask_known(const struct mask *mask, struct buf *out, const char *text, size_t len);

/* A header, "Name: value", with the value hidden when that name's are secret (RFC 9110, 11; the key
 * of the application: Trakt, "required headers"). Adds to out. */
void mask_header(struct mask *mask, struct buf *out, const char *line, size_t len);

/*
 * A URL, or any other text, whole or torn: hides what is behind a secret name
 * (access_token=..., "access_token":"..."), behind Bearer and Basic, and the user and password
 * of a URL. Adds to out. */
void mask_text(struct mask *mask, struct buf *out, const char *text, size_t len);

/* The same for JSON: what is below a secret name is replaced, and what is known in all texts. */
void mask_json(struct mask *mask, json_t *json);

#endif
