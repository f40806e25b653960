/* The files that a summary names: the first of those that were not added, with reasons. Pure. */
#ifndef REPORT_NAMED_H
#define REPORT_NAMED_H

#include "base/buf.h"
#include "record/outcome.h"

enum { REPORT_NAMED_MOST = 20 };

/* The caller sets below first, with the other members zeroed, and ends it with
 * report_named_release. */
struct report_named {
    const char *below; /* a directory: names of files in it are shown without it; NULL: not used */
    char *files[REPORT_NAMED_MOST], *reasons[REPORT_NAMED_MOST];
    size_t count; /* all files to be named, including those that did not fit */
};

/* Notes the item if it is one that a summary names. */
void report_named_add(struct report_named *named, const struct outcome_item *item);

/* Adds an empty line, a heading and a line for each file; nothing if there are no files. columns:
 * of the terminal, to which lines are cut; 0: not a terminal. */
void report_named_text(struct buf *out, const struct report_named *named, size_t columns);

void report_named_release(struct report_named *named);

#endif
