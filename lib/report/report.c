/* Counts every record, and adds it to the document and the comparison, if there are any. */
#include "report/report.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/msg.h"
#include "json/ndjson.h"
#include "report/diff.h"
#include "report/document.h"
#include "report/formats.h"
#include "report/named.h"
#include "report/next.h"
#include "terminal/screen.h"

struct reporter {
    const struct reporter_settings *settings;
    struct report_plan plan;
    bool keeps;   /* there is a document to write or to print */
    bool follows; /* each record is printed as it arrives */
    struct outcome_counts counts;
    struct report_named named; /* files that were not added; used if `follows` is false */
    size_t operations;         /* operations of cvi-plan in the input; not counted as records */
    struct report_diff *diff;  /* NULL: no comparison */
    size_t diff_unread;        /* lines of the earlier scan that are not records */
    struct report_document document;
    struct buf text;
};

static void print(struct buf *text)
{
    ndjson_put_bytes(buf_text(text), text->len);
    buf_clear(text);
}

static void start_diff(struct reporter *reporter)
{
    const char *path = reporter->settings->diff;
    const struct report_plan *plan = &reporter->plan;
    struct why why;

    if (plan->printed != &report_text && !plan->printed->changes)
        msg_die(EX_USAGE, "--diff: only --format text and html show the changes (to write another "
                          "format as well, use --output)");
    reporter->diff = report_diff_read(path, &reporter->diff_unread, &why);
    if (!reporter->diff)
        msg_die_why(&why);
    if (reporter->diff_unread)
        msg_warn("%s: %zu lines or entries are not records, and are left out", path,
                 reporter->diff_unread);
}

/* Warns if the name of the file seems to ask for another format than it gets. */
static void warn_of_name(const struct reporter_settings *settings)
{
    const char *path = settings->output;
    const char *other = report_other_extension(report_format_at(settings->format), path);
    struct buf known = BUF_INIT(100);

    if (!other)
        return;
    report_add_extensions(&known);
    msg_note(
        "--output: %s: JSON is written, because %s is not one of %s (use another extension, or "
        "--format)",
        path, other, buf_text(&known));
    buf_release(&known);
}

struct reporter *reporter_new(const struct reporter_settings *settings)
{
    struct reporter *reporter = cvi_malloc(sizeof *reporter);
    struct why why;

    *reporter = (struct reporter){
        .settings = settings,
        .plan = report_plan(report_format_at(settings->format), settings->output),
        .counts.time = clock_now_s(),
        .counts.extras = settings->extras,
        .counts.unmatched = settings->unmatched,
        .named.below = getcwd(NULL, 0),
        .text = BUF_INIT(REPORT_ROW_MAX),
    };
    const struct report_plan *plan = &reporter->plan;
    warn_of_name(settings);
    if (settings->diff)
        start_diff(reporter);
    reporter->keeps = plan->path || plan->printed != &report_text;
    reporter->follows = plan->printed == &report_text && msg_get_level() == MSG_VERBOSE;
    if (reporter->keeps)
        reporter->document = report_document_start(plan->path ? plan->written : plan->printed);
    if (plan->path &&
        !report_document_try(&reporter->document, plan->path, file_output_mode(), &why))
        msg_die_why(&why);
    if (reporter->follows) {
        report_text_heading(&reporter->text, &settings->heading);
        print(&reporter->text);
    }
    return reporter;
}

void reporter_free(struct reporter *reporter)
{
    if (reporter->keeps)
        report_document_release(&reporter->document);
    report_diff_free(reporter->diff);
    outcome_counts_release(&reporter->counts);
    free((char *)reporter->named.below);
    report_named_release(&reporter->named);
    buf_release(&reporter->text);
    free(reporter);
}

const char *const *reporter_reads(const struct reporter *reporter)
{
    return reporter->keeps || reporter->follows || reporter->diff ? NULL : outcome_count_reads;
}

static void take_up(struct reporter *reporter, const struct outcome_item *item)
{
    outcome_count(&reporter->counts, item);
    if (reporter->diff)
        report_diff_add(reporter->diff, item);
    if (reporter->keeps)
        report_document_add(&reporter->document, &reporter->counts, item);
    if (reporter->follows) {
        report_text_item(&reporter->text, &reporter->counts, reporter->settings->heading.total,
                         item);
        print(&reporter->text);
    } else {
        report_named_add(&reporter->named, item);
    }
}

