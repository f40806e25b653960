/* Decisions about changes before anything is sent, and titles found by any of their ids. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "apply/judge.h"
#include "base/buf.h"

enum { MOST = 4 };

#define OLD "2026-11-01T10:00:00.000Z"
#define NEW "2026-11-20T10:00:00.000Z"

/* The items of the target; only the collection has a copy. */
static const struct {
    struct title_ids ids; /* trakt, imdb, tmdb, tvdb */
    int season, episode;
    enum operation_type type;
    const char *listed_at;
    const char *resolution, *hdr;
} items[] = {
    {{{1, 11, 111, 0}}, RECORD_NONE, RECORD_NONE, OPERATION_MOVIE, OLD, "hd_720p", NULL},
    {{{2, 22, 0, 0}}, RECORD_NONE, RECORD_NONE, OPERATION_MOVIE, OLD, "uhd_4k", "hdr10"},
    {{{3, 33, 0, 0}}, RECORD_NONE, RECORD_NONE, OPERATION_SHOW, "", NULL, NULL},
    {{{3, 33, 0, 0}}, 1, 2, OPERATION_EPISODE, OLD, "hd_720p", NULL},
};

static const struct copy none = {.three_d = RECORD_NONE};

/* A change: kind, Trakt id, IMDb id, TMDB id; the copy sent; the previous copy; time of listing. */
struct wish {
    char kind; /* 'a', 'r', 'u'; 0: none */
    json_int_t trakt, imdb, tmdb;
    const char *copy, *was, *listed_at;
    int season, episode; /* an episode, if season is not 0 */
    bool show;
};

struct row {
    const char *why;
    struct wish wishes[MOST];
    const char *states;  /* one per change: t to do, . already, x refused, = twin */
    const char *reasons; /* separated by spaces; -: none */
    size_t changed;      /* number of changes for which the target has changed */
    bool force, no_ledger, foreign;
};

