/* Checks the suggestions of the three shells with the generated completions. Each shell is asked
 * itself. */
#include "bytes.h"
#include "spawn.h"
#include "tmpdir.h"
#include "words.h"
#include "world.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HOSTILE "$(touch pwned) `touch pwned`; touch pwned & \"${x:=$(touch pwned)}\""

/* The cached lists. */
static const char lists[] = "me\tmy-movies\tMy Movies\n"
                            "me\tmy-shows\t\n"
                            "me\tits\tIt's \"so\" \\ & <more> *\n"
                            "me\tevil\t" HOSTILE "\n"
                            "other\tunder\tÜnder: the sea\n";

static const struct shell {
    const char *name;
    const char *directory; /* of its completions, below the build directory */
    const char *script;    /* the script that asks it; see tests/completions */
    const char *option;    /* so that it reads no user settings */
} shells[] = {
    {"bash", "completions/bash", "tests/completions/ask.bash", "--norc"},
    {"zsh", "completions/zsh", "tests/completions/ask.zsh", "-f"},
    {"fish", "completions/fish", "tests/completions/ask.fish", "--no-config"},
};

/* A line, and all suggestions at its end, in any order, separated by "|". */
static const struct question {
    const char *line;
    const char *offered;
} questions[] = {
    /* Options and their choices. */
    {"cvi-lists --fo", "--format"},
    {"cvi-lists --format ", "csv|json|records|table"},
    {"cvi-lists --format j", "json"},
    {"cvi-add --order ", "input|popularity|year"},
    {"cvi-plan --format ", "json|text"},
    {"cvi-undo --format ", "json|table"},
    {"cvi-extract --include-status c", "corrupt"},
    {"cvi-scan -m d", "deep"},
    {"cvi-match --budget ", ""},
    {"cvi-parse --frob", ""},
    {"cvi-trakt-sync --order p", "popularity"},
    /* Commands, and their arguments. */
    {"corrupt-video-inspector ", "help|scan|trakt"},
    {"corrupt-video-inspector sc", "scan"},
    {"corrupt-video-inspector trakt ", "auth|help|list-watchlists|sync|view"},
    {"corrupt-video-inspector trakt sy", "sync"},
    {"corrupt-video-inspector -c trakt --quiet trakt -v sy", "sync"},
    {"corrupt-video-inspector --verb", "--verbose"},
    {"corrupt-video-inspector trakt --verb", "--verbose"},
    {"corrupt-video-inspector trakt sync --resu", "--resume"},
    {"corrupt-video-inspector --quiet trakt view --format ", "csv|json|records|table"},
    {"corrupt-video-inspector scan --mode q", "quick"},
    {"corrupt-video-inspector trakt auth --method de", "device"},
    {"corrupt-video-inspector help s", "scan|sync"},
    {"corrupt-video-inspector trakt help conf", "config"},
    /* Files with any name, and directories. */
    {"cvi-report --output pl", "plain.json"},
    {"cvi-match --pins pl", "plain.json"},
    {"corrupt-video-inspector --config pl", "plain.json"},
    {"cvi-keep ev", "evil$(touch pwned)`touch pwned`.json"},
    /* Lists, by slug and by name. */
    {"cvi-add -w My", "My Movies"},
    {"cvi-trakt-sync -w It", "It's \"so\" \\ & <more> *"},
    {"corrupt-video-inspector trakt view -w und", "under"},
    {"cvi-view -w Ü", "Ünder: the sea"},
    {"cvi-view --watchlist \\$", HOSTILE},
    {"cvi-view --watchlist watchl", "watchlist"},
};

