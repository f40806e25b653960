/* The cache's database has one row per file, and one row per directory operand. Writes are
 * collected, because a scan has thousands of them. */
#include "scan/cache.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_S = 24 * 3600, TWO_YEARS_S = 730 * DAY_S };

enum { GET, PUT, SEE, LAST, PRUNE, GET_ROOT, PUT_ROOT, PRUNE_ROOTS };

#define ROOT_TABLE                                                                                 \
    "CREATE TABLE root (path TEXT NOT NULL, rules TEXT NOT NULL, device INTEGER NOT NULL,"         \
    " files INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (path, rules)) WITHOUT ROWID;"

const struct database_form scan_cache_form = {
    .version = 2,
    .tables = "CREATE TABLE file (device INTEGER NOT NULL, inode INTEGER NOT NULL,"
              " size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, changed_ns INTEGER NOT NULL,"
              " status INTEGER NOT NULL, depth INTEGER NOT NULL, engine INTEGER NOT NULL,"
              " decoder TEXT NOT NULL, at INTEGER NOT NULL, hash TEXT NOT NULL, scan TEXT NOT NULL,"
              " seen INTEGER NOT NULL DEFAULT 0,"
              " PRIMARY KEY (device, inode)) WITHOUT ROWID;" ROOT_TABLE,
    .upgrade = "ALTER TABLE file ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;"
               "UPDATE file SET seen = at;" ROOT_TABLE,
    /* Statements of several lines are in parentheses, so that linters do not suspect a missing
     * comma. */
    .statements =
        {
            [GET] = ("SELECT size, modified_ns, changed_ns, status, depth, engine, at, decoder,"
                     " hash, scan, seen FROM file WHERE device = ?1 AND inode = ?2"),
            [PUT] = ("INSERT OR REPLACE INTO file (device, inode, size, modified_ns, changed_ns,"
                     " status, depth, engine, at, decoder, hash, scan, seen)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"),
            [SEE] = "UPDATE file SET seen = ?3 WHERE device = ?1 AND inode = ?2",
            [LAST] = ("SELECT at FROM file WHERE device = ?1 AND inode = ?2 AND size = ?3"
                      " AND modified_ns = ?4"),
            [PRUNE] = "DELETE FROM file WHERE seen < ?1 AND (hash = '' OR ?2)",
            [GET_ROOT] = "SELECT device, files, at FROM root WHERE path = ?1 AND rules = ?2",
            [PUT_ROOT] = ("INSERT OR REPLACE INTO root (path, rules, device, files, at)"
                          " VALUES (?1, ?2, ?3, ?4, ?5)"),
            [PRUNE_ROOTS] = "DELETE FROM root WHERE at < ?1",
        },
    .without = "continuing without the scan cache",
};

/* Returns the time in nanoseconds since the epoch. A file's times can be any numbers, so the result
 * can wrap around. */
