/* One progress line for a whole pipeline: real pipelines on one terminal, against the stand-in for
 * Trakt, with every byte on the terminal read by a model of it. */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <ctype.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "spawn.h"
#include "terminal.h"
#include "words.h"
#include "world.h"

enum { FILES = 60 };

/* --- The text on the terminal ----------------------------------------------------------------- */

/* Returns whether a row is a progress line, or the rest of one: "3 of 60 files", "3/60", "3
 * files". */
static bool is_progress(const char *row)
{
    size_t digits = strspn(row, "0123456789");
    const char *behind = row + digits;

    return digits && (strncmp(behind, " of ", 4) == 0 || strncmp(behind, " file", 5) == 0 ||
                      (*behind == '/' && isdigit((unsigned char)behind[1])));
}

struct seen {
    size_t lines;     /* number of drawings of the line */
    size_t most;      /* maximum number of progress rows at one time */
    size_t widest;    /* widest of them */
    bool broke;       /* one was too wide for its row */
    char *first_wait; /* the first line that reports a wait; NULL: none. Owned */
    char *left;       /* the text on the terminal at the end. Owned */
};

static void look(const struct terminal *t, struct seen *seen)
{
    size_t here = 0;

    for (size_t i = 0; i < t->count; i++) {
        char *row = terminal_row(t, i);

        if (is_progress(row)) {
            here++;
            seen->widest = strlen(row) > seen->widest ? strlen(row) : seen->widest;
            seen->broke = seen->broke || t->broke;
            if (!seen->first_wait && strstr(row, "waiting"))
                seen->first_wait = copy_text(row, strlen(row));
        }
        free(row);
    }
    seen->lines += here > 0;
    seen->most = here > seen->most ? here : seen->most;
}

/* Checks the terminal whenever the cursor is at the beginning of a row. */
static void watch(const struct bytes *screen, size_t columns, struct seen *seen)
{
    struct terminal t = {.columns = columns};
    const char *at = bytes_text(screen);

    *seen = (struct seen){0};
    while (*at) {
        size_t len = strcspn(at, "\r\n\x1b");

        terminal_feed(&t, at, len);
        at += len;
        if (*at == '\x1b')
            len = strncmp(at, "\x1b[J", 3) == 0 ? 3 : 1;
        else
            len = *at ? 1 : 0;
        terminal_feed(&t, at, len);
        at += len;
        look(&t, seen);
        t.broke = false;
    }
    cr_expect_not(t.unknown, "only blanks and carriage returns are used:\n%s", bytes_text(screen));
    seen->left = terminal_text(&t);
    terminal_release(&t);
}

static void seen_release(struct seen *seen)
{
    free(seen->first_wait);
    free(seen->left);
}

/* --- The pipelines ---------------------------------------------------------------------------- */

static void write_file(const struct world *w, const char *name, const struct bytes *text)
{
    char *path = format_text("%s/%s", w->tmp, name);
    FILE *file = fopen(path, "w");

    cr_assert(file);
    fwrite(text->at, 1, text->len, file);
    fclose(file);
    free(path);
}

/* Writes a scan of films, some of which Trakt knows. */
static void write_scan(const struct world *w)
{
    static const char *const known[] = {"Heat (1995)", "Inception (2010)", "The Matrix (1999)"};
    struct bytes text = {0};

    bytes_puts(&text, "{\"results\":[");
    for (int i = 0; i < FILES; i++)
        if (i % 20 == 7)
            bytes_printf(&text, "%s{\"filename\":\"/v/%s.mkv\"}", i ? "," : "", known[i / 20]);
        else
            bytes_printf(&text, "%s{\"filename\":\"/v/Nothing At All %d.mkv\"}", i ? "," : "", i);
    bytes_puts(&text, "]}\n");
    write_file(w, "scan.json", &text);
    bytes_release(&text);
}

struct scene {
    const char *script;
    const char *sandbox; /* its options */
    const char *term;    /* NULL: xterm */
    const char *dialogue;
    const char *in; /* standard input, which stays open; NULL: /dev/null */
    size_t columns;
    unsigned on_tty; /* 0: output and errors */
};

static void open_scene(struct world *w, const struct scene *scene)
{
    struct words options = {0};

    world_open(w);
    world_clock(w, WORLD_CLOCK_MS);
    cr_assert(words_split(&options, scene->sandbox ? scene->sandbox : "--get-limit 20/300"));
    char *why = world_sandbox(w, &options);
    cr_assert_null(why, "%s", why);
    world_set(w, "TERM", scene->term ? scene->term : "xterm");
    write_scan(w);
    words_release(&options);
}

/* Checks that the file shared by the programs is removed with the last of them. */
static void expect_no_board(const struct world *w)
{
    char *pattern = format_text("%s/state/cvi/progress*", w->tmp);
    glob_t found;

    cr_expect_eq(glob(pattern, 0, NULL, &found), GLOB_NOMATCH);
    globfree(&found);
    free(pattern);
}

