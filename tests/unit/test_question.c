/* The search results that are kept, and the decisions based on them. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "match/parts.h"

/* Returns a question for this title with these search results: of the exact search, then of the
 * broad one; NULL: no search. */
static struct question *asked(const char *title, int year, const char *exact, const char *broad)
{
    const struct media media = {.type = MEDIA_MOVIE, .title = title, .year = year};
    struct question *q = question_new(&media);
    const char *const answers[] = {exact, broad};

    for (int i = 0; i < 2; i++) {
        struct trakt_titles titles = {0};
        struct trakt_error error;

        if (!answers[i])
            continue;
        cr_assert(trakt_read_titles(answers[i], strlen(answers[i]), &titles, &error), "%s",
                  error.message);
        question_add(q, &titles, i == 0 ? QUESTION_BY_EXACT : QUESTION_BY_SEARCH);
        trakt_titles_release(&titles);
    }
    return q;
}

/* Decides the question unless that was done, and releases it. */
static void expect_decision(struct question *q, const char *text)
{
    if (!q->decision)
        question_decide(q);
    char *dumped = json_dumps(q->decision, JSON_COMPACT);

    cr_expect_str_eq(dumped, text, "%s", dumped);
    free(dumped);
    question_free(q);
}

#define MOVIE(title, year, id, votes)                                                              \
    "{\"type\":\"movie\",\"movie\":{\"title\":\"" title "\",\"year\":" #year ",\"votes\":" #votes  \
    ",\"ids\":{\"trakt\":" #id ",\"slug\":\"s\"}}}"
#define FOUND(title, year, id)                                                                     \
    "{\"type\":\"movie\",\"title\":\"" title "\",\"year\":" #year ",\"ids\":{\"trakt\":" #id       \
    ",\"slug\":\"s\"},\"score\":"
#define MATCHED(title, year, id)                                                                   \
    "{\"status\":\"matched\",\"type\":\"movie\",\"title\":\"" title "\",\"year\":" #year           \
    ",\"ids\":{\"trakt\":" #id ",\"slug\":\"s\"},\"score\":"

Test(question, accepts_the_fitting_title_and_names_its_search)
{
    const char *heat = "[" MOVIE("Heat", 1995, 612, 9) "]";

    expect_decision(asked("heat", 1995, heat, NULL),
                    MATCHED("Heat", 1995, 612) "100,\"by\":\"exact\",\"votes\":9}");
    expect_decision(asked("heat", 1995, "[]", heat),
                    MATCHED("Heat", 1995, 612) "100,\"by\":\"search\",\"votes\":9}");
    expect_decision(asked("heat", 1995, heat, heat),
                    MATCHED("Heat", 1995, 612) "100,\"by\":\"exact\",\"votes\":9}");
}

Test(question, finds_nothing_if_no_title_fits)
{
    const char *heat = "[" MOVIE("Heat", 1995, 612, 9) "]";

    expect_decision(asked("Heat", 1986, heat, "[]"), "{\"status\":\"not_found\"}");
    expect_decision(asked("Heat 2", 1995, heat, heat), "{\"status\":\"not_found\"}");
    expect_decision(asked("Heat", 1995, NULL, NULL), "{\"status\":\"not_found\"}");
}

Test(question, keeps_only_equally_fitting_titles)
{
    expect_decision(asked("Heat", RECORD_NONE,
                          "[" MOVIE("Heat", 1995, 612, 9) "," MOVIE("Cold", 1990, 5, 9) "]",
                          "[" MOVIE("Heat", 1986, 7, 8) "," MOVIE("Heat", 1995, 612, 9) "]"),
                    "{\"status\":\"ambiguous\",\"candidates\":[" FOUND(
                        "Heat", 1995, 612) "90}," FOUND("Heat", 1986, 7) "90}]}");
}

