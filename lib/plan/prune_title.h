/* Stores the titles of the files in the input: matched titles, and possible titles of files without
 * a match. Pure. */
#ifndef PLAN_PRUNE_TITLE_H
#define PLAN_PRUNE_TITLE_H

#include <jansson.h>
#include <stdbool.h>

#include "ledger/ledger.h"
#include "record/titles.h"

/* Initialize with {0}. */
struct prune_titles {
    struct titles matched; /* matched titles, by their ids */
    struct titles maybe;   /* possible titles, by the ids of candidates and by names */
};

/* Stores the titles of a record: its match, or else its candidates and the title in the file name.
 * The record of a corrupt file is ignored, unless `is_sound` is true. `is_sound` means that the
 * scan documents have the file, and that it is not corrupt in them. */
void prune_titles_note(struct prune_titles *titles, const json_t *record, bool is_sound);

/* Stores the title in the name of a file that has no record. `filename` is a path. */
void prune_titles_note_file(struct prune_titles *titles, const char *filename);

/* Returns whether a file was matched to the title, by any id of the title. A file without an
 * episode number counts as all episodes of its show. */
bool prune_titles_has(const struct prune_titles *titles, const struct ledger_title *title);

/* Returns whether a file with an uncertain title may have this title. Either the title is a
 * candidate of the file, or the file name has the title's name or the name `other` (NULL: none),
 * and no year that contradicts the title's year. */
bool prune_titles_may_be(const struct prune_titles *titles, const struct ledger_title *title,
                         const char *other);

void prune_titles_release(struct prune_titles *titles);

#endif
