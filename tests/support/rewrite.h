/* Rewrites what a case expects from what came (CVI_UPDATE=1). */
#ifndef REWRITE_H
#define REWRITE_H

#include "case.h"

/* The changes to one case. All zero but for the script is no change. */
struct rewrite {
    const struct test_case *script;
    struct change {
        size_t from, to; /* of the script's text */
        struct bytes text;
    } * changes;
    size_t count;
};

/* Has an exact or json section expect this text from now on; other sections stay. */
void rewrite_section(struct rewrite *r, const struct section *s, const struct bytes *actual);

/* The same for the status; s is NULL when the case has no section for it: one is added. */
void rewrite_status(struct rewrite *r, const struct section *s, int status);

/* The text of the case as changed is added to `into`. */
void rewrite_text(const struct rewrite *r, struct bytes *into);

/* Returns whether a change adds a line that begins with "failed:", as cases print when one of their
 * steps fails: such an output must not become what is expected. */
bool rewrite_has_failure(const struct rewrite *r);

/* Writes it to the file, if there are changes; false (see errno) when that fails. */
bool rewrite_file(const struct rewrite *r, const char *path);

/* Gives everything back. */
void rewrite_release(struct rewrite *r);

#endif
