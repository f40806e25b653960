/* The outcome of a record, from the results of the stages, and how it is counted. */
#include <criterion/criterion.h>
#include <string.h>

#include "record/outcome.h"

enum { NONE = -1 };

static const struct {
    int match;
    int sync;
    enum outcome outcome;
} judged[] = {
    {NONE, NONE, OUTCOME_UNSEARCHED},
    {NONE, SYNC_ADDED, OUTCOME_ERROR},
    {NONE, SYNC_EXISTING, OUTCOME_ERROR},
    {NONE, SYNC_WOULD_ADD, OUTCOME_ERROR},
    {NONE, SYNC_SKIPPED, OUTCOME_SKIPPED},
    {NONE, SYNC_FAILED, OUTCOME_FAILED},
    {MATCH_MATCHED, NONE, OUTCOME_MATCHED},
    {MATCH_MATCHED, SYNC_ADDED, OUTCOME_ADDED},
    {MATCH_MATCHED, SYNC_EXISTING, OUTCOME_EXISTING},
    {MATCH_MATCHED, SYNC_WOULD_ADD, OUTCOME_WOULD_ADD},
    {MATCH_MATCHED, SYNC_SKIPPED, OUTCOME_SKIPPED},
    {MATCH_MATCHED, SYNC_FAILED, OUTCOME_FAILED},
    {MATCH_NOT_FOUND, NONE, OUTCOME_NOT_FOUND},
    {MATCH_NOT_FOUND, SYNC_ADDED, OUTCOME_NOT_FOUND},
    {MATCH_NOT_FOUND, SYNC_SKIPPED, OUTCOME_NOT_FOUND},
    {MATCH_AMBIGUOUS, NONE, OUTCOME_AMBIGUOUS},
    {MATCH_AMBIGUOUS, SYNC_SKIPPED, OUTCOME_AMBIGUOUS},
    {MATCH_SKIPPED, NONE, OUTCOME_SKIPPED},
    {MATCH_SKIPPED, SYNC_SKIPPED, OUTCOME_SKIPPED},
};

Test(report, judges_by_match_and_then_by_sync)
{
    for (size_t i = 0; i < sizeof judged / sizeof *judged; i++)
        cr_expect_eq(outcome_judge(judged[i].match, judged[i].sync), judged[i].outcome,
                     "match %d, sync %d: %d", judged[i].match, judged[i].sync,
                     outcome_judge(judged[i].match, judged[i].sync));
}

#define MEDIA "\"media\":{\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995}"
#define MATCH                                                                                      \
    "\"match\":{\"status\":\"matched\",\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995,"       \
    "\"ids\":{\"trakt\":481}}"
#define SYNC "\"sync\":{\"status\":\"added\",\"list\":\"watchlist\"}"

