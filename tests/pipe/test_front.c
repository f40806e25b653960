/* Complete pipelines over HTTP/2 (tests/front) while the server behaves in all ways that HTTP/2
 * allows: nothing is lost, no request that must not arrive twice is carried out twice, and the
 * status is right. If the front is not built, these tests are skipped with a message. */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bytes.h"
#include "spawn.h"
#include "tmpdir.h"
#include "words.h"
#include "world.h"

/* The server's treatment of a request that gets no complete answer. */
enum fate {
    PASSES,  /* the answer is complete */
    REFUSED, /* not applied, and says so: even requests that must not arrive twice may be repeated
              */
    ENDED,   /* not applied, and says so by GOAWAY, which libcurl 7.88 does not report */
    UNKNOWN, /* not applied, but the client cannot know */
    APPLIED, /* applied completely */
};

static const struct fault {
    const char *act;
    enum fate fate;
    const char *reads;                   /* the reads that it strikes; NULL: all */
    enum { THRICE, ONCE, ALWAYS } times; /* how many times in a series it may strike without loss */
} faults[] = {
    {"h2", PASSES, NULL, ALWAYS},
    {"h2-early-hints", PASSES, NULL, ALWAYS},
    {"h2-trailers", PASSES, NULL, ALWAYS},
    {"h2-one-stream", PASSES, NULL, ALWAYS},
    {"h2-goaway-after", PASSES},
    {"h2-goaway", ENDED},
    {"h2-calm", ENDED},
    {"h2-refused", REFUSED},
    {"h2-calm-stream", UNKNOWN},
    {"h2-goaway-lost", APPLIED},
    {"h2-reset", APPLIED},
    {"h2-close", APPLIED},
    {"h2-body-reset", APPLIED},
    /* libcurl reports half of the body as complete; a search fails with it. */
    {"h2-body-reset-quietly", APPLIED, "GET /sync/*", ONCE},
    {"h2-body-goaway", APPLIED},
    {"h2-body-close", APPLIED},
};

enum { FAULTS = sizeof faults / sizeof *faults, FILLER = 300, RECORDS = 8 };

static const char files[] = "{\"filename\":\"/v/The.Matrix.1999.mkv\"}\n"
                            "{\"filename\":\"/v/Heat.1995.mkv\"}\n"
                            "{\"filename\":\"/v/Inception.2010.mkv\"}\n"
                            "{\"filename\":\"/v/Arrival.2016.mkv\"}\n"
                            "{\"filename\":\"/v/Fargo.1996.mkv\"}\n"
                            "{\"filename\":\"/v/Breaking.Bad.S01E01.mkv\"}\n"
                            "{\"filename\":\"/v/Severance.S01E01.mkv\"}\n"
                            "{\"filename\":\"/v/Game.of.Thrones.S01E01.mkv\"}\n";

/* The state of the tests: the world, and its contents at the end. */
static struct world world;
static struct outcome came;
static struct bytes log_text, saved;

static void start(const char *only, const char *acts)
{
    struct words options = {0}, front = {0};

    world_open(&world);
    char *program = format_text("%s/test/front", world.build);
    if (access(program, X_OK) != 0) {
        free(program);
        world_close(&world, NULL);
        cr_skip_test("no HTTP/2 front (scripts/install-deps http2, then make)");
    }
    free(program);
    world_clock(&world, WORLD_CLOCK_MS);
    char *text =
        format_text("--filler %d --limit-watchlist 5000 --save '%s/saved'", (int)FILLER, world.tmp);
    cr_assert(words_split(&options, text));
    char *why = world_sandbox(&world, &options);
    cr_assert(!why, "%s", why);
    free(text);
    words_add(&front, "--only");
    words_add(&front, only);
    cr_assert(words_split(&front, acts));
    why = world_front(&world, &front);
    cr_assert(!why, "%s", why);
    words_release(&front);
    words_release(&options);
    cr_assert(tmpdir_write(world.tmp, "files", files, sizeof files - 1, 0644));
}

