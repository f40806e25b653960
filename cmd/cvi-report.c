/* cvi-report: says what became of the records, as a summary for people or as a document. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/msg.h"
#include "base/option.h"
#include "json/ndjson.h"
#include "record/stage.h"
#include "report/document.h"
#include "report/formats.h"
#include "report/text.h"
#include "terminal/screen.h"

extern char **environ;

static struct settings {
    const char *output;
    int format; /* a place of report_format_words; -1: not given */
    struct report_heading heading;
} settings = {.format = -1, .heading.total = REPORT_UNKNOWN};

static const struct option options[] = {
    TEXT('o', "output", &settings.output, "FILE", REPORT_OUTPUT_HELP),
    CHOICE(0, "format", &settings.format, "FORMAT", report_format_words, REPORT_FORMAT_HELP),
    SELDOM,
    COUNT(0, "total", &settings.heading.total, "N", "N records will come: count (1/N) if verbose"),
    TEXT(0, "scan-file", &settings.heading.scan_file, "NAME", "the file to name if verbose"),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-report",
    .summary = "say what became of the records",
    .examples = "  cvi-extract scan.json | cvi-parse | cvi-match | cvi-add | cvi-report\n"
                "  cvi-report --output results.json <kept.ndjson\n"
                "  cvi-report --format json <kept.ndjson | jq .failed\n"
                "  cvi-report --output report.html <kept.ndjson\n"
                "  cvi-extract scan.json | cvi-parse | cvi-report --format letterboxd >films.csv\n",
    .options = options,
};

/* The report while it grows. */
struct work {
    struct report_plan plan;
    bool keeps;   /* there is a document to write or print */
    bool follows; /* each record is printed as it comes */
    struct outcome_counts counts;
    struct report_document document;
    struct buf text;
};

static void print(struct buf *text)
{
    ndjson_put_bytes(buf_text(text), text->len);
    buf_clear(text);
}

static void take_up(struct work *work, const struct outcome_item *item)
{
    outcome_count(&work->counts, item);
    if (work->keeps)
        report_document_add(&work->document, &work->counts, item);
    if (work->follows) {
        report_text_item(&work->text, &work->counts, settings.heading.total, item);
        print(&work->text);
    }
}

static void read_record(struct stage *stage, struct stage_item *stage_item)
{
    struct outcome_item item;

    outcome_read(stage_item->record, &item);
    take_up(stage->self, &item);
}

static void read_garbled(struct stage *stage, json_int_t line, const char *why)
{
    struct outcome_item item;

    msg_warn("line %" JSON_INTEGER_FORMAT ": %s", line, why);
    outcome_garbled(line, why, &item);
    take_up(stage->self, &item);
}

static void start(struct work *work)
{
    const struct report_plan *plan = &work->plan;
    struct why why;

    work->plan = report_plan(report_format_at(settings.format), settings.output);
    work->keeps = plan->path || plan->printed != &report_text;
    work->follows = plan->printed == &report_text && msg_get_level() == MSG_VERBOSE;
    work->counts.time = clock_now_s();
    if (work->keeps)
        work->document = report_document_start(plan->path ? plan->written : plan->printed);
    if (plan->path && !report_document_try(&work->document, plan->path, file_output_mode(), &why))
        msg_die_why(&why);
    if (work->follows) {
        report_text_heading(&work->text, &settings.heading);
        print(&work->text);
    }
}

/* The file first: who reads standard output may be gone. */
static bool put_document(struct work *work, struct why *why)
{
    const struct report_plan *plan = &work->plan;
    bool done = true;

    if (plan->path &&
        !report_document_write(&work->document, &work->counts, plan->path, file_output_mode(), why))
        done = false;
    if (plan->printed != &report_text &&
        !report_document_print(&work->document, &work->counts, why))
        done = false;
    return done;
}

static void finish(struct work *work, struct stage *stage)
{
    struct why why = {0};

    work->counts.interrupted = stage_interrupted();
    if (work->keeps && !put_document(work, &why)) {
        msg_warn("%s", why.text);
        stage_raise(stage, why.status);
    } else if (work->keeps) {
        report_document_tell(&work->document, &work->text);
        if (work->text.len)
            msg_warn("%s", buf_text(&work->text));
        buf_clear(&work->text);
    }
    if (work->plan.printed == &report_text && msg_get_level() != MSG_QUIET) {
        report_text_summary(&work->text, &work->counts, work->follows);
        print(&work->text);
    }
    ndjson_flush();
}

int main(int argc, char **argv)
{
    struct work work = {.text = BUF_INIT(REPORT_ROW_MAX)};
    struct stage stage = {.name = program.name,
                          .sink = true,
                          .self = &work,
                          .work = read_record,
                          .garbled = read_garbled};

    option_parse(&program, argc, argv);
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    if (getenv("CVI_IN_SYNC"))
        stage_heed_interrupt();
    screen_start(PROGRESS_REPORT, environ);
    if (settings.heading.total != REPORT_UNKNOWN)
        screen_post()->total = settings.heading.total;
    start(&work);
    stage_run(&stage);
    finish(&work, &stage);
    if (work.keeps)
        report_document_release(&work.document);
    outcome_counts_release(&work.counts);
    buf_release(&work.text);
    return stage.status;
}