static const struct row rows[] = {
    {"nothing", {{0}}, "", "", .changed = 0},
    {"new", {{'a', 9}}, "t", "-", .changed = 0},
    {"there by another id", {{'a', .imdb = 11}}, ".", "-", .changed = 0},
    {"a show with a film's id", {{'a', .imdb = 11, .show = true}}, "t", "-", .changed = 0},
    {"an id in common, but another title", {{'a', 9, .imdb = 11}}, "t", "-", .changed = 0},
    {"a title without Trakt id, and one id that differs",
     {{'a', .imdb = 11, .tmdb = 999}},
     ".",
     "ids-differ",
     .changed = 0},
    {"ids of two items: Trakt's decides", {{'a', 1, .imdb = 22}}, ".", "-", .changed = 0},
    {"ids of two items: IMDb's decides", {{'a', .imdb = 22, .tmdb = 111}}, ".", "-", .changed = 0},
    {"the same IMDb id, but another TMDB id",
     {{'a', .imdb = 77, .tmdb = 7}, {'a', .imdb = 77, .tmdb = 8}},
     "tx",
     "- ids-differ",
     .changed = 0},
    {"the same by force, and for different copies",
     {{'a', .imdb = 77, .tmdb = 7, .copy = "uhd_4k"}, {'a', .imdb = 77, .tmdb = 8}},
     "tx",
     "- ids-differ",
     .force = true},
    {"the same TMDB id, but another IMDb id",
     {{'a', .imdb = 77, .tmdb = 7}, {'a', .imdb = 78, .tmdb = 7}},
     "tt",
     "- -",
     .changed = 0},
    {"another TMDB id, and a Trakt id",
     {{'a', .imdb = 77, .tmdb = 7}, {'a', 9, .imdb = 77, .tmdb = 8}},
     "tt",
     "- -",
     .changed = 0},
    {"another TMDB id, after one with a Trakt id",
     {{'a', 9, .imdb = 77, .tmdb = 7}, {'a', .imdb = 77, .tmdb = 8}},
     "tx",
     "- ids-differ",
     .changed = 0},
    {"the id of a refused title",
     {{'a', .imdb = 77, .tmdb = 7}, {'a', .imdb = 77, .tmdb = 8}, {'a', .tmdb = 8}},
     "txt",
     "- ids-differ -",
     .changed = 0},
    {"another TMDB id, but the item is there",
     {{'a', .imdb = 11, .tmdb = 999}, {'a', .imdb = 11, .tmdb = 111, .copy = "uhd_4k"}},
     "..",
     "ids-differ -",
     .changed = 0},
    {"there and back, with another TMDB id",
     {{'a', .imdb = 77, .tmdb = 7}, {'r', .imdb = 77, .tmdb = 8}},
     "xx",
     "contradiction contradiction",
     .changed = 0},
    {"there and back, with an id that differs from the item's",
     {{'r', 1}, {'a', .imdb = 11, .tmdb = 999}},
     "xx",
     "contradiction contradiction",
     .changed = 0},
    {"ids of two items, removed", {{'r', 1, .imdb = 22}}, "x", "ids-disagree", .changed = 0},
    {"an id in common, removed", {{'r', 9, .imdb = 11}}, "x", "ids-disagree", .changed = 0},
    {"ids that disagree, by force", {{'r', 1, .imdb = 22}}, "x", "ids-disagree", .force = true},
    {"twice the same", {{'a', 9}, {'a', 9}}, "t=", "- -", .changed = 0},
    {"twice, by ids that the target connects",
     {{'r', 1}, {'r', .imdb = 11}},
     "t=",
     "- -",
     .changed = 0},
    {"there and back", {{'a', 9}, {'r', 9}}, "xx", "contradiction contradiction", .changed = 0},
    {"there and back, by ids that the target connects",
     {{'r', 1}, {'a', .imdb = 11}},
     "xx",
     "contradiction contradiction",
     .changed = 0},
    {"three, and force",
     {{'a', 9}, {'a', 9}, {'r', 9}},
     "x=x",
     "contradiction - contradiction",
     .force = true},
    {"two copies of one film",
     {{'a', 9, .copy = "uhd_4k"}, {'a', 9, .copy = "hd_720p"}},
     "xx",
     "contradiction contradiction",
     .changed = 0},
    {"ours", {{'r', 1, .listed_at = OLD}}, "t", "-", .changed = 0},
    {"ours, and nobody knows since when", {{'r', 1}}, "t", "-", .changed = 0},
    {"not there", {{'r', 9}}, ".", "-", .changed = 0},
    {"the user's own", {{'r', 1, .listed_at = OLD}}, "x", "not-ours", .foreign = true},
    {"the user's own, by force", {{'r', 1}}, "t", "-", .foreign = true, .force = true},
    {"no ledger", {{'r', 1}}, "x", "no-ledger", .no_ledger = true},
    {"no ledger, by force", {{'r', 1}}, "x", "no-ledger", .no_ledger = true, .force = true},
    {"no ledger, and not there", {{'r', 9}}, ".", "-", .no_ledger = true},
    {"no ledger, added", {{'a', 9}}, "t", "-", .no_ledger = true},
    {"put back", {{'r', 1, .listed_at = NEW}, {'a', 9}}, "tt", "put-back -", .changed = 1},
    {"put back, by force", {{'r', 1, .listed_at = NEW}}, "t", "-", .force = true},
    {"an update", {{'u', 1, .copy = "uhd_4k", .was = "hd_720p"}}, "t", "-", .changed = 0},
    {"an update that is made",
     {{'u', 2, .copy = "uhd_4k", .was = "hd_720p"}},
     ".",
     "-",
     .changed = 0},
    {"an update of what was edited",
     {{'u', 1, .copy = "uhd_4k", .was = "sd_480p"}},
     "t",
     "edited",
     .changed = 1},
    {"an update of what was edited, by force",
     {{'u', 1, .copy = "uhd_4k", .was = "sd_480p"}},
     "t",
     "-",
     .force = true},
    {"an update of what is gone",
     {{'u', 9, .copy = "uhd_4k", .was = "sd_480p"}},
     "t",
     "gone",
     .changed = 1},
    {"an episode", {{'r', 3, .season = 1, .episode = 2}}, "t", "-", .changed = 0},
    {"another episode", {{'r', 3, .season = 1, .episode = 3}}, ".", "-", .changed = 0},
    {"two episodes",
     {{'a', 3, .season = 2, .episode = 1}, {'a', 3, .season = 2, .episode = 2}},
     "tt",
     "- -",
     .changed = 0},
};

