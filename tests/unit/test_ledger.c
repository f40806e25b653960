/* The ledger: records of titles, ownership, runs, and unusable files. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "bytes.h"
#include "child.h"
#include "ledger/ledger.h"
#include "tmpdir.h"

enum { NOON = 1795348800 }; /* 2026-11-22T12:00:00Z */

static char *directory;
static char *path;
static char *clock_path;
static const struct ledger_place watchlist = {.account = "ann", .list = OPERATION_WATCHLIST};

static void set_clock(int64_t seconds)
{
    int64_t ms = seconds * 1000;

    cr_assert(tmpdir_write(directory, "clock", &ms, sizeof ms, 0600));
    clock_use_file(clock_path);
}

static void make_place(void)
{
    directory = tmpdir_make();
    path = tmpdir_path(directory, "new/ledger.db");
    clock_path = tmpdir_path(directory, "clock");
    set_clock(NOON);
}

static void remove_place(void)
{
    tmpdir_remove(directory);
    free(directory);
    free(path);
    free(clock_path);
}

TestSuite(ledger, .init = make_place, .fini = remove_place);

static struct ledger *must_open(void)
{
    struct why why;
    struct ledger *ledger = ledger_open(path, &why);

    cr_assert_not_null(ledger, "%s", why.text);
    return ledger;
}

/* A film with ids of Trakt, IMDb and TMDB; 0: none. */
static struct ledger_title film(json_int_t trakt, json_int_t imdb, json_int_t tmdb)
{
    return (struct ledger_title){.type = OPERATION_MOVIE,
                                 .ids = {{trakt, imdb, tmdb, 0}},
                                 .season = RECORD_NONE,
                                 .episode = RECORD_NONE,
                                 .year = RECORD_NONE};
}

/* Writes one change with its outcome, and returns its number. */
static int64_t put(struct ledger *ledger, const struct ledger_place *place,
                   enum operation_kind kind, struct ledger_title title, enum ledger_outcome outcome)
{
    const struct ledger_change change = {.kind = kind, .title = title};
    int64_t number;

    ledger_write(ledger, "cvi-add", place, "watchlist", &change, 1, &number);
    if (outcome != LEDGER_SENT)
        ledger_settle(ledger, &number, &outcome, 1);
    return number;
}

static enum ledger_standing find(struct ledger *ledger, struct ledger_title title)
{
    return ledger_find(ledger, &watchlist, &title, NULL);
}

/* --- One title --- */

/* The changes written about a title: "a" addition, "r" removal, "u" update, each with its outcome:
 * sent, done, unsure, void. */
static const struct {
    const char *changes;
    enum ledger_standing standing;
    bool ours; /* for an item listed at noon, the time of all changes */
} histories[] = {
    {"", LEDGER_NEVER, false},          {"ad", LEDGER_OURS, true},
    {"as", LEDGER_PERHAPS, true},       {"au", LEDGER_PERHAPS, false},
    {"av", LEDGER_NEVER, false},        {"ad av", LEDGER_OURS, true},
    {"ad rd", LEDGER_OFF, false},       {"ad rv", LEDGER_OURS, true},
    {"ad rs", LEDGER_OFF, true},        {"ad ru", LEDGER_OFF, true},
    {"rd", LEDGER_OFF, false},          {"ad rd ad", LEDGER_OURS, true},
    {"ad rd as", LEDGER_PERHAPS, true}, {"ad rd au", LEDGER_PERHAPS, false},
    {"ad rd av", LEDGER_OFF, false},    {"ad rs rd", LEDGER_OFF, false},
    {"ad as", LEDGER_PERHAPS, true},    {"ad au", LEDGER_PERHAPS, false},
    {"ud", LEDGER_NEVER, false},        {"ad ud", LEDGER_OURS, true},
    {"au ud", LEDGER_PERHAPS, false},   {"rd ud", LEDGER_OFF, false},
};

/* Returns the number of the last change. */
static int64_t write_history(struct ledger *ledger, const char *changes)
{
    static const char kinds[] = "aru", outcomes[] = "sduv";
    int64_t last = 0;

    for (const char *at = changes; *at; at += at[2] ? 3 : 2)
        last = put(ledger, &watchlist, (enum operation_kind)(strchr(kinds, at[0]) - kinds),
                   film(1, 0, 0), (enum ledger_outcome)(strchr(outcomes, at[1]) - outcomes));
    return last;
}

