/* The files that a summary names. */
#include <criterion/criterion.h>
#include <string.h>

#include "report/named.h"

static const struct {
    const char *why;
    struct outcome_item item;
    const char *line; /* "": it is not named */
} named_cases[] = {
    {"not found",
     {.outcome = OUTCOME_NOT_FOUND, .filename = "/v/a.mkv"},
     "  /v/a.mkv: not found on Trakt\n"},
    {"ambiguous, with its cause",
     {.outcome = OUTCOME_AMBIGUOUS, .filename = "/v/a.mkv", .cause_text = "several titles fit"},
     "  /v/a.mkv: ambiguous: several titles fit\n"},
    {"refused", {.outcome = OUTCOME_FAILED, .filename = "/v/a.mkv"}, "  /v/a.mkv: failed to add\n"},
    {"an error is its message",
     {.outcome = OUTCOME_ERROR, .filename = "/v/a.mkv", .message = "HTTP 500"},
     "  /v/a.mkv: HTTP 500\n"},
    {"a full list",
     {.outcome = OUTCOME_FULL, .filename = "/v/a.mkv", .message = "The list is full"},
     "  /v/a.mkv: The list is full\n"},
    {"a line that is not a record",
     {.outcome = OUTCOME_UNREADABLE, .line = 7, .message = "not JSON"},
     "  line 7: not JSON\n"},
    {"listed by title only",
     {.outcome = OUTCOME_NOT_FOUND, .has_media = true, .media = {.title = "Heat", .year = 1995}},
     "  Heat (1995): not found on Trakt\n"},
    {"without a year",
     {.outcome = OUTCOME_NOT_FOUND,
      .has_media = true,
      .media = {.title = "Heat", .year = RECORD_NONE}},
     "  Heat: not found on Trakt\n"},
    {"nothing is known",
     {.outcome = OUTCOME_NOT_FOUND},
     "  a record without a name: not found on Trakt\n"},
    {"below the current directory",
     {.outcome = OUTCOME_NOT_FOUND, .filename = "/home/me/v/a.mkv"},
     "  v/a.mkv: not found on Trakt\n"},
    {"beside it",
     {.outcome = OUTCOME_NOT_FOUND, .filename = "/home/mean"},
     "  /home/mean: not found on Trakt\n"},
    {"itself",
     {.outcome = OUTCOME_NOT_FOUND, .filename = "/home/me/"},
     "  /home/me/: not found on Trakt\n"},
    {"control characters",
     {.outcome = OUTCOME_ERROR, .filename = "a\x1b[2J", .message = "b\nc"},
     "  a?[2J: b?c\n"},
    {"added", {.outcome = OUTCOME_ADDED, .filename = "a"}, ""},
    {"left out on purpose", {.outcome = OUTCOME_SKIPPED, .filename = "a"}, ""},
    {"to be tried again", {.outcome = OUTCOME_NOT_TRIED, .filename = "a", .message = "b"}, ""},
};

Test(report_named, says_why_in_a_few_words)
{
    for (size_t i = 0; i < sizeof named_cases / sizeof *named_cases; i++) {
        struct report_named named = {.below = "/home/me"};
        struct buf out = BUF_INIT(4096);
        const char *line = named_cases[i].line;
        char *wanted = *line ? cvi_format("\nNot added:\n%s", line) : cvi_strdup("");

        report_named_add(&named, &named_cases[i].item);
        report_named_text(&out, &named, 0);
        cr_expect_str_eq(buf_text(&out), wanted, "%s: %s", named_cases[i].why, buf_text(&out));
        free(wanted);
        buf_release(&out);
        report_named_release(&named);
    }
}

Test(report_named, names_twenty_and_counts_the_others)
{
    struct report_named named = {0};
    struct buf out = BUF_INIT(4096);

    for (int i = 0; i < REPORT_NAMED_MOST + 12; i++)
        report_named_add(&named, &(struct outcome_item){.outcome = OUTCOME_NOT_FOUND,
                                                        .filename = "/videos/of/mine/a.mkv"});
    report_named_text(&out, &named, 34);
    cr_expect_not_null(strstr(buf_text(&out), "\n  …/a.mkv: not found on Trakt\n"), "%s", out.at);
    cr_expect_not_null(strstr(buf_text(&out), "\n  and 12 more (--verbose lists them)\n"), "%s",
                       out.at);
    cr_expect_eq(out.len, strlen("\nNot added:\n") +
                              REPORT_NAMED_MOST * strlen("  …/a.mkv: not found on Trakt\n") +
                              strlen("  and 12 more (--verbose lists them)\n"));
    buf_release(&out);
    report_named_release(&named);
}
