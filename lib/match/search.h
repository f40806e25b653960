/* The searches for one question, one after the other, until it is clear or its budget is spent. */
#ifndef MATCH_SEARCH_H
#define MATCH_SEARCH_H

#include "match/question.h"
#include "match/rephrase.h"
#include "trakt/trakt.h"

/* Requests for one title, unless told otherwise. */
enum { PURSUIT_BUDGET = 4 };

struct pursuit;

/* Whether more may be searched for: false ends the pursuit, cut short. */
typedef bool pursuit_may_go_on(const struct pursuit *pursuit);

/* Called once, when no more searches will be made for it. error: what the last one failed with. */
typedef void pursuit_done(struct pursuit *pursuit);

struct pursuit {
    struct trakt *trakt;
    struct question *question;
    pursuit_may_go_on *may_go_on; /* asked before each search but the first */
    pursuit_done *done;
    void *context;
    long budget;   /* most requests */
    bool thorough; /* a user will choose: broad search in any case, and of all years */
    struct trakt_error error;
    bool cut; /* it was not allowed to go on, and is not clear */

    /* How far it is. */
    size_t ids; /* kinds of id that have been asked for */
    bool exact;
    bool broad;
    size_t near_misses; /* candidates whose aliases have been asked for */
    size_t tried;       /* wordings that have been asked for */
    enum question_source by;
    struct candidate *named; /* whose aliases are under way */
    struct wordings wordings;
};

/* Searches, at least once. */
void pursuit_start(struct pursuit *pursuit);

/* Frees what it holds, the question among it. */
void pursuit_release(struct pursuit *pursuit);

#endif