static const struct {
    const char *why;
    const char *record;
    enum outcome outcome;
    const char *message; /* its beginning; NULL: no message */
} records[] = {
    {"a record that has come the whole way", "{" MEDIA "," MATCH "," SYNC "}", OUTCOME_ADDED, NULL},
    {"an empty one", "{}", OUTCOME_UNSEARCHED, NULL},
    {"parsed only", "{" MEDIA "}", OUTCOME_UNSEARCHED, NULL},
    {"matched only", "{" MEDIA "," MATCH "}", OUTCOME_MATCHED, NULL},
    {"an error outweighs everything",
     "{" MEDIA "," MATCH "," SYNC ",\"error\":{\"code\":\"x\",\"message\":\"no luck\"}}",
     OUTCOME_ERROR, "no luck"},
    {"the answer's status is told",
     "{\"error\":{\"code\":\"x\",\"message\":\"no luck\",\"http_status\":503}}", OUTCOME_ERROR,
     "no luck (HTTP 503)"},
    {"but not twice",
     "{\"error\":{\"code\":\"x\",\"message\":\"Trakt said 503\",\"http_status\":503}}",
     OUTCOME_ERROR, "Trakt said 503"},
    {"an error without a message", "{\"error\":{\"code\":\"no-title\"}}", OUTCOME_ERROR,
     "no-title"},
    {"an error that is no object", "{\"error\":7}", OUTCOME_ERROR, "no reason given"},
    {"an error that is null", "{\"error\":null}", OUTCOME_ERROR, "no reason given"},
    {"not tried", "{\"error\":{\"code\":\"not-tried\",\"message\":\"not tried: no login\"}}",
     OUTCOME_NOT_TRIED, "not tried: no login"},
    {"a line that an earlier stage could not read",
     "{\"line\":3,\"error\":{\"code\":\"not-a-record\",\"message\":\"not JSON\"}}",
     OUTCOME_UNREADABLE, "not JSON"},
    {"a match that is none", "{" MEDIA ",\"match\":[]}", OUTCOME_ERROR, "match: not an object"},
    {"a status that nobody knows", "{" MEDIA ",\"match\":{\"status\":\"maybe\"}}", OUTCOME_ERROR,
     "match.status: unknown value 'maybe'"},
    {"a match without an id",
     "{\"match\":{\"status\":\"matched\",\"type\":\"show\",\"title\":\"X\"}}", OUTCOME_ERROR,
     "match.ids"},
    {"a sync that is none", "{" MATCH ",\"sync\":null}", OUTCOME_ERROR, "sync: not an object"},
    {"no room on the list",
     "{" MATCH ",\"sync\":{\"status\":\"failed\",\"list\":\"later\",\"code\":\"list-full\","
     "\"limit\":250,\"count\":250}}",
     OUTCOME_FULL, "The list is full: 250 of 250 titles"},
    {"no room in the account",
     "{" MATCH ",\"sync\":{\"status\":\"failed\",\"list\":\"later\",\"code\":\"list-full\","
     "\"limit\":250,\"count\":7}}",
     OUTCOME_FULL, "Trakt accepts no more: the list has 7 of 250 titles"},
    {"no room, and nobody knows how much there was",
     "{" MATCH ",\"sync\":{\"status\":\"failed\",\"list\":\"later\",\"code\":\"list-full\"}}",
     OUTCOME_FULL, "The list is full"},
    {"failed for a reason that is not told",
     "{" MATCH ",\"sync\":{\"status\":\"failed\",\"list\":\"later\",\"code\":7}}", OUTCOME_FAILED,
     NULL},
    {"added without a match", "{" MEDIA "," SYNC "}", OUTCOME_ERROR, "sync: "},
};

Test(report, reads_a_record_at_any_stage)
{
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        json_auto_t *record = json_loads(records[i].record, 0, NULL);
        struct outcome_item item;

        cr_assert(record, "%s", records[i].why);
        outcome_read(record, &item);
        cr_expect_eq(item.outcome, records[i].outcome, "%s: %d", records[i].why, item.outcome);
        if (records[i].message)
            cr_expect(item.message && strncmp(item.message, records[i].message,
                                              strlen(records[i].message)) == 0,
                      "%s: %s", records[i].why, item.message);
        else
            cr_expect_null(item.message, "%s: %s", records[i].why, item.message);
    }
}

Test(report, keeps_the_number_of_an_unreadable_line)
{
    json_auto_t *record = json_pack("{s:i, s:{s:s}}", "line", 3, "error", "code", "not-a-record");
    struct outcome_item item;

    outcome_read(record, &item);
    cr_expect_eq(item.line, 3);
    outcome_garbled(4, "not JSON", &item);
    cr_expect_eq(item.line, 4);
    cr_expect_eq(item.outcome, OUTCOME_UNREADABLE);
}

static void count(struct outcome_counts *r, enum outcome outcome, enum media_type type,
                  json_int_t trakt, const char *list)
{
    struct outcome_item item = {
        .outcome = outcome, .match = {.type = type, .known = {{trakt}}}, .list = list};

    outcome_count(r, &item);
}

Test(report, counts_existing_and_would_be_added_as_added)
{
    struct outcome_counts r = {0};

    count(&r, OUTCOME_ADDED, MEDIA_MOVIE, 1, NULL);
    count(&r, OUTCOME_EXISTING, MEDIA_MOVIE, 2, NULL);
    count(&r, OUTCOME_WOULD_ADD, MEDIA_SHOW, 3, NULL);
    count(&r, OUTCOME_SKIPPED, MEDIA_SHOW, 4, NULL);
    count(&r, OUTCOME_MATCHED, MEDIA_SHOW, 5, NULL);
    cr_expect_eq(r.added[MEDIA_MOVIE], 2);
    cr_expect_eq(r.added[MEDIA_SHOW], 1);
    cr_expect_eq(outcome_failed(&r), 2);
    cr_expect_not(outcome_repeats(&r));
    outcome_counts_release(&r);
}

