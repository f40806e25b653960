/* Looks up titles and runs in the ledger. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "http/decide.h"
#include "ledger/parts.h"

/* Seconds by which times may differ, because our clock and Trakt's may differ, or because an answer
 * is delayed. */
enum { SLACK_S = 120 };

/* --- One title --- */

/* A row of LEDGER_CHANGES_OF_TITLE. */
struct row {
    enum operation_kind kind;
    enum ledger_outcome outcome;
    int64_t sent_s, settled_s; /* 0: not settled */
    int64_t trakt;             /* 0: unknown */
    int64_t number;
};

/* Reads the kind and the outcome of a change, which are in `column` and the next column. Returns
 * false if one of them is invalid. */
static bool read_words(struct database *d, int statement, int column, enum operation_kind *kind,
                       enum ledger_outcome *outcome)
{
    int64_t is = database_number(d, statement, column);
    int64_t became = database_number(d, statement, column + 1);

    if (is < 0 || is > OPERATION_UPDATE || became < 0 || became > LEDGER_VOID)
        return false;
    *kind = (enum operation_kind)is;
    *outcome = (enum ledger_outcome)became;
    return true;
}

static bool next_row(struct ledger *ledger, struct row *row)
{
    struct database *d = ledger->database;

    while (database_step(d, LEDGER_CHANGES_OF_TITLE)) {
        row->sent_s = database_number(d, LEDGER_CHANGES_OF_TITLE, 2);
        row->settled_s = database_number(d, LEDGER_CHANGES_OF_TITLE, 3);
        row->trakt = database_number(d, LEDGER_CHANGES_OF_TITLE, 4);
        row->number = database_number(d, LEDGER_CHANGES_OF_TITLE, 7);
        if (read_words(d, LEDGER_CHANGES_OF_TITLE, 0, &row->kind, &row->outcome))
            return true;
    }
    return false;
}

/* The history of a title, from its rows. */
struct history {
    struct row last;     /* the last addition or removal that is not void; set if `changed` */
    struct row addition; /* the last addition that is not void; set if `added` */
    bool changed;        /* there is an addition or a removal */
    bool added;          /* there is an addition, and no later removal was made */
    bool ambiguous;      /* the rows have different Trakt ids */
};

/* Adds a row to the history. Rows are added from the newest to the oldest. Sets *removed after a
 * removal that was made; older additions then do not count. */
static void take_row(struct history *history, const struct row *row, bool *removed)
{
    if (row->kind == OPERATION_UPDATE || row->outcome == LEDGER_VOID)
        return;
    if (!history->changed)
        history->last = *row;
    history->changed = true;
    if (row->kind == OPERATION_REMOVE) {
        *removed |= row->outcome == LEDGER_DONE;
    } else if (!history->added && !*removed) {
        history->addition = *row;
        history->added = true;
    }
}

/* Reads all rows of a title, newest first. */
static struct history read_history(struct ledger *ledger, const struct ledger_place *place,
                                   const struct ledger_title *title)
{
    struct history history = {0};
    bool removed = false;
    int64_t trakt = 0;
    struct row row;

    if (!ledger)
        return history;
    ledger_bind_title(ledger, LEDGER_CHANGES_OF_TITLE, place, title);
    while (next_row(ledger, &row)) {
        history.ambiguous |= row.trakt && trakt && row.trakt != trakt;
        trakt = row.trakt ? row.trakt : trakt;
        take_row(&history, &row, &removed);
    }
    database_finish(ledger->database, LEDGER_CHANGES_OF_TITLE);
    if (ledger && database_is_broken(ledger->database))
        return (struct history){0};
    return history;
}

/* Reads the last number first. If a change is written between the two queries, its number is
 * higher, so settled_since returns true for it. */
