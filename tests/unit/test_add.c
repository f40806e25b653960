/* The adding stage, for records that need not or cannot be added. The cases of cmd/cvi-add test its
 * requests. */
#include <criterion/criterion.h>
#include <string.h>

#include "add/add.h"
#include "child.h"

static int add(void *unused)
{
    const struct adder_settings settings = {0};
    struct adder *adder = adder_new(NULL, &settings); /* without a client, a request would crash */
    struct stage stage = {.name = "cvi-add",
                          .key = "sync",
                          .window = ADD_WINDOW,
                          .self = adder,
                          .work = adder_work,
                          .wait = adder_wait,
                          .settle = adder_settle};

    (void)unused;
    msg_start(stage.name);
    stage_stop(&stage, EX_NOPERM, "no token");
    int status = stage_run(&stage);
    adder_free(adder);
    return status;
}

static void expect(const char *in, int status, const char *out, const char *err)
{
    struct outcome came = {0};

    child_run(add, NULL, in, strlen(in), &came);
    cr_expect_eq(came.status, status, "%d", came.status);
    cr_expect_str_eq(bytes_text(&came.out), out, "%s", bytes_text(&came.out));
    cr_expect_str_eq(bytes_text(&came.err), err, "%s", bytes_text(&came.err));
    outcome_release(&came);
}

Test(add, needs_no_login_if_no_record_needs_work)
{
    static const char in[] = "{\"match\":{\"status\":\"not_found\"}}\n"
                             "{\"match\":{\"status\":\"ambiguous\"} }\n"
                             "{\"match\":{\"status\":\"skipped\"}}\n"
                             "{\"match\":{\"status\":\"matched\"},\"sync\":0}\n"
                             "{\"error\":0}\n";

    expect(in, 0, in, "");
}

Test(add, fails_records_without_a_match)
{
    expect("{}\n{\"match\":{\"status\":\"matched\",\"type\":\"movie\",\"title\":\"a\"}}\n",
           EX_RECORD,
           "{\"error\":{\"stage\":\"cvi-add\",\"code\":\"no-match\",\"message\":"
           "\"the record has no match (cvi-match adds it)\",\"retry\":false}}\n"
           "{\"match\":{\"status\":\"matched\",\"type\":\"movie\",\"title\":\"a\"},"
           "\"error\":{\"stage\":\"cvi-add\",\"code\":\"no-match\",\"message\":"
           "\"match.ids: no trakt, imdb or tmdb id (run cvi-match --again)\",\"retry\":false}}\n",
           "");
}

Test(add, passes_on_untried_records_and_reports_why_once)
{
#define MATCHED                                                                                    \
    "{\"match\":{\"status\":\"matched\",\"type\":\"movie\",\"title\":\"a\",\"ids\":{\"trakt\":1}}"
#define TOLD                                                                                       \
    MATCHED ",\"error\":{\"stage\":\"cvi-add\",\"code\":\"not-tried\",\"message\":"                \
            "\"not tried: no token\",\"retry\":true}}\n"
    expect(MATCHED "}\n" MATCHED "}\n", EX_NOPERM, TOLD TOLD, "cvi-add: no token\n");
}
