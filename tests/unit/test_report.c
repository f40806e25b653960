/* What becomes of a record, from what the stages wrote, and how it is counted. */
#include <criterion/criterion.h>
#include <string.h>

#include "record/outcome.h"

enum { NONE = -1 };

static const struct {
    int match;
    int sync;
    enum report_outcome outcome;
} judged[] = {
    {NONE, NONE, REPORT_UNSEARCHED},
    {NONE, SYNC_ADDED, REPORT_ERROR},
    {NONE, SYNC_EXISTING, REPORT_ERROR},
    {NONE, SYNC_WOULD_ADD, REPORT_ERROR},
    {NONE, SYNC_SKIPPED, REPORT_SKIPPED},
    {NONE, SYNC_FAILED, REPORT_FAILED},
    {MATCH_MATCHED, NONE, REPORT_MATCHED},
    {MATCH_MATCHED, SYNC_ADDED, REPORT_ADDED},
    {MATCH_MATCHED, SYNC_EXISTING, REPORT_EXISTING},
    {MATCH_MATCHED, SYNC_WOULD_ADD, REPORT_WOULD_ADD},
    {MATCH_MATCHED, SYNC_SKIPPED, REPORT_SKIPPED},
    {MATCH_MATCHED, SYNC_FAILED, REPORT_FAILED},
    {MATCH_NOT_FOUND, NONE, REPORT_NOT_FOUND},
    {MATCH_NOT_FOUND, SYNC_ADDED, REPORT_NOT_FOUND},
    {MATCH_NOT_FOUND, SYNC_SKIPPED, REPORT_NOT_FOUND},
    {MATCH_AMBIGUOUS, NONE, REPORT_AMBIGUOUS},
    {MATCH_AMBIGUOUS, SYNC_SKIPPED, REPORT_AMBIGUOUS},
    {MATCH_SKIPPED, NONE, REPORT_SKIPPED},
    {MATCH_SKIPPED, SYNC_SKIPPED, REPORT_SKIPPED},
};

Test(report, judges_by_match_and_then_by_sync)
{
    for (size_t i = 0; i < sizeof judged / sizeof *judged; i++)
        cr_expect_eq(report_judge(judged[i].match, judged[i].sync), judged[i].outcome,
                     "match %d, sync %d: %d", judged[i].match, judged[i].sync,
                     report_judge(judged[i].match, judged[i].sync));
}

#define MEDIA "\"media\":{\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995}"
#define MATCH                                                                                      \
    "\"match\":{\"status\":\"matched\",\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995,"       \
    "\"ids\":{\"trakt\":481}}"
#define SYNC "\"sync\":{\"status\":\"added\",\"list\":\"watchlist\"}"

static const struct {
    const char *why;
    const char *record;
    enum report_outcome outcome;
    const char *message; /* how it begins; NULL: there is none */
} records[] = {
    {"a record that has come the whole way", "{" MEDIA "," MATCH "," SYNC "}", REPORT_ADDED, NULL},
    {"an empty one", "{}", REPORT_UNSEARCHED, NULL},
    {"parsed only", "{" MEDIA "}", REPORT_UNSEARCHED, NULL},
    {"matched only", "{" MEDIA "," MATCH "}", REPORT_MATCHED, NULL},
    {"an error outweighs everything",
     "{" MEDIA "," MATCH "," SYNC ",\"error\":{\"code\":\"x\",\"message\":\"no luck\"}}",
     REPORT_ERROR, "no luck"},
    {"the answer's status is told",
     "{\"error\":{\"code\":\"x\",\"message\":\"no luck\",\"http_status\":503}}", REPORT_ERROR,
     "no luck (HTTP 503)"},
    {"but not twice",
     "{\"error\":{\"code\":\"x\",\"message\":\"Trakt said 503\",\"http_status\":503}}",
     REPORT_ERROR, "Trakt said 503"},
    {"an error without a message", "{\"error\":{\"code\":\"no-title\"}}", REPORT_ERROR, "no-title"},
    {"an error that is no object", "{\"error\":7}", REPORT_ERROR, "no reason given"},
    {"an error that is null", "{\"error\":null}", REPORT_ERROR, "no reason given"},
    {"not tried", "{\"error\":{\"code\":\"not-tried\",\"message\":\"not tried: no login\"}}",
     REPORT_NOT_TRIED, "not tried: no login"},
    {"a line that an earlier stage could not read",
     "{\"line\":3,\"error\":{\"code\":\"not-a-record\",\"message\":\"not JSON\"}}",
     REPORT_UNREADABLE, "not JSON"},
    {"a match that is none", "{" MEDIA ",\"match\":[]}", REPORT_ERROR, "match: an object"},
    {"a status that nobody knows", "{" MEDIA ",\"match\":{\"status\":\"maybe\"}}", REPORT_ERROR,
     "match.status: 'maybe'"},
    {"a match without an id",
     "{\"match\":{\"status\":\"matched\",\"type\":\"show\",\"title\":\"X\"}}", REPORT_ERROR,
     "match.ids.trakt"},
    {"a sync that is none", "{" MATCH ",\"sync\":null}", REPORT_ERROR, "sync: an object"},
    {"no room on the list",
     "{" MATCH ",\"sync\":{\"status\":\"failed\",\"list\":\"later\",\"code\":\"list-full\","
     "\"limit\":250,\"count\":250}}",
     REPORT_FULL, "The list is full: 250 of 250 titles"},
    {"no room in the account",
     "{" MATCH ",\"sync\":{\"status\":\"failed\",\"list\":\"later\",\"code\":\"list-full\","
     "\"limit\":250,\"count\":7}}",
     REPORT_FULL, "Trakt takes no more: the list has 7 of 250 titles"},
    {"no room, and nobody knows how much there was",
     "{" MATCH ",\"sync\":{\"status\":\"failed\",\"list\":\"later\",\"code\":\"list-full\"}}",
     REPORT_FULL, "The list is full"},
    {"failed for a reason that is not told",
     "{" MATCH ",\"sync\":{\"status\":\"failed\",\"list\":\"later\",\"code\":7}}", REPORT_FAILED,
     NULL},
    {"added without a match", "{" MEDIA "," SYNC "}", REPORT_ERROR, "sync: "},
};

