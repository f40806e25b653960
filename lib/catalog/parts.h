/* Declarations shared by the files of lib/catalog: the tables, the keys, an open catalogue. */
#ifndef CATALOG_PARTS_H
#define CATALOG_PARTS_H

#include "base/database.h"
#include "catalog/catalog.h"

enum {
    CATALOG_FORM = 2,                 /* version of the tables (SQLite's user_version) */
    CATALOG_APPLICATION = 0x63766963, /* SQLite's application_id: "cvic" */
};

/* The first id for titles without an IMDb id. A smaller id is the number in the title's IMDb id. */
#define CATALOG_FIRST_OWN_ID ((int64_t)1 << 40)

/* The kind of a name, most important first: the column "kind" of the table "name". */
enum catalog_kind {
    CATALOG_TITLE,
    CATALOG_ORIGINAL,
    CATALOG_ALIAS,
    CATALOG_SHORTENED, /* the title without some parts: "Heat" for "Heat: A Crime Saga" */
};

enum {
    CATALOG_LEAST_ENDING = 8, /* shorter keys are not in the table "ending" */
};

/* The tables of a catalogue, as SQL. */
extern const char catalog_tables[];

/* Statements of an open catalogue: indexes in catalog_form.statements. */
enum catalog_statement {
    CATALOG_READ_FACT,
    CATALOG_READ_SOURCES,
    CATALOG_HAS_RATINGS,
    CATALOG_BY_ID,
    CATALOG_BY_KEY,
    CATALOG_BY_BEGINNING,
    CATALOG_BY_ENDING,
};

struct catalog {
    struct database *database;
    char *path;
    bool rated; /* it has IMDb's ratings, which omit titles with fewer than five votes */
};

/* The maximum number of shortened keys for one title: all combinations of three parts. */
enum { CATALOG_MOST_SHORTENED = 6 };

/* The keys under which a title is found. */
struct catalog_keys {
    char *whole;                             /* catalog_key of the title */
    char *shortened[CATALOG_MOST_SHORTENED]; /* keys without some parts */
    size_t count;
};

/* Sets `keys` to the keys of a title. The caller frees them with catalog_keys_release. */
void catalog_keys_read(struct catalog_keys *keys, const char *title);
void catalog_keys_release(struct catalog_keys *keys);

/* Returns the key with its characters in reverse order, as a new string. */
CVI_MUST_USE char *catalog_turned(const char *key);

/* Returns the number of characters of a key. */
size_t catalog_letters(const char *key);

#endif
