/* Findings: equal ones are counted, heavier ones win, and the result is written to a record. */
#include <criterion/criterion.h>
#include <string.h>

#include "record/finding.h"

static struct finding make(enum finding_code code, enum finding_weight weight, int64_t offset)
{
    return (struct finding){.code = code, .weight = weight, .offset = offset, .seconds = -1};
}

Test(finding, has_a_word_for_each_code)
{
    for (int i = 0; i < FINDING_CODES; i++)
        cr_expect_not_null(finding_words[i], "code %d", i);
    cr_expect_null(finding_words[FINDING_CODES]);
}

Test(finding, counts_equal_findings_and_keeps_the_first_place)
{
    struct findings list = {.count = 0};
    struct finding later = make(FINDING_LOST_SYNC, FINDING_CORRUPT, 900);
    struct finding earlier = make(FINDING_LOST_SYNC, FINDING_CORRUPT, 100);

    finding_add(&list, &later, "the %s", "later");
    finding_add(&list, &earlier, "the earlier");
    finding_add(&list, &later, "the later again");
    cr_assert_eq(list.count, 1);
    cr_expect_eq(list.at[0].count, 3);
    cr_expect_eq(list.at[0].offset, 100);
    cr_expect_str_eq(list.at[0].detail, "the earlier");
}

Test(finding, lets_the_heavier_win_wherever_it_stands)
{
    struct findings list = {.count = 0};
    struct finding light = make(FINDING_ZEROS, FINDING_NOTE, 1);
    struct finding heavy = make(FINDING_ZEROS, FINDING_CORRUPT, 500);

    cr_expect_eq(finding_worst(&list), FINDING_NOTE);
    finding_add(&list, &heavy, "heavy");
    finding_add(&list, &light, "light");
    cr_expect_eq(list.at[0].weight, FINDING_CORRUPT);
    cr_expect_eq(list.at[0].offset, 500);
    cr_expect_eq(finding_worst(&list), FINDING_CORRUPT);
}

Test(finding, tells_streams_apart)
{
    struct findings list = {.count = 0};
    struct finding picture = make(FINDING_ZEROS, FINDING_CORRUPT, 1);
    struct finding sound = picture;

    picture.stream = 'v';
    sound.stream = 'a';
    finding_add(&list, &picture, "x");
    finding_add(&list, &sound, "x");
    cr_expect_eq(list.count, 2);
}

Test(finding, keeps_control_characters_and_foreign_bytes_out)
{
    struct findings list = {.count = 0};
    struct finding f = make(FINDING_WRONG_KIND, FINDING_NOTE, 0);

    finding_add(&list, &f, "%s", "a\x1b[1m\n\xc3\xa9~");
    cr_expect_str_eq(list.at[0].detail, "a?[1m???~");
}

Test(finding, has_room_for_the_heavy_when_it_is_full)
{
    static const char streams[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    struct findings list = {.count = 0};

    for (size_t i = 0; i < FINDING_MOST; i++) {
        struct finding f = make(FINDING_ZEROS, FINDING_NOTE, 0);
        f.stream = streams[i];
        finding_add(&list, &f, "note");
    }
    struct finding heavy = make(FINDING_TRUNCATED, FINDING_CORRUPT, 7);
    struct finding light = make(FINDING_HOLE, FINDING_NOTE, 7);
    finding_add(&list, &heavy, "cut");
    finding_add(&list, &light, "hole");
    cr_expect_eq(list.count, FINDING_MOST);
    cr_expect_eq(list.dropped, 2);
    cr_expect_eq(finding_worst(&list), FINDING_CORRUPT);
}

Test(finding, becomes_json_with_the_heaviest_first)
{
    struct findings list = {.count = 0};
    struct finding note = make(FINDING_MISSING_DATA, FINDING_NOTE, -1);
    struct finding doubt = make(FINDING_ZEROS, FINDING_SUSPICIOUS, 4096);
    struct finding blame = make(FINDING_VIDEO_DAMAGE, FINDING_CORRUPT, -1);

    blame.stream = 'v';
    blame.seconds = 61.23456;
    blame.count = 12;
    finding_add(&list, &note, "a gap");
    finding_add(&list, &doubt, "zeros");
    finding_add(&list, &blame, "%s", "");
    json_auto_t *most = finding_json(&list, 10, false);
    json_auto_t *few = finding_json(&list, 1, true);
    json_auto_t *all = finding_json(&list, 10, true);
    char *text = json_dumps(most, JSON_COMPACT | JSON_REAL_PRECISION(15));
    cr_expect_str_eq(text, "[{\"code\":\"video-damage\",\"weight\":\"corrupt\",\"count\":12,"
                           "\"stream\":\"video\",\"seconds\":61.235},"
                           "{\"code\":\"zeros\",\"weight\":\"suspicious\",\"count\":1,"
                           "\"offset\":4096,\"detail\":\"zeros\"}]");
    cr_expect_eq(json_array_size(few), 1);
    cr_expect_eq(json_array_size(all), 3);
    free(text);
}
