/* Opens the ledger's file, and writes to it. A row is one change to one title. All changes to the
 * same title in the same place have the same title number, which is the number of the first of
 * these changes. */
#include "ledger/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "ledger/parts.h"

/* Selects rows that may be about the title that ledger_bind_title has bound. A row and the bound
 * title are compared by the first kind of id that both have, as in title_ids_same. A row is
 * excluded if any row with its title number has a different Trakt id than the bound title. */
#define SAME_TITLE                                                                                 \
    " FROM change AS one WHERE list = ?1 AND (?2 IS NULL OR account = ?2) AND type = ?3"           \
    " AND season = ?4 AND episode = ?5"                                                            \
    " AND (trakt = ?6 OR imdb = ?7 OR tmdb = ?8 OR tvdb = ?9)"                                     \
    " AND coalesce(trakt = ?6, imdb = ?7, tmdb = ?8, tvdb = ?9)"                                   \
    " AND NOT EXISTS (SELECT 1 FROM change AS other WHERE other.title = one.title"                 \
    " AND other.trakt <> ?6)"

#define COLUMNS                                                                                    \
    "run, kind, outcome, sent, account, list, list_name, type, season, episode, trakt, imdb,"      \
    " tmdb, tvdb, name, year, filename, was, copy"

/* In these statements, `kind` is an enum operation_kind (0: addition, 1: removal, 2: update), and
 * `outcome` is an enum ledger_outcome (0: sent, 1: done, 3: void). */
static const struct database_form form = {
    .version = 1,
    .tables = "CREATE TABLE run (id INTEGER PRIMARY KEY, program TEXT NOT NULL,"
              " at INTEGER NOT NULL);"
              "CREATE TABLE change (id INTEGER PRIMARY KEY, title INTEGER NOT NULL,"
              " run INTEGER NOT NULL, kind INTEGER NOT NULL, outcome INTEGER NOT NULL,"
              " sent INTEGER NOT NULL, settled INTEGER,"
              " account TEXT NOT NULL, list TEXT NOT NULL, list_name TEXT NOT NULL,"
              " type INTEGER NOT NULL, season INTEGER NOT NULL, episode INTEGER NOT NULL,"
              " trakt INTEGER, imdb INTEGER, tmdb INTEGER, tvdb INTEGER,"
              " name TEXT, year INTEGER NOT NULL, filename TEXT, was TEXT, copy TEXT);"
              "CREATE INDEX change_title ON change (title);"
              "CREATE INDEX change_run ON change (run);"
              "CREATE INDEX change_trakt ON change (trakt);"
              "CREATE INDEX change_imdb ON change (imdb);"
              "CREATE INDEX change_tmdb ON change (tmdb);"
              "CREATE INDEX change_tvdb ON change (tvdb);",
    /* Each statement of several lines is in parentheses, which show that no comma is missing
     * between its strings. */
    .statements =
        {
            [LEDGER_LAST_NUMBERS] = ("SELECT (SELECT ifnull(max(id), 0) FROM change),"
                                     " (SELECT ifnull(max(id), 0) FROM run)"),
            [LEDGER_PUT_RUN] = "INSERT INTO run (id, program, at) VALUES (?1, ?2, ?3)",
            [LEDGER_PUT_CHANGE] =
                ("INSERT INTO change (list, account, type, season, episode, trakt, imdb, tmdb,"
                 " tvdb, id, title, run, kind, outcome, sent, list_name, name, year, filename, was,"
                 " copy) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
                 " ?16, ?17, ?18, ?19, ?20, ?21)"),
            [LEDGER_PUT_OUTCOME] = "UPDATE change SET outcome = ?2, settled = ?3 WHERE id = ?1",
            [LEDGER_SAME_TITLES] =
                ("SELECT title, (SELECT max(trakt) FROM change AS other"
                 " WHERE other.title = one.title)" SAME_TITLE " GROUP BY title ORDER BY title"),
            [LEDGER_JOIN_TITLES] = "UPDATE change SET title = ?2 WHERE title = ?1",
            [LEDGER_CHANGES_OF_TITLE] =
                ("SELECT kind, outcome, sent, settled, trakt, copy, was, id FROM change"
                 " WHERE title IN (SELECT title" SAME_TITLE ") ORDER BY id DESC"),
            [LEDGER_EACH_TITLE] =
                ("SELECT " COLUMNS " FROM change WHERE id IN (SELECT max(id) FROM change"
                 " WHERE list = ?1 AND (?2 IS NULL OR account = ?2) AND kind <> 2 AND outcome <> 3"
                 " AND NOT (kind = 1 AND outcome <> 1) GROUP BY title) ORDER BY title"),
            [LEDGER_EACH_RUN] =
                ("SELECT id, at, program, (SELECT account FROM change WHERE run = run.id LIMIT 1),"
                 " (SELECT list_name FROM change WHERE run = run.id LIMIT 1),"
                 " (SELECT count(*) FROM change WHERE run = run.id AND kind = 0 AND outcome <> 3),"
                 " (SELECT count(*) FROM change WHERE run = run.id AND kind = 1 AND outcome <> 3),"
                 " (SELECT count(*) FROM change WHERE run = run.id AND kind = 2 AND outcome <> 3)"
                 " FROM run ORDER BY id DESC"),
            [LEDGER_EACH_CHANGE] =
                ("SELECT " COLUMNS ", NOT EXISTS (SELECT 1 FROM change AS later"
                 " WHERE later.title = one.title AND later.id > one.id AND later.outcome <> 3)"
                 " FROM change AS one WHERE run = ?1 AND outcome <> 3 ORDER BY id"),
            [LEDGER_UNSETTLED] = "SELECT id FROM change WHERE outcome = 0 ORDER BY id",
            [LEDGER_HAS_RUN] = "SELECT 1 FROM run WHERE id = ?1",
        },
    .without = "continuing without the ledger of earlier changes",
};

