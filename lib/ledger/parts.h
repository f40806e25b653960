/* What the files of the ledger share: its tables and statements, and rows as changes. */
#ifndef LEDGER_PARTS_H
#define LEDGER_PARTS_H

#include "base/database.h"
#include "ledger/ledger.h"

struct ledger {
    struct database *database;
    json_int_t run; /* RECORD_NONE: none has begun */

    /* Set by ledger_mark. */
    bool marked;
    int64_t last;       /* number of the last change that was written then */
    int64_t *unsettled; /* numbers of the changes that were not settled then, ascending */
    size_t unsettled_count;
};

/* Statements of the database. */
enum {
    LEDGER_LAST_NUMBERS, /* the largest number of a change, and of a run */
    LEDGER_PUT_RUN,
    LEDGER_PUT_CHANGE,
    LEDGER_PUT_OUTCOME,
    LEDGER_SAME_TITLES, /* titles that a title may be, each with the Trakt id that it has */
    LEDGER_JOIN_TITLES,
    LEDGER_CHANGES_OF_TITLE, /* of all titles that a title may be, the newest first */
    LEDGER_EACH_TITLE,
    LEDGER_EACH_RUN,
    LEDGER_EACH_CHANGE,
    LEDGER_UNSETTLED,
    LEDGER_HAS_RUN,
};

/* Gives a statement its first nine values: ?1 to ?5 are the place, type, season and episode, ?6 to
 * ?9 the ids. */
void ledger_bind_title(struct ledger *ledger, int statement, const struct ledger_place *place,
                       const struct ledger_title *title);

#endif
