/* cvi-options: parses the command line of a shell script by a table of options, and prints the
 * variables that the script evaluates. Only the two scripts run it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/msg.h"
#include "base/option.h"
#include "config/secret.h"
#include "json/ndjson.h"
#include "script/script.h"

enum { MOST_SECRET = 16384 };
enum { SHOW_NOTHING = -1, SHOW_HELP, SHOW_ALL_HELP, SHOW_VERSION, SHOW_OPTION_TABLE };

static struct {
    int show;
    bool read_secret;
    bool help, version;
} settings = {.show = SHOW_NOTHING};

static const char *const show_words[] = {"help", "all-help", "version", "option-table", NULL};

static const struct option options[] = {
    CHOICE(0, "show", &settings.show, "WHAT", show_words,
           "print the help, all-help, version or option-table of SCRIPT; read no input"),
    FLAG(0, "read-secret", &settings.read_secret,
         "print the first line of standard input, if it is not too long; error messages begin "
         "with the name of SCRIPT"),
    FLAG('h', "help", &settings.help, "show this help"),
    FLAG(0, "version", &settings.version, "show the version"),
    {0},
};

static void print_help(bool all)
{
    (void)all;
    script_print(
        "cvi-options: read the command line of a shell script, as getopt(1) does\n\n"
        "usage: cvi-options [OPTION]... [SCRIPT]\n\n"
        "Standard input holds the name of the script and its arguments, each ending with\n"
        "NUL. Prints commands for the script to eval; arguments may contain any bytes. On\n"
        "an error, prints one message that begins with the script's name, and exits with\n"
        "the status with which the script should exit.\n\n"
        "examples:\n"
        "  code=$(printf '%s\\0' cvi-trakt-sync \"$@\" | cvi-options) || exit\n"
        "  eval \"$code\"\n"
        "  cvi-options --show=help cvi-trakt-sync\n\n"
        "options:\n");
    option_print_rows(options, false);
}

static const struct program program = {
    .name = "cvi-options",
    .operands = "[SCRIPT]",
    .options = options,
    .most_operands = 1,
};
static const struct script own = {.program = &program, .print_help = print_help};

static const struct script *find_script(const char *name)
{
    static const struct script *const scripts[] = {&script_sync, &script_front};

    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        if (strcmp(scripts[i]->program->name, name) == 0)
            return scripts[i];
    }
    msg_die(EX_USAGE, "'%s' is not one of cvi's shell scripts (see cvi-options --help)", name);
}

static void show(const struct script *script, int what)
{
    struct buf line = BUF_INIT(256);

    msg_start(script->program->name);
    switch (what) {
    case SHOW_HELP:
    case SHOW_ALL_HELP:
        script->print_help(what == SHOW_ALL_HELP);
        break;
    case SHOW_VERSION:
        buf_printf(&line, "%s (cvi) %s\n", script->program->name, CVI_VERSION);
        script_print(buf_text(&line));
        break;
    case SHOW_OPTION_TABLE:
        option_print_table(script->program);
        if (script->print_table)
            script->print_table();
        break;
    }
    buf_release(&line);
}

/* Splits bytes in place into words that end with NUL. Returns a new array that ends with NULL. */
static char **split(struct buf *bytes, int *count)
{
    char **words = NULL;
    size_t found = 0;

    for (size_t at = 0; at < bytes->len; at += strlen(bytes->at + at) + 1) {
        words = cvi_realloc(words, (found + 2) * sizeof *words);
        words[found++] = bytes->at + at;
        words[found] = NULL;
    }
    *count = (int)found;
    return words;
}

static void read_line(void)
{
    struct buf bytes = BUF_INIT(1 << 26), out = BUF_INIT(SIZE_MAX / 2);
    struct why why;
    int count;

    if (!file_read("-", &bytes, &why))
        msg_die_why(&why);
    char **words = split(&bytes, &count);
    if (!count || bytes.at[bytes.len - 1])
        msg_die(EX_USAGE, "standard input is not a command line (see cvi-options --help)");
    find_script(words[0])->read(count, words, &out);
    ndjson_put_bytes(buf_text(&out), out.len);
    ndjson_flush();
    buf_release(&out);
    buf_release(&bytes);
    free(words);
}

/* Reads one line only, because the rest of standard input is for the next program. */
static void read_secret(const struct script *script)
{
    struct buf line = BUF_INIT(MOST_SECRET);
    struct why why;

    msg_start(script->program->name);
    if (!secret_read("-", &line, &why))
        msg_die_why(&why);
    ndjson_put_text(buf_text(&line), line.len);
    ndjson_flush();
    if (line.at)
        explicit_bzero(line.at, line.len);
    buf_release(&line);
}

int main(int argc, char **argv)
{
    msg_called_as(getenv("CVI_CALLED_AS"));
    int operands = option_parse(&program, argc, argv);

    if (settings.help || settings.version)
        show(&own, settings.help ? SHOW_HELP : SHOW_VERSION);
    else if (settings.read_secret)
        read_secret(find_script(operands ? argv[1] : ""));
    else if (settings.show != SHOW_NOTHING)
        show(find_script(operands ? argv[1] : ""), settings.show);
    else
        read_line();
    return EX_OK;
}
