/* The stand-in's titles, read from a table, and found by id and by title. */
#ifndef SANDBOX_CATALOG_H
#define SANDBOX_CATALOG_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ALIASES_MAX = 8 };

struct title {
    bool is_show;
    int64_t trakt, tmdb, tvdb; /* 0: not set */
    int64_t votes;
    int64_t runtime; /* minutes; 0: not known */
    int year;        /* 0: not set */
    char *row;       /* the line of the file, which the strings point into */
    char *title, *slug, *imdb, *country, *original; /* "": not set */
    char *slug_made;                                /* the slug, if the file has none */
    char *aliases[ALIASES_MAX];
    unsigned alias_count;
    char *folded;                         /* the title, folded */
    char *folded_others[ALIASES_MAX + 1]; /* original title and aliases, folded */
    unsigned other_count;
};

struct catalog {
    struct title **titles;
    size_t count;
    struct catalog_entry **slots; /* hash table of keys, each the head of a chain */
    size_t slot_count;
};

/* Reads a table (tests/sandbox/README.md describes its columns). Dies with one line if it is
 * invalid. */
void catalog_load(struct catalog *catalog, const char *file);
void catalog_release(struct catalog *catalog);

/* Adds one row. If it is invalid, prints a message with file and line, and exits. */
void catalog_add(struct catalog *catalog, const char *file, size_t line, const char *text);

/* Returns the titles with that key, one per call: start with *state NULL. Returns NULL at the end.
 * Borrowed. The kinds: trakt tmdb tvdb imdb slug (id), exact (folded title). */
const struct title *catalog_next(const struct catalog *catalog, const char *kind, bool is_show,
                                 const char *value, const struct catalog_entry **state);

/* Returns the first of them, or NULL. */
const struct title *catalog_find(const struct catalog *catalog, const char *kind, bool is_show,
                                 const char *value);

/* Returns the title by the id in a path: a Trakt id, an IMDb id or a slug. */
const struct title *catalog_find_any(const struct catalog *catalog, bool is_show,
                                     const char *value);

/* Returns the movie or show object in Trakt's format; full adds the members of extended=full. The
 * caller frees it. */
json_t *title_json(const struct title *title, bool full);

/* Returns "movie" or "show". */
const char *title_type(const struct title *title);

#endif
