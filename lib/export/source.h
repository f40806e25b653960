/* Where a program reads a list from: Trakt, or an export of the account. */
#ifndef EXPORT_SOURCE_H
#define EXPORT_SOURCE_H

#include <stdbool.h>

#include "base/msg.h"
#include "config/config.h"
#include "export/export.h"
#include "trakt/trakt.h"

/* Works with one of the two; the other is NULL. Takes trakt, and borrows the rest. ready is whether
 * there is a login, and why says why not; an export needs none. Returns the exit status. */
typedef int source_user(const struct config *config, struct trakt *trakt, struct export *export,
                        bool ready, const struct why *why);

/* Opens the export at path, or a client of Trakt's where path is NULL, and returns what use
 * returns. Dies (65, 66) if the export cannot be read. */
int source_run(const struct config *config, const char *path, source_user *use);

#endif