Test(ledger, knows_the_standing_of_a_title)
{
    for (size_t i = 0; i < sizeof histories / sizeof *histories; i++) {
        const struct ledger_title title = film(1, 0, 0);
        struct ledger *ledger = must_open();

        write_history(ledger, histories[i].changes);
        cr_expect_eq(find(ledger, title), histories[i].standing, "'%s'", histories[i].changes);
        cr_expect_eq(ledger_is_ours(ledger, &watchlist, &title, "2026-11-22T12:00:00.000Z"),
                     histories[i].ours, "'%s'", histories[i].changes);
        ledger_close(ledger);
        cr_assert_eq(unlink(path), 0);
    }
}

/* Changes before and after a list is read, and the resulting standing. */
static const struct {
    const char *before, *after;
    bool settles; /* the last change before is settled as done afterwards */
    enum ledger_standing standing;
} marks[] = {
    {"ad", "", false, LEDGER_OURS},         {"", "ad", false, LEDGER_PERHAPS},
    {"as", "", false, LEDGER_PERHAPS},      {"as", "", true, LEDGER_PERHAPS},
    {"ad as", "", true, LEDGER_PERHAPS},    {"ad", "rd", false, LEDGER_OFF},
    {"ad rd", "ad", false, LEDGER_PERHAPS},
};

Test(ledger, does_not_expect_titles_added_after_the_list_was_read)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct ledger *ledger = must_open(), *other = must_open();
        enum ledger_outcome done = LEDGER_DONE;

        int64_t last = write_history(other, marks[i].before);
        ledger_mark(ledger);
        write_history(other, marks[i].after);
        if (marks[i].settles)
            ledger_settle(other, &last, &done, 1);
        cr_expect_eq(find(ledger, film(1, 0, 0)), marks[i].standing, "'%s', '%s'", marks[i].before,
                     marks[i].after);
        ledger_close(ledger);
        ledger_close(other);
        cr_assert_eq(unlink(path), 0);
    }
}

/* The listing time of an item added by us at noon, with the answer ten minutes later. */
static const struct {
    const char *listed_at;
    bool done_is_ours, sent_is_ours;
} listings[] = {
    {"2026-11-22T12:00:00.000Z", true, true},
    {"2026-11-22T12:00:00Z", true, true},
    {"2026-11-22T12:10:00.000Z", true, true},
    {"2026-11-22T12:12:00.000Z", true, true},
    {"2026-11-22T12:12:01.000Z", false, false},
    {"2027-01-01T00:00:00.000Z", false, false},
    {"2026-11-22T11:58:00.000Z", true, true},
    {"2026-11-22T11:57:59.000Z", false,
     false}, /* the clocks differ: it may have been listed again since */
    {"", true, false},
    {NULL, true, false},
    {"yesterday", false, false},
};

Test(ledger, does_not_claim_items_listed_at_another_time)
{
    static const enum ledger_outcome done = LEDGER_DONE, sent = LEDGER_SENT;
    const struct ledger_title one = film(1, 0, 0), other = film(2, 0, 0);
    struct ledger *ledger = must_open();
    int64_t first = put(ledger, &watchlist, OPERATION_ADD, one, LEDGER_SENT);
    int64_t second = put(ledger, &watchlist, OPERATION_ADD, other, LEDGER_SENT);

    cr_expect_not(ledger_is_ours(ledger, &watchlist, &one, "2026-11-22T12:10:00.000Z"));
    set_clock(NOON + 600);
    ledger_settle(ledger, &first, &done, 1);
    ledger_settle(ledger, &second, &sent, 1);
    for (size_t i = 0; i < sizeof listings / sizeof *listings; i++) {
        const char *at = listings[i].listed_at;

        cr_expect_eq(ledger_is_ours(ledger, &watchlist, &one, at), listings[i].done_is_ours, "%s",
                     at);
        cr_expect_eq(ledger_is_ours(ledger, &watchlist, &other, at), listings[i].sent_is_ours, "%s",
                     at);
    }
    ledger_close(ledger);
}

/* An item of the collection has no listing time, only a time that the sender may choose. */
Test(ledger, ignores_an_earlier_time_in_the_collection)
{
    static const struct ledger_place collection = {.account = "ann", .list = OPERATION_COLLECTION};
    const struct ledger_title one = film(1, 0, 0);
    struct ledger *ledger = must_open();

    put(ledger, &collection, OPERATION_ADD, one, LEDGER_DONE);
    cr_expect(ledger_is_ours(ledger, &collection, &one, "2020-01-01T00:00:00.000Z"));
    cr_expect(ledger_is_ours(ledger, &collection, &one, "2026-11-22T12:02:00.000Z"));
    cr_expect_not(ledger_is_ours(ledger, &collection, &one, "2026-11-22T12:02:01.000Z"));
    ledger_close(ledger);
}

