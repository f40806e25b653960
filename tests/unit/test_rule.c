/* Rule tables: anchoring, fields, letters of any script, limits, and stable results. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "parse/rule.h"

static const char *const fields[] = {"season", "episode"};

static const struct rule rules[] = {
    {.name = "both", .pattern = "s(?<season>\\d+)e(?<episode>\\d+)"},
    {.name = "season", .pattern = "s(?<season>\\d+)(?:x(?<episode>\\d+))?"},
    {.name = "anywhere", .pattern = "серия", .at = RULE_ANYWHERE},
    {.name = "costly", .pattern = "(?:(?:a+)+)+b"},
};

static struct rule_table table = {
    .rules = rules, .count = sizeof rules / sizeof *rules, .fields = fields, .field_count = 2};

static struct rule_span whole, found[RULE_FIELDS_MAX];

static bool match(size_t which, const char *text, size_t start)
{
    return rule_match(&table, which, text, strlen(text), start, &whole, found);
}

Test(rule, finds_its_fields_in_any_case)
{
    cr_assert(match(0, "x S02E06 y", 2));
    cr_expect_eq(whole.at, 2);
    cr_expect_eq(whole.len, 6);
    cr_expect_eq(found[0].at, 3);
    cr_expect_eq(found[0].len, 2);
    cr_expect_eq(found[1].at, 6);
    rule_release(&table);
}

Test(rule, matches_only_where_it_is_tried)
{
    cr_expect_not(match(0, "x s02e06", 0));
    rule_release(&table);
}

Test(rule, reports_an_unmatched_field)
{
    cr_assert(match(1, "s02", 0));
    cr_expect_eq(found[0].len, 2);
    cr_expect_eq(found[1].at, RULE_NOWHERE);
    cr_expect_eq(found[1].len, 0);
    rule_release(&table);
}

Test(rule, has_only_fields_named_in_the_pattern)
{
    cr_assert(match(2, "3 СЕРИЯ", 0));
    cr_expect_eq(whole.at, 2);
    cr_expect_eq(found[0].at, RULE_NOWHERE);
    rule_release(&table);
}

Test(rule, gives_up_when_a_match_would_cost_too_much)
{
    char text[2048];

    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    cr_expect_not(match(3, text, 0));
    rule_release(&table);
}

Test(rule, says_the_same_before_and_after_it_is_made_fast)
{
    for (int i = 0; i < 200; i++) {
        cr_assert(match(0, "S02E06", 0));
        cr_assert_not(match(0, "S02F06", 0));
        cr_assert_eq(found[1].len, 2);
    }
    rule_release(&table);
}

Test(rule, can_be_used_again_after_its_release)
{
    cr_expect(match(0, "s1e2", 0));
    rule_release(&table);
    cr_expect_null(table.codes);
    cr_expect(match(0, "s1e2", 0));
    rule_release(&table);
}

Test(rule, beginning_and_place_choose_the_candidates)
{
    static const struct rule some[] = {
        {.name = "any", .pattern = ".", .at = 1 | 4},
        {.name = "letters", .pattern = "[sx]\\d", .first = "sx", .at = 1},
        {.name = "digits", .pattern = "\\d", .first = "0123456789", .at = 2},
        {.name = "pair",
         .pattern = "\\d\\d?x",
         .first = "0123456789",
         .then = "x",
         .run = RUN(1, 2),
         .at = 16},
    };
    static const struct {
        const char *text;
        unsigned at;
        const char *names;
    } cases[] = {
        {"q", 1, "any "},        {"S1", 1, "any letters "},
        {"s1", 2, ""},           {"7", 2, "digits "},
        {"7", 3, "any digits "}, {"s", 4, "any "},
        {"\xd1", 2, ""},         {"s", 8, ""},
        {"", 1, "any "},         {"1x02", 16, "pair "},
        {"12X02", 16, "pair "},  {"12", 16, "pair "},
        {"12.02", 16, ""},       {"123x02", 16, ""},
    };
    struct rule_table chosen = {.rules = some, .count = 4, .fields = fields, .field_count = 2};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rule_set set =
            rule_candidates(&chosen, cases[i].text, strlen(cases[i].text), cases[i].at);
        char names[64] = "";

        for (size_t which; rule_take(&set, &which);)
            snprintf(names + strlen(names), sizeof names - strlen(names), "%s ", some[which].name);
        cr_expect_str_eq(names, cases[i].names, "case %zu", i);
    }
    rule_release(&chosen);
}
