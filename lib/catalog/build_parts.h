/* Declarations shared by the files that build a catalogue. */
#ifndef CATALOG_BUILD_PARTS_H
#define CATALOG_BUILD_PARTS_H

#include "base/database.h"
#include "catalog/build.h"
#include "catalog/dataset.h"
#include "catalog/parts.h"

/* --- output.c: the new file, which then replaces the old one --- */

struct output {
    char *path;  /* the file to be replaced, with symbolic links resolved */
    char *draft; /* the new file next to it; a draft left by a killed build is reused */
    int lock;    /* lock on the draft, held by the build that writes it; -1: not locked */
};

/* Creates and locks the draft. If another build is writing the same output, waits for its end
 * first. Returns false with `why` (exit status 74, or 73 if the file at `path` is not a catalogue).
 * In this case, output_abandon is not needed. */
bool output_begin(struct output *output, const char *path, struct why *why);
/* Flushes the draft to disk, and renames it to the file's path. Returns false with `why` (exit
 * status 74). */
bool output_commit(struct output *output, struct why *why);
/* Removes the draft unless it was committed, and frees the contents. */
void output_abandon(struct output *output);

/* --- kept.c: the set of ids whose titles the catalogue has --- */

struct kept;
CVI_MUST_USE struct kept *kept_new(void);
void kept_add(struct kept *kept, int64_t id);
bool kept_has(const struct kept *kept, int64_t id);
void kept_free(struct kept *kept);

/* --- stage.c: rows that were read but not yet sorted --- */

enum draft_statement {
    DRAFT_ADD_TITLE,
    DRAFT_ADD_NAME,
    DRAFT_ADD_ENDING,
    DRAFT_SORTED_TITLES,
    DRAFT_WRITE_TITLE,
    DRAFT_WRITE_NAMES,
    DRAFT_NOTE_NAMES,
    DRAFT_WRITE_ENDINGS,
    DRAFT_ADD_RIVAL,
    DRAFT_WRITE_RIVALS,
    DRAFT_WRITE_SOURCE,
    DRAFT_WRITE_FACT,
    DRAFT_DROP_TITLES,
    DRAFT_COUNT_NAMES,
};

/* Opens the draft, with the tables of a catalogue and those for sorting. Returns NULL with `why`
 * (exit status 74) on failure. */
CVI_MUST_USE struct database *stage_open(const struct output *output, struct why *why);

/* A title from one source, or merged from several. Strings are borrowed. */
struct title {
    int64_t id;
    int type; /* enum media_type */
    const char *title, *original, *country;
    const char *ids;              /* JSON object; NULL: none */
    int64_t year, runtime, votes; /* DATASET_UNKNOWN: not known */
};

/* Each of these functions adds a row to the draft. `text` is NULL unless `kind` is CATALOG_ALIAS. A
 * name without letters or digits is ignored. stage_ending also ignores a key with fewer than
 * CATALOG_LEAST_ENDING letters. */
void stage_title(struct database *draft, const struct title *title);
void stage_name(struct database *draft, const char *key, int64_t id, enum catalog_kind kind,
                const char *text);
void stage_alias(struct database *draft, int64_t id, const char *text);
void stage_ending(struct database *draft, const char *key, int64_t id);
/* Adds a rival: the name and year of a film that is left out of the catalogue. */
void stage_rival(struct database *draft, const char *text, int64_t year);

/* --- ids.c: ids of other services, as JSON --- */

/* Returns the ids in a list's row, except IMDb's, as a new string with a JSON object; NULL: no such
 * ids. If *imdb is 0 and the row's ids include an IMDb id, sets *imdb to this id. */
CVI_MUST_USE char *ids_read(const struct dataset_row *row, int64_t *imdb);

/* Returns the ids of both JSON objects, as a new string with one object. If both have an id of the
 * same service, the id in `one` is used. */
CVI_MUST_USE char *ids_merge(const char *one, const char *other);

/* --- merge.c --- */

/* Merges the titles that are in several sources, and writes the tables of titles, names, endings
 * and rivals. Adds to the counts of movies and shows in `built`, and sets its count of names.
 * Returns false if the draft cannot be read or written. */
bool merge_all(struct database *draft, struct catalog_built *built);

#endif