/* Changes to a copy, one word each: a, r or u; the outcome; the media type sent (d, b or - for
 * none); for an update, also the previous one. A digit advances the clock by that many hours. Then
 * a copy, and whether it is ours. */
static const struct {
    const char *changes, *media_type, *updated_at;
    bool ours;
} copies[] = {
    {"add", "digital", "", true},
    {"add", "digital", NULL, true},
    {"add", "digital", "2026-11-22T12:02:00.000Z", true},
    {"add", "digital", "2026-11-22T12:02:01.000Z", false},
    {"add", "digital", "yesterday", false},
    {"add", "bluray", "", false}, /* another copy, added by the user */
    {"add", NULL, "", false},     /* added again without facts */
    {"ad-", NULL, "", true},      /* an operation without a copy */
    {"ad-", "digital", "", false},
    {"asd", "digital", "", false}, /* uncertain, and without a listing time */
    {"aud", "digital", "", false},
    {"add rdd", "digital", "", false},
    {"add rsd", "digital", "", true},
    {"add udDd", "digital", "", true}, /* no media type was sent */
    {"add uddd", "digital", "", true},
    {"add uddb", "digital", "", false}, /* our update has overwritten the user's copy */
    {"add udd-", "digital", "", false},
    {"add uddb uddd", "digital", "", false},
    {"add uddd uddb", "digital", "", false},
    {"add usdb", "digital", "", false}, /* the update changed the media type */
    {"add usbd", "digital", "", true},  /* the update changed nothing */
    {"add uvdb", "digital", "", true},
    {"add udbd", "digital", "", false}, /* somebody changed the copy back */
    {"add udbd", "bluray", "", true},
    {"add ud-d", "digital", "", true}, /* an update of other facts */
    {"uddd", "digital", "", false},
    {"add 3 uddd", "digital", "2026-11-22T15:00:00.000Z", true},
    {"add 3 uddd", "digital", "2026-11-22T15:03:00.000Z", false},
    {"add 3 uvdd", "digital", "2026-11-22T15:00:00.000Z", false},
};

/* Returns {"media_type":...}, a new object. */
static json_t *copy_of(char letter)
{
    return letter == 'd'   ? json_pack("{s:s}", "media_type", "digital")
           : letter == 'b' ? json_pack("{s:s}", "media_type", "bluray")
           : letter == '-' ? json_object()
                           : json_pack("{s:i}", "media_type", 1);
}

static void put_copy(struct ledger *ledger, const struct ledger_place *place, const char *word)
{
    static const char kinds[] = "aru", outcomes[] = "sduv";
    bool update = word[0] == 'u';
    json_t *copy = copy_of(word[2]),
           *before = update ? json_pack("{s:o}", "copy", copy_of(word[3])) : NULL;
    const struct ledger_change change = {.kind =
                                             (enum operation_kind)(strchr(kinds, word[0]) - kinds),
                                         .title = film(1, 0, 0),
                                         .copy = word[0] == 'r' ? NULL : copy,
                                         .before = before};
    enum ledger_outcome outcome = (enum ledger_outcome)(strchr(outcomes, word[1]) - outcomes);
    int64_t number;

    ledger_write(ledger, "cvi-apply", place, "collection", &change, 1, &number);
    if (outcome != LEDGER_SENT)
        ledger_settle(ledger, &number, &outcome, 1);
    json_decref(copy);
    json_decref(before);
}

Test(ledger, knows_the_owner_of_a_copy)
{
    const struct ledger_place collection = {.account = "ann", .list = OPERATION_COLLECTION};
    const struct ledger_title title = film(1, 0, 0);

    for (size_t i = 0; i < sizeof copies / sizeof *copies; i++) {
        struct ledger *ledger = must_open();

        set_clock(NOON);
        for (const char *at = copies[i].changes; *at; at += strcspn(at, " "), at += *at == ' ') {
            if (*at >= '0' && *at <= '9')
                set_clock(NOON + (int64_t)3600 * (*at - '0'));
            else
                put_copy(ledger, &collection, at);
        }
        cr_expect_eq(ledger_is_our_copy(ledger, &collection, &title, copies[i].media_type,
                                        copies[i].updated_at),
                     copies[i].ours, "'%s', %s", copies[i].changes, copies[i].media_type);
        ledger_close(ledger);
        cr_assert_eq(unlink(path), 0);
    }
    cr_expect_not(ledger_is_our_copy(NULL, &collection, &title, "digital", NULL));
}

