/* Which titles the records of a run stand for, or may stand for. Memory is bounded by the number of
 * different titles. Pure. */
#ifndef PLAN_PRUNE_TITLE_H
#define PLAN_PRUNE_TITLE_H

#include <jansson.h>
#include <stdbool.h>

#include "ledger/ledger.h"
#include "record/titles.h"

/* Start with {0}. */
struct prune_titles {
    struct titles matched; /* by their ids */
    struct titles maybe;   /* by the ids of candidates, and by names */
};

/* Notes what a record stands for: its match; or its candidates and what its file is called. A
 * record of a corrupt file stands for nothing, unless the file is_sound by now. */
void prune_titles_note(struct prune_titles *titles, const json_t *record, bool is_sound);

/* Notes that a file of the library has no record: it may be what it is called (a path). */
void prune_titles_note_file(struct prune_titles *titles, const char *filename);

/* Returns whether a file was matched to the title, by any of its ids. An episode is meant by a
 * record of it, and by one of its show without an episode number. */
bool prune_titles_has(const struct prune_titles *titles, const struct ledger_title *title);

/* Returns whether a file may be the title: it is a candidate, or is called like it or like other
 * (another name of it; may be NULL), and the years do not contradict. */
bool prune_titles_may_be(const struct prune_titles *titles, const struct ledger_title *title,
                         const char *other);

void prune_titles_release(struct prune_titles *titles);

#endif
