/* The files that a summary names: the first of those that were not added, and why. Pure. */
#ifndef REPORT_NAMED_H
#define REPORT_NAMED_H

#include "base/buf.h"
#include "record/outcome.h"

enum { REPORT_NAMED_MOST = 20 };

/* Start with below set and the others zeroed; end with report_named_release. */
struct report_named {
    const char *below; /* a directory: names of files in it are shown without it; NULL: none */
    char *files[REPORT_NAMED_MOST], *reasons[REPORT_NAMED_MOST];
    size_t count; /* all that were to be named, also those that found no place */
};

/* Notes the item if it is one that a summary names. */
void report_named_add(struct report_named *named, const struct outcome_item *item);

/* Adds an empty line, a heading and a line for each file; nothing when there is none. columns: of
 * the terminal, to which lines are cut; 0: no terminal. */
void report_named_text(struct buf *out, const struct report_named *named, size_t columns);

void report_named_release(struct report_named *named);

#endif