Test(ledger, returns_the_time_of_the_last_change)
{
    const struct ledger_title title = film(1, 0, 0);
    struct ledger *ledger = must_open();
    int64_t at_s = -1;

    ledger_find(ledger, &watchlist, &title, &at_s);
    cr_expect_eq(at_s, 0);
    put(ledger, &watchlist, OPERATION_ADD, title, LEDGER_DONE);
    set_clock(NOON + 60);
    ledger_find(ledger, &watchlist, &title, &at_s);
    cr_expect_eq(at_s, NOON);
    ledger_close(ledger);
}

/* --- Ids --- */

Test(ledger, finds_by_any_id)
{
    struct ledger *ledger = must_open();

    put(ledger, &watchlist, OPERATION_ADD, film(0, 277, 0), LEDGER_DONE);
    cr_expect_eq(find(ledger, film(5, 277, 0)), LEDGER_OURS);
    cr_expect_eq(find(ledger, film(0, 277, 9)), LEDGER_OURS);
    cr_expect_eq(find(ledger, film(5, 0, 0)), LEDGER_NEVER);
    cr_expect_eq(find(ledger, film(0, 278, 0)), LEDGER_NEVER);
    cr_expect_eq(find(ledger, film(277, 0, 277)), LEDGER_NEVER);
    cr_expect_eq(find(ledger, film(0, 0, 0)), LEDGER_NEVER);
    ledger_close(ledger);
}

Test(ledger, learns_ids_from_later_changes)
{
    struct ledger *ledger = must_open();

    put(ledger, &watchlist, OPERATION_ADD, film(0, 277, 0), LEDGER_DONE);
    put(ledger, &watchlist, OPERATION_REMOVE, film(5, 277, 0), LEDGER_DONE);
    put(ledger, &watchlist, OPERATION_ADD, film(5, 0, 9), LEDGER_DONE);
    cr_expect_eq(find(ledger, film(0, 277, 0)), LEDGER_OURS);
    cr_expect_eq(find(ledger, film(5, 0, 0)), LEDGER_OURS);
    cr_expect_eq(find(ledger, film(0, 0, 9)), LEDGER_OURS);
    put(ledger, &watchlist, OPERATION_REMOVE, film(0, 0, 9), LEDGER_DONE);
    cr_expect_eq(find(ledger, film(0, 277, 0)), LEDGER_OFF);
    ledger_close(ledger);
}

Test(ledger, joins_titles_that_turn_out_to_be_one)
{
    struct ledger *ledger = must_open();

    put(ledger, &watchlist, OPERATION_ADD, film(0, 277, 0), LEDGER_DONE);
    put(ledger, &watchlist, OPERATION_ADD, film(0, 0, 9), LEDGER_DONE);
    put(ledger, &watchlist, OPERATION_ADD, film(5, 0, 0), LEDGER_DONE);
    put(ledger, &watchlist, OPERATION_REMOVE, film(5, 277, 9), LEDGER_DONE);
    cr_expect_eq(find(ledger, film(0, 277, 0)), LEDGER_OFF);
    cr_expect_eq(find(ledger, film(0, 0, 9)), LEDGER_OFF);
    cr_expect_eq(find(ledger, film(5, 0, 0)), LEDGER_OFF);
    ledger_close(ledger);
}

Test(ledger, never_joins_different_trakt_ids)
{
    const struct ledger_title doubtful = film(0, 277, 0);
    struct ledger *ledger = must_open();

    put(ledger, &watchlist, OPERATION_ADD, film(5, 277, 0), LEDGER_DONE);
    cr_expect_eq(find(ledger, film(6, 277, 0)), LEDGER_NEVER);
    put(ledger, &watchlist, OPERATION_ADD, film(6, 277, 0), LEDGER_DONE);
    put(ledger, &watchlist, OPERATION_REMOVE, film(6, 277, 0), LEDGER_DONE);
    cr_expect_eq(find(ledger, film(5, 277, 0)), LEDGER_OURS);
    cr_expect_eq(find(ledger, film(6, 277, 0)), LEDGER_OFF);
    put(ledger, &watchlist, OPERATION_ADD, doubtful, LEDGER_DONE); /* either of the two titles */
    cr_expect_eq(find(ledger, doubtful), LEDGER_PERHAPS);
    cr_expect_not(ledger_is_ours(ledger, &watchlist, &doubtful, "2026-11-22T12:00:00.000Z"));
    cr_expect_eq(find(ledger, film(5, 0, 0)), LEDGER_OURS);
    cr_expect_eq(find(ledger, film(6, 0, 0)), LEDGER_OFF);
    ledger_close(ledger);
}

