/* What goes where, for each way to ask. */
#include <criterion/criterion.h>

#include "report/formats.h"

enum {
    UNSAID = REPORT_KIND_UNSAID,
    TEXT = REPORT_AS_TEXT,
    JSON = REPORT_AS_JSON,
    CSV = REPORT_AS_CSV
};

static const struct {
    int format;
    const char *output;
    int written; /* UNSAID: there is no file */
    int printed;
} plans[] = {
    {UNSAID, NULL, UNSAID, TEXT},
    {TEXT, NULL, UNSAID, TEXT},
    {JSON, NULL, UNSAID, JSON},
    {CSV, NULL, UNSAID, CSV},
    {UNSAID, "-", UNSAID, JSON},
    {TEXT, "-", UNSAID, JSON},
    {JSON, "-", UNSAID, JSON},
    {CSV, "-", UNSAID, CSV},
    {UNSAID, "results.json", JSON, TEXT},
    {UNSAID, "results", JSON, TEXT},
    {UNSAID, "results.txt", JSON, TEXT},
    {UNSAID, "night.csv/r", JSON, TEXT},
    {UNSAID, ".csv", CSV, TEXT},
    {UNSAID, "films.csv", CSV, TEXT},
    {UNSAID, "/tmp/FILMS.CSV", CSV, TEXT},
    {UNSAID, "films.csv.json", JSON, TEXT},
    {TEXT, "films.csv", CSV, TEXT},
    {JSON, "films.csv", JSON, JSON},
    {JSON, "results.json", JSON, JSON},
    {CSV, "results.json", CSV, TEXT},
};

Test(report_formats, plans_what_goes_where)
{
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        struct report_plan plan = report_plan(plans[i].format, plans[i].output);

        cr_expect_eq(plan.path ? (int)plan.written : UNSAID, plans[i].written, "%d %s: written %d",
                     plans[i].format, plans[i].output, plan.written);
        cr_expect_eq((int)plan.printed, plans[i].printed, "%d %s: printed %d", plans[i].format,
                     plans[i].output, plan.printed);
    }
}

Test(report_formats, has_a_document_for_each_word_but_text)
{
    for (int kind = 0; kind < REPORT_KINDS; kind++) {
        cr_assert(report_format_words[kind], "%d has no word", kind);
        cr_expect_eq(report_format_of((enum report_kind)kind) == NULL, kind == REPORT_AS_TEXT);
    }
    cr_expect_null(report_format_words[REPORT_KINDS]);
}
