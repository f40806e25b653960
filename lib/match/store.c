/* Values under keys, in one table. */
#include "match/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/database.h"

struct store {
    struct database *database;
};

enum { GET, PUT, PRUNE };

static const struct database_form form = {
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
    .without = "going on without it",
};

struct store *store_open(const char *path, struct why *why)
{
    struct database *database = database_open(path, &form, why);
    struct store *s;

    if (!database)
        return NULL;
    s = cvi_alloc(sizeof *s);
    s->database = database;
    return s;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    database_close(s->database);
    free(s);
}

/* The row that GET stands on. New, or NULL. */
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

json_t *store_get(struct store *s, const char *key, const struct store_ages *ages)
{
    json_t *value = NULL;

    if (!s || database_is_broken(s->database))
        return NULL;
    database_bind_text(s->database, GET, 1, key);
    if (database_step(s->database, GET))
        value = read_row(s->database, ages);
    database_finish(s->database, GET);
    return value;
}

void store_put(struct store *s, const char *key, enum store_kind kind, const json_t *value)
{
    char *text;

    if (!s || database_is_broken(s->database))
        return;
    text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    if (text && strlen(text) <= DATABASE_MOST_VALUE) {
        database_bind_text(s->database, PUT, 1, key);
        database_bind_number(s->database, PUT, 2, kind);
        database_bind_number(s->database, PUT, 3, clock_now_s());
        database_bind_text(s->database, PUT, 4, text);
        database_run(s->database, PUT);
    }
    free(text);
}

void store_prune(struct store *s, const struct store_ages *ages)
{
    for (int kind = 0; s && kind < STORE_KINDS && !database_is_broken(s->database); kind++) {
        if (ages->most[kind] == STORE_FOR_EVER)
            continue;
        database_bind_number(s->database, PRUNE, 1, kind);
        database_bind_number(s->database, PRUNE, 2, clock_now_s() - ages->most[kind]);
        database_run(s->database, PRUNE);
    }
}
