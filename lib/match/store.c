/* Stores values under keys in one table of an SQLite database. */
#include "match/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

enum { GET, PUT, PRUNE };

const struct database_form store_form = {
    .version = 1,
    .tables = "CREATE TABLE entry (key TEXT PRIMARY KEY NOT NULL, kind INTEGER NOT NULL,"
              " put INTEGER NOT NULL, value TEXT NOT NULL);"
              "CREATE INDEX entry_put ON entry (put);",
    .statements =
        {
            [GET] = "SELECT kind, put, value FROM entry WHERE key = ?1",
            [PUT] = "INSERT OR REPLACE INTO entry (key, kind, put, value)"
                    " VALUES (?1, ?2, ?3, ?4)",
            [PRUNE] = "DELETE FROM entry WHERE kind = ?1 AND put < ?2",
        },
    .without = "continuing without the cache of search results",
};

/* Returns the value in the current row of the statement GET; the caller frees it. Returns NULL if
 * the value is too old or invalid. */
static json_t *read_row(struct database *d, const struct store_ages *ages)
{
    int64_t kind = database_number(d, GET, 0);
    int64_t put = database_number(d, GET, 1);
    size_t length;
    const char *text = database_text(d, GET, 2, &length);
    int64_t now = clock_now_s();

    if (kind < 0 || kind >= STORE_KINDS || put < 0 || put > now || now - put >= ages->most[kind] ||
        !text)
        return NULL;
    return json_loadb(text, length, JSON_DECODE_ANY, NULL);
}

json_t *store_get(struct database *d, const char *key, const struct store_ages *ages)
{
    json_t *value = NULL;

    database_bind_text(d, GET, 1, key);
    if (database_step(d, GET))
        value = read_row(d, ages);
    database_finish(d, GET);
    return value;
}

void store_put(struct database *d, const char *key, enum store_kind kind, const json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);

    if (text && strlen(text) <= DATABASE_MOST_VALUE) {
        database_bind_text(d, PUT, 1, key);
        database_bind_number(d, PUT, 2, kind);
        database_bind_number(d, PUT, 3, clock_now_s());
        database_bind_text(d, PUT, 4, text);
        database_run(d, PUT);
    }
    free(text);
}

void store_prune(struct database *d, const struct store_ages *ages)
{
    for (int kind = 0; kind < STORE_KINDS; kind++) {
        if (ages->most[kind] == STORE_FOR_EVER)
            continue;
        database_bind_number(d, PRUNE, 1, kind);
        database_bind_number(d, PRUNE, 2, clock_now_s() - ages->most[kind]);
        database_run(d, PRUNE);
    }
}