void ledger_mark(struct ledger *ledger)
{
    struct database *d = ledger ? ledger->database : NULL;
    size_t room = 0;

    if (!d)
        return;
    if (database_step(d, LEDGER_LAST_NUMBERS))
        ledger->last = database_number(d, LEDGER_LAST_NUMBERS, 0);
    database_finish(d, LEDGER_LAST_NUMBERS);
    ledger->unsettled_count = 0;
    while (database_step(d, LEDGER_UNSETTLED)) {
        if (ledger->unsettled_count == room) {
            room = 2 * room + 64;
            ledger->unsettled = cvi_realloc(ledger->unsettled, room * sizeof *ledger->unsettled);
        }
        ledger->unsettled[ledger->unsettled_count++] = database_number(d, LEDGER_UNSETTLED, 0);
    }
    database_finish(d, LEDGER_UNSETTLED);
    ledger->marked = true;
}

static int compare_numbers(const void *one, const void *other)
{
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;

    return (a > b) - (a < b);
}

/* Returns whether a change that is settled now was not settled, or not written, when ledger_mark
 * was called. */
static bool settled_since(const struct ledger *ledger, int64_t number)
{
    return ledger->marked &&
           (number > ledger->last ||
            (ledger->unsettled_count && bsearch(&number, ledger->unsettled, ledger->unsettled_count,
                                                sizeof number, compare_numbers)));
}

static enum ledger_standing standing_of(const struct ledger *ledger, const struct history *history)
{
    if (!history->changed)
        return LEDGER_NEVER;
    if (history->ambiguous)
        return LEDGER_PERHAPS;
    if (history->last.kind == OPERATION_REMOVE)
        return LEDGER_OFF;
    if (history->last.outcome != LEDGER_DONE || settled_since(ledger, history->last.number))
        return LEDGER_PERHAPS;
    return LEDGER_OURS;
}

enum ledger_standing ledger_find(struct ledger *ledger, const struct ledger_place *place,
                                 const struct ledger_title *title, int64_t *at_s)
{
    const struct history history = read_history(ledger, place, title);

    if (at_s)
        *at_s = history.changed ? history.last.sent_s : 0;
    return standing_of(ledger, &history);
}

/*
 * Returns whether an item listed at `listed_s` (-1: unknown) is the result of this addition; see
 * ledger_is_ours. If the item was listed before the addition was sent, a clock was wrong. It is
 * then unknown whether the item was removed and listed again, so the result is false. In the
 * collection, an early time is allowed, because the program that adds an item chooses the listed
 * time. */
static bool has_brought(const struct ledger_place *place, const struct row *addition,
                        int64_t listed_s)
{
    int64_t last_s = addition->settled_s ? addition->settled_s : addition->sent_s;
    bool is_later = listed_s > last_s + SLACK_S;
    bool is_earlier = listed_s < addition->sent_s - SLACK_S;
    bool is_chosen = strcmp(place->list, OPERATION_COLLECTION) == 0;

    if (addition->outcome == LEDGER_DONE)
        return !is_later && (!is_earlier || listed_s < 0 || is_chosen);
    return addition->outcome == LEDGER_SENT && !is_later && !is_earlier;
}

bool ledger_is_ours(struct ledger *ledger, const struct ledger_place *place,
                    const struct ledger_title *title, const char *listed_at)
{
    const struct history history = read_history(ledger, place, title);
    bool is_known = listed_at && *listed_at;
    int64_t listed_s = is_known ? http_read_time(listed_at) : -1;

    if (!history.added || history.ambiguous || (is_known && listed_s < 0))
        return false;
    return has_brought(place, &history.addition, listed_s);
}

/* --- One copy --- */

/* Returns the media type in a column's JSON, as a new string; NULL if it has none. The JSON is a
 * copy or, if `member` is not NULL, an object with the copy in that member. */
static char *media_type_at(struct database *d, int column, const char *member)
{
    size_t length;
    const char *text = database_text(d, LEDGER_CHANGES_OF_TITLE, column, &length);
    json_auto_t *json = text ? json_loadb(text, length, 0, NULL) : NULL;
    const json_t *copy = member ? json_object_get(json, member) : json;
    const char *type = json_string_value(json_object_get(copy, "media_type"));

    return type ? cvi_strdup(type) : NULL;
}