Test(question, carries_few_candidates)
{
    struct buf many = BUF_INIT(65536);

    for (int i = 0; i < 120; i++)
        buf_printf(&many,
                   "%s{\"type\":\"movie\",\"movie\":{\"title\":\"Heat\",\"year\":%d,"
                   "\"ids\":{\"trakt\":%d}}}",
                   i ? "," : "[", 1900 + i, i + 1);
    buf_puts(&many, "]");
    struct question *q = asked("Heat", RECORD_NONE, NULL, many.at);
    cr_expect_eq(q->count, QUESTION_MOST_CANDIDATES);
    question_decide(q);
    const json_t *candidates = json_object_get(q->decision, "candidates");
    cr_expect_eq(json_array_size(candidates), QUESTION_MOST_SHOWN);
    cr_expect_eq(json_integer_value(json_object_get(json_array_get(candidates, 4), "year")), 1904);
    question_free(q);
    buf_release(&many);
}

Test(question, has_an_answer_as_soon_as_something_fits)
{
    struct question *q = asked("Heat", 1995, "[" MOVIE("Heat", 1986, 7, 8) "]", NULL);
    struct question *r = asked("Heat", 1995, "[" MOVIE("Heat", 1995, 612, 8) "]", NULL);

    cr_expect_eq(question_choose(q).verdict, RANK_NOT_FOUND);
    cr_expect_eq(question_choose(r).verdict, RANK_MATCHED);
    question_free(q);
    question_free(r);
    question_free(NULL);
}

Test(question, takes_a_movie_and_a_show_of_the_same_number_for_two)
{
    struct question *q = asked("Heat", 1995,
                               "[{\"type\":\"show\",\"show\":{\"title\":\"Heat\",\"year\":1995,"
                               "\"ids\":{\"trakt\":612}}}]",
                               "[" MOVIE("Heat", 1995, 612, 9) "]");

    cr_expect_eq(q->count, 2);
    expect_decision(q, MATCHED("Heat", 1995, 612) "100,\"by\":\"search\",\"votes\":9}");
}

/* 10,000 titles with 50 candidates each would take half a gigabyte. */
Test(question, releases_forgotten_candidates)
{
    struct question *q = asked("Heat", 1995, "[" MOVIE("Heat", 1995, 612, 8) "]", NULL);

    question_decide(q);
    question_explain(q);
    question_forget(q);
    cr_expect_eq(q->count, 0);
    cr_expect_eq(
        json_array_size(json_object_get(json_object_get(q->decision, "explain"), "candidates")), 1);
    cr_expect_str_eq(json_string_value(json_object_get(q->decision, "title")), "Heat");
    question_free(q);
}

Test(question, does_not_ask_without_a_choice)
{
    struct question *q = asked("Heat", 1995, "[]", "[]");

    const struct dialogue_place place = {0};

    cr_expect_eq(dialogue_hold(q, NULL, -1, &place, NULL), DIALOGUE_ANSWERED);
    expect_decision(q, "{\"status\":\"not_found\"}");
}

/* When a user decides doubtful cases: whether there is a question, and a suggestion. */
Test(question, suggests_the_choice_of_the_rules)
{
    static const struct {
        const char *results;
        bool may_fit;
        const char *suggested;
    } rows[] = {
        {"[" MOVIE("Heat", 1995, 612, 9) "]", true, "Heat"},
        {"[" MOVIE("Ronin", 1995, 613, 9) "," MOVIE("Heat", 1995, 612, 9) "]", true, "Heat"},
        {"[" MOVIE("Heat", 1986, 7, 9) "]", true, NULL},
        {"[" MOVIE("Heat", 1994, 7, 9) "," MOVIE("Heat", 1996, 8, 9) "]", true, NULL},
        {"[" MOVIE("Ronin", 1995, 7, 9) "]", false, NULL},
        {"[{\"type\":\"show\",\"show\":{\"title\":\"Heat\",\"year\":1995,\"ids\":"
         "{\"trakt\":612}}}]",
         false, NULL},
        {"[]", false, NULL},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct question *q = asked("Heat", 1995, rows[i].results, NULL);
        const struct candidate *suggested = question_suggestion(q);

        cr_expect_eq(question_may_fit(q), rows[i].may_fit, "row %zu", i);
        cr_expect_eq(suggested != NULL, rows[i].suggested != NULL, "row %zu", i);
        if (suggested && rows[i].suggested)
            cr_expect_str_eq(suggested->rank.title, rows[i].suggested);
        question_free(q);
    }
}