/* The same for lines on which the shells differ. */
static const struct question of_bash[] = {
    {"cvi-extract my", "my films|my scan.json"},
    {"cvi-extract --all -- my", "my films|my scan.json"},
    {"corrupt-video-inspector trakt sync my", "my films|my scan.json"},
    {"cvi-view --watchlist my", "my-movies|my-shows"},
    {"cvi-lists --format=", "csv|json|records|table"},
    {"cvi-lists --format=ta", "table"},
    {"cvi-match --interactive=", "all|doubtful"},
    {"cvi-match --interactive a", ""},
    {"cvi-trakt-sync --interactive=d", "doubtful"},
    {"corrupt-video-inspector trakt sync --interactive=d", "doubtful"},
    {"cvi-add --watchlist=My\\ M", "My Movies"},
    {"cvi-add --watchlist \"My M", "My Movies"},
    {"cvi-add --watchlist 'It", "It's \"so\" \\ & <more> *"},
    {"cvi-add --watchlist=\"It", "It's \"so\" \\ & <more> *"},
    {"cvi-add --watchlist \"\\$", HOSTILE},
    {"cvi-add -w Ünder:\\ the", " the sea"}, /* as bash keeps the part before the colon */
    {"cvi-add -w M\"y", ""},
    {"cvi-scan --directory=my", "my films"},
    {"cvi-scan -d my", "my films"},
    {"cvi-add <pl", "plain.json"},
    {"cvi-scan -- -", ""},
    {"cvi-keep ", "evil$(touch pwned)`touch pwned`.json|my films|my scan.json|plain.json"},
};
static const struct question of_zsh[] = {
    {"cvi-extract my", "my films|my scan.json"},
    {"cvi-extract --all -- my", "my films|my scan.json"},
    {"corrupt-video-inspector trakt sync my", "my films|my scan.json"},
    {"cvi-view --watchlist my", "my-movies|my-shows"},
    {"cvi-lists --format=", "csv|json|records|table"},
    {"cvi-lists --format=ta", "table"},
    {"cvi-match --interactive=", "all|doubtful"},
    {"cvi-match --interactive a", ""},
    {"cvi-trakt-sync --interactive=d", "doubtful"},
    {"corrupt-video-inspector trakt sync --interactive=d", "doubtful"},
    {"cvi-add --watchlist=My\\ M", "My Movies"},
    {"cvi-add --watchlist \"My M", "My Movies"},
    {"cvi-scan --directory=my", "my films"},
    {"cvi-scan -d my", "my films"},
};
static const struct question of_fish[] = {
    {"cvi-extract my", "my films/|my scan.json"},
    {"cvi-extract --all -- my", "my films/|my scan.json"},
    {"corrupt-video-inspector trakt sync my", "my films/|my scan.json"},
    {"cvi-view --watchlist my", "My Movies|my-movies|my-shows"},
    {"cvi-lists --format=ta", "--format=table"},
    {"cvi-match --interactive=", "--interactive=all|--interactive=doubtful"},
    {"cvi-match --interactive a", ""},
    {"corrupt-video-inspector trakt sync --interactive=d", "--interactive=doubtful"},
    {"cvi-add --watchlist 'My M", "My Movies"},
    {"cvi-scan -d my", "my films/"},
};

static const struct {
    const struct question *at;
    size_t count;
} own_questions[] = {
    {of_bash, sizeof of_bash / sizeof *of_bash},
    {of_zsh, sizeof of_zsh / sizeof *of_zsh},
    {of_fish, sizeof of_fish / sizeof *of_fish},
};

static const char *const programs[] = {"corrupt-video-inspector",
                                       "cvi-add",
                                       "cvi-apply",
                                       "cvi-auth",
                                       "cvi-catalog",
                                       "cvi-extract",
                                       "cvi-keep",
                                       "cvi-lists",
                                       "cvi-match",
                                       "cvi-parse",
                                       "cvi-plan",
                                       "cvi-report",
                                       "cvi-scan",
                                       "cvi-trakt-sync",
                                       "cvi-undo",
                                       "cvi-view",
                                       "import-gate"};

enum {
    SHELLS = sizeof shells / sizeof *shells,
    PROGRAMS = sizeof programs / sizeof *programs,
};

static void open_world(struct world *w)
{
    world_open(w);
    world_set(w, "LC_ALL", "C.UTF-8");
    world_set(w, "CVI_TRAKT_API_URL", "http://127.0.0.1:1");
    tmpdir_write(w->tmp, "cache/cvi/lists.tsv", lists, strlen(lists), 0600);
    tmpdir_write(w->tmp, "here/my scan.json", "", 0, 0644);
    tmpdir_write(w->tmp, "here/plain.json", "", 0, 0644);
    tmpdir_write(w->tmp, "here/evil$(touch pwned)`touch pwned`.json", "", 0, 0644);
    tmpdir_write(w->tmp, "here/my films/Heat.mkv", "", 0, 0644);
}

/* Runs a command line of sh with $0 and the following arguments. Returns its output, which the
 * caller releases. */
static struct outcome run(const struct world *w, const char *command, struct words *arguments)
{
    char *here = tmpdir_path(w->tmp, "here");
    struct words argv = {0};
    struct outcome came = {0};

    words_add(&argv, "/bin/sh");
    words_add(&argv, "-c");
    words_add(&argv, command);
    for (size_t i = 0; i < arguments->count; i++)
        words_add(&argv, arguments->at[i]);
    spawn_run(&(struct spawn){.argv = argv.at, .env = w->env.at, .cwd = here}, &came);
    words_release(&argv);
    words_release(arguments);
    free(here);
    return came;
}

static int compare(const void *one, const void *two)
{
    return strcmp(*(char *const *)one, *(char *const *)two);
}

/* Returns the lines of text, each once, sorted, and separated by "|". Changes text. The caller
 * frees the result. */