static bool is_ours(void *context, const struct apply_title *title,
                    const struct apply_change *change, const struct apply_item *item)
{
    (void)title;
    cr_assert_eq(change->kind, OPERATION_REMOVE);
    cr_assert_not_null(item);
    return !((const struct row *)context)->foreign;
}

static struct copy *copy_of(const char *resolution)
{
    struct copy *copy = resolution ? cvi_alloc(sizeof *copy) : NULL;

    if (copy) {
        *copy = none;
        copy->resolution = resolution;
    }
    return copy;
}

static size_t want(struct apply_requested *wanted, const struct wish *wish, bool *is_twin)
{
    struct apply_title title = {
        .type = wish->season ? OPERATION_EPISODE
                : wish->show ? OPERATION_SHOW
                             : OPERATION_MOVIE,
        .season = wish->season ? wish->season : RECORD_NONE,
        .episode = wish->season ? wish->episode : RECORD_NONE,
        .ids = {{wish->trakt, wish->imdb, wish->tmdb, 0}},
    };
    struct apply_change change = {
        .kind = wish->kind == 'a'   ? OPERATION_ADD
                : wish->kind == 'r' ? OPERATION_REMOVE
                                    : OPERATION_UPDATE,
        .copy = copy_of(wish->copy),
        .was = copy_of(wish->was),
        .listed_at = wish->listed_at ? cvi_strdup(wish->listed_at) : NULL,
        .year = RECORD_NONE,
    };

    return apply_request(wanted, &title, &change, is_twin);
}

static void fill(struct apply_items *there)
{
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        const struct apply_title title = {.type = items[i].type,
                                          .season = items[i].season,
                                          .episode = items[i].episode,
                                          .ids = items[i].ids};
        struct apply_item item = {.copy = none};

        snprintf(item.listed_at, sizeof item.listed_at, "%s", items[i].listed_at);
        item.copy.resolution = items[i].resolution;
        item.copy.hdr = items[i].hdr;
        apply_items_add(there, &title, &item);
    }
}

static void play(const struct row *row)
{
    struct apply_requested wanted = {0};
    struct apply_items there = {0};
    const struct apply_rules rules = {
        .force = row->force, .ledger = !row->no_ledger, .is_ours = is_ours, .context = (void *)row};
    size_t places[MOST];
    bool twins[MOST] = {false};
    size_t count = 0;
    char states[MOST + 1] = "", reasons[128] = "";

    fill(&there);
    for (; count < MOST && row->wishes[count].kind; count++)
        places[count] = want(&wanted, &row->wishes[count], &twins[count]);
    size_t changed = apply_judge(&wanted, &there, &rules);

    for (size_t i = 0; i < count; i++) {
        const struct apply_change *c = &wanted.changes[places[i]];
        const char *word = twins[i] ? NULL : apply_reason_words[c->reason];

        states[i] = twins[i] ? '=' : "t!.?xfF-="[c->state];
        snprintf(reasons + strlen(reasons), sizeof reasons - strlen(reasons), "%s%s", i ? " " : "",
                 word ? word : "-");
    }
    cr_expect_str_eq(states, row->states, "%s: %s", row->why, states);
    cr_expect_str_eq(reasons, row->reasons, "%s: %s", row->why, reasons);
    cr_expect_eq(changed, row->changed, "%s: %zu", row->why, changed);
    apply_requested_release(&wanted);
    apply_items_release(&there);
}

Test(apply_judge, decides)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        play(&rows[i]);
}

Test(apply_judge, every_reason_has_a_word_and_a_text)
{
    for (int reason = APPLY_NOT_OURS; reason < APPLY_REASONS; reason++) {
        cr_expect_not_null(apply_reason_words[reason]);
        cr_expect(strlen(apply_reason_text((enum apply_reason)reason)) > 0);
    }
}