Test(report, reads_a_record_at_any_stage)
{
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        json_auto_t *record = json_loads(records[i].record, 0, NULL);
        struct report_item item;

        cr_assert(record, "%s", records[i].why);
        report_read(record, &item);
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
    struct report_item item;

    report_read(record, &item);
    cr_expect_eq(item.line, 3);
    report_garbled(4, "not JSON", &item);
    cr_expect_eq(item.line, 4);
    cr_expect_eq(item.outcome, REPORT_UNREADABLE);
}

static void count(struct report *r, enum report_outcome outcome, enum media_type type,
                  json_int_t trakt, const char *list)
{
    struct report_item item = {
        .outcome = outcome, .match = {.type = type, .trakt = trakt}, .list = list};

    report_count(r, &item);
}

Test(report, counts_existing_and_would_be_added_as_added)
{
    struct report r = {0};

    count(&r, REPORT_ADDED, MEDIA_MOVIE, 1, NULL);
    count(&r, REPORT_EXISTING, MEDIA_MOVIE, 2, NULL);
    count(&r, REPORT_WOULD_ADD, MEDIA_SHOW, 3, NULL);
    count(&r, REPORT_SKIPPED, MEDIA_SHOW, 4, NULL);
    count(&r, REPORT_MATCHED, MEDIA_SHOW, 5, NULL);
    cr_expect_eq(r.added[MEDIA_MOVIE], 2);
    cr_expect_eq(r.added[MEDIA_SHOW], 1);
    cr_expect_eq(report_failed(&r), 2);
    cr_expect_not(report_repeats(&r));
    report_release(&r);
}

Test(report, total_is_movies_and_shows_and_failed_whatever_comes)
{
    struct report r = {0};

    for (int outcome = 0; outcome < REPORT_OUTCOMES; outcome++)
        count(&r, (enum report_outcome)outcome, outcome % 2 ? MEDIA_SHOW : MEDIA_MOVIE, 7, NULL);
    cr_expect_eq(r.total, REPORT_OUTCOMES);
    cr_expect_eq(r.total, r.added[MEDIA_MOVIE] + r.added[MEDIA_SHOW] + report_failed(&r));
    report_release(&r);
}

Test(report, tells_a_movie_from_a_show_with_the_same_id)
{
    struct report r = {0};

    count(&r, REPORT_ADDED, MEDIA_MOVIE, 1390, NULL);
    count(&r, REPORT_ADDED, MEDIA_SHOW, 1390, NULL);
    cr_expect_not(report_repeats(&r));
    count(&r, REPORT_EXISTING, MEDIA_SHOW, 1390, NULL);
    cr_expect(report_repeats(&r));
    cr_expect_eq(r.distinct[MEDIA_MOVIE], 1);
    cr_expect_eq(r.distinct[MEDIA_SHOW], 1);
    report_release(&r);
}

Test(report, knows_many_titles_and_the_largest_ids)
{
    struct report r = {0};
    const json_int_t largest = INT64_MAX;

    for (int turn = 0; turn < 2; turn++) {
        for (json_int_t id = 1; id <= 20000; id++)
            count(&r, REPORT_ADDED, id % 2 ? MEDIA_MOVIE : MEDIA_SHOW, id * 4294967296, NULL);
        count(&r, REPORT_ADDED, MEDIA_MOVIE, largest, NULL);
        count(&r, REPORT_ADDED, MEDIA_SHOW, largest, NULL);
    }
    cr_expect_eq(r.distinct[MEDIA_MOVIE], 10001);
    cr_expect_eq(r.distinct[MEDIA_SHOW], 10001);
    report_release(&r);
}

Test(report, knows_the_list_unless_there_are_several)
{
    struct report r = {0};

    count(&r, REPORT_ERROR, MEDIA_MOVIE, 0, NULL);
    cr_expect_null(r.list);
    count(&r, REPORT_ADDED, MEDIA_MOVIE, 1, "my-movies");
    count(&r, REPORT_ADDED, MEDIA_MOVIE, 2, "my-movies");
    cr_expect_str_eq(r.list, "my-movies");
    cr_expect_not(r.mixed_lists);
    count(&r, REPORT_ADDED, MEDIA_MOVIE, 3, "watchlist");
    cr_expect(r.mixed_lists);
    report_release(&r);
}

Test(report, has_words_for_every_outcome)
{
    for (int i = 0; i < REPORT_OUTCOMES; i++) {
        const char *said = report_forms[i].said;

        cr_assert(said && report_forms[i].status, "outcome %d", i);
        cr_expect_eq(strncmp(said, "✅ ", strlen("✅ ")) == 0, report_forms[i].added, "%s", said);
        cr_expect_eq(report_forms[i].label == NULL, report_forms[i].key == NULL, "%s", said);
    }
}
