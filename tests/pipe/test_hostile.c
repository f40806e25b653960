/* Requests to a server that tears answers, lies, floods or hangs: the right error, the right
 * message, the right number of attempts, and an end in every case. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "http/http.h"
#include "http/wire.h"
#include "launch.h"
#include "sandbox.h"
#include "tmpdir.h"

enum { PATIENCE_MS = 900000, SHORT_MS = 300, BODY_MAX = 1 << 20 };

static struct sandbox hostile;
static char *dir;
static char url[64];

/* acts: words separated by blanks. */
static void begin(const char *acts)
{
    char *program = format_text("%s/test/hostile", launch_build());
    int64_t now = INT64_C(1795352400000);
    struct words words = {0};

    dir = tmpdir_make();
    cr_assert(tmpdir_write(dir, "clock", &now, sizeof now, 0600));
    char *clock = tmpdir_path(dir, "clock");
    clock_use_file(clock);
    free(clock);
    cr_assert(words_split(&words, acts));
    char *why = sandbox_start_hostile(&hostile, program, dir, &words, NULL);
    cr_assert(!why, "%s", why);
    snprintf(url, sizeof url, "http://127.0.0.1:%s/", sandbox_value(&hostile, "CVI_HOSTILE_PORT"));
    words_release(&words);
    free(program);
}

static void end(void)
{
    cr_expect_eq(sandbox_stop(&hostile), 0);
    tmpdir_remove(dir);
    free(dir);
}

static void ask(const char *method, bool replay, int64_t whole_ms, struct http_answer *answer)
{
    struct http_limits limits = {
        .patience_ms = PATIENCE_MS, .most_body = BODY_MAX, .whole_ms = whole_ms};
    struct http *http = http_new(&limits);

    http_fetch(http,
               &(struct http_request){.method = method,
                                      .url = url,
                                      .body = strcmp(method, "GET") == 0 ? NULL : "{\"a\":1}",
                                      .replay = replay},
               answer);
    http_free(http);
}

/* One GET, which may arrive twice. */
static const struct {
    const char *acts;
    enum http_failure failure;
    int status;
    int tries;
    const char *words; /* in the message; NULL: the answer is complete, and its body is "[]" */
} answers[] = {
    {"good", HTTP_ANSWERED, 200, 1, NULL},
    {"drip", HTTP_ANSWERED, 200, 1, NULL},
    {"continue", HTTP_ANSWERED, 200, 1, NULL},
    {"no-length", HTTP_ANSWERED, 200, 1, NULL},
    {"extra-answer", HTTP_ANSWERED, 200, 1, NULL},
    {"duplicate-headers", HTTP_ANSWERED, 200, 1, NULL},
    {"early-answer", HTTP_ANSWERED, 200, 1, NULL},
    {"trailers", HTTP_ANSWERED, 200, 1, NULL},
    {"close-at-once reset close good", HTTP_ANSWERED, 200, 4, NULL},
    {"status-torn header-torn header-reset good", HTTP_ANSWERED, 200, 4, NULL},
    {"body-missing length-too-long body-reset good", HTTP_ANSWERED, 200, 4, NULL},
    {"chunk-torn chunk-unended chunk-bad-size good", HTTP_ANSWERED, 200, 4, NULL},
    {"close-at-once", HTTP_TORN, 0, 4, "is incomplete"},
    {"close", HTTP_TORN, 0, 4, "is incomplete"},
    {"reset", HTTP_TORN, 0, 4, "is incomplete"},
    {"status-torn", HTTP_TORN, 0, 4, "is incomplete"},
    {"header-torn", HTTP_TORN, 0, 4, "is incomplete"},
    {"header-reset", HTTP_TORN, 0, 4, "is incomplete"},
    {"body-missing", HTTP_TORN, 0, 4, "is incomplete"},
    {"length-too-long", HTTP_TORN, 0, 4, "is incomplete"},
    {"body-reset", HTTP_TORN, 0, 4, "is incomplete"},
    {"length-huge", HTTP_TORN, 0, 4, "is incomplete"},
    {"chunk-torn", HTTP_TORN, 0, 4, "is incomplete"},
    {"chunk-unended", HTTP_TORN, 0, 4, "is incomplete"},
    {"chunk-bad-size", HTTP_TORN, 0, 4, "is incomplete"},
    {"chunk-huge", HTTP_TORN, 0, 4, "is incomplete"},
    {"only-1xx", HTTP_TORN, 0, 4, "is incomplete"},
    {"length-negative", HTTP_NOT_HTTP, 0, 4, "not valid HTTP"},
    {"length-absurd", HTTP_NOT_HTTP, 0, 4, "not valid HTTP"},
    {"length-word", HTTP_NOT_HTTP, 0, 4, "not valid HTTP"},
    {"two-lengths", HTTP_NOT_HTTP, 0, 4, "not valid HTTP"},
    {"http-0.9", HTTP_NOT_HTTP, 0, 4, "not valid HTTP"},
    {"garbage", HTTP_NOT_HTTP, 0, 4, "not valid HTTP"},
    {"bad-version", HTTP_NOT_HTTP, 0, 4, "not valid HTTP"},
    {"nul-in-header", HTTP_NOT_HTTP, 0, 4, "not valid HTTP"},
    {"bad-gzip", HTTP_NOT_HTTP, 0, 4, "not valid HTTP"},
    {"unknown-encoding", HTTP_NOT_HTTP, 0, 4, "not valid HTTP"},
    {"endless-header", HTTP_TOO_LONG, 0, 1, "too long"},
    {"many-headers", HTTP_TOO_LONG, 0, 1, "too long"},
    {"big-header", HTTP_TOO_LONG, 0, 1, "too long"},
    {"continue-flood", HTTP_TOO_LONG, 0, 1, "too long"},
    {"endless-body", HTTP_TOO_LONG, 0, 1, "too long"},
    {"status-999", HTTP_ANSWERED, 999, 1, ""},
    {"redirect", HTTP_ANSWERED, 302, 1, ""},
    {"early-413", HTTP_ANSWERED, 413, 1, ""},
    {"length-too-short", HTTP_ANSWERED, 200, 1, ""},
};

