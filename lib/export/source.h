/* The source from which a program reads a list: Trakt, or an export of the account. */
#ifndef EXPORT_SOURCE_H
#define EXPORT_SOURCE_H

#include <stdbool.h>

#include "base/msg.h"
#include "config/config.h"
#include "export/export.h"
#include "trakt/trakt.h"

/*
 * Works with one of the two; the other is NULL. Takes trakt, and borrows the rest. ready is true if
 * there is a login; otherwise why has the reason. An export needs no login. Returns the exit
 * status. */
typedef int source_user(const struct config *config, struct trakt *trakt, struct export *export,
                        bool ready, const struct why *why);

/* Opens the export at path, or a Trakt client if path is NULL, and returns the result of use. Exits
 * (65, 66) if the export cannot be read. */
int source_run(const struct config *config, const char *path, source_user *use);

#endif
