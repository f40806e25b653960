/* cvi-parse: reads title, year, season and episode from each file name. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/names.h"
#include "base/option.h"
#include "json/ndjson.h"
#include "parse/name.h"
#include "record/stage.h"
#include "terminal/ask.h"
#include "terminal/screen.h"

extern char **environ;

static struct settings {
    bool again;
    bool explain;
    bool rules;
    bool nul;
    const char *files_from; /* a file with names; "-": standard input; NULL: none */
} settings;

static const struct option options[] = {
    FLAG('a', "again", &settings.again, "also parse records that have already been parsed"),
    FLAG('e', "explain", &settings.explain, "show how each part of a name was read"),
    TEXT(0, "files-from", &settings.files_from, "FILE",
         "read names from FILE, one per line (-: standard input)"),
    FLAG('0', "null", &settings.nul, "with --files-from: names end with NUL, as from find -print0"),
    FLAG('r', "rules", &settings.rules, "list the rules, with an example of each"),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-parse",
    .summary = "read titles, years and episodes from file names",
    .operands = "[NAME]...",
    .examples = "  cvi-extract scan.json | cvi-parse | cvi-match\n"
                "  cvi-parse 'Heat (1995).mkv' | jq .media\n"
                "  find /videos -name '*.mkv' | cvi-parse --files-from - | cvi-match\n",
    .options = options,
    .most_operands = -1,
};

static void parse(struct stage *stage, struct stage_item *item)
{
    const char *filename = record_filename(item->record);

    if (!filename)
        stage_fail(stage, item, "no-filename",
                   json_object_get(item->record, "filename") ? "filename: not a string"
                                                             : "the record has no filename");
    else
        stage_take_value(item, settings.explain ? name_explained(filename) : name_media(filename));
}

/* Makes and prints the record of a name, which may contain any bytes. */
static void parse_argument(struct stage *stage, const char *name)
{
    json_t *record = json_object();

    record_set_filename(record, name, strlen(name));
    stage_run_one_take(stage, record);
}

/* Returns the descriptor of the file with names; dies if it cannot be opened. */
static int open_names(void)
{
    int fd;

    if (strcmp(settings.files_from, "-") == 0) {
        ask_for_input("names of files", "one a line");
        if (isatty(STDIN_FILENO))
            screen_hold(true); /* the user types names */
        return STDIN_FILENO;
    }
    fd = open(settings.files_from, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        msg_die(EX_NOINPUT, "%s: %s", settings.files_from, strerror(errno));
    return fd;
}

/* Waits until there are more names, or the user interrupts. */
static void wait_for_names(int fd)
{
    struct pollfd ready[] = {{.fd = fd, .events = POLLIN},
                             {.fd = stage_interrupt_fd(), .events = POLLIN}};

    screen_tick();
    poll(ready, 2, screen_patience());
}

/* Parses the names in a file or on standard input. */
static void parse_listed(struct stage *stage)
{
    struct names names = NAMES(open_names(), settings.nul ? '\0' : '\n');
    const char *name;
    struct why why;

    stage_start();
    for (bool more = true; more && !stage_interrupted();) {
        switch (names_next(&names, &name, &why)) {
        case NAMES_GOT:
            parse_argument(stage, name);
            break;
        case NAMES_WAIT:
            wait_for_names(names.fd);
            break;
        case NAMES_LONG:
            msg_warn("%s: a name is longer than %d bytes", settings.files_from, NAMES_LONGEST);
            stage_raise(stage, EX_DATAERR);
            break;
        case NAMES_NUL:
            msg_warn("%s: a name has a NUL (names that end with NUL need --null)",
                     settings.files_from);
            stage_raise(stage, EX_DATAERR);
            break;
        case NAMES_FAILED:
            msg_warn("%s: %s", settings.files_from, why.text);
            stage_raise(stage, EX_IOERR);
            more = false;
            break;
        case NAMES_END:
            more = false;
            break;
        }
    }
    screen_leave();
    names_release(&names);
    if (stage_interrupted())
        stage_raise(stage, EX_INTERRUPTED);
}

/* Shows the table of rules. */
static void show_rules(void)
{
    struct buf out = BUF_INIT(1 << 20);

    name_list_rules(&out, screen_output_columns());
    ndjson_put_bytes(buf_text(&out), out.len);
    ndjson_flush();
    buf_release(&out);
}

static const char *const reads[] = {"filename", NULL};

/* Parses the names of the command line and of --files-from, or the records of standard input.
 * Returns the exit status. */
static int run(char *const *names)
{
    struct stage stage = {
        .name = program.name,
        .key = "media",
        .again = settings.again,
        .reads = reads,
        .work = parse,
    };

    if (settings.nul && !settings.files_from)
        msg_die(EX_USAGE, "--null: requires --files-from");
    for (char *const *name = names; *name; name++)
        parse_argument(&stage, *name);
    if (settings.files_from) {
        screen_start(PROGRESS_PARSE, environ);
        parse_listed(&stage);
    } else if (!*names) {
        screen_start(PROGRESS_PARSE, environ);
        stage_run(&stage);
    }
    name_release();
    return stage.status;
}

int main(int argc, char **argv)
{
    msg_called_as(getenv("CVI_CALLED_AS"));
    option_parse(&program, argc, argv);
    if (getenv("CVI_IN_SYNC"))
        stage_heed_interrupt();
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    if (settings.rules) {
        stage_start();
        show_rules();
        return EX_OK;
    }
    return run(argv + 1);
}
