/* A short storm (tests/storm), and checks that a storm detects each fault that it should detect. */
#include "bytes.h"
#include "launch.h"
#include "spawn.h"
#include "tmpdir.h"
#include "words.h"
#include "world.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Runs build/test/storm with those options, with the programs of a directory taking precedence over
 * ours (NULL: only ours). */
static void storm(const char *options, const char *bin, struct outcome *came)
{
    static const char *const handed_on[] = {
        "PATH", "TMPDIR", "CVI_BUILD", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "CVI_KEEP"};
    const char *own = getenv("CVI_BIN");
    char *program = format_text("%s/test/storm", launch_build());
    struct words argv = {0}, env = {0};

    words_add(&argv, program);
    cr_assert(words_split(&argv, options));
    for (size_t i = 0; i < sizeof handed_on / sizeof *handed_on; i++)
        if (getenv(handed_on[i])) {
            char *pair = format_text("%s=%s", handed_on[i], getenv(handed_on[i]));
            words_add(&env, pair);
            free(pair);
        }
    if (bin || own) {
        char *pair = format_text("CVI_BIN=%s", bin ? bin : own);
        words_add(&env, pair);
        free(pair);
    }
    struct spawn what = {.argv = argv.at, .env = env.at};
    spawn_run(&what, came);
    words_release(&argv);
    words_release(&env);
    free(program);
}

Test(storm, leaves_all_as_it_should_be)
{
    static const char *const storms[] = {"--seed 1 --runs 40", "--seed 5059 --runs 1",
                                         "--prune --seed 1 --runs 60"};
    struct outcome came = {0};

    /* In 5059, a renewed login expires while the call waits for its slot. */
    for (size_t i = 0; i < sizeof storms / sizeof *storms; i++) {
        storm(storms[i], NULL, &came);
        cr_expect(came.status == 0 && came.trouble.len == 0, "status %d: %s%s%s", came.status,
                  bytes_text(&came.out), bytes_text(&came.err), bytes_text(&came.trouble));
        cr_expect(strstr(bytes_text(&came.out), "; 0 storms went wrong"));
        outcome_release(&came);
    }
}

/* In the script of cvi-apply: removes everything from the watchlist. */
#define TAKE_ALL_OFF                                                                               \
    "cvi-view --format json | jq -c '.items[].trakt_item | {op: \"remove\","                       \
    " to: {list: \"watchlist\"}, type: .media_type, ids: {trakt: .trakt_id}}'"                     \
    " | REAL --force >/dev/null 2>&1"

/* A faulty program, and the storm's message about it: storm 10, which is small, unless options name
 * another. */
static const struct fault {
    const char *program, *script, *said, *options;
} faults[] = {
    {"cvi-parse", "REAL | sed 2d", "record 2 is "},
    {"cvi-parse", "REAL | sed 2p", "record 3 is "},
    {"cvi-match", "REAL \"$@\" | sed 's/\"trakt\":[0-9]*/\"trakt\":90/'", "was taken for"},
    {"cvi-match", "REAL \"$@\" | sed 's/\"matched\"/\"not_found\"/'", "but it says 'not_found'"},
    {"cvi-match", "REAL \"$@\"; exit 42", "ended with 42"},
    {"cvi-match", "REAL \"$@\"; exit 69", "when nothing went wrong"},
    {"cvi-match", "REAL \"$@\"; kill -SEGV $$", "signal 11"},
    {"cvi-add", "cat", "matched, and neither added"},
    {"cvi-add", "REAL --dry-run \"$@\"", "was said to be on the list, and is"},
    {"cvi-add", "REAL \"$@\" | sed 's/^{/[/'", "a line that is no record"},
    {"cvi-add", "cat ~/.pytrakt.json >&2; exec REAL \"$@\"", "secret "},
    {"cvi-add",
     "cp ~/.pytrakt.json ../state.json; mkdir -p state; mv ../state.json state; exec REAL \"$@\"",
     "/state.json"},
    {"cvi-add", ": >$TMPDIR/draft; exec REAL \"$@\"", "left tmp/draft behind"},
    {"cvi-add", "chmod 644 ~/.pytrakt.json; exec REAL \"$@\"", "mode 644"},
    {"cvi-add", "REAL \"$@\"; s=$?; echo '{' >~/.pytrakt.json; exit $s",
     "credentials file is not whole"},
    {"cvi-add", "echo malformed >&2; exec REAL \"$@\"", "it said: malformed"},
    {"cvi-add", "echo hello >&2; exec REAL \"$@\"", "nobody signed: hello"},
    {"cvi-apply", "cat", "an operation without a result", "--prune --seed 12 --runs 1"},
    {"cvi-apply", "REAL --dry-run \"$@\"", "and should be", "--prune --seed 12 --runs 1"},
    {"cvi-apply", "REAL --dry-run \"$@\"", "and should not be", "--prune --seed 12 --runs 1"},
    {"cvi-apply", "REAL --dry-run \"$@\"", "ended with 0, and something failed",
     "--prune --seed 12 --runs 1"},
    {"cvi-plan", "REAL --again \"$@\"", "and the user had taken it off",
     "--prune --seed 12 --runs 1"},
    {"cvi-apply", "REAL \"$@\"; s=$?; cvi-undo 2>/dev/null | REAL >/dev/null 2>&1; exit $s",
     "and is healthy", "--prune --seed 10 --runs 1"},
    {"cvi-apply", "REAL \"$@\"; s=$?; " TAKE_ALL_OFF "; exit $s", "and is the user's",
     "--prune --seed 10 --runs 1"},
    {"cvi-apply", "REAL \"$@\"; s=$?; " TAKE_ALL_OFF "; exit $s", "and nobody asked for it",
     "--prune --seed 5 --runs 1"},
    {"cvi-apply", "REAL \"$@\"; s=$?; " TAKE_ALL_OFF "; exit $s", "by a scan that must not count",
     "--prune --seed 1 --runs 1"},
    {"cvi-extract", "REAL \"$@\" | sed '$d'", "ended with 75 when nothing went wrong",
     "--prune --seed 12 --runs 1"},
};

ParameterizedTestParameters(storm, notices_what_is_wrong)
{
    static int at[sizeof faults / sizeof *faults];

    for (size_t i = 0; i < sizeof at / sizeof *at; i++)
        at[i] = (int)i;
    return cr_make_param_array(int, at, sizeof at / sizeof *at);
}

ParameterizedTest(int *i, storm, notices_what_is_wrong)
{
    const struct fault *fault = &faults[*i];
    struct outcome came = {0};
    struct bytes script = {0};
    struct world w;

    world_open(&w);
    char *real = world_program(&w, fault->program), *bin = tmpdir_path(w.tmp, "bin");
    bytes_printf(&script, "#!/bin/sh\n%s\n", fault->script);
    bytes_replace(&script, "REAL", real ? real : "");
    cr_assert(tmpdir_write(bin, fault->program, script.at, script.len, 0755));
    storm(fault->options ? fault->options : "--seed 10 --runs 1", bin, &came);
    cr_expect(came.status == 1 && strstr(bytes_text(&came.out), fault->said),
              "%s: %s: status %d, nothing of '%s': %s%s", fault->program, fault->script,
              came.status, fault->said, bytes_text(&came.out), bytes_text(&came.err));
    outcome_release(&came);
    bytes_release(&script);
    free(real);
    free(bin);
    world_close(&w, NULL);
}
