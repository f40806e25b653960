/* Candidates of a catalogue for a question. Which of them is the title, the rules of rank.h decide;
 * this room only brings what they may take. */
#ifndef CATALOG_FIND_H
#define CATALOG_FIND_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "catalog/catalog.h"
#include "rank/rank.h"

/* The maximum number of titles for one key, and the maximum number of rows that are read for it. */
enum { CATALOG_MOST_FOUND = 100, CATALOG_MOST_ROWS = 20000 };

/* How many votes IMDb has for each vote at Trakt: an estimate, not measured. */
enum { CATALOG_IMDB_VOTES = 25 };

/* A title of the catalogue. Strings and ids are borrowed from the struct catalog_titles. */
struct catalog_title {
    json_int_t id; /* the row of the table title; unique */
    enum media_type type;
    const char *title;
    const char *original; /* NULL: unknown, or the same */
    int year;             /* RECORD_NONE: unknown */
    int runtime;          /* minutes; RECORD_NONE: unknown */
    json_int_t votes;     /* as the catalogue has them; RECORD_NONE: unknown */
    json_int_t fame;      /* about as many votes as it has at Trakt; RECORD_NONE: unknown */
    const char *country;  /* NULL: unknown */
    const json_t *ids;    /* imdb, and others as far as known */
    const char *alias;    /* the other name by which it was found; NULL: its own title */
};

/* Titles, each once for a name by which it was found, the most promising first. Zeroed is empty. */
struct catalog_titles {
    struct catalog_title *at;
    size_t count;
    size_t room;
};

/* Frees the contents and empties titles. */
void catalog_titles_release(struct catalog_titles *titles);

/* The steps of a search, each more expensive than the one before. */
enum catalog_step {
    CATALOG_SAME,   /* titles of the same words, in whatever spelling */
    CATALOG_OTHER,  /* titles of the further texts of the query */
    CATALOG_LONGER, /* the question continues with other words after the title */
    CATALOG_TYPO,   /* one or two typing errors, in titles of 8 letters or more */
    CATALOG_STEPS
};

struct catalog_query {
    const struct rank_question *asked;
    const char *const *texts; /* what else the title may be: "Heat" for "Heat US" */
    size_t text_count;
    bool all; /* also titles that the rules will not take, for a user who chooses */
};

/* Adds to titles what one step finds. Each step does a bounded number of look-ups. */
void catalog_find(struct catalog *catalog, const struct catalog_query *query,
                  enum catalog_step step, struct catalog_titles *titles);

/* Adds the title with an IMDb id ("tt0113277"), if there is one and it is of the type. Returns
 * whether it was found. */
bool catalog_find_imdb(struct catalog *catalog, const char *id, enum media_type type,
                       struct catalog_titles *titles);

#endif
