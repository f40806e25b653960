/* The list of formats, and what goes where for each way to ask. */
#include <criterion/criterion.h>
#include <string.h>

#include "report/formats.h"

/* Formats by their words; NULL where there is none. */
static const struct {
    const char *format;
    const char *output;
    const char *written; /* NULL: there is no file */
    const char *printed;
} plans[] = {
    {NULL, NULL, NULL, "text"},
    {"text", NULL, NULL, "text"},
    {"json", NULL, NULL, "json"},
    {"csv", NULL, NULL, "csv"},
    {NULL, "-", NULL, "json"},
    {"text", "-", NULL, "json"},
    {"json", "-", NULL, "json"},
    {"csv", "-", NULL, "csv"},
    {NULL, "results.json", "json", "text"},
    {NULL, "results", "json", "text"},
    {NULL, "results.txt", "json", "text"},
    {NULL, "night.csv/r", "json", "text"},
    {NULL, ".csv", "csv", "text"},
    {NULL, "films.csv", "csv", "text"},
    {NULL, "page.html", "html", "text"},
    {NULL, "/tmp/FILMS.CSV", "csv", "text"},
    {NULL, "films.csv.json", "json", "text"},
    {"text", "films.csv", "csv", "text"},
    {"json", "films.csv", "json", "json"},
    {"json", "results.json", "json", "json"},
    {"csv", "results.json", "csv", "text"},
};

/* The format with that word; NULL for NULL, or when there is none. */
static const struct report_format *named(const char *word)
{
    const char *const *words = report_format_words();

    for (int i = 0; word && words[i]; i++) {
        if (strcmp(words[i], word) == 0)
            return report_format_at(i);
    }
    return NULL;
}

Test(report_formats, plans_what_goes_where)
{
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        struct report_plan plan = report_plan(named(plans[i].format), plans[i].output);

        cr_expect_eq(plan.path ? plan.written : NULL, named(plans[i].written), "%s %s: written %s",
                     plans[i].format, plans[i].output, plan.written ? plan.written->word : "-");
        cr_expect_eq(plan.printed, named(plans[i].printed), "%s %s: printed %s", plans[i].format,
                     plans[i].output, plan.printed->word);
    }
}

Test(report_formats, has_rows_for_each_word_but_text)
{
    const char *const *words = report_format_words();
    int count = 0;

    for (; words[count]; count++) {
        const struct report_format *format = report_format_at(count);

        cr_assert(format, "%s has no format", words[count]);
        cr_expect_str_eq(format->word, words[count]);
        cr_expect_eq(words[count][strspn(words[count], "abcdefghijklmnopqrstuvwxyz")], '\0');
        cr_expect_eq(format->row == NULL, format == &report_text, "%s", words[count]);
        for (int other = 0; other < count; other++) {
            const char *ending = report_format_at(other)->ending;

            cr_expect_str_neq(words[other], words[count]);
            cr_expect(!ending || !format->ending || strcmp(ending, format->ending) != 0, "%s: %s",
                      words[count], ending);
        }
    }
    cr_expect_null(report_format_at(count));
    cr_expect_null(report_format_at(-1));
}

Test(report_formats, are_listed_for_the_help)
{
    const char *const *words = report_format_words();
    struct buf list = BUF_INIT(1024), endings = BUF_INIT(1024);

    report_format_list(&list);
    report_format_list_endings(&endings);
    for (int i = 0; words[i]; i++) {
        const char *ending = report_format_at(i)->ending;

        cr_expect(strstr(buf_text(&list), words[i]), "%s: %s", words[i], buf_text(&list));
        cr_expect_eq(ending && strstr(buf_text(&endings), ending) != NULL,
                     ending && report_format_at(i) != &report_json, "%s: %s", words[i],
                     buf_text(&endings));
    }
    cr_expect_eq(strncmp(buf_text(&list), "text (the default), json, ", 26), 0, "%s",
                 buf_text(&list));
    buf_release(&list);
    buf_release(&endings);
}
