/* The file has a row of numbers for each bucket (enum http_bucket). To change a row, a program
 * locks the file briefly, reads the row, lets http/pace change it, and writes it back. */
#include "http/budget.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/database.h"
#include "base/sha256.h"
#include "http/pace.h"

enum {
    SAME_WAIT_MS = 2000,  /* waits that end within this time of each other count as one wait */
    CLIENT_BYTES = 8,     /* bytes of the hash: enough to distinguish a user's client ids */
    FORGOTTEN_DAYS = 365, /* a budget that is unused for this long is removed */
};

/* A row of the table: only numbers, in the order of the columns. */
struct row {
    struct pace pace;
    int64_t announced_ms; /* end of the last announced wait */
    int64_t announcer;    /* process group that announced that wait */
};

enum { NUMBERS = sizeof(struct row) / sizeof(int64_t) };

struct budget {
    struct database *database;     /* NULL: not opened yet, or not used */
    char *path;                    /* NULL: no file, or it was already opened */
    char *name;                    /* see make_name */
    struct row rows[HTTP_BUCKETS]; /* the rows as last read; without a file, the only copy */
    /* For each bucket, the bucket in which Trakt really counts its requests. */
    enum http_bucket means[HTTP_BUCKETS];
};

enum { GET, PUT, PRUNE };

static const struct database_form form = {
    .version = 1,
    .tables = "CREATE TABLE bucket (name TEXT NOT NULL, bucket INTEGER NOT NULL,"
              " per_window INTEGER NOT NULL, period INTEGER NOT NULL, remaining INTEGER NOT NULL,"
              " until INTEGER NOT NULL, told INTEGER NOT NULL, is_told INTEGER NOT NULL,"
              " serial INTEGER NOT NULL, under_way INTEGER NOT NULL, late INTEGER NOT NULL,"
              " gap INTEGER NOT NULL, held INTEGER NOT NULL, first INTEGER NOT NULL,"
              " announced INTEGER NOT NULL, announcer INTEGER NOT NULL,"
              " PRIMARY KEY (name, bucket)) WITHOUT ROWID;",
    .statements =
        {
            [GET] = "SELECT per_window, period, remaining, until, told, is_told, serial, under_way,"
                    " late, gap, held, first, announced, announcer"
                    " FROM bucket WHERE name = ?1 AND bucket = ?2",
            [PUT] = "INSERT OR REPLACE INTO bucket VALUES"
                    " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            [PRUNE] = "DELETE FROM bucket WHERE name <> ?1 AND until < ?2",
        },
    .without = "continuing without counting the requests of other programs",
    .brief = true,
};

_Static_assert(sizeof(struct row) == 14 * sizeof(int64_t), "a column for each number");

/* Returns the budget's name in the file, a new string such as "https://api.trakt.tv 0f3b5c...". */
static char *make_name(const char *server, const char *client)
{
    struct buf name = BUF_INIT(1 << 16);
    uint8_t digest[SHA256_SIZE];

    sha256(client, strlen(client), digest);
    buf_printf(&name, "%s ", server);
    for (int i = 0; i < CLIENT_BYTES; i++)
        buf_printf(&name, "%02x", digest[i]);
    return buf_detach(&name);
}

struct budget *budget_new(const char *path, const char *server, const char *client)
{
    struct budget *budget = cvi_alloc(sizeof *budget);

    budget->path = path ? cvi_strdup(path) : NULL;
    budget->name = make_name(server, client ? client : "");
    for (int i = 0; i < HTTP_BUCKETS; i++) {
        budget->rows[i].pace = pace_start((enum http_bucket)i);
        budget->means[i] = (enum http_bucket)i;
    }
    return budget;
}

void budget_free(struct budget *budget)
{
    if (!budget)
        return;
    database_close(budget->database);
    free(budget->path);
    free(budget->name);
    free(budget);
}

/* --- The file --- */

static void open_file(struct budget *budget)
{
    budget->database = database_open_or_warn(budget->path, &form);
    database_bind_text(budget->database, PRUNE, 1, budget->name);
    database_bind_number(budget->database, PRUNE, 2,
                         clock_now_ms() - (int64_t)FORGOTTEN_DAYS * 24 * 60 * 60 * 1000);
    database_run(budget->database, PRUNE);
    free(budget->path);
    budget->path = NULL;
}

/* Opens the file if necessary, and locks it. Returns whether the file is locked; if so, no other
 * process changes the rows until `end` is called. Reads the clock after locking, because an earlier
 * time could be older than the rows. */
static bool begin(struct budget *budget, int64_t *now_ms)
{
    if (budget->path)
        open_file(budget);
    bool kept = budget->database && database_begin(budget->database);
    *now_ms = clock_now_ms();
    return kept;
}

