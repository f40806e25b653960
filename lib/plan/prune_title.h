/* The titles that the records of a run have, or may have. Memory is bounded by the number of
 * different titles. Pure. */
#ifndef PLAN_PRUNE_TITLE_H
#define PLAN_PRUNE_TITLE_H

#include <jansson.h>
#include <stdbool.h>

#include "ledger/ledger.h"
#include "record/titles.h"

/* Initialize with {0}. */
struct prune_titles {
    struct titles matched; /* by their ids */
    struct titles maybe;   /* by the ids of candidates, and by names */
};

/* Notes the titles of a record: its match; or its candidates and the file's name. A record of a
 * corrupt file counts for nothing, unless the file is_sound by now. */
void prune_titles_note(struct prune_titles *titles, const json_t *record, bool is_sound);

/* Notes a file of the library without a record: it may be the title in its name (a path). */
void prune_titles_note_file(struct prune_titles *titles, const char *filename);

/* Returns whether a file was matched to the title, by any of its ids. An episode is covered by a
 * record of it, and by a record of its show without an episode number. */
bool prune_titles_has(const struct prune_titles *titles, const struct ledger_title *title);

/* Returns whether a file may be the title: it has the title as a candidate, or its name resembles
 * the title's or other (another name; may be NULL), and the years do not contradict. */
bool prune_titles_may_be(const struct prune_titles *titles, const struct ledger_title *title,
                         const char *other);

void prune_titles_release(struct prune_titles *titles);

#endif
