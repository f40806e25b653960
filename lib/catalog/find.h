/* Finds candidates in a catalogue: titles that the rules of rank.h can accept. The rules then
 * choose one of the candidates. */
#ifndef CATALOG_FIND_H
#define CATALOG_FIND_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "catalog/catalog.h"
#include "rank/rank.h"

/* The maximum number of titles found for one key, and of rows read for one key. */
enum { CATALOG_MOST_FOUND = 100, CATALOG_MOST_ROWS = 20000 };

/* IMDb's votes per vote at Trakt: an estimate, not measured. */
enum { CATALOG_IMDB_VOTES = 25 };

/* A title of the catalogue. Strings and ids are borrowed from the struct catalog_titles. */
struct catalog_title {
    json_int_t id; /* the number of its row in the table "title"; unique */
    enum media_type type;
    const char *title;
    const char *original; /* NULL: unknown, or the same as title */
    int year;             /* RECORD_NONE: unknown */
    int runtime;          /* minutes; RECORD_NONE: unknown */
    json_int_t votes;     /* as in the catalogue; RECORD_NONE: unknown */
    json_int_t fame;      /* estimated votes at Trakt; RECORD_NONE: unknown */
    const char *country;  /* NULL: unknown */
    const json_t *ids;    /* imdb, and other known ids */
    const char *alias;    /* the alias by which it was found; NULL: its own title */
};

/* The titles found. Titles with the same key are sorted, most promising first; titles found by the
 * step CATALOG_TYPO are not sorted. A title occurs once for each name by which it was found. A
 * zeroed struct is empty. */
struct catalog_titles {
    struct catalog_title *at;
    size_t count;
    size_t room;
};

/* Frees the contents and empties titles. */
void catalog_titles_release(struct catalog_titles *titles);

/* The steps of a search, each more expensive than the one before. */
enum catalog_step {
    CATALOG_SAME,   /* titles with the same words, in any spelling */
    CATALOG_OTHER,  /* titles with the same words as one of query->texts */
    CATALOG_LONGER, /* titles that are followed by other words in the query */
    CATALOG_TYPO,   /* titles of 8 letters or more (without a year: 12) with 1 to 3 typing errors */
    CATALOG_STEPS
};

struct catalog_query {
    const struct rank_question *asked;
    const char *const *texts; /* other forms of the title: "Heat" for "Heat US" */
    size_t text_count;
    bool all; /* the user chooses, so titles that the rules would reject are also included */
};

/* Adds the results of one step to titles. */
void catalog_find(struct catalog *catalog, const struct catalog_query *query,
                  enum catalog_step step, struct catalog_titles *titles);

/* Adds the title with an IMDb id ("tt0113277"), if it exists and has the type. Returns whether it
 * was found. */
bool catalog_find_imdb(struct catalog *catalog, const char *id, enum media_type type,
                       struct catalog_titles *titles);

#endif
