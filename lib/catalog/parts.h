/* What the files of this room share: the tables, the keys, an open catalogue. */
#ifndef CATALOG_PARTS_H
#define CATALOG_PARTS_H

#include "base/database.h"
#include "catalog/catalog.h"

enum {
    CATALOG_FORM = 1,                 /* the version of the tables: user_version */
    CATALOG_APPLICATION = 0x63766963, /* application_id, "cvic" */
};

/* The first number of titles without an IMDb id; smaller ones are the number of their IMDb id. */
#define CATALOG_FIRST_OWN_ID ((int64_t)1 << 40)

/* How a name belongs to its title: column "kind" of table "name", the most important first. */
enum catalog_kind {
    CATALOG_TITLE,
    CATALOG_ORIGINAL,
    CATALOG_ALIAS,
    CATALOG_HEAD, /* the title before its subtitle */
};

enum {
    CATALOG_LEAST_ENDING = 8, /* letters of a key that is in the table "ending", too */
};

/* The tables of a catalogue, as SQL. */
extern const char catalog_tables[];

/* Statements of an open catalogue: places in catalog_form.statements. */
enum catalog_statement {
    CATALOG_READ_FACT,
    CATALOG_READ_SOURCES,
    CATALOG_BY_ID,
    CATALOG_BY_KEY,
    CATALOG_BY_BEGINNING,
    CATALOG_BY_ENDING,
};

struct catalog {
    struct database *database;
    char *path;
};

/* Sets *key to the key of a title, and *head to that of the title before its subtitle; NULL when it
 * has none, or the head is the same. New strings; the caller frees them. */
void catalog_keys(const char *title, char **key, char **head);

/* Returns the key turned round, character by character, as a new string; the caller frees it. */
CVI_MUST_USE char *catalog_turned(const char *key);

/* Returns the number of characters of a key. */
size_t catalog_letters(const char *key);

#endif
