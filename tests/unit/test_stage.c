/* The loop of the filters: order, waiting, stopping, interrupts, and every byte of the rest. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "json/ndjson.h"
#include "record/stage.h"

static int run_stage(void *stage)
{
    struct stage *s = stage;

    s->name = "cvi-x";
    if (!s->sink)
        s->key = "x";
    msg_start(s->name);
    return stage_run(s);
}

/* Runs the stage on that input, in a child process. */
static void run(struct stage *stage, const char *in, struct outcome *came)
{
    child_run(run_stage, stage, in, strlen(in), came);
}

static void expect(const struct outcome *came, int status, const char *out, const char *err)
{
    cr_expect_eq(came->status, status, "status %d: %s", came->status, bytes_text(&came->err));
    cr_expect_str_eq(bytes_text(&came->out), out, "%s", bytes_text(&came->out));
    cr_expect_str_eq(bytes_text(&came->err), err, "%s", bytes_text(&came->err));
}

/* Does what the record requests under "do". */
static void obey(struct stage *stage, struct stage_item *item)
{
    const char *what = json_string_value(json_object_get(item->record, "do"));

    if (!what)
        stage_take_value(item, json_true());
    else if (strcmp(what, "fail") == 0)
        stage_fail(stage, item, "bad", "100%% %s", "bad");
    else if (strcmp(what, "stop") == 0)
        stage_stop(stage, EX_NOPERM, "the login is gone");
    else if (strcmp(what, "interrupt") == 0)
        raise(SIGINT);
    if (what && stage_stopped(stage))
        stage_not_tried(stage, item);
}

#define BAD                                                                                        \
    "\"error\":{\"stage\":\"cvi-x\",\"code\":\"bad\",\"message\":\"100% bad\",\"retry\":false}"

static int surveyed;

static void see(struct stage *stage, const json_t *record)
{
    (void)stage;
    (void)record;
    surveyed++;
}

static void tell_surveyed(struct stage *stage, struct stage_item *item)
{
    (void)stage;
    stage_take_value(item, json_integer(surveyed));
}

Test(stage, sees_all_of_its_records_before_it_works_on_any)
{
    struct stage stage = {.work = tell_surveyed, .survey = see};
    struct outcome came = {0};

    run(&stage, "{\"a\":1}\n{\"x\":7}\n\nnothing\n{\"error\":0}\n{\"b\":2}", &came);
    expect(&came, EX_DATAERR,
           "{\"a\":1,\"x\":2}\n{\"x\":7}\n"
           "{\"line\":4,\"error\":{\"stage\":\"cvi-x\",\"code\":\"not-a-record\",\"message\":"
           "\"not JSON: '[' or '{' expected near 'nothing', at byte 1\",\"retry\":false}}\n"
           "{\"error\":0}\n{\"b\":2,\"x\":2}\n",
           "cvi-x: line 4: not JSON: '[' or '{' expected near 'nothing', at byte 1\n");
    outcome_release(&came);
}

Test(stage, passes_on_other_bytes_unchanged)
{
    static const char rest[] = "{ \"x\" :null,\"n\":1e400, \"n\":18446744073709551615 }\n"
                               "{\"error\" : {\"stage\":\"y\"},\t\"a\":7.90}\n"
                               "{\"a\":\"\\u00e9\\/\",\"x\":{\"x\":[ ]}}\n";
    struct stage stage = {.work = obey};
    struct outcome came = {0};

    run(&stage, rest, &came);
    expect(&came, 0, rest, "");
    outcome_release(&came);
}

Test(stage, adds_its_key_or_an_error_after_the_others)
{
    struct stage stage = {.work = obey};
    struct outcome came = {0};

    run(&stage, "{ \"a\" : 1.50 }\n{}\n{\"do\":\"fail\"}\n{\"do\":\"nothing\" }\n", &came);
    expect(&came, EX_RECORD,
           "{ \"a\" : 1.50,\"x\":true}\n{\"x\":true}\n{\"do\":\"fail\"," BAD
           "}\n{\"do\":\"nothing\" }\n",
           "");
    outcome_release(&came);
}

/* Prints the members that the record has if the stage names those it reads: "do", and whether there
 * is "it". */
static void tell_read(struct stage *stage, struct stage_item *item)
{
    (void)stage;
    stage_take_value(item, json_deep_copy(item->record));
}