static void run(const char *script)
{
    const char *const words[] = {"/bin/sh", "-u", "-c", script};
    struct words argv = {0};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        words_add(&argv, words[i]);
    struct spawn what = {.argv = argv.at, .env = world.env.at, .cwd = world.tmp};
    spawn_run(&what, &came);
    cr_expect_eq(came.trouble.len, 0, "%s", bytes_text(&came.trouble));
    words_release(&argv);
}

/* Stops the servers and reads their output. */
static void stop(void)
{
    cr_expect_eq(sandbox_stop(&world.front), 0);
    cr_expect_eq(sandbox_stop(&world.sandbox), 0);
    (void)tmpdir_read(world.tmp, "sandbox.log", &log_text);
    (void)tmpdir_read(world.tmp, "saved", &saved);
}

static void end(void)
{
    outcome_release(&came);
    bytes_release(&log_text);
    bytes_release(&saved);
    came = (struct outcome){0};
    world_close(&world, NULL);
}

static unsigned count(const struct bytes *text, const char *what)
{
    unsigned found = 0;

    for (const char *at = bytes_text(text); (at = strstr(at, what)); at++)
        found++;
    return found;
}

ParameterizedTestParameters(front, loses_no_record)
{
    int *at = cr_malloc(FAULTS * sizeof *at);

    for (int i = 0; i < FAULTS; i++)
        at[i] = i;
    return cr_make_param_array(int, at, FAULTS);
}

/* Returns the acts: the fault as often as its row requires, then none. The caller frees it. */
static char *acts_of(const struct fault *fault)
{
    if (fault->times == ALWAYS)
        return format_text("%s", fault->act);
    if (fault->times == ONCE)
        return format_text("%s h2", fault->act);
    return format_text("%s %s %s h2", fault->act, fault->act, fault->act);
}

ParameterizedTest(int *i, front, loses_no_record)
{
    const struct fault *fault = &faults[*i];
    const char *const only[] = {fault->reads ? fault->reads : "GET *", "POST *"};

    for (size_t k = 0; k < sizeof only / sizeof *only; k++) {
        char *acts = acts_of(fault);

        start(only[k], acts);
        run("cvi-parse <files | cvi-match | cvi-add >out; echo \"status $?\"; jq -r .sync.status "
            "<out; cvi-view --format json | jq '.items | length'");
        stop();
        cr_expect(count(&came.out, "status 0\n") == 1 && count(&came.out, "added\n") == RECORDS &&
                      strstr(bytes_text(&came.out), "\n308\n"),
                  "%s on %s:\n%s%s%s", fault->act, only[k], bytes_text(&came.out),
                  bytes_text(&came.err), bytes_text(&log_text));
        cr_expect_eq(count(&saved, "movie:") + count(&saved, "show:"), FILLER + RECORDS);
        cr_expect(!strstr(bytes_text(&log_text), " !"), "%s", bytes_text(&log_text));
        free(acts);
        end();
    }
}

/* One GOAWAY while searches share the connection, as servers send it to close an old connection:
 * searches that come too late for it use another one. */
Test(front, ends_a_connection_that_many_searches_share)
{
    start("GET *", "h2 h2 h2 h2-goaway-after h2 h2 h2-goaway-after h2 h2-goaway h2");
    run("seq 40 | sed 's|.*|{\"filename\":\"/v/Filler.&.2000.mkv\"}|' | cvi-parse | "
        "cvi-match >out; echo \"status $?\"; jq -r .match.status <out");
    stop();
    cr_expect(strstr(bytes_text(&came.out), "status 0\n") && count(&came.out, "matched\n") == 40,
              "%s%s", bytes_text(&came.out), bytes_text(&came.err));
    cr_expect_eq(count(&log_text, "GET /search/"), 40, "%s", bytes_text(&log_text));
    end();
}