Test(ledger, distinguishes_types_and_episodes)
{
    struct ledger *ledger = must_open();
    struct ledger_title title = film(1, 0, 0);

    title.type = OPERATION_EPISODE;
    title.season = 0;
    title.episode = 3;
    put(ledger, &watchlist, OPERATION_ADD, title, LEDGER_DONE);
    cr_expect_eq(find(ledger, title), LEDGER_OURS);
    title.season = 1;
    cr_expect_eq(find(ledger, title), LEDGER_NEVER);
    title.season = 0;
    title.episode = 4;
    cr_expect_eq(find(ledger, title), LEDGER_NEVER);
    title = film(1, 0, 0);
    cr_expect_eq(find(ledger, title), LEDGER_NEVER);
    title.type = OPERATION_SHOW;
    cr_expect_eq(find(ledger, title), LEDGER_NEVER);
    ledger_close(ledger);
}

/* --- Places --- */

static const struct {
    struct ledger_place place;
    enum ledger_standing standing;
} places[] = {
    {{"ann", OPERATION_WATCHLIST}, LEDGER_OURS},
    {{"bob", OPERATION_WATCHLIST}, LEDGER_NEVER},
    {{"ANN", OPERATION_WATCHLIST}, LEDGER_NEVER},
    {{"ann", OPERATION_COLLECTION}, LEDGER_NEVER},
    {{"ann", "33543684"}, LEDGER_NEVER},
    {{NULL, OPERATION_WATCHLIST}, LEDGER_OURS}, /* the title counts in any account */
    {{NULL, "33543684"}, LEDGER_NEVER},
};

Test(ledger, distinguishes_places)
{
    const struct ledger_title title = film(1, 0, 0);
    struct ledger *ledger = must_open();

    put(ledger, &watchlist, OPERATION_ADD, title, LEDGER_DONE);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        cr_expect_eq(ledger_find(ledger, &places[i].place, &title, NULL), places[i].standing, "%zu",
                     i);
    ledger_close(ledger);
}

Test(ledger, writes_nothing_without_an_account)
{
    static const struct ledger_place unknown = {.list = OPERATION_WATCHLIST};
    struct ledger *ledger = must_open();

    cr_expect_eq(put(ledger, &unknown, OPERATION_ADD, film(1, 0, 0), LEDGER_DONE), 0);
    cr_expect_eq(find(ledger, film(1, 0, 0)), LEDGER_NEVER);
    cr_expect_eq(ledger_run(ledger), RECORD_NONE);
    ledger_close(ledger);
}

/* --- Lists of everything --- */

/* The arguments of the calls, as text. */
struct told {
    struct buf text;
    int most; /* calls before each returns false; 0: no limit */
};

static bool go_on(struct told *told)
{
    return !told->most || --told->most;
}

static bool tell_title(void *context, const struct ledger_change *change)
{
    struct told *told = context;

    buf_printf(&told->text, "%s %d of %d; ", change->title.title ? change->title.title : "-",
               (int)change->kind, (int)change->run);
    return go_on(told);
}

static bool tell_change(void *context, const struct ledger_change *change, bool is_last)
{
    struct told *told = context;

    tell_title(context, change);
    if (is_last)
        buf_puts(&told->text, "last; ");
    return true;
}

static bool tell_run(void *context, const struct ledger_run_info *run)
{
    struct told *told = context;

    buf_printf(&told->text, "%d %s %s %s +%d -%d ~%d; ", (int)run->run, run->program, run->account,
               run->list_name, (int)run->added, (int)run->removed, (int)run->updated);
    return go_on(told);
}

static void expect_told(struct told *told, const char *text)
{
    cr_expect_str_eq(buf_text(&told->text), text);
    buf_release(&told->text);
    *told = (struct told){.text = BUF_INIT(10000)};
}