Test(hostile, gets_its_due)
{
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        const char *acts = answers[i].acts;
        struct http_answer answer;

        begin(acts);
        ask("GET", true, 0, &answer);
        cr_expect_eq(answer.failure, answers[i].failure, "%s: %d: %s", acts, (int)answer.failure,
                     answer.words);
        cr_expect_eq(answer.status, answers[i].status, "%s: HTTP %d", acts, answer.status);
        cr_expect_eq(answer.tries, answers[i].tries, "%s: %d tries", acts, answer.tries);
        if (!answers[i].words)
            cr_expect_str_eq(buf_text(&answer.body), "[]", "%s", acts);
        else
            cr_expect(strstr(answer.words, answers[i].words), "%s: %s", acts, answer.words);
        if (answer.failure != HTTP_ANSWERED)
            cr_expect(strncmp(answer.words, "127.0.0.1: ", 11) == 0 && strchr(answer.words, '('),
                      "%s: %s", acts, answer.words);
        http_release(&answer);
        end();
    }
}

/* A request that must not arrive twice is not repeated if it may have arrived. */
static const char *const may_have_arrived[] = {"close-at-once", "reset",   "header-torn",
                                               "body-reset",    "garbage", NULL};

Test(hostile, gets_nothing_twice_that_may_have_arrived)
{
    for (const char *const *act = may_have_arrived; *act; act++) {
        struct http_answer answer;

        begin(*act);
        ask("POST", false, 0, &answer);
        cr_expect(answer.gave_up && answer.tries == 1, "%s: %d tries", *act, answer.tries);
        http_release(&answer);
        end();
    }
}

/* Only the length of the timeout is the test's own; the behaviour at its end is unchanged. */
Test(hostile, is_not_waited_for_for_ever)
{
    static const char *const acts[] = {"hang", "stall", NULL};

    _Static_assert(WIRE_SILENCE_S > 45 && WIRE_WHOLE_S > WIRE_SILENCE_S,
                   "a large addition takes Trakt 45 s");
    for (const char *const *act = acts; *act; act++) {
        struct http_answer answer;

        begin(*act);
        ask("POST", false, SHORT_MS, &answer);
        cr_expect_eq(answer.failure, HTTP_TIMED_OUT, "%s: %s", *act, answer.words);
        cr_expect_eq(answer.tries, 1);
        http_release(&answer);
        end();
    }
}