static void play(const struct scene *scene, struct outcome *came, struct bytes *log)
{
    char shell[] = "/bin/sh", flag[] = "-uc";
    struct dialogue talk = {0};
    struct bytes steps = {0}, why = {0};
    struct world w;

    open_scene(&w, scene);
    if (scene->dialogue) {
        bytes_puts(&steps, scene->dialogue);
    } else {
        bytes_printf(&steps, "size %zux24\n", scene->columns);
    }
    char *wrong = dialogue_parse(&talk, &steps, false);
    cr_assert_null(wrong, "%s", wrong);
    char *script = copy_text(scene->script, strlen(scene->script));
    char *argv[] = {shell, flag, script, NULL};
    char *log_path = format_text("%s/sandbox.log", w.tmp);
    spawn_run(&(struct spawn){.argv = argv,
                              .env = w.env.at,
                              .cwd = w.tmp,
                              .in = scene->in,
                              .in_len = scene->in ? strlen(scene->in) : 0,
                              .in_held = scene->in != NULL,
                              .tty = true,
                              .on_tty = scene->on_tty ? scene->on_tty : SPAWN_STDOUT | SPAWN_STDERR,
                              .talk = &talk,
                              .log_path = log_path},
              came);
    cr_expect_eq(came->trouble.len, 0, "%s\n%s", bytes_text(&came->trouble),
                 bytes_text(&came->screen));
    if (log)
        bytes_read_file(log, log_path);
    expect_no_board(&w);
    free(log_path);
    free(script);
    dialogue_release(&talk);
    bytes_release(&steps);
    world_close(&w, &why);
    cr_expect_eq(why.len, 0, "%s", bytes_text(&why));
    bytes_release(&why);
}

#define PIPE                                                                                       \
    "cvi-extract scan.json | cvi-parse | cvi-match --no-cache | cvi-add | cvi-report >report; "    \
    "grep Success report"

#define ONE_BY_ONE                                                                                 \
    "cvi-extract scan.json >found; cvi-parse <found >parsed; cvi-match --no-cache <parsed >match;" \
    "cvi-add <match | cvi-report >report; grep Success report"

/* A terminal that becomes narrower during the run, and wider again. */
#define IN_TWO                                                                                     \
    "cvi-extract scan.json | cvi-parse >parsed;"                                                   \
    "{ head -n 30 parsed; read go; tail -n 30 parsed; } | cvi-match --no-cache | cvi-add |"        \
    "cvi-report >report; grep Success report"
#define RESIZING "size 100x24\nexpect waiting\nsize 30x24\nsend-in go\nexpect waiting\nsize 90x24\n"

/* Each of these shows the line, one at a time, and nothing of it at the end. */
static const struct {
    const char *script;
    size_t columns; /* initially */
    const char *dialogue;
} pipes[] = {
    {PIPE, 80, NULL},
    {PIPE, 200, NULL},
    {PIPE, 40, NULL},
    {PIPE, 20, NULL},
    {"cvi-trakt-sync scan.json --no-cache >report; grep Success report", 80, NULL},
    {"cvi-trakt-sync scan.json --no-cache --keep kept >report; grep Success report", 60, NULL},
    {ONE_BY_ONE, 80, NULL},
    {IN_TWO, 100, RESIZING},
};

enum { PIPES = sizeof pipes / sizeof *pipes };

ParameterizedTestParameters(progress, a_pipe_shows_one_line)
{
    int *at = cr_malloc(PIPES * sizeof *at);

    for (int i = 0; i < PIPES; i++)
        at[i] = i;
    return cr_make_param_array(int, at, PIPES);
}

ParameterizedTest(int *at, progress, a_pipe_shows_one_line)
{
    const struct scene scene = {
        .script = pipes[*at].script,
        .columns = pipes[*at].columns,
        .dialogue = pipes[*at].dialogue,
        .in = pipes[*at].dialogue ? "" : NULL,
    };
    struct outcome came = {0};
    struct seen seen;

    play(&scene, &came, NULL);
    watch(&came.screen, scene.columns, &seen);
    cr_expect_eq(seen.most, 1, "%zu lines at one time:\n%s", seen.most, bytes_text(&came.screen));
    cr_expect(seen.lines >= 5, "%zu drawings", seen.lines);
    cr_expect(seen.widest < scene.columns, "%zu columns", seen.widest);
    cr_expect_not(seen.broke, "a line was broken:\n%s", bytes_text(&came.screen));
    cr_expect(seen.first_wait, "no wait was told:\n%s", bytes_text(&came.screen));
    cr_expect_str_eq(seen.left, "Success rate: 5.0%\n");
    /* Rows that a narrower terminal has wrapped are cleared instead of overdrawn. */
    const char *cleared = strstr(bytes_text(&came.screen), "\x1b[J\r\r");
    cr_expect_eq(cleared != NULL, pipes[*at].dialogue != NULL);
    cr_expect(!cleared || strcspn(cleared + 5, "\r\n") < 30, "%s", cleared);
    seen_release(&seen);
    outcome_release(&came);
}