static int64_t in_ns(struct timespec time)
{
    return (int64_t)((uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec);
}

static void bind_identity(struct database *d, int statement, const struct stat *about)
{
    database_bind_number(d, statement, 1, (int64_t)about->st_dev);
    database_bind_number(d, statement, 2, (int64_t)about->st_ino);
}

/* Copies a string from the row, or "" if the string is too long for `to`. */
static void copy_text(struct database *d, int column, char *to, size_t size)
{
    size_t len;
    const char *text = database_text(d, GET, column, &len);

    snprintf(to, size, "%s", text && len < size ? text : "");
}

/* Reads the current row of GET. Returns false if its values cannot have been written by this
 * program. */
static bool read_row(struct database *d, const struct stat *about, struct scan_known *known)
{
    int64_t status = database_number(d, GET, 3), depth = database_number(d, GET, 4);
    size_t len;

    if (status < 0 || status > SCAN_CORRUPT || depth < 0 || depth > SCAN_DECODED)
        return false;
    known->status = (enum scan_status)status;
    known->depth = (enum scan_depth)depth;
    known->same_bytes = database_number(d, GET, 0) == (int64_t)about->st_size &&
                        database_number(d, GET, 1) == in_ns(about->st_mtim);
    known->same = known->same_bytes && database_number(d, GET, 2) == in_ns(about->st_ctim);
    known->engine = (long)database_number(d, GET, 5);
    known->at = database_number(d, GET, 6);
    copy_text(d, 7, known->decoder, sizeof known->decoder);
    copy_text(d, 8, known->hash, sizeof known->hash);
    known->seen = database_number(d, GET, 10);
    const char *text = database_text(d, GET, 9, &len);
    known->scan = text ? json_loadb(text, len, 0, NULL) : NULL;
    return json_is_object(known->scan);
}

bool scan_cache_get(struct database *d, const struct stat *about, struct scan_known *known)
{
    bool got;

    *known = (struct scan_known){0};
    bind_identity(d, GET, about);
    got = database_step(d, GET) && read_row(d, about, known);
    database_finish(d, GET);
    if (!got)
        scan_known_release(known);
    return got;
}

void scan_known_release(struct scan_known *known)
{
    json_decref(known->scan);
    *known = (struct scan_known){0};
}

bool scan_known_is_enough(const struct scan_known *known, const struct scan_want *want)
{
    bool doubted = known->status == SCAN_SUSPICIOUS;
    enum scan_depth depth = want->decoder ? scan_mode_depth(want->mode, doubted) : SCAN_WALKED;

    if (!known->scan || !known->same || known->engine != SCAN_FILE_ENGINE || known->depth < depth)
        return false;
    if (known->depth > SCAN_WALKED && want->decoder && strcmp(known->decoder, want->decoder) != 0)
        return false;
    if (want->content && known->depth == SCAN_DECODED && !json_object_get(known->scan, "content"))
        return false;
    if (known->at > want->now) /* the clock was set back, so the age is unknown */
        return false;
    return want->older_than < 0 || want->now - known->at < want->older_than;
}

void scan_cache_put(struct database *d, const struct stat *about, const struct scan_known *known)
{
    /* clang-format off */
    const int64_t numbers[] = {
        about->st_size,
        in_ns(about->st_mtim),
        in_ns(about->st_ctim),
        known->status,
        known->depth,
        known->engine,
        known->at,
    };
    /* clang-format on */
    char *scan = json_dumps(known->scan, JSON_COMPACT | JSON_REAL_PRECISION(15));

    bind_identity(d, PUT, about);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        database_bind_number(d, PUT, (int)i + 3, numbers[i]);
    database_bind_text(d, PUT, 10, known->decoder);
    database_bind_text(d, PUT, 11, known->hash);
    database_bind_text(d, PUT, 12, scan);
    database_bind_number(d, PUT, 13, known->seen > known->at ? known->seen : known->at);
    database_gather(d, PUT);
    free(scan);
}

void scan_cache_see(struct database *d, const struct stat *about, const struct scan_known *known,
                    int64_t now)
{
    if (known->seen <= now && now - known->seen < DAY_S)
        return;
    bind_identity(d, SEE, about);
    database_bind_number(d, SEE, 3, now);
    database_gather(d, SEE);
}

int64_t scan_cache_last(struct database *d, const struct stat *about, int64_t now)
{
    bind_identity(d, LAST, about);
    database_bind_number(d, LAST, 3, about->st_size);
    database_bind_number(d, LAST, 4, in_ns(about->st_mtim));
    int64_t at = database_step(d, LAST) ? database_number(d, LAST, 0) : 0;
    database_finish(d, LAST);
    return at > 0 && at <= now ? at : 0;
}

void scan_cache_prune(struct database *d, int64_t now, int64_t age_s)
{
    int64_t before = now - (age_s < 0 ? TWO_YEARS_S : age_s < DAY_S ? DAY_S : age_s);

    database_settle(d);
    database_bind_number(d, PRUNE, 1, before);
    database_bind_number(d, PRUNE, 2, age_s >= 0);
    database_run(d, PRUNE);
    database_bind_number(d, PRUNE_ROOTS, 1, before);
    database_run(d, PRUNE_ROOTS);
}

bool scan_cache_get_root(struct database *d, struct scan_cache_root *root)
{
    database_bind_text(d, GET_ROOT, 1, root->path);
    database_bind_text(d, GET_ROOT, 2, root->rules);
    bool got = database_step(d, GET_ROOT);
    if (got) {
        root->device = database_number(d, GET_ROOT, 0);
        root->files = database_number(d, GET_ROOT, 1);
        root->at = database_number(d, GET_ROOT, 2);
    }
    database_finish(d, GET_ROOT);
    return got;
}

void scan_cache_put_root(struct database *d, const struct scan_cache_root *root)
{
    database_bind_text(d, PUT_ROOT, 1, root->path);
    database_bind_text(d, PUT_ROOT, 2, root->rules);
    database_bind_number(d, PUT_ROOT, 3, root->device);
    database_bind_number(d, PUT_ROOT, 4, root->files);
    database_bind_number(d, PUT_ROOT, 5, root->at);
    database_gather(d, PUT_ROOT);
}
