/* Reads the command line of corrupt-video-inspector: its commands, its help topics, and the options
 * before a command. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/msg.h"
#include "base/text.h"
#include "script/earlier_line.h"
#include "script/script.h"
#include "script/shell.h"

enum { MOST_NAMES = 32 };

static struct {
    const char *config, *profile;
    bool quiet, verbose, help, version, option_table, trakt_sync;
} given;

/* clang-format off */
static const struct command {
    const char *before; /* first word of a two-word command; NULL: none */
    const char *word;
    const char *program; /* NULL: the script itself */
    const char *operands;
    const char *help;
} commands[] = {
    {NULL,    "scan",            "cvi-scan",       "[PATH]...", "check video files for damage"},
    {"trakt", "auth",            "cvi-auth",       NULL,        "log in to Trakt"},
    {"trakt", "sync",            "cvi-trakt-sync", "FILE",      "add the titles of a scan to a Trakt list"},
    {"trakt", "list-watchlists", "cvi-lists",      NULL,        "show your lists"},
    {"trakt", "view",            "cvi-view",       NULL,        "show what is on a list"},
    {NULL,    "help",            NULL,             "[TOPIC]",   "show the manual page of a command or topic"},
};

/* Further help topics. */
static const struct topic {
    const char *word;
    const char *page;
    const char *section;
} topics[] = {
    {"trakt",   "corrupt-video-inspector", "1"},
    {"extract", "cvi-extract",             "1"},
    {"parse",   "cvi-parse",               "1"},
    {"match",   "cvi-match",               "1"},
    {"add",     "cvi-add",                 "1"},
    {"keep",    "cvi-keep",                "1"},
    {"report",  "cvi-report",              "1"},
    {"lists",   "cvi-lists",               "1"},
    {"catalog", "cvi-catalog",             "1"},
    {"config",  "cvi-config",              "5"},
    {"record",  "cvi-record",              "5"},
    {"cvi",     "cvi",                     "7"},
};
/* clang-format on */

enum { COMMANDS = sizeof commands / sizeof *commands, TOPICS = sizeof topics / sizeof *topics };

/* Options that are allowed before the command, and between the words of a two-word command. Each
 * program also has these options. */
static const struct option options[] = {
    TEXT('c', "config", &given.config, "FILE", "read settings from FILE, not ./config.yaml"),
    FLAG('q', "quiet", &given.quiet, "print errors and warnings only"),
    FLAG('v', "verbose", &given.verbose, "print more details"),
    FLAG('h', "help", &given.help, "show this help (with -v: all options and topics)"),
    SELDOM,
    FLAG(0, "version", &given.version, "show the version"),
    FLAG(0, "option-table", &given.option_table, NULL),
    /* The last two are options of the earlier program. They are refused. */
    TEXT(0, "profile", &given.profile, "NAME", NULL),
    FLAG(0, "trakt-sync", &given.trakt_sync, NULL),
    {0},
};

static const struct program program = {
    .name = "corrupt-video-inspector",
    .summary = "check videos, and add their titles to a Trakt.tv list",
    .operands = "COMMAND [ARGUMENT]...",
    .options = options,
    .most_operands = -1,
    .options_first = true,
    .unknown =
        "here (options of a command come after its name; see corrupt-video-inspector --help)",
};

static void print_commands(bool all)
{
    struct buf text = BUF_INIT(4096);

    for (const struct command *c = commands; c < commands + COMMANDS; c++) {
        char *left = cvi_format("  %s%s%s%s%s", c->before ? c->before : "", c->before ? " " : "",
                                c->word, c->operands ? " " : "", c->operands ? c->operands : "");

        buf_printf(&text, "%-29s%s\n", left, c->help);
        if (all && c->program)
            buf_printf(&text, "%29s(%s)\n", "", c->program);
        free(left);
    }
    script_print(buf_text(&text));
    buf_release(&text);
}

static void print_topics(void)
{
    struct buf text = BUF_INIT(4096);

    buf_puts(&text, "\nmore help topics:\n ");
    for (int i = 0; i < TOPICS; i++)
        buf_printf(&text, " %s", topics[i].word);
    buf_puts(&text, "\n\nSee also: corrupt-video-inspector help, man cvi\n");
    script_print(buf_text(&text));
    buf_release(&text);
}

static void print_help(bool all)
{
    script_print(
        "corrupt-video-inspector: check videos, and add their titles to a Trakt.tv list\n\n"
        "usage: corrupt-video-inspector [OPTION]... COMMAND [ARGUMENT]...\n\n"
        "examples:\n"
        "  corrupt-video-inspector scan /videos --output scan_results.json\n"
        "  corrupt-video-inspector trakt sync scan_results.json\n"
        "  corrupt-video-inspector trakt auth --username=YOUR_TRAKT_USERNAME\n\n"
        "commands:\n");
    print_commands(all);
    script_print("\noptions, before or after the command:\n");
    option_print_rows(options, false);
    if (all) {
        option_print_rows(options, true);
        print_topics();
    } else {
        script_print("\nMore: corrupt-video-inspector --help --verbose, "
                     "corrupt-video-inspector help\n");
    }
}