Test(stage, gets_only_members_it_reads_and_passes_the_whole_line)
{
    static const char *const reads[] = {"do", "to.be", "it?", NULL};
    struct stage stage = {.work = tell_read, .reads = reads};
    struct outcome came = {0};

    run(&stage,
        "{\"a\":1.50,\"do\":[1],\"it\":{\"b\":2}}\n"
        "{\"to\":{\"be\":1,\"not\":2},\"n\":7e0}\n"
        "{\"do\":1,\"x\":3}\n"
        "{\"do\":1,\"error\":null}\n",
        &came);
    expect(&came, 0,
           "{\"a\":1.50,\"do\":[1],\"it\":{\"b\":2},\"x\":{\"do\":[1],\"it\":null}}\n"
           "{\"to\":{\"be\":1,\"not\":2},\"n\":7e0,\"x\":{\"to\":{\"be\":1}}}\n"
           "{\"do\":1,\"x\":3}\n"
           "{\"do\":1,\"error\":null}\n",
           "");
    outcome_release(&came);
}

Test(stage, replaces_its_key_also_when_it_reads_little)
{
    static const char *const reads[] = {"do", NULL};
    struct stage stage = {.work = obey, .reads = reads, .again = true};
    struct outcome came = {0};

    run(&stage, "{\"x\":{\"y\":[1e400]}, \"a\":1.50}\n{\"x\":1,\"do\":\"fail\"}\n", &came);
    expect(&came, EX_RECORD, "{\"x\":true, \"a\":1.50}\n{\"do\":\"fail\"," BAD "}\n", "");
    outcome_release(&came);
}

Test(stage, repeats_its_work_only_on_request)
{
    struct stage stage = {.work = obey, .again = true};
    struct outcome came = {0};

    run(&stage, "{\"x\":1, \"a\":1e400}\n{\"x\":1,\"do\":\"fail\"}\n{\"x\":1, \"do\":\"\"}\n",
        &came);
    expect(&came, EX_RECORD,
           "{\"x\":true, \"a\":1e400}\n{\"do\":\"fail\"," BAD "}\n{\"x\":1, \"do\":\"\"}\n", "");
    outcome_release(&came);
}

Test(stage, continues_after_an_invalid_line)
{
    struct stage stage = {.work = obey};
    struct outcome came = {0};

    run(&stage, "\n[1]\n{\"a\":1}\n", &came);
    expect(&came, EX_DATAERR,
           "{\"line\":2,\"error\":{\"stage\":\"cvi-x\",\"code\":\"not-a-record\",\"message\":"
           "\"not a record: expected a JSON object\",\"retry\":false}}\n{\"a\":1,\"x\":true}\n",
           "cvi-x: line 2: not a record: expected a JSON object (an array? jq -c '.[]' "
           "prints one record per line)\n");
    outcome_release(&came);
}

Test(stage, goes_on_after_a_line_that_is_too_long)
{
    struct stage stage = {.work = obey};
    struct outcome came = {0};
    static const char start[] = {'{', '"', 'a', '"', ':', '"'};
    char *in = cvi_alloc((size_t)3 << 20);

    memset(in, ' ', 2 << 20);
    memcpy(in, start, sizeof start);
    memcpy(in + (2 << 20), "\"}\n{}\n", sizeof "\"}\n{}\n");
    run(&stage, in, &came);
    expect(&came, EX_DATAERR,
           "{\"line\":1,\"error\":{\"stage\":\"cvi-x\",\"code\":\"not-a-record\",\"message\":"
           "\"the line is longer than 1048576 bytes\",\"retry\":false}}\n{\"x\":true}\n",
           "cvi-x: line 1: the line is longer than 1048576 bytes\n");
    free(in);
    outcome_release(&came);
}

Test(stage, passes_on_a_hundred_thousand_records_to_a_slow_reader)
{
    struct stage stage = {.work = obey};
    struct outcome came = {0};
    struct bytes in = {0};
    struct bytes out = {0};

    for (int i = 0; i < 100000; i++) {
        bytes_printf(&in, "{\"n\":%d}\n", i);
        bytes_printf(&out, "{\"n\":%d,\"x\":true}\n", i);
    }
    run(&stage, in.at, &came);
    cr_expect_eq(came.status, 0);
    cr_expect_eq(came.out.len, out.len);
    cr_expect(strcmp(bytes_text(&came.out), out.at) == 0);
    bytes_release(&in);
    bytes_release(&out);
    outcome_release(&came);
}

/* --- Items that wait --- */

