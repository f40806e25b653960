/* Runs one case and checks the results. */
#define _XOPEN_SOURCE 700 /* strptime */
#include "play.h"

#include "case.h"
#include "compare.h"
#include "rewrite.h"
#include "spawn.h"
#include "tmpdir.h"
#include "words.h"
#include "world.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* A case that is running. */
struct play {
    const char *path;
    struct test_case script;
    struct world world;
    struct outcome came;
    struct bytes *why;
};

static struct bytes expanded(const struct play *p, const struct section *s)
{
    struct bytes text = {0};

    bytes_add(&text, s->body.at, s->body.len);
    world_expand(&p->world, &text);
    return text;
}

/* Notes an error that makes the case void. */
static bool fault(struct play *p, const struct section *s, const char *what)
{
    if (s)
        bytes_printf(p->why, "line %d: ", s->line);
    bytes_printf(p->why, "%s\n", what);
    return false;
}

/* Reads milliseconds from `1795348800000` or `2026-11-22T12:00:00Z`. Returns false for other
 * strings. */
static bool read_time(const char *text, long long *ms)
{
    struct tm parts = {0};
    char *end;

    if (!*text) {
        *ms = WORLD_CLOCK_MS;
        return true;
    }
    *ms = strtoll(text, &end, 10);
    if (!*end)
        return true;
    const char *rest = strptime(text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    *ms = (long long)timegm(&parts) * 1000;
    return rest && !*rest;
}

static bool set_clock(struct play *p)
{
    const struct section *clock = case_section(&p->script, SECTION_CLOCK);
    long long ms = WORLD_CLOCK_MS;

    if (!clock && !case_section(&p->script, SECTION_SANDBOX) &&
        !case_section(&p->script, SECTION_HOSTILE))
        return true;
    if (clock && !read_time(clock->name, &ms))
        return fault(p, clock, "'clock' needs milliseconds or a time like 2026-11-22T12:00:00Z");
    world_clock(&p->world, ms);
    return true;
}

typedef char *start_server(struct world *world, const struct words *options);

/* Starts the server that a section of that kind requests, if any. */
static bool start(struct play *p, enum section_kind kind, start_server *start_it)
{
    const struct section *s = case_section(&p->script, kind);
    struct words options = {0};

    if (!s)
        return true;
    struct bytes text = expanded(p, s);
    char *why = words_split(&options, bytes_text(&text)) ? start_it(&p->world, &options)
                                                         : copy_text("a quote is not closed", 21);
    if (why)
        fault(p, s, why);
    bool good = !why;
    free(why);
    bytes_release(&text);
    words_release(&options);
    return good;
}

/* Sets the age of a file as requested, or to a month, by the stopped clock, so that the real time
 * does not show. */
static bool set_age(const struct play *p, const struct section *s)
{
    long age = s->age < 0 ? 30L * 24 * 3600 : s->age;
    const struct timespec written = {.tv_sec = (time_t)(p->world.clock_ms / 1000 - age)};

    if (!p->world.clock_ms)
        return true;
    char *path = tmpdir_path(p->world.tmp, s->name);
    bool set = utimensat(AT_FDCWD, path, (struct timespec[]){written, written}, 0) == 0;
    free(path);
    return set;
}

/* Starts the sandbox first, because the other servers may pass requests on to it. */
static bool start_servers(struct play *p)
{
    return start(p, SECTION_SANDBOX, world_sandbox) && start(p, SECTION_FRONT, world_front) &&
           start(p, SECTION_HOSTILE, world_hostile);
}

static bool write_files(struct play *p)
{
    bool good = true;

    for (size_t i = 0; i < p->script.count; i++) {
        const struct section *s = &p->script.sections[i];
        if (s->kind != SECTION_FILE)
            continue;
        struct bytes text = expanded(p, s);
        mode_t mode = s->mode < 0 ? 0644 : (mode_t)s->mode;
        if (!tmpdir_write(p->world.tmp, s->name, text.at, text.len, mode) || !set_age(p, s))
            good = fault(p, s, strerror(errno));
        bytes_release(&text);
    }
    return good;
}

static void set_variables(struct play *p)
{
    const struct section *s = case_section(&p->script, SECTION_ENV);

    if (!s)
        return;
    struct bytes text = expanded(p, s);
    for (char *at = text.at, *next; at && *at; at = next) {
        size_t n = strcspn(at, "\n");
        next = at[n] ? at + n + 1 : at + n;
        at[n] = '\0';
        char *equals = strchr(at, '=');
        if (equals)
            *equals = '\0';
        if (*at)
            world_set(&p->world, at, equals ? equals + 1 : NULL);
    }
    bytes_release(&text);
}

/* Returns the name of the case's directory, which is its program. The caller frees it. */
static char *program_name(const char *path)
{
    const char *slash = strrchr(path, '/'), *from = slash;

    while (from && from > path && from[-1] != '/')
        from--;
    return from ? copy_text(from, (size_t)(slash - from)) : copy_text("", 0);
}

static bool find_program(struct play *p, const struct section *args, struct words *argv)
{
    char *name = program_name(p->path), *program = world_program(&p->world, name);
    struct bytes text = expanded(p, args);
    bool good = true;

    if (!program) {
        bytes_printf(p->why, "there is no program '%s' in %s/bin or scripts\n", name,
                     p->world.build);
        good = false;
    } else {
        words_add(argv, program);
        if (!words_split(argv, bytes_text(&text)))
            good = fault(p, args, "a quote is not closed");
    }
    bytes_release(&text);
    free(program);
    free(name);
    return good;
}

static bool make_argv(struct play *p, struct words *argv)
{
    const struct section *args = case_section(&p->script, SECTION_ARGS);
    const struct section *run = case_section(&p->script, SECTION_RUN);

    if (args)
        return find_program(p, args, argv);
    struct bytes text = expanded(p, run);
    const char *const words[] = {"/bin/sh", "-u", "-c", bytes_text(&text)};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        words_add(argv, words[i]);
    bytes_release(&text);
    return true;
}

/* Returns the text of `in`, repeated as requested. Its bytes are NULL if there is no such
 * section. */
static struct bytes make_input(const struct play *p, const struct section *in)
{
    struct bytes all = {0};

    if (!in)
        return all;
    struct bytes once = expanded(p, in);
    bytes_puts(&all, "");
    for (long i = 0; i < in->number; i++)
        bytes_add(&all, once.at, once.len);
    bytes_release(&once);
    return all;
}

static bool run(struct play *p, const struct words *argv)
{
    const struct section *in = case_section(&p->script, SECTION_IN);
    const struct section *tty = case_section(&p->script, SECTION_TTY);
    struct bytes input = make_input(p, in);
    struct dialogue talk = {0};
    char *log = tmpdir_path(p->world.tmp, "sandbox.log"), *why = NULL;
    struct spawn what = {.argv = argv->at,
                         .env = p->world.env.at,
                         .cwd = p->world.tmp,
                         .in = input.at,
                         .in_len = input.len,
                         .in_held = in && in->held,
                         .tty = tty,
                         .on_tty = tty ? tty->on_tty : 0,
                         .talk = &talk,
                         .log_path = log};

    if (tty) {
        struct bytes script = expanded(p, tty);
        why = dialogue_parse(&talk, &script, tty->escapes);
        bytes_release(&script);
    }
    if (why)
        fault(p, tty, why);
    else
        spawn_run(&what, &p->came);
    bool good = !why;
    free(why);
    free(log);
    dialogue_release(&talk);
    bytes_release(&input);
    return good;
}

/* Compares a text with a section's expectation. The text has been folded. */
static bool compare(const struct play *p, const struct section *s, const struct bytes *actual,
                    struct bytes *why)
{
    struct bytes expected = expanded(p, s);
    bool good = true;

    world_fold(&p->world, &expected);
    switch (s->way) {
    case WAY_EXACT:
        good = compare_exact(&expected, actual, why);
        break;
    case WAY_CONTAINS:
        good = compare_contains(&expected, actual, why);
        break;
    case WAY_LACKS:
        good = compare_lacks(&expected, actual, why);
        break;
    case WAY_JSON:
    case WAY_UNORDERED:
        good = compare_json(&expected, actual, s->way == WAY_JSON, why);
        break;
    case WAY_COUNT:
        good = compare_count(s->name, s->number, actual, why);
        break;
    case WAY_ANY:
    case WAY_ABSENT:
        break;
    }
    bytes_release(&expected);
    return good;
}

/* Adds the contents of a file. Returns false if the file itself is wrong. */
static bool read_after(const struct play *p, const struct section *s, struct bytes *actual,
                       struct bytes *why)
{
    char *path = tmpdir_path(p->world.tmp, s->name);
    struct stat st;
    bool there = lstat(path, &st) == 0, good = true;

    if (there == (s->way == WAY_ABSENT)) {
        bytes_puts(why, there ? "  the file should not be there\n" : "  there is no such file\n");
        good = false;
    } else if (there && s->mode >= 0 && (st.st_mode & 07777) != (mode_t)s->mode) {
        bytes_printf(why, "  the mode is %04o, expected %04o\n", (unsigned)st.st_mode & 07777U,
                     (unsigned)s->mode);
        good = false;
    } else if (there && S_ISREG(st.st_mode) && !bytes_read_file(actual, path)) {
        bytes_printf(why, "  %s\n", strerror(errno));
        good = false;
    }
    free(path);
    return good;
}

/* Gets the text that a section is about, folded. Returns false if it is not available. */
static bool actual_text(const struct play *p, const struct section *s, struct bytes *actual,
                        struct bytes *why)
{
    bool good = true;

    if (s->kind == SECTION_OUT)
        bytes_add(actual, p->came.out.at, p->came.out.len);
    else if (s->kind == SECTION_ERR)
        bytes_add(actual, p->came.err.at, p->came.err.len);
    else if (s->kind == SECTION_SCREEN)
        bytes_add(actual, p->came.screen.at, p->came.screen.len);
    else if (s->kind == SECTION_LOG)
        (void)tmpdir_read(p->world.tmp, "sandbox.log", actual); /* no request, perhaps no log */
    else
        good = read_after(p, s, actual, why);
    world_fold(&p->world, actual);
    return good;
}

static bool check_section(const struct play *p, const struct section *s, struct rewrite *anew)
{
    static const char *const names[] = {
        /* clang-format off */
        [SECTION_OUT]    = "standard output",
        [SECTION_ERR]    = "standard error",
        [SECTION_SCREEN] = "the screen",
        [SECTION_LOG]    = "the log",
        [SECTION_AFTER]  = "the file",
        /* clang-format on */
    };
    struct bytes actual = {0}, why = {0};
    bool good = actual_text(p, s, &actual, &why);

    if (good) {
        good = compare(p, s, &actual, &why);
        if (!good)
            rewrite_section(anew, s, &actual);
    }
    if (!good)
        bytes_printf(p->why, "%s%s%s is not as expected (line %d):\n%s", names[s->kind],
                     s->kind == SECTION_AFTER ? " " : "", s->kind == SECTION_AFTER ? s->name : "",
                     s->line, bytes_text(&why));
    bytes_release(&actual);
    bytes_release(&why);
    return good;
}

static bool check_status(const struct play *p, struct rewrite *anew)
{
    const struct section *s = case_section(&p->script, SECTION_STATUS);
    long expected = s ? s->number : 0;

    if (p->came.status == expected)
        return true;
    bytes_printf(p->why, "the status is %d, expected %ld\n", p->came.status, expected);
    rewrite_status(anew, s, p->came.status);
    return false;
}

/* Checks that nothing is on standard error if the status is 0. */
static bool check_silence(const struct play *p)
{
    if (p->came.status != 0 || case_section(&p->script, SECTION_ERR) || !p->came.err.len)
        return true;
    struct bytes none = {0}, said = {0};
    bytes_add(&said, p->came.err.at, p->came.err.len);
    world_fold(&p->world, &said);
    bytes_puts(p->why, "status 0, no section 'err', but this on standard error:\n");
    compare_exact(&none, &said, p->why);
    bytes_release(&said);
    return false;
}

/* Adds the text on standard error, which helps to understand another failure. */
static void show_errors(const struct play *p)
{
    struct bytes said = {0};

    if (case_section(&p->script, SECTION_ERR) || !p->came.err.len || !p->came.status)
        return;
    bytes_add(&said, p->came.err.at, p->came.err.len < 4000 ? p->came.err.len : 4000);
    world_fold(&p->world, &said);
    bytes_printf(p->why, "standard error was:\n%s\n", said.at);
    bytes_release(&said);
}

/* Returns whether a shell shows this status for a program that crashed: SIGILL, SIGABRT, SIGBUS,
 * SIGFPE or SIGSEGV. Results of a crash never become an expectation. */
static bool is_crash(int status)
{
    return status == 132 || status == 134 || status == 135 || status == 136 || status == 139;
}

static bool check(struct play *p, bool update)
{
    struct rewrite anew = {.script = &p->script};
    bool good = true;

    if (p->came.trouble.len) {
        bytes_printf(p->why, "%s\n", p->came.trouble.at);
        if (p->came.screen.len)
            bytes_printf(p->why, "the screen was:\n%s\n", p->came.screen.at);
        good = false;
    }
    good &= check_status(p, &anew);
    for (size_t i = 0; i < p->script.count; i++) {
        const struct section *s = &p->script.sections[i];
        if (s->kind >= SECTION_OUT && s->kind <= SECTION_AFTER)
            good &= check_section(p, s, &anew);
    }
    good &= check_silence(p);
    if (!good)
        show_errors(p);
    if (!good && update && is_crash(p->came.status))
        bytes_puts(p->why, "not rewritten: a program has crashed\n");
    else if (!good && update && rewrite_has_failure(&anew))
        bytes_puts(p->why, "not rewritten: the output has a line 'failed: ...'\n");
    else if (!good && update && !p->came.trouble.len && !rewrite_file(&anew, p->path))
        bytes_printf(p->why, "cannot rewrite it: %s\n", strerror(errno));
    rewrite_release(&anew);
    return good;
}

/* Runs a line of `needs` in a shell. Returns whether it succeeds. */
static bool is_there(const struct play *p, char *line)
{
    char shell[] = "/bin/sh", option[] = "-c";
    char *argv[] = {shell, option, line, NULL};
    struct spawn what = {.argv = argv, .env = p->world.env.at, .cwd = p->world.tmp};
    struct outcome came = {0};

    spawn_run(&what, &came);
    bool there = came.status == 0 && !came.trouble.len;
    outcome_release(&came);
    return there;
}

/* Returns the first line of `needs` that fails, which the caller frees; NULL if all succeed. */
static char *find_missing(const struct play *p)
{
    const struct section *needs = case_section(&p->script, SECTION_NEEDS);
    struct bytes text = {0};
    char *missing = NULL, *rest = NULL;

    if (!needs)
        return NULL;
    text = expanded(p, needs);
    bytes_puts(&text, "");
    for (char *line = strtok_r(text.at, "\n", &rest); line && !missing;
         line = strtok_r(NULL, "\n", &rest))
        if (!is_there(p, line))
            missing = copy_text(line, strlen(line));
    bytes_release(&text);
    return missing;
}

/* Runs the case in its world, which is open. */
static bool play(struct play *p, bool update)
{
    struct words argv = {0};
    /* The sandbox may read the files, and the files may contain values that only a running sandbox
     * has. */
    bool good = set_clock(p) && write_files(p) && start_servers(p) && write_files(p);

    if (good)
        set_variables(p);
    good = good && make_argv(p, &argv) && run(p, &argv) && check(p, update);
    words_release(&argv);
    return good;
}

bool play_case(const char *path, bool update, struct bytes *why)
{
    struct play p = {.path = path, .why = why};
    char *wrong = case_read(&p.script, path);
    bool good = !wrong;

    if (wrong) {
        bytes_printf(why, "%s\n", wrong);
        free(wrong);
    } else {
        world_open(&p.world);
        char *missing = find_missing(&p);
        if (missing)
            bytes_printf(why, "not played, since this fails: %s", missing);
        else
            good = play(&p, update);
        free(missing);
        size_t before = why->len;
        world_close(&p.world, why);
        good = good && why->len == before;
    }
    outcome_release(&p.came);
    case_release(&p.script);
    return good;
}