static struct row *read_row(struct budget *budget, enum http_bucket bucket, bool kept,
                            int64_t now_ms)
{
    struct row *row = &budget->rows[bucket];
    int64_t numbers[NUMBERS];

    if (!kept)
        return row;
    database_bind_text(budget->database, GET, 1, budget->name);
    database_bind_number(budget->database, GET, 2, bucket);
    if (database_step(budget->database, GET)) {
        for (int i = 0; i < NUMBERS; i++)
            numbers[i] = database_number(budget->database, GET, i);
        memcpy(row, numbers, sizeof *row);
        pace_mend(&row->pace, now_ms);
    }
    database_finish(budget->database, GET);
    return row;
}

static void write_row(struct budget *budget, enum http_bucket bucket, bool kept)
{
    int64_t numbers[NUMBERS];

    if (!kept || database_is_broken(budget->database))
        return;
    memcpy(numbers, &budget->rows[bucket], sizeof numbers);
    database_bind_text(budget->database, PUT, 1, budget->name);
    database_bind_number(budget->database, PUT, 2, bucket);
    for (int i = 0; i < NUMBERS; i++)
        database_bind_number(budget->database, PUT, 3 + i, numbers[i]);
    database_run(budget->database, PUT);
}

static void end(struct budget *budget, bool kept)
{
    if (kept)
        database_commit(budget->database);
}

/* --- Requests --- */

int64_t budget_take(struct budget *budget, enum http_bucket bucket, struct budget_turn *turn,
                    bool *busy)
{
    int64_t now_ms;

    *turn = (struct budget_turn){.bucket = budget->means[bucket]};
    *busy = false;
    if (turn->bucket == HTTP_UNCOUNTED)
        return 0;

    bool kept = begin(budget, &now_ms);
    struct row *row = read_row(budget, turn->bucket, kept, now_ms);
    struct row before = *row;
    int64_t wait_ms = pace_take(&row->pace, turn->bucket, now_ms);
    if (memcmp(&before, row, sizeof before) != 0)
        write_row(budget, turn->bucket, kept);
    end(budget, kept);
    turn->serial = row->pace.serial;
    *busy = row->pace.under_way + row->pace.late > 0;
    return wait_ms;
}

/* Returns whether Trakt counted the request in a bucket other than `expected`. A read is never
 * counted as a write, so such a report is ignored. */
static bool is_other(enum http_bucket expected, enum http_bucket reported)
{
    return reported != HTTP_UNCOUNTED && reported != expected &&
           (reported == HTTP_WRITE) == (expected == HTTP_WRITE);
}

/* Moves the request to `to`, the bucket in which Trakt counted it, and maps later requests of the
 * same kind to that bucket. */
static void move_turn(struct budget *budget, struct budget_turn *turn, enum http_bucket to,
                      bool kept, int64_t now_ms)
{
    for (int i = HTTP_READ; i < HTTP_BUCKETS; i++)
        if (budget->means[i] == turn->bucket)
            budget->means[i] = to;
    pace_unsent(&budget->rows[turn->bucket].pace, turn->serial);
    write_row(budget, turn->bucket, kept);
    struct pace *pace = &read_row(budget, to, kept, now_ms)->pace;
    pace_count(pace, now_ms);
    *turn = (struct budget_turn){.bucket = to, .serial = pace->serial};
}

void budget_settle(struct budget *budget, const struct budget_turn *turn,
                   const struct budget_news *news)
{
    int64_t now_ms;
    struct budget_turn own = *turn;
    const struct http_rate *rate = news->rate;

    if (own.bucket == HTTP_UNCOUNTED)
        return;
    bool kept = begin(budget, &now_ms);
    struct pace *pace = &read_row(budget, own.bucket, kept, now_ms)->pace;
    if (rate && is_other(own.bucket, rate->bucket)) {
        move_turn(budget, &own, rate->bucket, kept, now_ms);
        pace = &budget->rows[own.bucket].pace;
    }
    if (news->unsent)
        pace_unsent(pace, own.serial);
    else
        pace_answered(pace, own.serial);
    if (rate && rate->bucket == own.bucket)
        pace_reported(pace, own.serial, rate, news->date_s, now_ms);
    if (news->hold_ms > 0)
        pace_hold(pace, now_ms, news->hold_ms);
    write_row(budget, own.bucket, kept);
    end(budget, kept);
}

bool budget_announces(struct budget *budget, enum http_bucket bucket, int64_t wait_ms)
{
    enum http_bucket meant = budget->means[bucket];
    int64_t now_ms;
    bool kept = begin(budget, &now_ms);
    struct row *row = read_row(budget, meant, kept, now_ms);
    int64_t end_ms = now_ms + wait_ms;
    bool announced = row->announcer == getpgrp() && row->announced_ms > end_ms - SAME_WAIT_MS &&
                     row->announced_ms < end_ms + SAME_WAIT_MS;

    if (!announced) {
        row->announcer = getpgrp();
        row->announced_ms = end_ms;
        write_row(budget, meant, kept);
    }
    end(budget, kept);
    return !announced;
}
