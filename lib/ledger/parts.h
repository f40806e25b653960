/* Declarations that the files of this directory share. */
#ifndef LEDGER_PARTS_H
#define LEDGER_PARTS_H

#include "base/database.h"
#include "ledger/ledger.h"

struct ledger {
    struct database *database;
    json_int_t run; /* RECORD_NONE: no run has begun */

    /* The state when ledger_mark was called. */
    bool marked;
    int64_t last; /* number of the newest change at that time */
    /* Numbers of the changes without a recorded outcome at that time, ascending. */
    int64_t *unsettled;
    size_t unsettled_count;
};

/* Statements of the ledger's database (see ledger.c). */
enum {
    LEDGER_LAST_NUMBERS, /* the highest numbers of a change and of a run */
    LEDGER_PUT_RUN,
    LEDGER_PUT_CHANGE,
    LEDGER_PUT_OUTCOME,
    /* For each title that may be the one in ledger_bind_title: its number (see ledger.c) and its
     * Trakt id. */
    LEDGER_SAME_TITLES,
    LEDGER_JOIN_TITLES,
    LEDGER_CHANGES_OF_TITLE, /* changes that may concern the bound title, newest first */
    LEDGER_EACH_TITLE,
    LEDGER_EACH_RUN,
    LEDGER_EACH_CHANGE,
    LEDGER_UNSETTLED,
    LEDGER_HAS_RUN,
};

/* Binds the first nine values of a statement. ?1 and ?2 are the place (list and account). ?3 to ?5
 * are the title's type, season and episode. ?6 to ?9 are the title's ids. */
void ledger_bind_title(struct ledger *ledger, int statement, const struct ledger_place *place,
                       const struct ledger_title *title);

#endif
