/* The summary of a scan document: what it says of itself. Pure. */
#ifndef PLAN_PRUNE_SUMMARY_H
#define PLAN_PRUNE_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "plan/prune.h"

/* Reads the JSON text of scan_summary into what the document says of itself and its directories.
 * Returns false if it does not say what it covers, or in words that are not known here. To be
 * released in both cases. */
bool prune_summary_read(const char *text, size_t len, struct prune_document *document);

/* Frees the directories. */
void prune_summary_release(struct prune_document *document);

#endif
