/* Defines the tables of a catalogue, opens a catalogue, and reads its status. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "catalog/parts.h"

const char catalog_tables[] =
    "CREATE TABLE title ("
    " id INTEGER PRIMARY KEY," /* number in the IMDb id; or CATALOG_FIRST_OWN_ID and up */
    " type INTEGER NOT NULL,"  /* enum media_type */
    " title TEXT NOT NULL, original TEXT," /* NULL: same as title */
    " year INTEGER, runtime INTEGER, votes INTEGER, country TEXT,"
    " ids TEXT);" /* JSON object of further ids; NULL: none */
    "CREATE TABLE name ("
    " key TEXT NOT NULL,"
    " title INTEGER NOT NULL,"
    " kind INTEGER NOT NULL," /* enum catalog_kind */
    " text TEXT,"             /* an alias as written; NULL for the other kinds */
    " PRIMARY KEY (key, title)) WITHOUT ROWID;"
    "CREATE TABLE ending (" /* reversed keys, for typing errors in the first half */
    " key TEXT NOT NULL, title INTEGER NOT NULL, PRIMARY KEY (key, title)) WITHOUT ROWID;"
    "CREATE TABLE rival (" /* films that were left out, but share the name of a title */
    " key TEXT NOT NULL, year INTEGER NOT NULL, PRIMARY KEY (key, year)) WITHOUT ROWID;"
    "CREATE TABLE source ("
    " name TEXT NOT NULL, kind TEXT NOT NULL, bytes INTEGER, modified INTEGER, read INTEGER,"
    " kept INTEGER);"
    "CREATE TABLE fact (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;";

/* The columns of a title that find.c reads. */
#define COLUMNS                                                                                    \
    "t.id, t.type, t.title, t.original, coalesce(t.year, -1), coalesce(t.runtime, -1),"            \
    " coalesce(t.votes, -1), t.country, t.ids"

/* Selects rows by the beginning of their key (from ?1 up to ?2) and the number of its letters (from
 * ?3 to ?4). Reads at most CATALOG_MOST_ROWS rows. */
#define HALF(table, text)                                                                          \
    "SELECT key, title, " text " FROM (SELECT * FROM " table                                       \
    " WHERE key >= ?1 AND key < ?2 LIMIT 20000) WHERE length(key) BETWEEN ?3 AND ?4"

static const struct database_form form = {
    .version = CATALOG_FORM,
    .application = CATALOG_APPLICATION,
    .called = "a catalogue",
    .remedy = "build a catalogue: cvi-catalog --fetch",
    .without = "this catalogue is no longer used",
    .statements =
        {
            [CATALOG_READ_FACT] = "SELECT value FROM fact WHERE key = ?1",
            [CATALOG_READ_SOURCES] =
                "SELECT name, kind, bytes, modified, read, kept FROM source ORDER BY rowid",
            [CATALOG_HAS_RATINGS] = "SELECT 1 FROM source WHERE kind = 'ratings'",
            [CATALOG_BY_ID] = "SELECT " COLUMNS " FROM title AS t WHERE id = ?1"
                              " AND (?2 < 0 OR type = ?2) AND (?3 < 0 OR year = ?3)",
            /* Sorts by these criteria, most important first: the year fits, the title is exactly
               equal, the number of votes. A film that is a year off is skipped if the table "rival"
               has a film of this name with the right year. */
            [CATALOG_BY_KEY] =
                "SELECT " COLUMNS ", n.text"
                " FROM (SELECT title, kind, text FROM name WHERE key = ?1 LIMIT 20000) AS n"
                " CROSS JOIN title AS t ON t.id = n.title"
                " WHERE (?2 < 0 OR t.type = ?2) AND (n.kind < 3 OR ?5 OR t.year = ?6)"
                " AND NOT (t.type = 0 AND ifnull(abs(t.year - ?6), 0) = 1"
                "  AND EXISTS (SELECT 1 FROM rival AS r WHERE r.key = ?1 AND r.year = ?6))"
                " ORDER BY (?3 < 0 OR t.year IS NULL OR t.year BETWEEN ?3 AND ?4) DESC,"
                " (t.title = ?7) DESC, t.votes DESC LIMIT 100",
            [CATALOG_BY_BEGINNING] = HALF("name", "text"),
            [CATALOG_BY_ENDING] = HALF("ending", "NULL"),
        },
};

