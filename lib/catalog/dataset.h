/* The source files of a catalogue: IMDb's title.basics, title.akas and title.ratings, and the
 * user's own lists. All are tab-separated; the column names in the first line identify the kind.
 * IMDb's format: https://developer.imdb.com/non-commercial-datasets/ */
#ifndef CATALOG_DATASET_H
#define CATALOG_DATASET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"

struct dataset;

/* The kinds in the order in which they are read: akas and ratings refer to titles that were read
 * before. */
enum dataset_kind { DATASET_BASICS, DATASET_LIST, DATASET_RATINGS, DATASET_AKAS, DATASET_KINDS };
extern const char *const dataset_kind_words[];

enum dataset_type {
    DATASET_MOVIE,
    DATASET_SHOW,
    DATASET_SHORT,
    DATASET_OTHER, /* episodes, games, and any other type */
};

/* The largest number in an IMDb id: nine digits. */
enum { DATASET_MOST_ID = 999999999, DATASET_UNKNOWN = -1 };

/* A row. Strings are borrowed until the next row is read; NULL: not given. Numbers that are not
 * given are DATASET_UNKNOWN. */
struct dataset_row {
    int64_t id; /* the number of the IMDb id; 0: none */
    enum dataset_type type;
    bool adult;
    char *title, *original, *country;
    char *aliases;                    /* only in a list: separated by '|' */
    char *ids;                        /* only in a list: as written there */
    char *trakt, *slug, *tmdb, *tvdb; /* only in a list */
    int year, runtime;
    int64_t votes;
};

enum dataset_got {
    DATASET_ROW,
    /* A row that was skipped: it lacks a required value, has a wrong number of columns, contains a
       NUL or is too long. */
    DATASET_BAD_ROW,
    DATASET_END,
    DATASET_FAILED,
};

/* Counts of the rows of a file. */
struct dataset_counts {
    int64_t read;     /* all */
    int64_t bad;      /* skipped: damaged */
    int64_t repaired; /* with invalid UTF-8, which was replaced */
    int64_t kept;     /* used by the catalogue; counted by the caller */
};

/* Opens a file and reads its first line. Returns a new dataset, which the caller closes with
 * dataset_close. On failure, returns NULL with `why`. Its exit status is 66 (cannot be read), 65
 * (not one of these files) or 130 (interrupted). Waiting for a pipe is interrupted when the
 * descriptor `interrupt` (-1: none) becomes readable. */
CVI_MUST_USE struct dataset *dataset_open(const char *path, int interrupt, struct why *why);

enum dataset_kind dataset_kind(const struct dataset *dataset);

/* Returns the path that was given to dataset_open. */
const char *dataset_path(const struct dataset *dataset);

/* Skips, from now on, rows whose id is rejected by `is_selected`. Skipped rows count as read. */
void dataset_choose(struct dataset *dataset, bool (*is_selected)(const void *context, int64_t id),
                    const void *context);

/* Reads the next row. On failure, sets `why` (65, 66 or 130). */
enum dataset_got dataset_next(struct dataset *dataset, struct dataset_row *row, struct why *why);

/* Returns the counts, which the caller is allowed to change. */
struct dataset_counts *dataset_counts(struct dataset *dataset);

/* Return the size of the file as stored, its modification time (seconds since the epoch), and the
 * number of bytes read so far; -1: unknown. */
int64_t dataset_size(const struct dataset *dataset);
int64_t dataset_modified(const struct dataset *dataset);
int64_t dataset_offset(const struct dataset *dataset);

/* Closes a dataset. NULL is allowed. */
void dataset_close(struct dataset *dataset);

/* Returns the number in an IMDb id: 113277 for "tt0113277"; 0: not an IMDb title id. */
int64_t dataset_imdb_id(const char *text);

#endif
