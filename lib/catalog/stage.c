/* Stores rows before they are sorted, in SQLite's temporary tables. SQLite keeps them in unnamed
 * files in the directory of the output. */
#include <stdlib.h>
#include <string.h>

#include "catalog/build_parts.h"

enum { CACHE_KIB = 40 << 10 };

static const struct database_form form = {
    .version = CATALOG_FORM,
    .application = CATALOG_APPLICATION,
    .tables = NULL,
    .statements =
        {
            [DRAFT_ADD_TITLE] = ("INSERT INTO temp.read_title VALUES (?1, ?2, ?3, ?4, ?5, ?6,"
                                 " ?7, ?8, ?9)"),
            [DRAFT_ADD_NAME] = "INSERT INTO temp.read_name VALUES (?1, ?2, ?3, ?4)",
            [DRAFT_ADD_ENDING] = "INSERT INTO temp.read_ending VALUES (?1, ?2)",
            [DRAFT_SORTED_TITLES] = "SELECT * FROM temp.read_title ORDER BY id, rowid",
            [DRAFT_WRITE_TITLE] = "INSERT INTO title VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            /* If several rows have the same key and title, the row with the lowest kind is kept. */
            [DRAFT_WRITE_NAMES] = ("INSERT OR IGNORE INTO name SELECT key, title, kind, text"
                                   " FROM temp.read_name ORDER BY key, title, kind, rowid"),
            [DRAFT_NOTE_NAMES] = "INSERT INTO fact VALUES ('names', changes())",
            [DRAFT_WRITE_ENDINGS] = ("INSERT OR IGNORE INTO ending SELECT key, title"
                                     " FROM temp.read_ending ORDER BY key, title"),
            [DRAFT_ADD_RIVAL] = "INSERT INTO temp.read_rival VALUES (?1, ?2)",
            /* The inner ORDER BY makes the look-ups read the table "name" only once, from its start
             * to its end. */
            [DRAFT_WRITE_RIVALS] =
                ("INSERT INTO rival SELECT key, year"
                 " FROM (SELECT DISTINCT key, year FROM temp.read_rival ORDER BY key, year LIMIT "
                 "-1)"
                 " AS r WHERE EXISTS (SELECT 1 FROM name AS n WHERE n.key = r.key)"),
            [DRAFT_WRITE_SOURCE] = "INSERT INTO source VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            [DRAFT_WRITE_FACT] = "INSERT INTO fact VALUES (?1, ?2)",
            [DRAFT_DROP_TITLES] = "DELETE FROM temp.read_title",
            [DRAFT_COUNT_NAMES] = "SELECT value FROM fact WHERE key = 'names'",
        },
};

static const char own_tables[] =
    "CREATE TEMP TABLE read_title (id INTEGER, type INTEGER, title TEXT, original TEXT,"
    " year INTEGER, runtime INTEGER, votes INTEGER, country TEXT, ids TEXT);"
    "CREATE TEMP TABLE read_name (key TEXT, title INTEGER, kind INTEGER, text TEXT);"
    "CREATE TEMP TABLE read_ending (key TEXT, title INTEGER);"
    "CREATE TEMP TABLE read_rival (key TEXT, year INTEGER);";

struct database *stage_open(const struct output *output, struct why *why)
{
    static char *tables; /* the database keeps a pointer to the form */
    static struct database_form whole;
    char *directory = cvi_strdup(output->draft);
    char *slash = strrchr(directory, '/');

    free(tables);
    tables = cvi_format("%s%s", catalog_tables, own_tables);
    whole = form;
    whole.tables = tables;
    if (slash)
        slash[slash == directory] = '\0';
    struct database *draft =
        database_open_draft(output->draft, &whole, slash ? directory : ".", CACHE_KIB, why);
    free(directory);
    return draft;
}

static void bind(struct database *draft, int statement, int place, int64_t number)
{
    if (number != DATASET_UNKNOWN)
        database_bind_number(draft, statement, place, number);
}

void stage_title(struct database *draft, const struct title *title)
{
    const int add = DRAFT_ADD_TITLE;

    database_bind_number(draft, add, 1, title->id);
    database_bind_number(draft, add, 2, title->type);
    database_bind_text(draft, add, 3, title->title);
    database_bind_text(draft, add, 4, title->original);
    bind(draft, add, 5, title->year);
    bind(draft, add, 6, title->runtime);
    bind(draft, add, 7, title->votes);
    database_bind_text(draft, add, 8, title->country);
    database_bind_text(draft, add, 9, title->ids);
    database_run(draft, add);
}

void stage_name(struct database *draft, const char *key, int64_t id, enum catalog_kind kind,
                const char *text)
{
    if (!*key)
        return;
    database_bind_text(draft, DRAFT_ADD_NAME, 1, key);
    database_bind_number(draft, DRAFT_ADD_NAME, 2, id);
    database_bind_number(draft, DRAFT_ADD_NAME, 3, kind);
    database_bind_text(draft, DRAFT_ADD_NAME, 4, text);
    database_run(draft, DRAFT_ADD_NAME);
}

void stage_alias(struct database *draft, int64_t id, const char *text)
{
    char *key = catalog_key(text);

    stage_name(draft, key, id, CATALOG_ALIAS, text);
    free(key);
}

void stage_ending(struct database *draft, const char *key, int64_t id)
{
    if (catalog_letters(key) < CATALOG_LEAST_ENDING)
        return;
    char *turned = catalog_turned(key);

    database_bind_text(draft, DRAFT_ADD_ENDING, 1, turned);
    database_bind_number(draft, DRAFT_ADD_ENDING, 2, id);
    database_run(draft, DRAFT_ADD_ENDING);
    free(turned);
}

void stage_rival(struct database *draft, const char *text, int64_t year)
{
    char *key = catalog_key(text);

    if (*key) {
        database_bind_text(draft, DRAFT_ADD_RIVAL, 1, key);
        database_bind_number(draft, DRAFT_ADD_RIVAL, 2, year);
        database_run(draft, DRAFT_ADD_RIVAL);
    }
    free(key);
}
