/* cvi-report: says what became of the records, as a summary for people or as one JSON document. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "clock.h"
#include "msg.h"
#include "ndjson.h"
#include "option.h"
#include "report_document.h"
#include "report_json.h"
#include "report_text.h"
#include "screen.h"
#include "stage.h"

extern char **environ;

enum { FORMAT_TEXT, FORMAT_JSON };

static struct settings {
    const char *output;
    int format;
    struct report_heading heading;
} settings = {.heading.total = REPORT_UNKNOWN};

static const char *const formats[] = {"text", "json", NULL};

static const struct option options[] = {
    TEXT('o', "output", &settings.output, "FILE",
         "write what became of each record to FILE (JSON)"),
    CHOICE(0, "format", &settings.format, "FORMAT", formats, "print text (the default) or json"),
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
                "  cvi-report --format json <kept.ndjson | jq .failed\n",
    .options = options,
};

/* The report while it grows. */
struct work {
    bool keeps;   /* a document is wanted */
    bool follows; /* each record is told as it comes */
    struct report counts;
    struct report_document document;
    struct buf text;
};

static void print(struct buf *text)
{
    ndjson_put_bytes(buf_text(text), text->len);
    buf_clear(text);
}

static void take_up(struct work *work, const struct report_item *item)
{
    report_count(&work->counts, item);
    if (work->keeps)
        report_document_add(&work->document, &work->counts, item);
    if (work->follows) {
        report_text_item(&work->text, &work->counts, settings.heading.total, item);
        print(&work->text);
    }
}

static void read_record(struct stage *stage, struct stage_item *stage_item)
{
    struct report_item item;

    report_read(stage_item->record, &item);
    take_up(stage->self, &item);
}

static void read_garbled(struct stage *stage, json_int_t line, const char *why)
{
    struct report_item item;

    msg_warn("line %" JSON_INTEGER_FORMAT ": %s", line, why);
    report_garbled(line, why, &item);
    take_up(stage->self, &item);
}

static mode_t output_mode(void)
{
    mode_t mask = umask(0);

    umask(mask);
    return 0644 & ~mask;
}

static void start(struct work *work)
{
    struct why why;

    if (settings.output && strcmp(settings.output, "-") == 0) {
        settings.output = NULL;
        settings.format = FORMAT_JSON;
    }
    work->keeps = settings.output || settings.format == FORMAT_JSON;
    work->follows = settings.format == FORMAT_TEXT && msg_get_level() == MSG_VERBOSE;
    if (settings.output &&
        !report_document_try(&work->document, settings.output, output_mode(), &why))
        msg_die_why(&why);
    if (work->follows) {
        report_text_heading(&work->text, &settings.heading);
        print(&work->text);
    }
}

/* The file first: who reads standard output may be gone. */
static void finish(struct work *work, struct stage *stage)
{
    struct why why = {0};
    bool done = true;

    work->counts.interrupted = stage_interrupted();
    if (settings.output && !report_document_write(&work->document, &work->counts, settings.output,
                                                  output_mode(), &why))
        done = false;
    if (settings.format == FORMAT_JSON &&
        !report_document_print(&work->document, &work->counts, &why))
        done = false;
    if (!done) {
        msg_warn("%s", why.text);
        stage_raise(stage, why.status);
    }
    if (settings.format == FORMAT_TEXT && msg_get_level() != MSG_QUIET) {
        report_text_summary(&work->text, &work->counts, work->follows);
        print(&work->text);
    }
    ndjson_flush();
}

int main(int argc, char **argv)
{
    struct work work = {.document = REPORT_DOCUMENT(&report_json),
                        .text = BUF_INIT(REPORT_ITEM_MAX)};
    struct stage stage = {.name = program.name,
                          .sink = true,
                          .self = &work,
                          .work = read_record,
                          .garbled = read_garbled};

    option_parse(&program, argc, argv);
    if (getenv("CVI_IN_SYNC"))
        stage_heed_interrupt();
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    screen_start(PROGRESS_REPORT, environ);
    if (settings.heading.total != REPORT_UNKNOWN)
        screen_post()->total = settings.heading.total;
    start(&work);
    stage_run(&stage);
    finish(&work, &stage);
    report_document_release(&work.document);
    report_release(&work.counts);
    buf_release(&work.text);
    return stage.status;
}
