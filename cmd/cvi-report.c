/* cvi-report: reports the results of a run, as a summary or as a document. */
#include <stdlib.h>

#include "base/clock.h"
#include "base/option.h"
#include "report/formats.h"
#include "report/report.h"
#include "terminal/screen.h"

extern char **environ;

static struct reporter_settings settings = {.format = -1, .heading.total = REPORT_UNKNOWN};

static const struct option options[] = {
    TEXT('o', "output", &settings.output, "FILE", REPORT_OUTPUT_HELP),
    CHOICE(0, "format", &settings.format, "FORMAT", report_format_words, REPORT_FORMAT_HELP),
    TEXT(0, "diff", &settings.diff, "FILE", "also show changes since the scan in FILE"),
    SELDOM,
    FLAG(0, "extras", &settings.extras, "include trailers and samples in import files"),
    FLAG(0, "unmatched", &settings.unmatched, "include unmatched files in import files"),
    COUNT(0, "total", &settings.heading.total, "N",
          "with --verbose, count the records as 1/N, 2/N"),
    TEXT(0, "scan-file", &settings.heading.scan_file, "NAME",
         "with --verbose, show NAME as the scan file"),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-report",
    .summary = "report the results of a run",
    .examples = "  cvi-extract scan.json | cvi-parse | cvi-match | cvi-add | cvi-report\n"
                "  cvi-report --output results.json <kept.ndjson\n"
                "  cvi-report --format json <kept.ndjson | jq .failed\n"
                "  cvi-report --output report.html <kept.ndjson\n"
                "  cvi-scan /videos | cvi-report --diff last.ndjson\n"
                "  cvi-report --format letterboxd <matched.ndjson >films.csv\n",
    .options = options,
};

static int run(void)
{
    struct reporter *reporter = reporter_new(&settings);
    struct stage stage = {
        .name = program.name,
        .sink = true,
        .reads = reporter_reads(reporter),
        .self = reporter,
        .work = reporter_work,
        .garbled = reporter_garbled,
    };

    stage_run(&stage);
    reporter_finish(reporter, &stage);
    reporter_free(reporter);
    return stage.status;
}

int main(int argc, char **argv)
{
    msg_called_as(getenv("CVI_CALLED_AS"));
    option_parse(&program, argc, argv);
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    if (getenv("CVI_IN_SYNC"))
        stage_heed_interrupt();
    screen_start(PROGRESS_REPORT, environ);
    if (settings.heading.total != REPORT_UNKNOWN)
        screen_post()->total = settings.heading.total;
    return run();
}