/* The known value of a fact, and its current value. */
static const struct {
    const char *why;
    struct copy sent, was, has;
    bool already, edited;
} facts[] = {
    {"a fact that is new",
     {.hdr = "hdr10", .three_d = RECORD_NONE},
     {.resolution = "uhd_4k", .three_d = RECORD_NONE},
     {.resolution = "uhd_4k", .three_d = RECORD_NONE},
     false,
     false},
    {"a fact that somebody gave meanwhile",
     {.hdr = "hdr10", .three_d = RECORD_NONE},
     {.three_d = RECORD_NONE},
     {.hdr = "hlg", .three_d = RECORD_NONE},
     false,
     true},
    {"another fact was given meanwhile, which is not sent",
     {.hdr = "hdr10", .three_d = RECORD_NONE},
     {.three_d = RECORD_NONE},
     {.audio = "aac", .three_d = RECORD_NONE},
     false,
     false},
    {"one is new already, the other not yet",
     {.hdr = "hdr10", .audio = "aac", .three_d = RECORD_NONE},
     {.three_d = RECORD_NONE},
     {.hdr = "hdr10", .three_d = RECORD_NONE},
     false,
     false},
    {"a fact that was to stay is unknown by now",
     {.hdr = "hdr10", .resolution = "uhd_4k", .three_d = RECORD_NONE},
     {.hdr = "hdr10", .resolution = "hd_720p", .three_d = RECORD_NONE},
     {.resolution = "hd_720p", .three_d = RECORD_NONE},
     false,
     false},
    {"3d", {.three_d = 1}, {.three_d = 0}, {.three_d = RECORD_NONE}, false, true},
    {"the same", {.three_d = 1}, {.three_d = 0}, {.three_d = 1}, true, false},
};

Test(apply_judge, updates_only_known_facts)
{
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        struct apply_requested wanted = {0};
        struct apply_items there = {0};
        const struct apply_rules rules = {.ledger = true};
        const struct apply_title title = {.ids = {{1}}};
        struct apply_item item = {.copy = facts[i].has};
        struct apply_change change = {
            .kind = OPERATION_UPDATE, .copy = copy_of("uhd_4k"), .was = copy_of("uhd_4k")};
        bool is_twin;

        *change.copy = facts[i].sent;
        *change.was = facts[i].was;
        apply_items_add(&there, &title, &item);
        apply_request(&wanted, &title, &change, &is_twin);
        cr_expect_eq(apply_judge(&wanted, &there, &rules), facts[i].edited, "%s", facts[i].why);
        cr_expect_eq(wanted.changes[0].state == APPLY_ALREADY, facts[i].already, "%s",
                     facts[i].why);
        apply_requested_release(&wanted);
        apply_items_release(&there);
    }
}

Test(apply_index, finds_a_hundred_thousand_titles_by_each_id)
{
    struct apply_index index = {0};
    size_t places[TITLE_IDS];

    for (json_int_t i = 1; i <= 100000; i++) {
        const struct apply_title title = {.ids = {{i, i + 7, 0, i % 2 ? i : 0}}};

        cr_assert_eq(apply_index_enter(&index, &title), (size_t)i - 1);
    }
    for (json_int_t i = 1; i <= 100000; i++) {
        const struct apply_title by_imdb = {.ids = {{0, i + 7, 0, 0}}};
        const struct apply_title both = {.ids = {{i, i + 8, 0, 0}}};
        const struct apply_title episode = {.ids = {{i, 0, 0, 0}}, .season = 1, .episode = 1};

        cr_assert_eq(apply_index_find(&index, &by_imdb), i - 1);
        cr_assert_eq(apply_index_hits(&index, &both, places), i < 100000 ? 2 : 1);
        cr_assert_eq(apply_index_find(&index, &both), i - 1);
        cr_assert_eq(apply_index_find(&index, &episode), -1);
    }
    apply_index_release(&index);
}