/* A POST that arrives twice would make a second list of the same name. */
Test(front, makes_no_list_twice)
{
    for (size_t i = 0; i < FAULTS; i++) {
        char *acts = format_text("%s h2", faults[i].act);

        start("POST /users/me/lists", acts);
        run("cvi-parse <files | cvi-match | cvi-add --create --watchlist New >out; "
            "echo \"status $?\"; jq -r .sync.status <out");
        stop();
        cr_expect(count(&came.out, "status 0\n") == 1 && count(&came.out, "added\n") == RECORDS,
                  "%s:\n%s%s", faults[i].act, bytes_text(&came.out), bytes_text(&came.err));
        cr_expect_eq(count(&log_text, "POST /users/me/lists 201"), 1, "%s:\n%s", faults[i].act,
                     bytes_text(&log_text));
        free(acts);
        end();
    }
}

static const char renew[] =
    "unset CVI_TRAKT_ACCESS_TOKEN; cat >home/.pytrakt.json <<EOT\n"
    "{\"APPLICATION_ID\": null, \"CLIENT_ID\": \"$CVI_TRAKT_CLIENT_ID\", \"CLIENT_SECRET\": "
    "\"$CVI_TRAKT_CLIENT_SECRET\", \"OAUTH_EXPIRES_AT\": 1795348801, \"OAUTH_REFRESH\": "
    "\"$CVI_SANDBOX_REFRESH_TOKEN\", \"OAUTH_TOKEN\": \"x\"}\n"
    "EOT\n"
    "chmod 600 home/.pytrakt.json\n"
    "cvi-parse <files | cvi-match >matched; cvi-add <matched >out; echo \"status $?\"\n"
    "jq -r '.sync.status // .error.code' <out\n"
    "cvi-add <out >again; echo \"again $?\"; jq -c 'select(.error.retry)|del(.error)' <out | "
    "cvi-add >third; echo \"third $?\"";

/* A refresh token can be used once, so it is sent again only if it was certainly not used. */
Test(front, uses_up_no_refresh_token_twice)
{
    for (size_t i = 0; i < FAULTS; i++) {
        const struct fault *fault = &faults[i];
        char *acts = format_text("%s h2", fault->act);
        bool sure = fault->fate == PASSES || fault->fate == REFUSED;

        start("POST /oauth/token", acts);
        run(renew);
        stop();
        const char *said = bytes_text(&came.out);
        cr_expect(strstr(said, sure ? "status 0\n" : "status 69\n") ||
                      (fault->fate == ENDED && strstr(said, "status 0\n")),
                  "%s:\n%s%s", fault->act, said, bytes_text(&came.err));
        cr_expect_eq(count(&came.out, "added\n") + count(&came.out, "not-tried\n") +
                         count(&came.out, "unreachable\n") + count(&came.out, "bad-answer\n"),
                     RECORDS, "%s:\n%s", fault->act, said);
        /* The next run tries the token once more. If it was used, the user must log in. */
        bool used = fault->fate == APPLIED;
        cr_expect(strstr(said, "again 0\n") && strstr(said, used ? "third 77\n" : "third 0\n"),
                  "%s:\n%s", fault->act, said);
        cr_expect_eq(count(&log_text, "POST /oauth/token 200"), 1, "%s:\n%s", fault->act,
                     bytes_text(&log_text));
        cr_expect_eq(count(&log_text, "POST /oauth/token "), used ? 2 : 1, "%s:\n%s", fault->act,
                     bytes_text(&log_text));
        free(acts);
        end();
    }
}

/* If the fault is permanent, all records are printed and marked for another try, and the status is
 * 69. */
Test(front, hands_on_what_it_cannot_do)
{
    for (size_t i = 0; i < FAULTS; i++) {
        const struct fault *fault = &faults[i];

        if (fault->fate == PASSES)
            continue;
        start(fault->reads ? fault->reads : "*", fault->act);
        run("cvi-parse <files | { cvi-match; echo \"status $?\" >first; } | cvi-add >out; "
            "echo \"status $?\"; cat first; jq -r 'select(.error.retry).error.stage' <out");
        stop();
        cr_expect(count(&came.out, "status 69\n") == 1 && count(&came.out, "cvi-") == RECORDS,
                  "%s:\n%s%s", fault->act, bytes_text(&came.out), bytes_text(&came.err));
        end();
    }
}