struct ledger *ledger_open(const char *path, struct why *why)
{
    struct database *database = database_open(path, &form, why);
    struct ledger *ledger;

    if (!database)
        return NULL;
    ledger = cvi_alloc(sizeof *ledger);
    *ledger = (struct ledger){.database = database, .run = RECORD_NONE};
    return ledger;
}

void ledger_close(struct ledger *ledger)
{
    if (!ledger)
        return;
    database_close(ledger->database);
    free(ledger->unsettled);
    free(ledger);
}

bool ledger_works(const struct ledger *ledger, struct why *why)
{
    if (!ledger)
        return why_set(why, EX_IOERR, "the ledger cannot be opened");
    return database_why(ledger->database, why);
}

json_int_t ledger_run(const struct ledger *ledger)
{
    return ledger ? ledger->run : RECORD_NONE;
}

/* Unknown ids are not bound, so they are NULL, which is not equal to any id. */
void ledger_bind_title(struct ledger *ledger, int statement, const struct ledger_place *place,
                       const struct ledger_title *title)
{
    struct database *d = ledger->database;

    database_bind_text(d, statement, 1, place->list);
    database_bind_text(d, statement, 2, place->account);
    database_bind_number(d, statement, 3, title->type);
    database_bind_number(d, statement, 4, title->season);
    database_bind_number(d, statement, 5, title->episode);
    for (int kind = 0; kind < TITLE_IDS; kind++)
        if (title->ids.of[kind])
            database_bind_number(d, statement, 6 + kind, title->ids.of[kind]);
}

/* --- Writing --- */

/* The numbers of the titles in the ledger that may be the title being written. */
struct same {
    int64_t first; /* the first number; 0: not found */
    int64_t others[TITLE_IDS];
    size_t count; /* number of elements in others */
    /* These titles have different Trakt ids, so it is unknown which of them is being written. */
    bool ambiguous;
};

static struct same find_same(struct ledger *ledger, const struct ledger_place *place,
                             const struct ledger_title *title)
{
    struct database *d = ledger->database;
    struct same same = {0};
    int64_t trakt = 0;

    ledger_bind_title(ledger, LEDGER_SAME_TITLES, place, title);
    while (database_step(d, LEDGER_SAME_TITLES)) {
        int64_t number = database_number(d, LEDGER_SAME_TITLES, 0);
        int64_t its = database_number(d, LEDGER_SAME_TITLES, 1); /* NULL reads as 0 */

        if (!same.first)
            same.first = number;
        else if (same.count < TITLE_IDS)
            same.others[same.count++] = number;
        same.ambiguous |= its && trakt && its != trakt;
        trakt = its ? its : trakt;
    }
    database_finish(d, LEDGER_SAME_TITLES);
    return same;
}

/* Returns the title number for the change `number`. If the title has ids of several titles in the
 * ledger, merges these titles. */
