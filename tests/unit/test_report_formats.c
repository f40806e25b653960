/* The list of formats, and the destination of the output for each way to select one. */
#include <criterion/criterion.h>
#include <string.h>

#include "report/formats.h"

/* Formats by name; NULL: no format. */
static const struct {
    const char *format;
    const char *output;
    const char *written; /* NULL: no file */
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
    {NULL, "/var/lib/cvi.prom", "prometheus", "text"},
    {NULL, "/tmp/FILMS.CSV", "csv", "text"},
    {NULL, "films.csv.json", "json", "text"},
    {"text", "films.csv", "csv", "text"},
    {"json", "films.csv", "json", "json"},
    {"json", "results.json", "json", "json"},
    {"csv", "results.json", "csv", "text"},
};

/* Returns the index of the name; -1 for NULL, or if it is not found. */
static int place_of(const char *word)
{
    for (int i = 0; word && report_format_words[i]; i++) {
        if (strcmp(report_format_words[i], word) == 0)
            return i;
    }
    return -1;
}

static const struct report_format *named(const char *word)
{
    return report_format_at(place_of(word));
}

Test(report_formats, plans_destinations)
{
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        struct report_plan plan = report_plan(named(plans[i].format), plans[i].output);

        cr_expect_eq(plan.path ? plan.written : NULL, named(plans[i].written), "%s %s: written %s",
                     plans[i].format, plans[i].output, plans[i].written);
        cr_expect_eq(plan.printed, named(plans[i].printed), "%s %s: printed %s", plans[i].format,
                     plans[i].output, plans[i].printed);
    }
}

Test(report_formats, notices_extensions_of_other_formats)
{
    static const struct {
        const char *format;
        const char *output;
        const char *other; /* NULL: none */
    } names[] = {
        {NULL, "x.pdf", ".pdf"},
        {"text", "/a/b.c/x.TXT", ".TXT"},
        {NULL, "x.htm", ".htm"},
        {NULL, "x.ndjson", ".ndjson"},
        {NULL, "x.csv.gz", ".gz"},
        {NULL, "x.mp3", ".mp3"},
        {"csv", "x.pdf", NULL},
        {"json", "x.pdf", NULL},
        {NULL, NULL, NULL},
        {NULL, "-", NULL},
        {NULL, "", NULL},
        {NULL, "report", NULL},
        {NULL, "report.", NULL},
        {NULL, "x.JSON", NULL},
        {NULL, "x.Html", NULL},
        {NULL, ".report", NULL},
        {NULL, "/a.pdf/report", NULL},
        {NULL, "/dev/stderr", NULL},
        {NULL, "report.2026-11-22", NULL},
        {NULL, "report.1", NULL},
        {NULL, "/tmp/tmp.aBcDeFgHiJ", NULL},
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *other = report_other_extension(named(names[i].format), names[i].output);

        cr_expect(names[i].other ? other && strcmp(other, names[i].other) == 0 : !other, "%s: %s",
                  names[i].output, other);
    }
}

Test(report_formats, has_a_document_for_each_word_but_text)
{
    int count = 0;

    for (; report_format_words[count]; count++) {
        const struct report_format *format = report_format_at(count);
        const char *word = report_format_words[count];

        cr_assert(format, "%s has no format", word);
        cr_expect_eq(format->row == NULL, format == &report_text, "%s", word);
        cr_expect_eq(place_of(word), count, "%s is there twice", word);
        cr_expect(strstr(REPORT_FORMAT_HELP, word), "%s is not in the help", word);
        for (int other = 0; format->ending && other < count; other++)
            cr_expect(!report_format_at(other)->ending ||
                          strcmp(report_format_at(other)->ending, format->ending) != 0,
                      "%s and %s have one ending", word, report_format_words[other]);
    }
    cr_expect_eq(named("text"), &report_text);
    cr_expect_eq(named("imdb"), &report_imdb);
    cr_expect_null(report_format_at(count));
    cr_expect_null(report_format_at(-1));
}
