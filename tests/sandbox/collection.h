/* The collection ("library"): the films and episodes that the account owns, each with its copy. */
#ifndef SANDBOX_COLLECTION_H
#define SANDBOX_COLLECTION_H

#include "lists.h"

/* Puts TYPE:ID,... into the collection: movie:ID, or show:ID:SEASON:EPISODE. False when one of them
 * is neither. */
bool collection_fill(struct lists *lists, const struct catalog *catalog, const char *words);

#endif