static bool is_same(const char *one, const char *other)
{
    return one && other ? strcmp(one, other) == 0 : one == other;
}

/* The state while a copy's changes are read, from the newest to the oldest, to find out whether
 * they lead back to our addition. */
struct trail {
    char *media_type; /* the copy's media type before the changes read so far */
    int64_t last_s;   /* time of the newest change */
    bool is_ours;     /* the changes lead back to our addition */
    bool is_broken;   /* the changes lead back to somebody else's copy */
};

/* Takes the next older change into account. Returns false if no older changes have to be read. */
static bool go_back(struct trail *trail, const struct row *row, struct database *d)
{
    if (row->outcome == LEDGER_VOID ||
        (row->kind == OPERATION_REMOVE && row->outcome != LEDGER_DONE))
        return true;
    char *sent = media_type_at(d, 5, NULL);
    bool fits = is_same(sent, trail->media_type);
    int64_t last_s = row->settled_s ? row->settled_s : row->sent_s;

    trail->last_s = trail->last_s ? trail->last_s : last_s;
    if (row->kind != OPERATION_UPDATE) {
        trail->is_ours = row->kind == OPERATION_ADD && fits;
    } else if (sent && fits) {
        free(trail->media_type);
        trail->media_type = media_type_at(d, 6, "copy");
    } else if (sent) {
        trail->is_broken = row->outcome == LEDGER_DONE;
    }
    free(sent);
    return row->kind == OPERATION_UPDATE && !trail->is_broken;
}

bool ledger_is_our_copy(struct ledger *ledger, const struct ledger_place *place,
                        const struct ledger_title *title, const char *media_type,
                        const char *updated_at)
{
    struct trail trail = {.media_type = media_type ? cvi_strdup(media_type) : NULL};
    struct row row;

    if (ledger_is_ours(ledger, place, title, NULL)) {
        ledger_bind_title(ledger, LEDGER_CHANGES_OF_TITLE, place, title);
        while (next_row(ledger, &row) && go_back(&trail, &row, ledger->database))
            ;
        database_finish(ledger->database, LEDGER_CHANGES_OF_TITLE);
    }
    free(trail.media_type);
    if (!trail.is_ours || !updated_at || !*updated_at)
        return trail.is_ours;
    int64_t updated_s = http_read_time(updated_at);
    return updated_s >= 0 && updated_s <= trail.last_s + SLACK_S;
}

/* --- Titles, runs and changes --- */

/* Returns the text in a column; "" if it is NULL. Borrowed. */
static const char *text_at(struct database *d, int statement, int column)
{
    size_t length;
    const char *text = database_text(d, statement, column, &length);

    return text ? text : "";
}

static const char *text_or_null(struct database *d, int statement, int column)
{
    size_t length;

    return database_text(d, statement, column, &length);
}

/* Returns the JSON in a column, which the caller owns; NULL if the column is NULL or invalid. */
static json_t *json_at(struct database *d, int statement, int column)
{
    size_t length;
    const char *text = database_text(d, statement, column, &length);

    return text ? json_loadb(text, length, JSON_DECODE_ANY, NULL) : NULL;
}

/* A change, and the JSON to which it points. */
struct reading {
    struct ledger_change change;
    json_t *before, *copy;
};

static void reading_release(struct reading *reading)
{
    json_decref(reading->before);
    json_decref(reading->copy);
}

static void read_title(struct database *d, int statement, struct ledger_title *title)
{
    title->season = (int)database_number(d, statement, 8);
    title->episode = (int)database_number(d, statement, 9);
    for (int kind = 0; kind < TITLE_IDS; kind++)
        title->ids.of[kind] = database_number(d, statement, 10 + kind);
    title->title = text_or_null(d, statement, 14);
    title->year = (int)database_number(d, statement, 15);
    title->filename = text_or_null(d, statement, 16);
}

