/* Wraps SQLite. No other file calls SQLite. */
#include "base/database.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"

/* How to wait for a lock: SHORT_TRIES waits of SHORT_MS milliseconds, then LONG_TRIES waits of
 * LONG_MS. If form->brief is set: BRIEF_TRIES waits of SHORT_MS. */
enum {
    SHORT_MS = 1,
    SHORT_TRIES = 500,
    BRIEF_TRIES = 1000,
    LONG_MS = 25,
    LONG_TRIES = 200,
};

enum { MOST_GATHERED = 1000 };

/* The state of a file, to detect changes. The header of a database contains a change counter. The
 * header of a write-ahead log changes when the log is restarted (sqlite.org, "File Format",
 * sections 1.3.8 and 4.1). */
struct state {
    char *path; /* path of the file, with symbolic links resolved */
    struct timespec written;
    off_t size;
    char head[100], log_head[32];
};

struct database {
    sqlite3 *db;
    const struct database_form *form;
    sqlite3_stmt *statements[DATABASE_MOST_STATEMENTS];
    char *path;
    unsigned gathered; /* number of uncommitted changes by database_gather */
    bool broken;       /* set after the first error; `failure` describes that error */
    bool is_draft;     /* a draft or a foreign file, so errors are not printed */
    struct why failure;
    bool (*is_over)(void);
    struct state *opened; /* a foreign file: its state when it was opened; otherwise NULL */
};

/* A busy handler of SQLite: waits before the next attempt to get a lock. Returns 0 to give up. The
 * longer waits use clock_sleep_ms, which does not wait in tests. */
static int wait_for_lock(void *context, int tries)
{
    const struct database *d = context;

    if (tries >= (d->form->brief ? BRIEF_TRIES : SHORT_TRIES + LONG_TRIES))
        return 0;
    if (d->form->brief || tries < SHORT_TRIES)
        poll(NULL, 0, SHORT_MS);
    else
        clock_sleep_ms(LONG_MS);
    return 1;
}

static bool give_up(struct why *why, const struct database *d, const char *what)
{
    return why_set(why, EX_IOERR, "%s: %s", d->path, what);
}

/* Returns the text of the last error, borrowed. If too many files are open, or if a draft cannot be
 * written, this is the system's error, which is clearer than SQLite's. */
static const char *reason(const struct database *d)
{
    int error = d->db ? sqlite3_system_errno(d->db) : 0;

    if (!error && d->is_draft) /* SQLite does not keep errno if a commit fails */
        error = errno;
    if (!d->db)
        return "out of memory";
    int code = sqlite3_errcode(d->db) & 0xff;
    bool is_system = (code == SQLITE_CANTOPEN && file_has_run_out(error)) ||
                     (d->is_draft && error && (code == SQLITE_FULL || code == SQLITE_IOERR));
    return is_system ? strerror(error) : sqlite3_errmsg(d->db);
}