/* Holds waiting items; answers arrive last in, first out. */
struct desk {
    struct stage_item *waiting[8];
    size_t count;
    size_t most;   /* maximum number of items that waited at once */
    size_t calls;  /* calls of wait that could only answer */
    bool overdone; /* more items waited than the window allows */
};

static void queue_up(struct stage *stage, struct stage_item *item)
{
    struct desk *desk = stage->self;

    if (json_object_get(item->record, "now")) {
        stage_take_value(item, json_string("now"));
        return;
    }
    item->waiting = true;
    desk->overdone = desk->overdone || desk->count == stage->window;
    desk->waiting[desk->count++] = item;
    desk->most = desk->count > desk->most ? desk->count : desk->most;
    if (json_object_get(item->record, "interrupt"))
        raise(SIGINT);
}

/* Answers if it must; otherwise waits for the input, which is a file and so always readable. */
static void answer_last(struct stage *stage, int input, int interrupt, bool all)
{
    struct desk *desk = stage->self;

    (void)interrupt;
    if (!all) {
        if (input < 0)
            desk->overdone = true;
        return;
    }
    desk->calls++;
    struct stage_item *item = desk->waiting[--desk->count];
    item->note = item;
    item->waiting = false;
}

static void settle(struct stage *stage, struct stage_item *item)
{
    (void)stage;
    if (item->note == item)
        stage_take_value(item, json_string("answered"));
}

static int run_desk(void *unused)
{
    struct desk desk = {0};
    struct stage stage = {.name = "cvi-x",
                          .key = "x",
                          .window = 3,
                          .self = &desk,
                          .work = queue_up,
                          .wait = answer_last,
                          .settle = settle};
    (void)unused;
    int status = stage_run(&stage);

    fprintf(stderr, "most %zu, calls %zu%s\n", desk.most, desk.calls,
            desk.overdone ? ", overdone" : "");
    return status;
}

Test(stage, keeps_the_order_of_the_input)
{
    struct outcome came = {0};

    static const char in[] = "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n{\"n\":4}\n{\"n\":5,\"now\":1}\n"
                             "{\"n\":6,\"x\":0}\n{\"n\":7}\n";
    child_run(run_desk, NULL, in, strlen(in), &came);
    expect(
        &came, 0,
        "{\"n\":1,\"x\":\"answered\"}\n{\"n\":2,\"x\":\"answered\"}\n{\"n\":3,\"x\":\"answered\"}\n"
        "{\"n\":4,\"x\":\"answered\"}\n{\"n\":5,\"now\":1,\"x\":\"now\"}\n{\"n\":6,\"x\":0}\n"
        "{\"n\":7,\"x\":\"answered\"}\n",
        "most 3, calls 5\n");
    outcome_release(&came);
}

Test(stage, finishes_waiting_items_when_interrupted_and_stops_reading)
{
    struct outcome came = {0};
    struct bytes in = {0};

    bytes_puts(&in, "{\"n\":1}\n{\"n\":2,\"interrupt\":1}\n{\"n\":3}\n");
    for (int i = 0; i < 100000; i++) /* more than one read returns */
        bytes_puts(&in, "{\"n\":4,\"x\":0}\n");
    child_run(run_desk, NULL, in.at, in.len, &came);
    cr_expect_eq(came.status, EX_INTERRUPTED);
    cr_expect(strstr(bytes_text(&came.out), "{\"n\":2,\"interrupt\":1,\"x\":\"answered\"}\n"
                                            "{\"n\":3,\"x\":\"answered\"}\n{\"n\":4,\"x\":0}\n"));
    cr_expect(came.out.len < 100000, "%zu bytes", came.out.len);
    cr_expect_eq(came.out.at[came.out.len - 1], '\n');
    bytes_release(&in);
    outcome_release(&came);
}

/* --- Interrupts --- */

Test(stage, processes_items_read_before_an_interrupt)
{
    struct stage stage = {.work = obey};
    struct outcome came = {0};

    run(&stage, "{\"do\":\"interrupt\"}\n{\"a\":1}\n{\"a\":", &came);
    expect(&came, EX_INTERRUPTED, "{\"do\":\"interrupt\"}\n{\"a\":1,\"x\":true}\n", "");
    outcome_release(&came);
}

Test(stage, ends_at_once_when_it_is_interrupted_twice)
{
    struct stage stage = {.work = obey};
    struct outcome came = {0};

    run(&stage, "{\"a\":1}\n{\"do\":\"interrupt\"}\n{\"do\":\"interrupt\"}\n", &came);
    expect(&came, 128 + SIGINT, "", "");
    outcome_release(&came);
}

