/* The titles to which the files of a run were matched, and those to which its other files may
 * belong. Memory is
 * bounded by the number of different titles. Pure. */
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

/* Notes the titles of a record: its match; without a match, its candidates and the title in the
 * file's name. A record of a corrupt file is ignored, unless is_sound is set: the file was replaced
 * by a sound one. */
void prune_titles_note(struct prune_titles *titles, const json_t *record, bool is_sound);

/* Notes a file in the library that has no record: the file may be the title in its name. filename
 * is a path. */
void prune_titles_note_file(struct prune_titles *titles, const char *filename);

/* Returns whether a file was matched to the title, by any of the title's ids. A file without an
 * episode number covers all episodes of its show. */
bool prune_titles_has(const struct prune_titles *titles, const struct ledger_title *title);

/* Returns whether the title may be that of a file with an uncertain title. This is so in two cases:
 * the title is a candidate of such a file; or the name of such a file contains the title's name, or
 * the name `other` (NULL: none), and no year that contradicts the title's. */
bool prune_titles_may_be(const struct prune_titles *titles, const struct ledger_title *title,
                         const char *other);

void prune_titles_release(struct prune_titles *titles);

#endif
