/* The only file that knows SQLite. */
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "file.h"

enum {
    VERSION = 1,      /* of the tables below, kept in user_version */
    PATIENCE_MS = 25, /* between two tries for a lock */
    MOST_TRIES = 200, /* so five seconds */
    MOST_VALUE = 1 << 20,
};

struct store {
    sqlite3 *db;
    sqlite3_stmt *get;
    sqlite3_stmt *put;
    sqlite3_stmt *prune;
    char *path;
    bool broken; /* told, and left alone from then on */
};

static const char tables[] =
    "CREATE TABLE entry (key TEXT PRIMARY KEY NOT NULL, kind INTEGER NOT NULL,"
    " put INTEGER NOT NULL, value TEXT NOT NULL);"
    "CREATE INDEX entry_put ON entry (put);"
    "PRAGMA user_version = 1;";

/* Waits by our clock, so that a test of a locked file takes no time. */
static int wait_for_lock(void *store, int tries)
{
    (void)store;
    if (tries >= MOST_TRIES)
        return 0;
    clock_sleep_ms(PATIENCE_MS);
    return 1;
}

static bool give_up(struct why *why, const struct store *s, const char *what)
{
    return why_set(why, EX_IOERR, "%s: %s", s->path, what);
}

static bool run(struct store *s, const char *sql)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* The number that a statement answers; -1 when it fails. */
static long number(struct store *s, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    long result = -1;

    if (sqlite3_prepare_v2(s->db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        result = (long)sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return result;
}

/* Under a write lock, so that of two processes that begin with an empty file one makes the tables.
 */
static bool make_tables(struct store *s, struct why *why)
{
    long version, count;

    if (!run(s, "BEGIN IMMEDIATE"))
        return give_up(why, s, sqlite3_errmsg(s->db));
    version = number(s, "PRAGMA user_version");
    count = number(s, "SELECT count(*) FROM sqlite_master");
    if (version == VERSION)
        return run(s, "COMMIT") || give_up(why, s, sqlite3_errmsg(s->db));
    if (version > VERSION)
        return give_up(why, s, "made by a newer version of this program");
    if (version < 0 || count < 0)
        return give_up(why, s, sqlite3_errmsg(s->db));
    if (count > 0)
        return give_up(why, s, "somebody else's file");
    return (run(s, tables) && run(s, "COMMIT")) || give_up(why, s, sqlite3_errmsg(s->db));
}

static bool prepare(struct store *s, sqlite3_stmt **statement, const char *sql)
{
    return sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) ==
           SQLITE_OK;
}

static bool start(struct store *s, struct why *why)
{
    if (sqlite3_open_v2(s->path, &s->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        return give_up(why, s, s->db ? sqlite3_errmsg(s->db) : "no memory for it");
    if (sqlite3_db_readonly(s->db, "main") == 1)
        return give_up(why, s, "it cannot be written");
    sqlite3_busy_handler(s->db, wait_for_lock, s);
    sqlite3_extended_result_codes(s->db, 1);
    sqlite3_limit(s->db, SQLITE_LIMIT_LENGTH, MOST_VALUE * 2);
    /* Readers and a writer at the same time. Where the file system cannot have that, it stays as it
     * was. What was put may be lost when the machine dies; the file stays whole. */
    run(s, "PRAGMA journal_mode = WAL");
    run(s, "PRAGMA synchronous = NORMAL");
    run(s, "PRAGMA trusted_schema = OFF");
    if (!make_tables(s, why))
        return false;
    if (prepare(s, &s->get, "SELECT kind, put, value FROM entry WHERE key = ?1") &&
        prepare(s, &s->put,
                "INSERT OR REPLACE INTO entry (key, kind, put, value)"
                " VALUES (?1, ?2, ?3, ?4)") &&
        prepare(s, &s->prune, "DELETE FROM entry WHERE kind = ?1 AND put < ?2"))
        return true;
    return give_up(why, s, sqlite3_errmsg(s->db));
}

/* SQLite would make the file with the modes that the umask leaves. */
static bool make_file(const char *path, struct why *why)
{
    char *directory = cvi_strdup(path);
    char *slash = strrchr(directory, '/');
    bool made = true;

    if (slash && slash > directory) {
        *slash = '\0';
        made = file_make_directory(directory, why);
    }
    free(directory);
    if (!made)
        return false;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
    if (fd < 0)
        return why_set(why, EX_IOERR, "%s: %s", path, strerror(errno));
    close(fd);
    return true;
}

struct store *store_open(const char *path, struct why *why)
{
    struct store *s;

    if (!make_file(path, why))
        return NULL;
    s = cvi_alloc(sizeof *s);
    s->path = cvi_strdup(path);
    if (start(s, why))
        return s;
    store_close(s);
    return NULL;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    sqlite3_finalize(s->get);
    sqlite3_finalize(s->put);
    sqlite3_finalize(s->prune);
    sqlite3_close(s->db);
    free(s->path);
    free(s);
}

static void complain(struct store *s)
{
    msg_warn("%s: %s (going on without it)", s->path, sqlite3_errmsg(s->db));
    s->broken = true;
}

static void bind_text(sqlite3_stmt *statement, int place, const char *text)
{
    sqlite3_bind_text(statement, place, text, -1, SQLITE_STATIC);
}

static void finish(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

/* The row that get stands on. New, or NULL. */
static json_t *read_row(sqlite3_stmt *get, const struct store_ages *ages)
{
    sqlite3_int64 kind = sqlite3_column_int64(get, 0);
    sqlite3_int64 put = sqlite3_column_int64(get, 1);
    const char *text = (const char *)sqlite3_column_text(get, 2);
    int64_t now = clock_now_s();

    if (kind < 0 || kind >= STORE_KINDS || put < 0 || put > now || now - put >= ages->most[kind] ||
        !text)
        return NULL;
    return json_loadb(text, (size_t)sqlite3_column_bytes(get, 2), JSON_DECODE_ANY, NULL);
}

json_t *store_get(struct store *s, const char *key, const struct store_ages *ages)
{
    json_t *value = NULL;
    int got;

    if (!s || s->broken)
        return NULL;
    bind_text(s->get, 1, key);
    got = sqlite3_step(s->get);
    if (got == SQLITE_ROW)
        value = read_row(s->get, ages);
    else if (got != SQLITE_DONE)
        complain(s);
    finish(s->get);
    return value;
}

/* Carries out a statement that answers nothing. */
static void change(struct store *s, sqlite3_stmt *statement)
{
    if (sqlite3_step(statement) != SQLITE_DONE)
        complain(s);
    finish(statement);
}

void store_put(struct store *s, const char *key, enum store_kind kind, const json_t *value)
{
    char *text;

    if (!s || s->broken)
        return;
    text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    if (text && strlen(text) <= MOST_VALUE) {
        bind_text(s->put, 1, key);
        sqlite3_bind_int(s->put, 2, (int)kind);
        sqlite3_bind_int64(s->put, 3, clock_now_s());
        bind_text(s->put, 4, text);
        change(s, s->put);
    }
    free(text);
}

void store_prune(struct store *s, const struct store_ages *ages)
{
    for (int kind = 0; s && kind < STORE_KINDS && !s->broken; kind++) {
        if (ages->most[kind] == STORE_FOR_EVER)
            continue;
        sqlite3_bind_int(s->prune, 1, kind);
        sqlite3_bind_int64(s->prune, 2, clock_now_s() - ages->most[kind]);
        change(s, s->prune);
    }
}
