/* The titles the stand-in knows, read from a table, found by id and by title. */
#ifndef SANDBOX_CATALOG_H
#define SANDBOX_CATALOG_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ALIASES_MAX = 8 };

struct title {
    bool is_show;
    int64_t trakt, tmdb, tvdb; /* 0 when there is none */
    int64_t votes;
    int64_t runtime; /* minutes; 0: not known */
    int year;        /* 0 when there is none */
    char *row;       /* the line of the file, which the texts point into */
    char *title, *slug, *imdb, *country, *original; /* "" when there is none */
    char *slug_made;                                /* the slug, when the file names none */
    char *aliases[ALIASES_MAX];
    unsigned alias_count;
    char *folded;                         /* the title, folded */
    char *folded_others[ALIASES_MAX + 1]; /* original title and aliases, folded */
    unsigned other_count;
};

struct catalog {
    struct title **titles;
    size_t count;
    struct catalog_entry **slots; /* hash of keys, each the head of a chain */
    size_t slot_count;
};

/* Reads a table (tests/sandbox/README.md has its columns). Dies with one line when it is bad. */
void catalog_load(struct catalog *catalog, const char *file);
void catalog_release(struct catalog *catalog);

/* Adds one row; file and line are for the message when it is bad, which ends the program. */
void catalog_add(struct catalog *catalog, const char *file, size_t line, const char *text);

/* Returns the titles that have that key, one after the other: begin with *state NULL. Borrowed;
 * NULL at the end. The kinds: trakt tmdb tvdb imdb slug (id), exact (folded title). */
const struct title *catalog_next(const struct catalog *catalog, const char *kind, bool is_show,
                                 const char *value, const struct catalog_entry **state);

/* The first of them, or NULL. */
const struct title *catalog_find(const struct catalog *catalog, const char *kind, bool is_show,
                                 const char *value);

/* By what a path may say: a Trakt id, an IMDb id or a slug. */
const struct title *catalog_find_any(const struct catalog *catalog, bool is_show,
                                     const char *value);

/* Returns the movie or show object, as Trakt sends it; new. Full adds what extended=full adds. */
json_t *title_json(const struct title *title, bool full);

/* "movie" or "show". */
const char *title_type(const struct title *title);

#endif