static void print_table(void)
{
    struct buf text = BUF_INIT(4096);

    for (const struct command *c = commands; c < commands + COMMANDS; c++)
        buf_printf(&text, "command\t%s\t%s\t%s\t%s\t%s\n", c->before ? c->before : "-", c->word,
                   c->program ? c->program : "-", c->operands ? c->operands : "-", c->help);
    for (int i = 0; i < TOPICS; i++)
        buf_printf(&text, "topic\t%s\t-\t-\t-\t-\n", topics[i].word);
    script_print(buf_text(&text));
    buf_release(&text);
}

static bool same(const char *one, const char *other)
{
    return one && other ? strcmp(one, other) == 0 : one == other;
}

struct names {
    const char *at[MOST_NAMES + 1]; /* NULL-terminated */
    size_t count;
};

static void add_name(struct names *names, const char *name)
{
    if (names->count < MOST_NAMES)
        names->at[names->count++] = name;
}

/* Adds the commands after the word `before`. If `before` is NULL, adds the one-word commands and
 * "trakt". */
static void add_commands(struct names *names, const char *before)
{
    for (int i = 0; i < COMMANDS; i++) {
        if (same(commands[i].before, before))
            add_name(names, commands[i].word);
    }
    if (!before)
        add_name(names, "trakt");
}

_Noreturn static void die_unknown(const char *what, const char *wrong, const struct names *names)
{
    const char *near = text_nearest(wrong, names->at);

    if (near)
        msg_die(EX_USAGE, "unknown %s '%s' (did you mean '%s'?)", what, wrong, near);
    msg_die(EX_USAGE, "unknown %s '%s' (see %s --help)", what, wrong, program.name);
}

/* Returns the command. If it does not exist, exits with a message. A path gets its own message,
 * because the oldest version of the earlier program accepted a path here. */
static const struct command *find_command(const char *before, const char *word)
{
    struct names names = {0}, others = {0};

    for (int i = 0; i < COMMANDS; i++) {
        if (same(commands[i].before, before) && strcmp(commands[i].word, word) == 0)
            return &commands[i];
    }
    add_commands(&names, before);
    if (access(word, F_OK) == 0)
        msg_die(EX_USAGE, "'%s' is a path, not a command (to %s it, put '%s' before it)", word,
                before ? "sync" : "scan", before ? "sync" : "scan");
    if (before)
        die_unknown("trakt command", word, &names);
    add_commands(&others, "trakt");
    const char *near = text_nearest(word, others.at);
    if (near && !text_nearest(word, names.at))
        msg_die(EX_USAGE, "unknown command '%s' (did you mean 'trakt %s'?)", word, near);
    die_unknown("command", word, &names);
}

static void show_page(struct buf *out, const char *page, const char *section)
{
    shell_set(out, "page", page);
    shell_set(out, "section", section);
}

/* Shows the manual page for `words`: a command with or without "trakt", a program, or a topic. */
static void show_topic(struct buf *out, char **words, int count)
{
    struct names names = {0};

    if (count > 1 && strcmp(words[0], "trakt") == 0) {
        words++;
        count--;
    }
    if (count > 1)
        msg_die(EX_USAGE, "help: unexpected argument '%s' (see %s --help)", words[1], program.name);
    const char *topic = count ? words[0] : "help";
    for (const struct command *c = commands; c < commands + COMMANDS; c++) {
        if (same(topic, c->word) || same(topic, c->program)) {
            show_page(out, c->program ? c->program : program.name, "1");
            return;
        }
        add_name(&names, c->word);
    }
    for (const struct topic *t = topics; t < topics + TOPICS; t++) {
        if (same(topic, t->word) || same(topic, t->page)) {
            show_page(out, t->page, t->section);
            return;
        }
        add_name(&names, t->word);
    }
    die_unknown("help topic", topic, &names);
}

/* Exits with a message that names the commands after `before`; if it is NULL, all commands. */
_Noreturn static void die_without_command(const char *before)
{
    struct buf text = BUF_INIT(1000);
    const char *separator = "";

    for (const struct command *c = commands; c < commands + COMMANDS; c++) {
        if (before && !same(c->before, before))
            continue;
        buf_printf(&text, "%s%s%s%s", separator, before || !c->before ? "" : c->before,
                   before || !c->before ? "" : " ", c->word);
        separator = ", ";
    }
    msg_die(EX_USAGE, "%s%sno command given (choose one of: %s; see %s --help)",
            before ? before : "", before ? ": " : "", buf_text(&text), program.name);
}

