/* The files that a catalogue is built from: IMDb's title.basics, title.akas and title.ratings, and
 * lists of one's own, all of them tab-separated and told apart by the columns that their first line
 * names. IMDb's format: https://developer.imdb.com/non-commercial-datasets/ */
#ifndef CATALOG_DATASET_H
#define CATALOG_DATASET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"

struct dataset;

/* In the order in which they are read: akas and ratings are of titles that are known by then. */
enum dataset_kind { DATASET_BASICS, DATASET_LIST, DATASET_RATINGS, DATASET_AKAS, DATASET_KINDS };
extern const char *const dataset_kind_words[];

enum dataset_type {
    DATASET_MOVIE,
    DATASET_SHOW,
    DATASET_SHORT,
    DATASET_OTHER, /* episodes, games, and whatever else there may be */
};

/* The largest number of an IMDb id: nine digits. */
enum { DATASET_MOST_ID = 999999999, DATASET_UNKNOWN = -1 };

/* A row. Texts are borrowed until the next one; NULL: not given. Numbers: DATASET_UNKNOWN. */
struct dataset_row {
    int64_t id; /* the number of the IMDb id; 0: none */
    enum dataset_type type;
    bool adult;
    char *title, *original, *country;
    char *aliases;                    /* of a list: with '|' between */
    char *ids;                        /* of a list: as they are written */
    char *trakt, *slug, *tmdb, *tvdb; /* of a list */
    int year, runtime;
    int64_t votes;
};

enum dataset_got {
    DATASET_ROW,
    DATASET_BAD_ROW, /* one that says nothing, or has another number of columns: skipped */
    DATASET_END,
    DATASET_FAILED,
};

/* What came of the rows of a file. */
struct dataset_counts {
    int64_t read;     /* all */
    int64_t bad;      /* skipped: damaged */
    int64_t repaired; /* with bytes that are not UTF-8, which were replaced */
    int64_t kept;     /* used by the catalogue; for the caller to count */
};

/* Opens a file and reads its first line. Returns NULL with why: 66 (cannot be read), 65 (not one of
 * these files), 130 (interrupt, a descriptor or -1, became readable while it waited for a pipe).
 * Close with dataset_close. */
CVI_MUST_USE struct dataset *dataset_open(const char *path, int interrupt, struct why *why);

enum dataset_kind dataset_kind(const struct dataset *dataset);

/* Returns the path as it was given. Borrowed. */
const char *dataset_path(const struct dataset *dataset);

/* From now on, rows whose id is_wanted refuses are counted as read, and not handed on. */
void dataset_choose(struct dataset *dataset, bool (*is_wanted)(const void *context, int64_t id),
                    const void *context);

/* Reads the next row. why is set when it fails (65, 66 or 130). */
enum dataset_got dataset_next(struct dataset *dataset, struct dataset_row *row, struct why *why);

/* The counts, which may be changed. Borrowed. */
struct dataset_counts *dataset_counts(struct dataset *dataset);

/* Return the size of the file as it is stored, its time (seconds since the epoch), and the number
 * of bytes that have been read; -1: unknown. */
int64_t dataset_size(const struct dataset *dataset);
int64_t dataset_modified(const struct dataset *dataset);
int64_t dataset_offset(const struct dataset *dataset);

/* NULL is allowed. */
void dataset_close(struct dataset *dataset);

/* Reads "tt0113277" as 113277; 0: not an IMDb id of a title. */
int64_t dataset_imdb_id(const char *text);

#endif
