/* In which other words to search for a title that was not found as it is written. Pure. */
#ifndef MATCH_REPHRASE_H
#define MATCH_REPHRASE_H

#include <stdbool.h>

#include "rank/rank.h"

enum { WORDING_MOST = 12 };

struct wording {
    char *text; /* owned */
    bool exact; /* for the exact search; else for the broad one */
};

/* The most promising first. */
struct wordings {
    struct wording at[WORDING_MOST];
    size_t count;
    size_t narrow_from; /* from here on they are guesses: worth it in the same year only */
};

/* Fills them in. Released by wordings_release. */
void wordings_of(struct wordings *wordings, const struct rank_question *question);
void wordings_release(struct wordings *wordings);

#endif