Test(question, takes_over_a_match)
{
    struct question *q = asked("Heat", 1995, NULL, NULL);
    const char *text =
        MATCHED("Heat", 1995, 612) "92,\"by\":\"alias\",\"votes\":9,\"runtime\":170}";
    json_auto_t *match = json_loads(text, 0, NULL);

    question_add_match(q, match);
    cr_assert_eq(q->count, 1);
    q->decision = question_matched(&q->candidates[0], "alias");
    expect_decision(q, text);
}

Test(question, keeps_only_running_times_that_can_be)
{
    static const struct {
        const char *written;
        int runtime;
    } rows[] = {
        {"110", 110},
        {"110.0", 110},
        {"1", 1},
        {"100000", 100000},
        {"0", RECORD_NONE},
        {"-90", RECORD_NONE},
        {"60000000", RECORD_NONE},
        {"\"110\"", RECORD_NONE},
        {"null", RECORD_NONE},
        {"110.5", RECORD_NONE},
        {"1e300", RECORD_NONE},
        {"99999999999999999999", RECORD_NONE},
        {"[]", RECORD_NONE},
        {"true", RECORD_NONE},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = cvi_format("[{\"type\":\"movie\",\"movie\":{\"title\":\"Heat\",\"year\":1995,"
                                "\"runtime\":%s,\"ids\":{\"trakt\":612}}}]",
                                rows[i].written);
        struct question *q = asked("heat", 1995, text, NULL);

        cr_assert_eq(q->count, 1, "%s", rows[i].written);
        cr_expect_eq(q->candidates[0].runtime, rows[i].runtime, "%s", rows[i].written);
        question_free(q);
        free(text);
    }
}

/* Checks the decision about a bare name with these titles as results. */
static void expect_bare(const char *title, const char *titles, const char *status)
{
    struct question *q = asked(title, RECORD_NONE, titles, NULL);

    q->bare = true;
    q->votes_needed = 1000;
    question_decide(q);
    cr_expect_str_eq(json_string_value(json_object_get(q->decision, "status")), status, "%s: %s",
                     title, titles);
    question_free(q);
}

Test(question, takes_a_bare_name_only_for_an_exact_and_well_known_title)
{
    expect_bare("Heat", "[" MOVIE("Heat", 1995, 612, 1000) "]", "matched");
    expect_bare("heat", "[" MOVIE("HEAT!", 1995, 612, 1000) "]", "matched");
    expect_bare("Heat", "[" MOVIE("Heat", 1995, 612, 999) "]", "ambiguous");
    expect_bare("Heat 1995", "[" MOVIE("Heat", 1995, 612, 9) "]", "matched");
    expect_bare("Two Hats", "[" MOVIE("2 Hats", 1995, 612, 90000) "]", "ambiguous");
    expect_bare("The Heat", "[" MOVIE("Heat", 1995, 612, 90000) "]", "not_found");
    expect_bare("Heat", "[" MOVIE("Heat", 1995, 612, 90000) "," MOVIE("Heat", 1986, 613, 89) "]",
                "matched");
    expect_bare("Heat", "[" MOVIE("Heat", 1995, 612, 90000) "," MOVIE("Heat", 1986, 613, 90) "]",
                "ambiguous");
    expect_bare("2 Hats",
                "[" MOVIE("2 Hats", 1995, 612, 9000) "," MOVIE("Two Hats", 1986, 613, 90) "]",
                "ambiguous");
}
