/* The matching stage, for records that need not or cannot be searched for. Its requests are tested
 * with the sandbox (cmd/cvi-match). */
#include <criterion/criterion.h>
#include <signal.h>
#include <string.h>

#include "child.h"
#include "match/match.h"

static void work_interrupted(struct stage *stage, struct stage_item *item)
{
    if (!stage_interrupted())
        raise(SIGINT);
    matcher_work(stage, item);
}

static int match(void *stop)
{
    const struct match_settings settings = {0};
    struct matcher *matcher = matcher_new(NULL, NULL, &settings); /* no client is used */
    struct stage stage = {.name = "cvi-match",
                          .key = "match",
                          .window = MATCH_WINDOW,
                          .self = matcher,
                          .work = matcher_work,
                          .wait = matcher_wait,
                          .settle = matcher_settle};

    msg_start(stage.name);
    if (stop)
        stage_stop(&stage, EX_CONFIG, "no client id");
    else
        stage.work = work_interrupted;
    int status = stage_run(&stage);
    matcher_free(matcher);
    return status;
}

static const char in[] = "{}\n{\"media\":{\"type\":\"film\"}}\n"
                         "{\"media\":{\"type\":\"movie\",\"title\":\"Heat\"}}\n{\"match\":7}\n";

#define ERROR(code, message, retry)                                                                \
    "\"error\":{\"stage\":\"cvi-match\",\"code\":\"" code "\",\"message\":\"" message              \
    "\",\"retry\":" retry "}}\n"
#define NO_MEDIA                                                                                   \
    "{" ERROR(                                                                                     \
        "no-media", "the record has no media (cvi-parse adds it)",                                 \
        "false") "{\"media\":{\"type\":\"film\"}," ERROR("no-media",                               \
                                                         "media.type: unknown value 'film'",       \
                                                         "false") "{\"media\":{\"type\":"          \
                                                                  "\"movie\",\"title\":\"Heat\"},"

Test(match, makes_no_request_if_it_cannot)
{
    struct outcome came = {0};

    child_run(match, (void *)"stop", in, strlen(in), &came);
    cr_expect_eq(came.status, EX_CONFIG);
    cr_expect_str_eq(
        bytes_text(&came.out),
        NO_MEDIA ERROR("not-tried", "not tried: no client id", "true") "{\"match\":7}\n", "%s",
        bytes_text(&came.out));
    cr_expect_str_eq(bytes_text(&came.err), "cvi-match: no client id\n");
    outcome_release(&came);
}

Test(match, makes_no_more_requests_once_interrupted)
{
    struct outcome came = {0};

    child_run(match, NULL, in, strlen(in), &came);
    cr_expect_eq(came.status, EX_INTERRUPTED);
    cr_expect_str_eq(
        bytes_text(&came.out),
        NO_MEDIA ERROR("not-tried", "not tried: interrupted", "true") "{\"match\":7}\n", "%s",
        bytes_text(&came.out));
    cr_expect_eq(came.err.len, 0);
    outcome_release(&came);
}