static int64_t title_number(struct ledger *ledger, const struct ledger_place *place,
                            const struct ledger_title *title, int64_t number)
{
    struct database *d = ledger->database;
    const struct same same = find_same(ledger, place, title);

    if (!same.first || same.ambiguous)
        return number;
    for (size_t i = 0; i < same.count; i++) {
        database_bind_number(d, LEDGER_JOIN_TITLES, 1, same.others[i]);
        database_bind_number(d, LEDGER_JOIN_TITLES, 2, same.first);
        database_run(d, LEDGER_JOIN_TITLES);
    }
    return same.first;
}

static char *json_text(const json_t *json)
{
    return json ? json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
}

static void put_change(struct ledger *ledger, const struct ledger_place *place,
                       const char *list_name, const struct ledger_change *change, int64_t number)
{
    struct database *d = ledger->database;
    const struct ledger_title *title = &change->title;
    int64_t title_is = title_number(ledger, place, title, number);
    char *was = json_text(change->before), *copy = json_text(change->copy);

    ledger_bind_title(ledger, LEDGER_PUT_CHANGE, place, title);
    database_bind_number(d, LEDGER_PUT_CHANGE, 10, number);
    database_bind_number(d, LEDGER_PUT_CHANGE, 11, title_is);
    database_bind_number(d, LEDGER_PUT_CHANGE, 12, ledger->run);
    database_bind_number(d, LEDGER_PUT_CHANGE, 13, change->kind);
    database_bind_number(d, LEDGER_PUT_CHANGE, 14, LEDGER_SENT);
    database_bind_number(d, LEDGER_PUT_CHANGE, 15, clock_now_s());
    database_bind_text(d, LEDGER_PUT_CHANGE, 16, list_name ? list_name : "");
    database_bind_text(d, LEDGER_PUT_CHANGE, 17, title->title);
    database_bind_number(d, LEDGER_PUT_CHANGE, 18, title->year);
    database_bind_text(d, LEDGER_PUT_CHANGE, 19, title->filename);
    database_bind_text(d, LEDGER_PUT_CHANGE, 20, was);
    database_bind_text(d, LEDGER_PUT_CHANGE, 21, copy);
    database_run(d, LEDGER_PUT_CHANGE);
    free(was);
    free(copy);
}

static void last_numbers(struct ledger *ledger, int64_t *change, int64_t *run)
{
    struct database *d = ledger->database;

    *change = *run = 0;
    if (database_step(d, LEDGER_LAST_NUMBERS)) {
        *change = database_number(d, LEDGER_LAST_NUMBERS, 0);
        *run = database_number(d, LEDGER_LAST_NUMBERS, 1);
    }
    database_finish(d, LEDGER_LAST_NUMBERS);
}

static void begin_run(struct ledger *ledger, const char *program, int64_t number)
{
    struct database *d = ledger->database;

    ledger->run = number;
    database_bind_number(d, LEDGER_PUT_RUN, 1, number);
    database_bind_text(d, LEDGER_PUT_RUN, 2, program);
    database_bind_number(d, LEDGER_PUT_RUN, 3, clock_now_s());
    database_run(d, LEDGER_PUT_RUN);
}

void ledger_write(struct ledger *ledger, const char *program, const struct ledger_place *place,
                  const char *list_name, const struct ledger_change *changes, size_t count,
                  int64_t *numbers)
{
    json_int_t run_before = ledger_run(ledger);
    int64_t last_change, last_run;

    memset(numbers, 0, count * sizeof *numbers);
    if (!ledger || !place->account || !count || !database_begin(ledger->database))
        return;
    last_numbers(ledger, &last_change, &last_run);
    if (ledger->run == RECORD_NONE)
        begin_run(ledger, program, last_run + 1);
    for (size_t i = 0; i < count; i++)
        put_change(ledger, place, list_name, &changes[i], last_change + 1 + (int64_t)i);
    if (!database_commit(ledger->database)) {
        ledger->run = run_before;
        return;
    }
    for (size_t i = 0; i < count; i++)
        numbers[i] = last_change + 1 + (int64_t)i;
}

void ledger_settle(struct ledger *ledger, const int64_t *numbers,
                   const enum ledger_outcome *outcomes, size_t count)
{
    struct database *d = ledger ? ledger->database : NULL;

    if (!count || !database_begin(d))
        return;
    for (size_t i = 0; i < count; i++) {
        if (!numbers[i])
            continue;
        database_bind_number(d, LEDGER_PUT_OUTCOME, 1, numbers[i]);
        database_bind_number(d, LEDGER_PUT_OUTCOME, 2, outcomes[i]);
        database_bind_number(d, LEDGER_PUT_OUTCOME, 3, clock_now_s());
        database_run(d, LEDGER_PUT_OUTCOME);
    }
    database_commit(d);
}