/* Writes two runs about three films, and one run of another account. */
static void write_runs(void)
{
    static const struct ledger_place other = {.account = "bob", .list = OPERATION_WATCHLIST};
    struct ledger_title heat = film(1, 0, 0), alien = film(2, 0, 0), brazil = film(3, 0, 0);
    struct ledger *ledger = must_open();

    heat.title = "Heat";
    alien.title = "Alien";
    brazil.title = "Brazil";
    put(ledger, &watchlist, OPERATION_ADD, heat, LEDGER_DONE);
    put(ledger, &watchlist, OPERATION_ADD, alien, LEDGER_DONE);
    put(ledger, &watchlist, OPERATION_ADD, brazil, LEDGER_VOID);
    cr_expect_eq(ledger_run(ledger), 1);
    ledger_close(ledger);
    ledger = must_open();
    put(ledger, &watchlist, OPERATION_REMOVE, heat, LEDGER_DONE);
    put(ledger, &watchlist, OPERATION_UPDATE, alien, LEDGER_DONE);
    put(ledger, &watchlist, OPERATION_REMOVE, alien, LEDGER_SENT);
    cr_expect_eq(ledger_run(ledger), 2);
    ledger_close(ledger);
    ledger = must_open();
    put(ledger, &other, OPERATION_ADD, brazil, LEDGER_DONE);
    ledger_close(ledger);
}

Test(ledger, goes_through_titles_in_their_order)
{
    static const struct ledger_place anybody = {.list = OPERATION_WATCHLIST};
    struct told told = {.text = BUF_INIT(10000)};

    write_runs();
    struct ledger *ledger = must_open();
    ledger_each_title(ledger, &watchlist, tell_title, &told);
    expect_told(&told, "Heat 1 of 2; Alien 0 of 1; ");
    ledger_each_title(ledger, &anybody, tell_title, &told);
    expect_told(&told, "Heat 1 of 2; Alien 0 of 1; Brazil 0 of 3; ");
    told.most = 1;
    ledger_each_title(ledger, &watchlist, tell_title, &told);
    expect_told(&told, "Heat 1 of 2; ");
    ledger_close(ledger);
}

Test(ledger, goes_through_runs)
{
    struct told told = {.text = BUF_INIT(10000)};

    write_runs();
    struct ledger *ledger = must_open();
    ledger_each_run(ledger, tell_run, &told);
    expect_told(&told, "3 cvi-add bob watchlist +1 -0 ~0; 2 cvi-add ann watchlist +0 -2 ~1; "
                       "1 cvi-add ann watchlist +2 -0 ~0; ");
    told.most = 1;
    ledger_each_run(ledger, tell_run, &told);
    expect_told(&told, "3 cvi-add bob watchlist +1 -0 ~0; ");
    cr_expect(ledger_each_change(ledger, 1, tell_change, &told));
    expect_told(&told, "Heat 0 of 1; Alien 0 of 1; ");
    cr_expect(ledger_each_change(ledger, 2, tell_change, &told));
    expect_told(&told, "Heat 1 of 2; last; Alien 2 of 2; Alien 1 of 2; last; ");
    cr_expect_not(ledger_each_change(ledger, 4, tell_change, &told));
    expect_told(&told, "");
    ledger_close(ledger);
}

static bool check_all(void *context, const struct ledger_change *change, bool is_last)
{
    bool *seen = context;

    *seen = is_last;
    cr_expect_eq(change->run, 1);
    cr_expect_eq(change->kind, OPERATION_UPDATE);
    cr_expect_eq(change->outcome, LEDGER_DONE);
    cr_expect_eq(change->at_s, NOON);
    cr_expect_str_eq(change->place.account, "ann");
    cr_expect_str_eq(change->place.list, OPERATION_COLLECTION);
    cr_expect_str_eq(change->list_name, "collection");
    cr_expect_eq(change->title.type, OPERATION_EPISODE);
    cr_expect_eq(change->title.season, 2);
    cr_expect_eq(change->title.episode, 7);
    for (int kind = 0; kind < TITLE_IDS; kind++)
        cr_expect_eq(change->title.ids.of[kind], kind + 1);
    cr_expect_str_eq(change->title.title, "Fargo");
    cr_expect_eq(change->title.year, 2014);
    cr_expect_str_eq(change->title.filename, "/v/Fargo.S02E07.mkv");
    cr_expect_str_eq(json_string_value(json_object_get(change->before, "resolution")), "hd_720p");
    cr_expect_str_eq(json_string_value(json_object_get(change->copy, "resolution")), "uhd_4k");
    return true;
}

