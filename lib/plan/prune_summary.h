/* The summary in a scan document. These functions are pure. */
#ifndef PLAN_PRUNE_SUMMARY_H
#define PLAN_PRUNE_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "plan/prune.h"

/* Reads the JSON text of scan_summary into the facts about the document and its directories.
 * Returns false if the coverage is missing, or if its values are invalid. In either case, the
 * caller frees the directories with prune_summary_release. */
bool prune_summary_read(const char *text, size_t len, struct prune_document *document);

/* Frees the directories. */
void prune_summary_release(struct prune_document *document);

#endif
