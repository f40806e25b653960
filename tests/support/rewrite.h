/* Rewrites the expectations of a case with its actual results (CVI_UPDATE=1). */
#ifndef REWRITE_H
#define REWRITE_H

#include "case.h"

/* The changes to one case. Zeroed except for the script: no changes. */
struct rewrite {
    const struct test_case *script;
    struct change {
        size_t from, to; /* of the script's text */
        struct bytes text;
    } * changes;
    size_t count;
};

/* Changes the text that an exact or json section expects. Other sections stay. */
void rewrite_section(struct rewrite *r, const struct section *s, const struct bytes *actual);

/* Changes the expected status. s is NULL if the case has no section for it: one is added. */
void rewrite_status(struct rewrite *r, const struct section *s, int status);

/* Adds the text of the changed case to `into`. */
void rewrite_text(const struct rewrite *r, struct bytes *into);

/* Returns whether a change adds a line that begins with "failed:", as cases print when one of their
 * steps fails. Such output must not become an expectation. */
bool rewrite_has_failure(const struct rewrite *r);

/* Writes the text to the file, if there are changes. Returns false (see errno) on failure. */
bool rewrite_file(const struct rewrite *r, const char *path);

/* Frees the contents. */
void rewrite_release(struct rewrite *r);

#endif