static void run_command(struct buf *out, const struct command *c, const char *also, int skip)
{
    char *number = cvi_format("%d", skip);
    /* Only show-config runs two programs. Messages name show-config, because the first program's
     * command would be misleading. */
    char *words =
        also ? cvi_strdup("show-config")
             : cvi_format("%s%s%s", c->before ? c->before : "", c->before ? " " : "", c->word);

    shell_set_options(out, options);
    shell_set(out, "page", NULL);
    shell_set(out, "program", c->program);
    shell_set(out, "also", also);
    shell_set(out, "called_as", words);
    shell_set(out, "skip", number);
    free(number);
    free(words);
}

/* Adds shell commands that replace the script's arguments with the translated ones. */
static void set_arguments(struct buf *out, const struct earlier_line *line)
{
    if (line->client_id) {
        shell_set(out, "CVI_TRAKT_CLIENT_ID", line->client_id);
        buf_puts(out, "export CVI_TRAKT_CLIENT_ID\n");
    }
    buf_printf(out, "set --%s\n", buf_text(&line->words));
}

/* Adds shell commands that run a command line. `before` is the word before the command, or NULL.
 * `words` are the command and its arguments. `skip` is the number of arguments up to and including
 * the command. */
static void read_command(struct buf *out, const char *before, char **words, int skip)
{
    struct earlier_line line;
    struct why why;

    if (!earlier_line_read(&line, before, words, &why))
        msg_die_why(&why);
    const struct command *c = find_command(line.before, line.word);
    if (line.changed)
        set_arguments(out, &line);
    run_command(out, c, line.also, line.changed ? 0 : skip);
    earlier_line_release(&line);
}

/* Reads the options up to the next operand. Returns the number of operands. */
static int read_options(int argc, char **argv)
{
    int count = option_parse(&program, argc, argv);
    const char *earlier = given.profile ? "--profile" : given.trakt_sync ? "--trakt-sync" : NULL;
    struct why why;

    if (earlier && earlier_line_refuses(earlier, &why))
        msg_die_why(&why);
    return count;
}

/* Skips a word, "trakt" or "help", and reads the options after it. Returns the number of operands
 * after the word. */
static int read_on(char ***argv, int count)
{
    ++*argv;
    return read_options(count, *argv);
}

static bool is_own_option(const char *word)
{
    for (const struct option *o = options; o->name; o++) {
        size_t len = strlen(o->name);

        if (o->letter && word[1] == o->letter)
            return true;
        if (len && strncmp(word, "--", 2) == 0 && strncmp(word + 2, o->name, len) == 0 &&
            (!word[2 + len] || word[2 + len] == '='))
            return true;
    }
    return false;
}

/* Returns whether the words after "trakt" are options and a file, without a command. The oldest
 * version of the earlier program accepted such lines. */
static bool is_sync_line(char *const *words)
{
    struct names names = {0};
    bool has_option = false;

    add_commands(&names, "trakt");
    add_name(&names, "help");
    for (char *const *word = words; *word; word++) {
        for (size_t i = 0; i < names.count; i++) {
            if (same(*word, names.at[i]))
                return false;
        }
        has_option |= **word == '-' && (*word)[1] && !is_own_option(*word);
    }
    return has_option && earlier_line_has_file(words);
}

static void read_line(int argc, char **argv, struct buf *out)
{
    static char trakt[] = "trakt";
    char *only_trakt[] = {trakt, NULL};
    const char *before = NULL;
    int count = read_options(argc, argv);

    if (count && strcmp(argv[1], trakt) == 0 && is_sync_line(argv + 2)) {
        read_command(out, trakt, argv + 2, 0);
        return;
    }
    if (count && strcmp(argv[1], trakt) == 0) {
        before = trakt;
        count = read_on(&argv, count);
    }
    bool help = count && strcmp(argv[1], "help") == 0;
    if (help && !given.version)
        count = read_on(&argv, count);

    if (given.version || given.option_table) {
        script_show(out, &script_front, given.version ? "version" : "option-table");
    } else if (help && !given.help) {
        bool bare = before && !count; /* the command is "trakt help" */
        show_topic(out, bare ? only_trakt : argv + 1, bare ? 1 : count);
    } else if (help || !count || !*argv[1]) {
        if (!given.help)
            die_without_command(before);
        script_show(out, &script_front, given.verbose ? "all-help" : "help");
    } else {
        read_command(out, before, argv + 1, argc - count);
    }
}

const struct script script_front = {
    .program = &program, .print_help = print_help, .print_table = print_table, .read = read_line};