Test(report, total_is_always_movies_and_shows_and_failed)
{
    struct outcome_counts r = {0};

    for (int outcome = 0; outcome < OUTCOMES; outcome++)
        count(&r, (enum outcome)outcome, outcome % 2 ? MEDIA_SHOW : MEDIA_MOVIE, 7, NULL);
    cr_expect_eq(r.total, OUTCOMES);
    cr_expect_eq(r.total, r.added[MEDIA_MOVIE] + r.added[MEDIA_SHOW] + outcome_failed(&r));
    outcome_counts_release(&r);
}

Test(report, counts_skipped_types_neither_as_added_nor_as_failed)
{
    struct outcome_counts r = {0};

    count(&r, OUTCOME_ADDED, MEDIA_MOVIE, 1, NULL);
    outcome_count(&r, &(struct outcome_item){.outcome = OUTCOME_SKIPPED, .cause = CAUSE_EXTRA});
    for (int i = 0; i < 3; i++)
        outcome_count(
            &r, &(struct outcome_item){.outcome = OUTCOME_SKIPPED, .cause = CAUSE_OTHER_TYPE});
    cr_expect_eq(outcome_left_out(&r), 3);
    cr_expect_eq(outcome_failed(&r), 1);
    cr_expect_eq(r.outcomes[OUTCOME_SKIPPED], 4);
    outcome_counts_release(&r);
}

Test(report, tells_a_movie_from_a_show_with_the_same_id)
{
    struct outcome_counts r = {0};

    count(&r, OUTCOME_ADDED, MEDIA_MOVIE, 1390, NULL);
    count(&r, OUTCOME_ADDED, MEDIA_SHOW, 1390, NULL);
    cr_expect_not(outcome_repeats(&r));
    count(&r, OUTCOME_EXISTING, MEDIA_SHOW, 1390, NULL);
    cr_expect(outcome_repeats(&r));
    cr_expect_eq(r.distinct[MEDIA_MOVIE], 1);
    cr_expect_eq(r.distinct[MEDIA_SHOW], 1);
    outcome_counts_release(&r);
}

Test(report, knows_many_titles_and_the_largest_ids)
{
    struct outcome_counts r = {0};
    const json_int_t largest = INT64_MAX;

    for (int turn = 0; turn < 2; turn++) {
        for (json_int_t id = 1; id <= 20000; id++)
            count(&r, OUTCOME_ADDED, id % 2 ? MEDIA_MOVIE : MEDIA_SHOW, id * 4294967296, NULL);
        count(&r, OUTCOME_ADDED, MEDIA_MOVIE, largest, NULL);
        count(&r, OUTCOME_ADDED, MEDIA_SHOW, largest, NULL);
    }
    cr_expect_eq(r.distinct[MEDIA_MOVIE], 10001);
    cr_expect_eq(r.distinct[MEDIA_SHOW], 10001);
    outcome_counts_release(&r);
}

Test(report, knows_the_list_unless_there_are_several)
{
    struct outcome_counts r = {0};

    count(&r, OUTCOME_ERROR, MEDIA_MOVIE, 0, NULL);
    cr_expect_null(r.list);
    count(&r, OUTCOME_ADDED, MEDIA_MOVIE, 1, "my-movies");
    count(&r, OUTCOME_ADDED, MEDIA_MOVIE, 2, "my-movies");
    cr_expect_str_eq(r.list, "my-movies");
    cr_expect_not(r.mixed_lists);
    count(&r, OUTCOME_ADDED, MEDIA_MOVIE, 3, "watchlist");
    cr_expect(r.mixed_lists);
    outcome_counts_release(&r);
}

Test(report, has_words_for_every_outcome)
{
    for (int i = 0; i < OUTCOMES; i++) {
        const char *said = outcome_forms[i].said;

        cr_assert(said && outcome_forms[i].status, "outcome %d", i);
        cr_expect_eq(strncmp(said, "✅ ", strlen("✅ ")) == 0, outcome_forms[i].added, "%s", said);
        cr_expect_eq(outcome_forms[i].label == NULL, outcome_forms[i].key == NULL, "%s", said);
    }
}
