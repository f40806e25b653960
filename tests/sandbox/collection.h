/* The collection ("library"): the account's films and episodes, each with its copy. */
#ifndef SANDBOX_COLLECTION_H
#define SANDBOX_COLLECTION_H

#include "lists.h"

/* Adds TYPE:ID,... to the collection: movie:ID, or show:ID:SEASON:EPISODE. Returns false if a part
 * is invalid. */
bool collection_fill(struct lists *lists, const struct catalog *catalog, const char *words);

#endif