Test(ledger, keeps_all_of_a_change)
{
    static const struct ledger_place collection = {"ann", OPERATION_COLLECTION};
    static const enum ledger_outcome done = LEDGER_DONE;
    json_auto_t *was = json_pack("{s:s}", "resolution", "hd_720p");
    json_auto_t *copy = json_pack("{s:s}", "resolution", "uhd_4k");
    const struct ledger_change change = {.kind = OPERATION_UPDATE,
                                         .title = {.type = OPERATION_EPISODE,
                                                   .ids = {{1, 2, 3, 4}},
                                                   .season = 2,
                                                   .episode = 7,
                                                   .title = "Fargo",
                                                   .year = 2014,
                                                   .filename = "/v/Fargo.S02E07.mkv"},
                                         .before = was,
                                         .copy = copy};
    struct ledger *ledger = must_open();
    bool seen = false;
    int64_t number;

    ledger_write(ledger, "cvi-apply", &collection, "collection", &change, 1, &number);
    ledger_settle(ledger, &number, &done, 1);
    ledger_close(ledger);
    ledger = must_open();
    cr_expect(ledger_each_change(ledger, 1, check_all, &seen));
    cr_expect(seen);
    ledger_close(ledger);
}

/* --- Files --- */

enum { BATCH = 100 };

/* Writes a batch, and is killed. */
static void write_and_die(void)
{
    struct why why;
    struct ledger *ledger = ledger_open(path, &why);
    struct ledger_change changes[BATCH] = {0};
    int64_t numbers[BATCH];

    for (int i = 0; i < BATCH; i++)
        changes[i].title = film(i + 1, 0, 0);
    ledger_write(ledger, "cvi-add", &watchlist, "watchlist", changes, BATCH, numbers);
    kill(getpid(), SIGKILL);
}

Test(ledger, outlives_a_process_that_is_killed)
{
    int status;
    pid_t child = fork();

    if (child == 0)
        write_and_die();
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_expect(WIFSIGNALED(status));
    struct ledger *ledger = must_open();
    for (int i = 0; i < BATCH; i++)
        cr_expect_eq(find(ledger, film(i + 1, 0, 0)), LEDGER_PERHAPS);
    cr_expect_eq(put(ledger, &watchlist, OPERATION_ADD, film(BATCH + 1, 0, 0), LEDGER_DONE),
                 BATCH + 1);
    cr_expect_eq(ledger_run(ledger), 2);
    ledger_close(ledger);
}

Test(ledger, is_shared_by_processes)
{
    enum { CHILDREN = 3, EACH = 50 };
    pid_t children[CHILDREN];

    for (int i = 0; i < CHILDREN; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            struct ledger *ledger = must_open();

            for (int k = 0; k < EACH; k++)
                put(ledger, &watchlist, OPERATION_ADD, film(i * EACH + k + 1, 0, 0), LEDGER_DONE);
            ledger_close(ledger);
            _exit(0);
        }
    }
    for (int i = 0; i < CHILDREN; i++) {
        int status;

        cr_assert_eq(waitpid(children[i], &status, 0), children[i]);
        cr_expect_eq(status, 0);
    }
    struct ledger *ledger = must_open();
    for (int i = 0; i < CHILDREN * EACH; i++)
        cr_expect_eq(find(ledger, film(i + 1, 0, 0)), LEDGER_OURS, "%d", i);
    put(ledger, &watchlist, OPERATION_ADD, film(1000, 0, 0), LEDGER_DONE);
    cr_expect_eq(ledger_run(ledger), CHILDREN + 1);
    ledger_close(ledger);
}

Test(ledger, may_be_missing)
{
    struct told told = {.text = BUF_INIT(10000)};
    const struct ledger_title title = film(1, 0, 0);
    struct why why;

    cr_expect_eq(put(NULL, &watchlist, OPERATION_ADD, title, LEDGER_DONE), 0);
    cr_expect_eq(find(NULL, title), LEDGER_NEVER);
    cr_expect_not(ledger_is_ours(NULL, &watchlist, &title, NULL));
    ledger_each_title(NULL, &watchlist, tell_title, &told);
    ledger_each_run(NULL, tell_run, &told);
    cr_expect_not(ledger_each_change(NULL, 1, tell_change, &told));
    expect_told(&told, "");
    cr_expect_eq(ledger_run(NULL), RECORD_NONE);
    cr_expect_not(ledger_works(NULL, &why));
    ledger_close(NULL);
}

