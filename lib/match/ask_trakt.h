/* Trakt asked on behalf of a user who is choosing, while everything else waits. */
#ifndef MATCH_ASK_TRAKT_H
#define MATCH_ASK_TRAKT_H

#include "match/question.h"
#include "trakt/trakt.h"

struct consult {
    struct trakt *trakt;
    int interrupt; /* a descriptor that ends a wait, or -1 */
    bool offline;  /* nobody may be asked */
};

/* Help for question_ask. Borrows consult. */
struct question_help consult_help(struct consult *consult);

#endif