/* Reads a change from the current row of a statement that selects COLUMNS (ledger.c). Returns false
 * if the row has invalid values. The caller releases `reading` in every case. */
static bool read_change(struct database *d, int statement, struct reading *reading)
{
    struct ledger_change *change = &reading->change;
    int64_t type = database_number(d, statement, 7);

    *reading = (struct reading){0};
    if (!read_words(d, statement, 1, &change->kind, &change->outcome) || type < 0 ||
        type > OPERATION_EPISODE)
        return false;
    change->run = database_number(d, statement, 0);
    change->at_s = database_number(d, statement, 3);
    change->place.account = text_at(d, statement, 4);
    change->place.list = text_at(d, statement, 5);
    snprintf(change->list_name, sizeof change->list_name, "%s", text_at(d, statement, 6));
    change->title.type = (enum operation_type)type;
    read_title(d, statement, &change->title);
    change->before = reading->before = json_at(d, statement, 17);
    change->copy = reading->copy = json_at(d, statement, 18);
    return true;
}

void ledger_each_title(struct ledger *ledger, const struct ledger_place *place,
                       bool (*each)(void *context, const struct ledger_change *change),
                       void *context)
{
    struct database *d = ledger ? ledger->database : NULL;
    bool proceed = true;

    database_bind_text(d, LEDGER_EACH_TITLE, 1, place->list);
    database_bind_text(d, LEDGER_EACH_TITLE, 2, place->account);
    while (proceed && database_step(d, LEDGER_EACH_TITLE)) {
        struct reading reading;

        if (read_change(d, LEDGER_EACH_TITLE, &reading))
            proceed = each(context, &reading.change);
        reading_release(&reading);
    }
    database_finish(d, LEDGER_EACH_TITLE);
}

void ledger_each_run(struct ledger *ledger,
                     bool (*each)(void *context, const struct ledger_run_info *run), void *context)
{
    struct database *d = ledger ? ledger->database : NULL;
    bool proceed = true;

    while (proceed && database_step(d, LEDGER_EACH_RUN)) {
        const struct ledger_run_info run = {
            .run = database_number(d, LEDGER_EACH_RUN, 0),
            .at_s = database_number(d, LEDGER_EACH_RUN, 1),
            .program = text_at(d, LEDGER_EACH_RUN, 2),
            .account = text_at(d, LEDGER_EACH_RUN, 3),
            .list_name = text_at(d, LEDGER_EACH_RUN, 4),
            .added = database_number(d, LEDGER_EACH_RUN, 5),
            .removed = database_number(d, LEDGER_EACH_RUN, 6),
            .updated = database_number(d, LEDGER_EACH_RUN, 7),
        };
        proceed = each(context, &run);
    }
    database_finish(d, LEDGER_EACH_RUN);
}

static bool has_run(struct database *d, json_int_t run)
{
    database_bind_number(d, LEDGER_HAS_RUN, 1, run);
    bool has = database_step(d, LEDGER_HAS_RUN);
    database_finish(d, LEDGER_HAS_RUN);
    return has;
}

bool ledger_each_change(struct ledger *ledger, json_int_t run,
                        bool (*each)(void *context, const struct ledger_change *change,
                                     bool is_last),
                        void *context)
{
    struct database *d = ledger ? ledger->database : NULL;
    bool proceed = has_run(d, run), exists = proceed;

    database_bind_number(d, LEDGER_EACH_CHANGE, 1, run);
    while (proceed && database_step(d, LEDGER_EACH_CHANGE)) {
        struct reading reading;

        if (read_change(d, LEDGER_EACH_CHANGE, &reading))
            proceed =
                each(context, &reading.change, database_number(d, LEDGER_EACH_CHANGE, 19) != 0);
        reading_release(&reading);
    }
    database_finish(d, LEDGER_EACH_CHANGE);
    return exists;
}