static void refuses(const char *words)
{
    struct why why = {0};
    struct ledger *ledger = ledger_open(path, &why);

    cr_expect_null(ledger);
    cr_expect_eq(why.status, EX_IOERR);
    cr_expect(strstr(why.text, words), "'%s' is not in '%s'", words, why.text);
    ledger_close(ledger);
}

Test(ledger, rejects_other_files)
{
    cr_assert(tmpdir_write(directory, "new/ledger.db", "nonsense, and more of it", 24, 0600));
    refuses("file is not a database");
}

/* The header of a SQLite file has user_version at 60 (https://sqlite.org/fileformat2.html). */
Test(ledger, refuses_a_newer_version)
{
    static const unsigned char newer[] = {0, 0, 0, 2};

    ledger_close(must_open());
    int fd = open(path, O_WRONLY);
    cr_assert_eq(pwrite(fd, newer, sizeof newer, 60), (ssize_t)sizeof newer);
    close(fd);
    refuses("newer version");
}

/* Opens the ledger as a user without write permission, and prints the result as a warning. */
static int open_read_only(void *context)
{
    struct why why = {0};
    struct ledger *ledger;

    (void)context;
    if (geteuid() == 0 && (setegid(65534) != 0 || seteuid(65534) != 0))
        return 2;
    ledger = ledger_open(path, &why);
    msg_warn("%s", ledger ? "opened" : why.text);
    ledger_close(ledger);
    return 0;
}

Test(ledger, refuses_a_directory_that_it_may_not_write)
{
    struct outcome came = {0};
    char *parent = tmpdir_path(directory, "new");

    cr_assert_eq(chmod(directory, 0755), 0);
    cr_assert_eq(mkdir(parent, 0555), 0);
    child_run(open_read_only, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, 0);
    cr_expect(strstr(bytes_text(&came.err), "ermission denied"), "%s", bytes_text(&came.err));
    outcome_release(&came);
    free(parent);
}

/* Starts a process that takes SQLite's lock, and returns its id. The process exits when say is
 * closed. */
static pid_t hold_lock(int *say)
{
    int told[2], ask[2];
    char byte;
    pid_t child;

    cr_assert_eq(pipe(told) | pipe(ask), 0);
    child = fork();
    if (child == 0) {
        int fd = open(path, O_RDWR);
        struct flock lock = {
            .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000000, .l_len = 512};

        close(ask[1]);
        if (fcntl(fd, F_SETLK, &lock) != 0 || write(told[1], "", 1) != 1)
            _exit(1);
        _exit(read(ask[0], &byte, 1) == 0 ? 0 : 1);
    }
    close(ask[0]);
    close(told[1]);
    cr_assert_eq(read(told[0], &byte, 1), 1);
    close(told[0]);
    *say = ask[1];
    return child;
}

Test(ledger, refuses_a_file_that_is_locked_for_long)
{
    int say, status;
    pid_t child;

    ledger_close(must_open());
    child = hold_lock(&say);
    refuses("locked");
    close(say);
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_expect_eq(status, 0);
}

/* Writes until a limit set with the system is reached, as on a full disk. */
static int fill_disk(void *context)
{
    const struct rlimit small = {.rlim_cur = 150000, .rlim_max = 150000};
    struct why why = {0};
    struct ledger *ledger = ledger_open(path, &why);
    const struct ledger_title title = film(1, 0, 0);
    int64_t last = 1;

    (void)context;
    signal(SIGXFSZ, SIG_IGN);
    if (!ledger || setrlimit(RLIMIT_FSIZE, &small) != 0)
        return 2;
    for (int i = 0; i < 1000; i++)
        last = put(ledger, &watchlist, OPERATION_ADD, film(i + 1, 0, 0), LEDGER_DONE);
    bool knows = ledger_find(ledger, &watchlist, &title, NULL) != LEDGER_NEVER;
    bool works = ledger_works(ledger, &why);
    ledger_close(ledger);
    return last || knows || works || !why.text[0];
}

Test(ledger, reports_once_that_it_is_broken_and_stops)
{
    struct outcome came = {0};
    const char *words;

    child_run(fill_disk, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, 0);
    words = strstr(bytes_text(&came.err), "continuing without the ledger");
    cr_assert_not_null(words, "%s", bytes_text(&came.err));
    cr_expect_null(strstr(words + 1, "continuing without the ledger"));
    outcome_release(&came);
}