static int run_in_background(void *stage)
{
    signal(SIGINT, SIG_IGN);
    return run_stage(stage);
}

Test(stage, is_not_interrupted_where_the_shell_that_started_it_is_to_be)
{
    static const char in[] = "{\"do\":\"interrupt\"}\n{\"do\":\"interrupt\"}\n{\"a\":1}\n";
    struct stage stage = {.work = obey};
    struct outcome came = {0};

    child_run(run_in_background, &stage, in, strlen(in), &came);
    expect(&came, 0, "{\"do\":\"interrupt\"}\n{\"do\":\"interrupt\"}\n{\"a\":1,\"x\":true}\n", "");
    outcome_release(&came);
}

/* --- Stopping --- */

#define NOT_TRIED                                                                                  \
    "\"error\":{\"stage\":\"cvi-x\",\"code\":\"not-tried\",\"message\":\"not tried: the login is " \
    "gone\",\"retry\":true}}\n"

Test(stage, drains_when_it_is_stopped_and_reports_why_once)
{
    struct stage stage = {.work = obey};
    struct outcome came = {0};

    run(&stage, "{\"do\":\"stop\"}\n{\"do\":\"this\"}\n{\"x\":1}\n{\"a\":1}\n", &came);
    expect(&came, EX_NOPERM,
           "{\"do\":\"stop\"," NOT_TRIED "{\"do\":\"this\"," NOT_TRIED
           "{\"x\":1}\n{\"a\":1,\"x\":true}\n",
           "cvi-x: the login is gone\n");
    outcome_release(&came);
}

static int run_stopped(void *stage)
{
    stage_stop(stage, EX_NOPERM, "the login is gone");
    stage_stop(stage, EX_SOFTWARE, "something else");
    return run_stage(stage);
}

Test(stage, does_not_report_a_login_that_no_record_needed)
{
    struct stage stage = {.work = obey};
    struct outcome came = {0};

    child_run(run_stopped, &stage, "{\"x\":1}\n{}\n", 11, &came);
    expect(&came, 0, "{\"x\":1}\n{\"x\":true}\n", "");
    outcome_release(&came);
}

/* --- Sinks and arguments --- */

static void count(struct stage *stage, struct stage_item *item)
{
    int *counts = stage->self;

    counts[record_failed(item->record) ? 1 : 0]++;
}

static void count_garbled(struct stage *stage, json_int_t line, const char *why)
{
    int *counts = stage->self;

    counts[2] += (int)line;
    cr_assert(strncmp(why, "not ", 4) == 0);
}

static int run_sink(void *unused)
{
    int counts[3] = {0};
    struct stage stage = {.sink = true, .work = count, .garbled = count_garbled, .self = counts};
    (void)unused;
    int status = run_stage(&stage);

    printf("%d %d %d\n", counts[0], counts[1], counts[2]);
    return status;
}

Test(stage, shows_a_sink_every_record_and_prints_none)
{
    static const char in[] = "{}\n{\"x\":1}\nno\n{\"error\":{}}\n";
    struct outcome came = {0};

    child_run(run_sink, NULL, in, strlen(in), &came);
    expect(&came, EX_DATAERR, "2 1 3\n",
           "cvi-x: line 3: not JSON: '[' or '{' expected near 'no', at byte 1\n");
    outcome_release(&came);
}

Test(stage, reports_an_invalid_line_of_a_sink_together_with_the_advice)
{
    static const char in[] = "[1]\n";
    struct outcome came = {0};

    child_run(run_sink, NULL, in, strlen(in), &came);
    expect(&came, EX_DATAERR, "0 0 1\n",
           "cvi-x: line 1: not a record: expected a JSON object (an array? jq -c '.[]' "
           "prints one record per line)\n");
    outcome_release(&came);
}

static int run_argument(void *unused)
{
    struct stage stage = {.name = "cvi-x", .key = "x", .work = obey};

    (void)unused;
    stage_run_one_take(&stage, json_pack("{s:i}", "a", 1));
    stage_run_one_take(&stage, json_pack("{s:s}", "do", "fail"));
    return stage.status;
}

Test(stage, accepts_records_that_were_not_lines)
{
    struct outcome came = {0};

    child_run(run_argument, NULL, NULL, 0, &came);
    expect(&came, EX_RECORD, "{\"a\":1,\"x\":true}\n{\"do\":\"fail\"," BAD "}\n", "");
    outcome_release(&came);
}