struct catalog *catalog_open(const char *path, struct why *why)
{
    struct database *database = database_open_finished(path, &form, why);

    if (!database)
        return NULL;
    struct catalog *catalog = cvi_alloc(sizeof *catalog);
    *catalog = (struct catalog){.database = database, .path = cvi_strdup(path)};
    catalog->rated = database_step(database, CATALOG_HAS_RATINGS);
    database_finish(database, CATALOG_HAS_RATINGS);
    return catalog;
}

void catalog_close(struct catalog *catalog)
{
    if (!catalog)
        return;
    database_close(catalog->database);
    free(catalog->path);
    free(catalog);
}

bool catalog_is_broken(const struct catalog *catalog)
{
    return database_is_broken(catalog->database);
}

/* Returns a fact as a new string; "" if the catalogue does not have it. */
static char *read_fact(struct catalog *catalog, const char *key)
{
    struct database *d = catalog->database;
    size_t length;

    database_bind_text(d, CATALOG_READ_FACT, 1, key);
    const char *value =
        database_step(d, CATALOG_READ_FACT) ? database_text(d, CATALOG_READ_FACT, 0, &length) : "";
    char *copy = cvi_strdup(value ? value : "");
    database_finish(d, CATALOG_READ_FACT);
    return copy;
}

static int64_t read_number(struct catalog *catalog, const char *key)
{
    char *text = read_fact(catalog, key);
    int64_t number = strtoll(text, NULL, 10);

    free(text);
    return number;
}

static char *copy_column(struct database *d, int column)
{
    size_t length;
    const char *text = database_text(d, CATALOG_READ_SOURCES, column, &length);

    return cvi_strdup(text ? text : "");
}

static int64_t number_or_none(struct database *d, int column)
{
    size_t length;

    return database_text(d, CATALOG_READ_SOURCES, column, &length)
               ? database_number(d, CATALOG_READ_SOURCES, column)
               : -1;
}

static void read_sources(struct catalog *catalog, struct catalog_status *status)
{
    struct database *d = catalog->database;

    while (database_step(d, CATALOG_READ_SOURCES)) {
        size_t size = (status->source_count + 1) * sizeof *status->sources;

        status->sources = cvi_realloc(status->sources, size);
        status->sources[status->source_count++] = (struct catalog_source){
            .name = copy_column(d, 0),
            .kind = copy_column(d, 1),
            .bytes = number_or_none(d, 2),
            .modified = number_or_none(d, 3),
            .read = database_number(d, CATALOG_READ_SOURCES, 4),
            .kept = database_number(d, CATALOG_READ_SOURCES, 5),
        };
    }
    database_finish(d, CATALOG_READ_SOURCES);
}

bool catalog_status(struct catalog *catalog, struct catalog_status *status, struct why *why)
{
    struct stat about;

    *status = (struct catalog_status){
        .built = read_number(catalog, "built"),
        .version = read_fact(catalog, "version"),
        .bytes = stat(catalog->path, &about) == 0 ? about.st_size : 0,
        .movies = read_number(catalog, "movies"),
        .shows = read_number(catalog, "shows"),
        .names = read_number(catalog, "names"),
    };
    read_sources(catalog, status);
    if (!database_is_broken(catalog->database))
        return true;
    catalog_status_release(status);
    return why_set(why, EX_DATAERR, "%s: damaged (%s)", catalog->path, form.remedy);
}

void catalog_status_release(struct catalog_status *status)
{
    for (size_t i = 0; i < status->source_count; i++) {
        free(status->sources[i].name);
        free(status->sources[i].kind);
    }
    free(status->sources);
    free(status->version);
    *status = (struct catalog_status){0};
}
