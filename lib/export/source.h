/* The source from which a program reads a list: Trakt, or an export of the account. */
#ifndef EXPORT_SOURCE_H
#define EXPORT_SOURCE_H

#include <stdbool.h>

#include "base/msg.h"
#include "config/config.h"
#include "export/export.h"
#include "trakt/trakt.h"

/* Does the program's work with either `trakt` or `export`; the other one is NULL. Takes ownership
 * of `trakt` only. If `ready` is false, Trakt cannot be used, because of the reason in `why` (for
 * example, no login). Returns the exit status. */
typedef int source_user(const struct config *config, struct trakt *trakt, struct export *export,
                        bool ready, const struct why *why);

/* Opens the export at `path`, or a Trakt client if `path` is NULL, and calls `use`. Returns the
 * exit status from `use`. If the export cannot be read, exits with status 65 or 66. */
int source_run(const struct config *config, const char *path, source_user *use);

#endif