/* Returns whether the row has no rest of a progress line. */
static bool is_whole(const char *row)
{
    static const char *const pieces[] = {" files", "matched,", "the rate limit", " done, ",
                                         " left"};

    if (strncmp(row, "Next: ", 6) == 0)
        return true;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        if (strstr(row, pieces[i]))
            return false;
    return !strstr(row, " requests") || strstr(row, ": titles: ");
}

/* Messages of several programs, and records on the same terminal, are complete and printed once. */
Test(progress, what_else_is_said_stands_there_whole)
{
    static const struct scene scene = {
        .script = "sed 's/},{/},\\n7,{/' scan.json >odd; cvi-extract odd | cvi-parse | "
                  "cvi-match --no-cache --verbose | cvi-add --verbose | "
                  "cvi-report --verbose --scan-file s",
        .sandbox = "--get-limit 20/300 --fault 'GET /search/* after=5 times=3 503'",
        .columns = 200,
    };
    struct outcome came = {0};
    struct seen seen;
    size_t told = 0, asked = 0, odd = 0;

    play(&scene, &came, NULL);
    watch(&came.screen, scene.columns, &seen);
    cr_expect_eq(seen.most, 1, "%zu lines at one time:\n%s", seen.most, bytes_text(&came.screen));
    cr_expect(seen.lines >= 5);
    char *rest = seen.left;
    for (char *row; (row = strsep(&rest, "\n")) != NULL;) {
        told +=
            strncmp(row, "Processing: Nothing", 19) == 0 || strstr(row, "Nothing At All") != NULL;
        asked += strncmp(row, "cvi-match: ", 11) == 0 && strstr(row, "HTTP 503") != NULL;
        odd += strncmp(row, "cvi-extract: ", 13) == 0;
        cr_expect_not(is_progress(row), "left: %s", row);
        cr_expect(is_whole(row), "a line and something else in one: %s", row);
    }
    cr_expect(told >= FILES - 3, "%zu\n%s", told, bytes_text(&came.screen));
    cr_expect(asked >= 3, "%zu\n%s", asked, bytes_text(&came.screen));
    cr_expect_eq(odd, 1);
    seen_release(&seen);
    outcome_release(&came);
}

/* While a question is open, no program draws: only typed text follows the question. Another program
 * that would draw starts and exits all the time. */
Test(progress, a_question_is_left_alone)
{
    static const struct scene scene = {
        .script = "i=0; until [ -e stop ]; do cvi-extract scan.json >/dev/null; i=$((i + 1)); echo "
                  "turn $i; done "
                  ">>sandbox.log & pid=$!;"
                  "cvi-parse 'Heat (1995)' 'Heat (2013)' | cvi-match --no-cache --interactive |"
                  "cvi-report >report; echo >stop; wait $pid; tail -n 3 report",
        .dialogue = "size 100x24\nexpect-log turn 5\nexpect [0-2]: \nexpect-log turn 2\n"
                    "expect-log turn 3\nsend 1\nexpect [0-2]: \nsend 1\n",
        .columns = 100,
    };
    struct outcome came = {0};
    struct seen seen;

    play(&scene, &came, NULL);
    watch(&came.screen, scene.columns, &seen);
    cr_expect_eq(seen.most, 1, "%zu lines at one time:\n%s", seen.most, bytes_text(&came.screen));
    const char *at = bytes_text(&came.screen);
    for (int i = 0; i < 2; i++) {
        at = strstr(at, "[0-2]: ");
        cr_assert(at);
        at += 7;
        cr_expect(strncmp(at, "1\n", 2) == 0, "drawn over a question:\n%s",
                  bytes_text(&came.screen));
    }
    seen_release(&seen);
    outcome_release(&came);
}

/* A program that is killed removes the line first. */
static const struct {
    const char *name;
    int status;
} endings[] = {
    {"TERM", 143},
    {"HUP", 129},
};

enum { ENDINGS = sizeof endings / sizeof *endings };

ParameterizedTestParameters(progress, what_is_ended_leaves_nothing)
{
    int *at = cr_malloc(ENDINGS * sizeof *at);

    for (int i = 0; i < ENDINGS; i++)
        at[i] = i;
    return cr_make_param_array(int, at, ENDINGS);
}

ParameterizedTest(int *at, progress, what_is_ended_leaves_nothing)
{
    char *script = format_text("mkfifo f; cvi-extract scan.json | cvi-parse >parsed;"
                               "cvi-match --no-cache <f >matched & pid=$!;"
                               "exec 3>f; head -n 5 parsed >&3; read go;"
                               "kill -%s $pid; wait $pid 2>/dev/null; echo \"status $?\"",
                               endings[*at].name);
    const struct scene scene = {
        .script = script,
        .dialogue = "size 80x24\nexpect 5 files\nsend-in go\n",
        .in = "",
        .columns = 80,
    };
    char *left = format_text("status %d\n", endings[*at].status);
    struct outcome came = {0};
    struct seen seen;

    play(&scene, &came, NULL);
    watch(&came.screen, scene.columns, &seen);
    cr_expect_str_eq(seen.left, left, "%s", bytes_text(&came.screen));
    cr_expect(seen.lines >= 1);
    seen_release(&seen);
    outcome_release(&came);
    free(left);
    free(script);
}
