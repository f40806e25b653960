/* The list of files at the end of a summary: the first files that were not added, with the reasons.
 * These functions are pure. */
#ifndef REPORT_NAMED_H
#define REPORT_NAMED_H

#include "base/buf.h"
#include "record/outcome.h"

enum { REPORT_NAMED_MOST = 20 };

/* Initialize with {.below = …}; free the contents with report_named_release. */
struct report_named {
    const char *below; /* directory whose files are shown with a relative path; NULL: none */
    char *files[REPORT_NAMED_MOST], *reasons[REPORT_NAMED_MOST];
    size_t count; /* number of files that were not added, including those that are not stored */
};

/* Stores the item if it was not added. */
void report_named_add(struct report_named *named, const struct outcome_item *item);

/* Adds an empty line, a heading, and a line for each file. Adds nothing if there are no files. Cuts
 * lines to `columns`, the width of the terminal; 0: not a terminal. */
void report_named_text(struct buf *out, const struct report_named *named, size_t columns);

void report_named_release(struct report_named *named);

#endif