static bool run(struct database *d, const char *sql)
{
    return sqlite3_exec(d->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* Returns the number that a query returns; -1 if the query fails. */
static long ask_number(struct database *d, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    long result = -1;

    if (sqlite3_prepare_v2(d->db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        result = (long)sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return result;
}

static bool write_tables(struct database *d, const char *tables)
{
    char *version = cvi_format("PRAGMA user_version = %ld", d->form->version);
    bool written = run(d, tables) && run(d, version) && run(d, "COMMIT");

    free(version);
    return written;
}

/* Creates or upgrades the tables if necessary. Holds the write lock, because several processes may
 * open the file at the same time. Returns false with `why`. */
static bool make_tables(struct database *d, struct why *why)
{
    long version, count;

    if (!run(d, "BEGIN IMMEDIATE"))
        return give_up(why, d, reason(d));
    version = ask_number(d, "PRAGMA user_version");
    count = ask_number(d, "SELECT count(*) FROM sqlite_master");
    if (version == d->form->version)
        return run(d, "COMMIT") || give_up(why, d, reason(d));
    if (version > d->form->version)
        return give_up(why, d, "made by a newer version of this program");
    if (version < 0 || count < 0)
        return give_up(why, d, reason(d));
    bool is_older = count > 0 && d->form->upgrade && version == d->form->version - 1;
    if (count > 0 && !is_older)
        return give_up(why, d, "not a file of this program");
    return write_tables(d, is_older ? d->form->upgrade : d->form->tables) ||
           give_up(why, d, reason(d));
}

static bool prepare(struct database *d, struct why *why)
{
    for (int i = 0; i < DATABASE_MOST_STATEMENTS && d->form->statements[i]; i++)
        if (sqlite3_prepare_v3(d->db, d->form->statements[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &d->statements[i], NULL) != SQLITE_OK)
            return give_up(why, d, reason(d));
    return true;
}

/* Returns whether the file is on a network file system. The numbers are those of statfs(2) on
 * Linux. */
static bool is_on_network(const char *path)
{
    static const unsigned long networks[] = {
        0x6969,     /* NFS */
        0xFF534D42, /* CIFS */
        0xFE534D42, /* SMB 2 */
        0x517B,     /* SMB 1 */
        0x65735546, /* FUSE: sshfs and the like */
        0x01021997, /* 9P */
        0x5346414F, /* AFS */
        0x00C36400, /* Ceph */
        0x47504653, /* GPFS */
        0x0BD00BD0, /* Lustre */
    };
    struct statfs about;

    if (statfs(path, &about) != 0)
        return false;
    for (size_t i = 0; i < sizeof networks / sizeof *networks; i++)
        if (((unsigned long)about.f_type & 0xFFFFFFFF) == networks[i])
            return true;
    return false;
}

/* Chooses the journal mode. With a write-ahead log (WAL), a change does not wait for the disk, and
 * readers do not wait for writers. A WAL needs shared memory, which does not work between
 * machines. */
static void choose_journal(struct database *d)
{
    if (is_on_network(d->path)) {
        run(d, "PRAGMA journal_mode = DELETE");
        return;
    }
    run(d, "PRAGMA journal_mode = WAL");
    run(d, "PRAGMA synchronous = NORMAL");
}

static bool start(struct database *d, struct why *why)
{
    if (sqlite3_open_v2(d->path, &d->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        return give_up(why, d, reason(d));
    if (sqlite3_db_readonly(d->db, "main") == 1)
        return give_up(why, d, "cannot be written");
    sqlite3_busy_handler(d->db, wait_for_lock, d);
    sqlite3_extended_result_codes(d->db, 1);
    sqlite3_limit(d->db, SQLITE_LIMIT_LENGTH, DATABASE_MOST_VALUE * 2);
    choose_journal(d);
    run(d, "PRAGMA trusted_schema = OFF");
    return make_tables(d, why) && prepare(d, why);
}

/* Creates the file with mode 0600 if it does not exist, because SQLite would use the umask. Returns
 * false with `why`. */
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

struct database *database_open(const char *path, const struct database_form *form, struct why *why)
{
    struct database *d;

    if (!make_file(path, why))
        return NULL;
    d = cvi_alloc(sizeof *d);
    d->path = cvi_strdup(path);
    d->form = form;
    if (start(d, why))
        return d;
    database_close(d);
    return NULL;
}

/* Returns an SQLite URI that opens the file read-only, as a new string. `how` is another parameter
 * of the URI. With "immutable=1", SQLite ignores locks and journals, and can read a file that this
 * user cannot write. */
static char *reading_uri(const char *path, const char *how)
{
    struct buf uri = BUF_INIT(strlen(path) * 3 + 64);

    buf_puts(&uri, "file:");
    text_percent(&uri, path);
    buf_printf(&uri, "?mode=ro&%s", how);
    return buf_detach(&uri);
}

/* Disables views and triggers, because a view in another program's file could run forever. */
static void forbid_programs(struct database *d)
{
    run(d, "PRAGMA trusted_schema = OFF");
    sqlite3_db_config(d->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_db_config(d->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
}

static bool is_what_it_should_be(struct database *d, struct why *why)
{
    const struct database_form *form = d->form;
    long application = ask_number(d, "PRAGMA application_id");
    long version = application < 0 ? -1 : ask_number(d, "PRAGMA user_version");

    if (application != form->application || version < 0)
        return why_set(why, EX_DATAERR, "%s: not %s (%s)", d->path, form->called, form->remedy);
    if (version != form->version)
        return why_set(why, EX_DATAERR, "%s: %s of %s version of cvi (%s)", d->path, form->called,
                       version > form->version ? "a newer" : "an older", form->remedy);
    if (!prepare(d, why))
        return why_set(why, EX_DATAERR, "%s: damaged (%s)", d->path, form->remedy);
    return true;
}

/* Returns whether the path is a readable regular file; otherwise fills `why` (exit status 66). If
 * the file does not exist, the message includes `remedy`, unless that is NULL. */
static bool is_readable(const char *path, const char *remedy, struct why *why)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat about;
    bool is_regular = fd >= 0 && fstat(fd, &about) == 0 && S_ISREG(about.st_mode);

    if (fd < 0 && errno == ENOENT && remedy)
        why_set(why, EX_NOINPUT, "%s: %s (%s)", path, strerror(errno), remedy);
    else if (!is_regular)
        why_set(why, EX_NOINPUT, "%s: %s", path, fd < 0 ? strerror(errno) : "not a regular file");
    if (fd >= 0)
        close(fd);
    return is_regular;
}

/* Opens the database at `uri` for reading, and frees `uri`. Returns false with `why` (exit status
 * 66). */
static bool open_to_read(struct database *d, char *uri, struct why *why)
{
    bool opened =
        sqlite3_open_v2(uri, &d->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) == SQLITE_OK;

    free(uri);
    if (!opened)
        return why_set(why, EX_NOINPUT, "%s: %s", d->path, reason(d));
    forbid_programs(d);
    return true;
}

struct database *database_open_finished(const char *path, const struct database_form *form,
                                        struct why *why)
{
    if (!is_readable(path, form->remedy, why))
        return NULL;
    struct database *d = cvi_alloc(sizeof *d);
    d->path = cvi_strdup(path);
    d->form = form;
    if (open_to_read(d, reading_uri(path, "immutable=1"), why) && is_what_it_should_be(d, why))
        return d;
    database_close(d);
    return NULL;
}

/* Returns whether the database at `path` has a journal (`suffix` "-journal") or a log ("-wal") that
 * is not empty. A rollback journal that begins with a zero byte does not count, because its
 * transaction is finished (sqlite.org, "File Format", section 3). */
static bool lies_beside(const char *path, const char *suffix)
{
    char *name = cvi_format("%s%s", path, suffix), first = '\0';
    int fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    bool is_there = fd >= 0 && read(fd, &first, 1) == 1 && first;

    if (fd >= 0)
        close(fd);
    free(name);
    return is_there;
}

/* Prepares to read a database with a write-ahead log. Makes SQLite keep the log's index in memory,
 * not in a file. Prevents SQLite from merging the log into the database on close. Needs no locks,
 * because database_has_changed detects a write. */
static bool read_log(struct database *d)
{
    return sqlite3_db_config(d->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) == SQLITE_OK &&
           run(d, "PRAGMA locking_mode = EXCLUSIVE");
}

static void read_start(const char *path, const char *suffix, char *start, size_t len)
{
    char *name = cvi_format("%s%s", path, suffix);
    int fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

    memset(start, 0, len);
    if (fd >= 0 && read(fd, start, len) < 0)
        memset(start, 0, len);
    if (fd >= 0)
        close(fd);
    free(name);
}

/* Reads the state of the file at state->path. */
static void read_state(struct state *state)
{
    struct stat about = {0};
    const char *path = state->path;

    if (stat(path, &about) == 0) {
        state->written = about.st_mtim;
        state->size = about.st_size;
    }
    read_start(path, "", state->head, sizeof state->head);
    read_start(path, "-wal", state->log_head, sizeof state->log_head);
}

bool database_has_changed(const struct database *d)
{
    struct state now = {0};

    if (!d || !d->opened)
        return false;
    now.path = d->opened->path;
    read_state(&now);
    return now.written.tv_sec != d->opened->written.tv_sec ||
           now.written.tv_nsec != d->opened->written.tv_nsec || now.size != d->opened->size ||
           memcmp(now.head, d->opened->head, sizeof now.head) != 0 ||
           memcmp(now.log_head, d->opened->log_head, sizeof now.log_head) != 0;
}

/* Returns whether a program has SQLite's exclusive lock, and so is writing to the database file
 * (sqlite.org, "File Locking And Concurrency", section 3). Takes no lock. */
static bool is_being_written(const char *path)
{
    struct flock lock = {
        .l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = 0x40000002, .l_len = 510};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    bool is = fd >= 0 && fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type == F_WRLCK;

    if (fd >= 0)
        close(fd);
    return is;
}

/* Returns false with `why` (exit status 66) if a transaction is unfinished or a program is writing
 * to the file. `path` is for messages. `real` is the same path with links resolved. */
static bool is_at_rest(const char *path, const char *real, struct why *why)
{
    if (lies_beside(real, "-journal"))
        return why_set(
            why, EX_NOINPUT,
            "%s: an unfinished transaction is in %s-journal (open the database once with "
            "the program that wrote it)",
            path, lies_beside(path, "-journal") ? path : real);
    if (is_being_written(real))
        return why_set(why, EX_NOINPUT, "%s: another program is writing to it (try again later)",
                       path);
    return true;
}

struct database *database_open_foreign(const char *path, const struct database_form *form,
                                       struct why *why)
{
    if (!is_readable(path, NULL, why))
        return NULL;
    struct database *d = cvi_alloc(sizeof *d);
    d->path = cvi_strdup(path);
    d->form = form;
    d->is_draft = true;
    d->opened = cvi_alloc(sizeof *d->opened);
    /* The log and the journal are next to the link's target. */
    char *real = realpath(path, NULL);
    d->opened->path = real ? real : cvi_strdup(path);
    read_state(d->opened);
    bool log = lies_beside(d->opened->path, "-wal");
    if (is_at_rest(path, d->opened->path, why) &&
        open_to_read(d, reading_uri(d->opened->path, log ? "vfs=unix-none" : "immutable=1"), why)) {
        sqlite3_limit(d->db, SQLITE_LIMIT_LENGTH, DATABASE_MOST_VALUE * 2);
        if ((!log || read_log(d)) && prepare(d, why))
            return d;
        why_set(why, EX_DATAERR, "%s: %s", path, reason(d));
    }
    database_close(d);
    return NULL;
}

static bool start_draft(struct database *d, long cache_kib, struct why *why)
{
    char *sql = cvi_format("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                           "PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = FILE;"
                           "PRAGMA temp.journal_mode = OFF;"
                           "PRAGMA cache_size = -%ld; PRAGMA temp.cache_size = -%ld;"
                           "PRAGMA application_id = %ld;",
                           cache_kib, cache_kib, d->form->application);
    bool done =
        sqlite3_open_v2(d->path, &d->db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK && run(d, sql);

    free(sql);
    if (!done)
        return give_up(why, d, reason(d));
    return make_tables(d, why) && prepare(d, why);
}

struct database *database_open_draft(const char *path, const struct database_form *form,
                                     const char *directory, long cache_kib, struct why *why)
{
    struct database *d = cvi_alloc(sizeof *d);

    sqlite3_free(sqlite3_temp_directory);
    sqlite3_temp_directory = sqlite3_mprintf("%s", directory);
    d->path = cvi_strdup(path);
    d->form = form;
    d->is_draft = true;
    if (start_draft(d, cache_kib, why))
        return d;
    database_close(d);
    return NULL;
}

bool database_why(const struct database *d, struct why *why)
{
    return !d->broken || why_set(why, d->failure.status, "%s", d->failure.text);
}

static int ask_watch(void *context)
{
    const struct database *d = context;

    return d->is_over();
}

void database_watch(struct database *d, bool (*is_over)(void))
{
    /* The number of SQLite instructions between two calls of is_over. They take less than a
     * millisecond. */
    enum { STEPS = 10000 };

    d->is_over = is_over;
    sqlite3_progress_handler(d->db, is_over ? STEPS : 0, is_over ? ask_watch : NULL, d);
}

struct database *database_open_or_warn(const char *path, const struct database_form *form)
{
    struct why why;
    struct database *d = database_open(path, form, &why);

    if (!d)
        msg_warn("%s (%s)", why.text, form->without);
    return d;
}

void database_close(struct database *d)
{
    if (!d)
        return;
    database_settle(d);
    for (int i = 0; i < DATABASE_MOST_STATEMENTS; i++)
        sqlite3_finalize(d->statements[i]);
    sqlite3_close(d->db);
    if (d->opened)
        free(d->opened->path);
    free(d->opened);
    free(d->path);
    free(d);
}

bool database_is_broken(const struct database *d)
{
    return !d || d->broken;
}

static bool complain(struct database *d)
{
    give_up(&d->failure, d, reason(d));
    d->broken = true;
    if (d->is_draft)
        return false;
    msg_warn("%s (%s)", d->failure.text, d->form->without);
    if (!sqlite3_get_autocommit(d->db))
        run(d, "ROLLBACK");
    return false;
}

void database_bind_text(struct database *d, int statement, int place, const char *text)
{
    if (d)
        sqlite3_bind_text(d->statements[statement], place, text, -1, SQLITE_STATIC);
}

void database_bind_number(struct database *d, int statement, int place, int64_t number)
{
    if (d)
        sqlite3_bind_int64(d->statements[statement], place, number);
}

bool database_step(struct database *d, int statement)
{
    int got = database_is_broken(d) ? SQLITE_DONE : sqlite3_step(d->statements[statement]);

    if (got != SQLITE_ROW && got != SQLITE_DONE)
        return complain(d);
    return got == SQLITE_ROW;
}

int64_t database_number(struct database *d, int statement, int column)
{
    return d ? sqlite3_column_int64(d->statements[statement], column) : 0;
}

const char *database_text(struct database *d, int statement, int column, size_t *length)
{
    const char *text =
        d ? (const char *)sqlite3_column_text(d->statements[statement], column) : NULL;

    *length = text ? (size_t)sqlite3_column_bytes(d->statements[statement], column) : 0;
    return text;
}

int database_columns(const struct database *d, int statement)
{
    return d ? sqlite3_column_count(d->statements[statement]) : 0;
}

const char *database_column_name(const struct database *d, int statement, int column)
{
    return sqlite3_column_name(d->statements[statement], column);
}

enum database_kind database_kind(const struct database *d, int statement, int column)
{
    switch (sqlite3_column_type(d->statements[statement], column)) {
    case SQLITE_INTEGER:
        return DATABASE_NUMBER;
    case SQLITE_FLOAT:
        return DATABASE_REAL;
    case SQLITE_TEXT:
        return DATABASE_TEXT;
    case SQLITE_BLOB:
        return DATABASE_BYTES;
    default:
        return DATABASE_NULL;
    }
}

double database_real(const struct database *d, int statement, int column)
{
    return sqlite3_column_double(d->statements[statement], column);
}

void database_finish(struct database *d, int statement)
{
    if (!d)
        return;
    sqlite3_reset(d->statements[statement]);
    sqlite3_clear_bindings(d->statements[statement]);
}

bool database_run(struct database *d, int statement)
{
    database_step(d, statement);
    database_finish(d, statement);
    return !database_is_broken(d);
}

bool database_begin(struct database *d)
{
    return !database_is_broken(d) && (run(d, "BEGIN IMMEDIATE") || complain(d));
}

bool database_commit(struct database *d)
{
    return !database_is_broken(d) && (run(d, "COMMIT") || complain(d));
}

bool database_gather(struct database *d, int statement)
{
    if (!database_is_unsettled(d) && !database_begin(d)) {
        database_finish(d, statement);
        return false;
    }
    database_run(d, statement);
    if (++d->gathered >= MOST_GATHERED)
        database_settle(d);
    return !database_is_broken(d);
}

void database_settle(struct database *d)
{
    if (!database_is_unsettled(d))
        return;
    d->gathered = 0;
    database_commit(d);
}

bool database_is_unsettled(const struct database *d)
{
    return d && d->gathered;
}
