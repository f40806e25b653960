/* The summary in a scan document. Pure. */
#ifndef PLAN_PRUNE_SUMMARY_H
#define PLAN_PRUNE_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "plan/prune.h"

/* Reads the JSON text of scan_summary into the facts about the document and its directories.
 * Returns false if the coverage is missing or in unknown words. The document must be released in
 * either case. */
bool prune_summary_read(const char *text, size_t len, struct prune_document *document);

/* Frees the directories. */
void prune_summary_release(struct prune_document *document);

#endif