static char *sorted(char *text)
{
    char *lines[200];
    size_t count = 0;
    struct bytes joined = {0};

    for (char *line; (line = strsep(&text, "\n")) != NULL;)
        if (*line && count < sizeof lines / sizeof *lines)
            lines[count++] = line;
    qsort(lines, count, sizeof *lines, compare);
    for (size_t i = 0; i < count; i++)
        if (!i || strcmp(lines[i], lines[i - 1]) != 0)
            bytes_printf(&joined, "%s%s", joined.len ? "|" : "", lines[i]);
    char *result = copy_text(bytes_text(&joined), joined.len);
    bytes_release(&joined);
    return result;
}

/* Asks the shell for its suggestions at the end of each line, and compares. The test is skipped if
 * the shell is missing. */
static void check(const struct world *w, const struct shell *shell, const struct question *asked,
                  size_t count)
{
    char *script = tmpdir_path(w->root, shell->script);
    char *directory = tmpdir_path(w->build, shell->directory);
    struct words arguments = {0};

    words_add(&arguments, shell->name);
    words_add(&arguments, shell->option);
    words_add(&arguments, script);
    words_add(&arguments, directory);
    for (size_t i = 0; i < count; i++)
        words_add(&arguments, asked[i].line);
    struct outcome came =
        run(w, "command -v \"$0\" >/dev/null || exit 127; exec \"$0\" \"$@\"", &arguments);
    free(script);
    free(directory);
    if (came.status == 127)
        cr_skip_test("there is no %s here", shell->name);
    cr_expect_eq(came.trouble.len, 0, "%s: %s", shell->name, bytes_text(&came.trouble));
    cr_expect_eq(came.err.len, 0, "%s: it says %s", shell->name, bytes_text(&came.err));
    char *at = came.out.at;
    for (size_t i = 0; i < count; i++) {
        char *end = at ? strstr(at, "---\n") : NULL;

        cr_assert_not_null(end, "%s: no answer to '%s'", shell->name, asked[i].line);
        *end = '\0';
        char *offered = sorted(at);
        cr_expect_str_eq(offered, asked[i].offered, "%s: '%s' offers '%s', not '%s'", shell->name,
                         asked[i].line, offered, asked[i].offered);
        free(offered);
        at = end + strlen("---\n");
    }
    outcome_release(&came);
}

ParameterizedTestParameters(completions, offers_what_fits)
{
    static int at[SHELLS];

    for (int i = 0; i < SHELLS; i++)
        at[i] = i;
    return cr_make_param_array(int, at, SHELLS);
}

ParameterizedTest(int *at, completions, offers_what_fits)
{
    struct world w;
    struct bytes pwned = {0};

    open_world(&w);
    check(&w, &shells[*at], questions, sizeof questions / sizeof *questions);
    check(&w, &shells[*at], own_questions[*at].at, own_questions[*at].count);
    cr_expect_not(tmpdir_read(w.tmp, "here/pwned", &pwned), "%s has run what a name says",
                  shells[*at].name);
    bytes_release(&pwned);
    world_close(&w, NULL);
}

/* Returns the options of a program's table as a shell offers them: sorted, and separated by "|".
 * If an option takes its value only after a "=", fish offers it with and without the "=". The
 * caller frees the result. */
static char *options_of(const struct world *w, const char *program, const char *shell)
{
    struct words arguments = {0};

    words_add(&arguments, program);
    words_add(&arguments, shell);
    struct outcome came = run(w,
                              "\"$0\" --option-table | awk -F'\\t' -v shell=\"$1\" "
                              "'NR > 1 && $1 != \"command\" && $1 != \"topic\" {"
                              " if ($1 != \"-\") print \"-\" $1; print \"--\" $2;"
                              " if (shell == \"fish\" && $3 ~ /^=/) print \"--\" $2 \"=\" }'",
                              &arguments);
    cr_assert(came.out.len > 10, "%s: %s", program, bytes_text(&came.err));
    char *options = sorted(came.out.at);
    outcome_release(&came);
    return options;
}

ParameterizedTestParameters(completions, offers_every_option)
{
    static int at[SHELLS];

    for (int i = 0; i < SHELLS; i++)
        at[i] = i;
    return cr_make_param_array(int, at, SHELLS);
}

ParameterizedTest(int *at, completions, offers_every_option)
{
    struct world w;
    struct question asked[PROGRAMS];

    open_world(&w);
    for (size_t i = 0; i < PROGRAMS; i++)
        asked[i] = (struct question){format_text("%s -", programs[i]),
                                     options_of(&w, programs[i], shells[*at].name)};
    check(&w, &shells[*at], asked, PROGRAMS);
    for (size_t i = 0; i < PROGRAMS; i++) {
        free((char *)asked[i].line);
        free((char *)asked[i].offered);
    }
    world_close(&w, NULL);
}