/* Returns whether the record is an operation of cvi-plan, and not about a file. */
static bool is_operation(const json_t *record)
{
    return json_is_string(json_object_get(record, "op")) &&
           json_is_object(json_object_get(record, "to"));
}

/* Returns the whole record as a new object if it has no file name, otherwise NULL. Such a record is
 * shown by its title, because media servers list titles without paths. */
static json_t *read_unnamed(const struct stage_item *stage_item, const struct outcome_item *item)
{
    return item->filename || !stage_item->line
               ? NULL
               : ndjson_load(stage_item->line, stage_item->line_len, NULL);
}

void reporter_work(struct stage *stage, struct stage_item *stage_item)
{
    struct reporter *reporter = stage->self;
    struct outcome_item item;

    outcome_read(stage_item->record, &item);
    json_auto_t *whole = read_unnamed(stage_item, &item);
    if (whole)
        outcome_read(whole, &item);
    if (!item.has_match && is_operation(stage_item->record)) {
        reporter->operations++;
        return;
    }
    take_up(stage->self, &item);
}

void reporter_garbled(struct stage *stage, json_int_t line, const char *why)
{
    struct outcome_item item;

    outcome_garbled(line, why, &item);
    take_up(stage->self, &item);
}

/* Writes the document to the file first: writing to standard output can fail, because its reader
 * has exited. */
static bool put_document(struct reporter *reporter, struct why *why)
{
    const struct report_plan *plan = &reporter->plan;
    bool done = true;

    if (plan->path && !report_document_write(&reporter->document, &reporter->counts, plan->path,
                                             file_output_mode(), why))
        done = false;
    if (plan->printed != &report_text &&
        !report_document_print(&reporter->document, &reporter->counts, why))
        done = false;
    return done;
}

static void note_changes(struct reporter *reporter)
{
    const char *left_out =
        reporter->counts.interrupted ? NULL : report_diff_left_out(reporter->diff);

    if (left_out)
        msg_warn("%s is listed as gone, but exists: the input has no record of it (by default, "
                 "cvi-extract passes healthy files only: use --all)",
                 left_out);
    if (report_diff_is_foreign(reporter->diff))
        msg_warn("%s: has no file in common with the input (give both scans the same folder by the "
                 "same path)",
                 reporter->settings->diff);
    if (reporter->keeps)
        report_document_changes(&reporter->document, reporter->diff, reporter->counts.interrupted);
}

/* Prints the next step if standard output and standard error are terminals, so that no script reads
 * it. */
static void say_next(const struct reporter *reporter)
{
    struct buf text = BUF_INIT(4096);

    if (isatty(STDERR_FILENO) && isatty(STDOUT_FILENO) && !reporter->counts.interrupted)
        report_next_add(&text, &reporter->counts);
    if (text.len)
        msg_say(text.at, text.len);
    buf_release(&text);
}

void reporter_finish(struct reporter *reporter, struct stage *stage)
{
    struct why why = {0};

    reporter->counts.interrupted = stage_interrupted();
    if (reporter->diff_unread)
        stage_raise(stage, EX_DATAERR);
    if (reporter->operations)
        msg_warn(
            "%zu input lines are operations of cvi-plan, not records, and are not counted here "
            "(cvi-apply --verbose counts them; cvi-plan --format text shows them)",
            reporter->operations);
    if (reporter->diff)
        note_changes(reporter);
    if (reporter->keeps && !put_document(reporter, &why)) {
        msg_warn("%s", why.text);
        stage_raise(stage, why.status);
    } else if (reporter->keeps) {
        report_document_describe(&reporter->document, reporter->plan.path, &reporter->text);
        if (reporter->text.len)
            msg_warn("%s", buf_text(&reporter->text));
        buf_clear(&reporter->text);
    }
    if (reporter->plan.printed == &report_text && msg_get_level() != MSG_QUIET) {
        report_text_summary(&reporter->text, &reporter->counts, reporter->follows);
        report_named_text(&reporter->text, &reporter->named, screen_output_columns());
        if (reporter->diff)
            report_diff_text(&reporter->text, reporter->diff, &reporter->counts,
                             msg_get_level() == MSG_VERBOSE);
        print(&reporter->text);
        if (reporter->plan.path && !why.text[0])
            report_document_way(&reporter->document, reporter->plan.path, &reporter->text);
        print(&reporter->text);
        ndjson_flush();
        say_next(reporter);
    }
    ndjson_flush();
}
