/* Parses command lines, and prints --help and --option-table from the same table. */
#include "base/option.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/msg.h"
#include "base/text.h"

enum {
    NAMES_MAX = 64,
    COUNT_MAX = 1000000000,
    HELP_COLUMN = 29, /* column where the help text of an option begins */
    COLUMNS = 79,     /* maximum width of --help */
};

static bool quiet, verbose, wants_help, wants_table, wants_version;

const struct option option_common[] = {
    FLAG('q', "quiet", &quiet, "print errors and warnings only"),
    FLAG('v', "verbose", &verbose, "print more details"),
    FLAG('h', "help", &wants_help, "show this help (with -v: all options)"),
    FLAG(0, "version", &wants_version, "show the version"),
    FLAG(0, "option-table", &wants_table, NULL),
    {0},
};

/* --- Output from a table --- */

/* Returns the number of bytes of `text` that fit in `columns` columns. Breaks only at spaces,
 * except in a word that is longer than a line. */
static size_t fitting(const char *text, size_t columns)
{
    size_t len = strlen(text);

    if (len <= columns)
        return len;
    for (len = columns; len && text[len] != ' '; len--)
        ;
    return len ? len : columns;
}

/* Prints `text` in lines that begin at `column`. `cursor` is the current column. */
static void put_text(int cursor, int column, const char *text)
{
    if (cursor > column - 2) {
        putchar('\n');
        cursor = 0;
    }
    while (*text) {
        size_t len = fitting(text, (size_t)(COLUMNS - column));

        printf("%*s%.*s\n", column - cursor, "", (int)len, text);
        text += len;
        text += strspn(text, " ");
        cursor = 0;
    }
}

static void put_option(const struct option *o)
{
    int cursor =
        printf(o->letter ? "  -%c, --%s" : "  %c   --%s", o->letter ? o->letter : ' ', o->name);

    if (o->argument)
        cursor += printf(o->kind == OPTION_MAYBE ? "[=%s]" : "=%s", o->argument);
    put_text(cursor, HELP_COLUMN, o->help);
}

/* Calls `show` for each common option, or for each less common one if `seldom` is set. Returns the
 * number of calls. */
static int each_option(const struct option *table, bool seldom, void (*show)(const struct option *))
{
    bool below = false;
    int count = 0;

    for (const struct option *o = table; o->name; o++) {
        if (o->kind == OPTION_GROUP)
            count += each_option(o->group, seldom, show);
        else if (o->kind == OPTION_SELDOM)
            below = true;
        else if (o->help && below == seldom) {
            count++;
            show(o);
        }
    }
    return count;
}

static void skip(const struct option *o)
{
    (void)o;
}

/* Prints --help. If `all` is set, includes the less common options. */
static void print_help(const struct program *p, bool all)
{
    bool seldom = each_option(p->options, true, skip) > 0;
    bool called = strcmp(msg_program(), p->name) != 0;

    printf("%s: %s\n\n", p->name, p->summary);
    printf("usage: %s [OPTION]...%s%s\n", msg_program(), p->operands ? " " : "",
           p->operands ? p->operands : "");
    printf("\nexamples:\n%s\noptions:\n",
           called && p->called_examples ? p->called_examples : p->examples);
    each_option(p->options, false, put_option);
    if (all && seldom) {
        printf("\nless common options:\n");
        each_option(p->options, true, put_option);
    }
    if (!all && seldom)
        printf("\nMore: %s%s--help --verbose. Manual: man %s\n", called ? "" : p->name,
               called ? "" : " ", p->name);
    else
        printf("\nSee also: man %s, man cvi\n", p->name);
}

/* Prints an option's line of --option-table (see option_print_table). */
static void put_row(const struct option *o, const char *how_often)
{
    const char *const *choices = o->choices;

    printf("%c\t%s\t%s%s\t", o->letter ? o->letter : '-', o->name,
           o->kind == OPTION_MAYBE ? "=" : "", o->argument ? o->argument : "-");
    for (int i = 0; choices && choices[i]; i++)
        printf("%s%s", i ? "," : "", choices[i]);
    printf("%s\t%s\t%s\n", choices ? "" : "-", how_often, o->help);
}

static void put_much(const struct option *o)
{
    put_row(o, "much");
}

static void put_seldom(const struct option *o)
{
    put_row(o, "seldom");
}

static void flush(void)
{
    if (fflush(stdout) != 0 || ferror(stdout))
        msg_die(EX_IOERR, "standard output: cannot be written: %s", strerror(errno));
}

void option_print_rows(const struct option *table, bool seldom)
{
    each_option(table, seldom, put_option);
    flush();
}

void option_print_table(const struct program *p)
{
    printf("%s\t%s\t%s\n", p->name, p->operands ? p->operands : "-", p->summary);
    each_option(p->options, false, put_much);
    each_option(p->options, true, put_seldom);
    flush();
}

/* --- Parsing --- */

/* A command line that is being parsed. */
struct line {
    const struct program *program;
    char **argv;
    int argc;
    int at;       /* index of the next argument */
    int operands; /* number of operands found so far, which are argv[1], argv[2], ... */
};

static const struct option *find(const struct option *table, char letter, const char *name,
                                 size_t len)
{
    for (const struct option *o = table; o->name; o++) {
        const struct option *found = o;

        if (o->kind == OPTION_GROUP)
            found = find(o->group, letter, name, len);
        else if (o->kind == OPTION_SELDOM ||
                 (name ? strncmp(o->name, name, len) != 0 || o->name[len] : o->letter != letter))
            found = NULL;
        if (found)
            return found;
    }
    return NULL;
}

static void collect_names(const struct option *table, const char **names, size_t *count)
{
    for (const struct option *o = table; o->name; o++) {
        if (o->kind == OPTION_GROUP)
            collect_names(o->group, names, count);
        else if (o->help && *count < NAMES_MAX)
            names[(*count)++] = o->name;
    }
}

/* Returns the hint that ends a message about an unknown option, as a new string. */
static char *way_out(const struct program *p)
{
    return p->unknown ? cvi_strdup(p->unknown) : cvi_format("(see %s --help)", msg_program());
}

_Noreturn static void die_unknown(const struct line *l, const char *name, size_t len)
{
    const char *names[NAMES_MAX + 1] = {0};
    size_t count = 0;
    char *given = cvi_strndup(name, len);

    collect_names(l->program->options, names, &count);
    const char *near = text_nearest(given, names);
    if (near)
        msg_die(EX_USAGE, "unknown option --%s (did you mean --%s?)", given, near);
    msg_die(EX_USAGE, *given ? "unknown option --%s %s" : "unknown option '--%s' %s", given,
            way_out(l->program));
}

static int choice_of(const struct option *o, const char *word)
{
    for (int i = 0; o->choices[i]; i++) {
        if (text_same(o->choices[i], word))
            return i;
    }
    return -1;
}

_Noreturn static void die_choice(const struct option *o, const char *word)
{
    struct buf list = BUF_INIT(512);

    for (int i = 0; o->choices[i]; i++)
        buf_printf(&list, "%s%s", !i ? "" : o->choices[i + 1] ? ", " : " or ", o->choices[i]);
    const char *near = text_nearest(word, o->choices);
    if (near)
        buf_printf(&list, "; did you mean %s?", near);
    msg_die(EX_USAGE, "invalid --%s '%s' (choose %s)", o->name, word, buf_text(&list));
}

/* Sets an OPTION_EACH: stores each value in `words` ("a,b"), then the following arguments that are
 * valid values. Exits if `words` has no value, or an invalid one. */
static void take_each(struct line *l, const struct option *o, const char *words)
{
    char *copy = cvi_strdup(words);
    char *rest = copy;
    bool some = false;

    for (char *word; (word = strsep(&rest, ",")) != NULL;) {
        word = text_trim(word);
        if (*word && !o->take(word, o->value.each))
            die_choice(o, word);
        some = some || *word;
    }
    if (!some)
        die_choice(o, words);
    free(copy);
    while (l->at < l->argc && o->take(l->argv[l->at], o->value.each))
        l->at++;
}

static void add_to_list(const struct option *o, const char *word)
{
    if (o->value.list->at)
        buf_putc(o->value.list, ',');
    buf_puts(o->value.list, word);
}

static void take_list(struct line *l, const struct option *o, const char *word)
{
    add_to_list(o, word);
    while (l->at < l->argc && choice_of(o, l->argv[l->at]) >= 0)
        add_to_list(o, l->argv[l->at++]);
}

static void set_count(const struct option *o, const char *word)
{
    if (text_number(word, COUNT_MAX, o->value.count))
        return;
    if (*word && !word[strspn(word, "0123456789")])
        msg_die(EX_USAGE, "--%s: '%s' is more than %d", o->name, word, COUNT_MAX);
    msg_die(EX_USAGE, "--%s: '%s' is not a whole number", o->name, word);
}

static void set(struct line *l, const struct option *o, const char *word)
{
    if (o->given)
        *o->given = true;
    switch (o->kind) {
    case OPTION_FLAG:
    case OPTION_CLEAR:
        *o->value.flag = o->kind == OPTION_FLAG;
        break;
    case OPTION_TEXT:
        *o->value.text = word;
        break;
    case OPTION_COUNT:
        set_count(o, word);
        break;
    case OPTION_MAYBE:
    case OPTION_CHOICE:
        *o->value.choice = choice_of(o, word);
        if (*o->value.choice < 0)
            die_choice(o, word);
        break;
    case OPTION_EACH:
        take_each(l, o, word);
        break;
    case OPTION_REPEAT:
        if (!o->take(word, o->value.each))
            msg_die(EX_USAGE, "invalid --%s '%s' (expected %s)", o->name, word, o->argument);
        break;
    case OPTION_LIST:
        take_list(l, o, word);
        break;
    case OPTION_GROUP:
    case OPTION_SELDOM:
        break;
    }
}

static bool is_flag(const struct option *o)
{
    return o->kind == OPTION_FLAG || o->kind == OPTION_CLEAR;
}

/* Returns whether the option requires a value. */
static bool takes_word(const struct option *o)
{
    return !is_flag(o) && o->kind != OPTION_MAYBE;
}

/* Sets an option that is given without a value. */
static void set_bare(struct line *l, const struct option *o)
{
    set(l, o, o->kind == OPTION_MAYBE ? o->choices[0] : NULL);
}

static const char *next_word(struct line *l, const struct option *o)
{
    const struct program *p = l->program;

    if (l->at == l->argc)
        msg_die(EX_USAGE, "--%s: %s is missing (see %s --help)", o->name,
                p->missing ? p->missing : o->argument, msg_program());
    return l->argv[l->at++];
}

static void read_long(struct line *l, const char *name)
{
    size_t len = strcspn(name, "=");
    const struct option *o = find(l->program->options, '\0', name, len);

    if (!o)
        die_unknown(l, name, len);
    if (is_flag(o) && name[len])
        msg_die(EX_USAGE, "--%s takes no value", o->name);
    if (name[len])
        set(l, o, name + len + 1);
    else if (takes_word(o))
        set(l, o, next_word(l, o));
    else
        set_bare(l, o);
}

/* Reports '=' after an option's letter, for example -f=FILE. */
_Noreturn static void die_equals(const struct option *o)
{
    if (is_flag(o))
        msg_die(EX_USAGE, "-%c takes no value", o->letter);
    if (!takes_word(o))
        msg_die(EX_USAGE, "-%c takes no value (write --%s=%s)", o->letter, o->name, o->argument);
    msg_die(EX_USAGE, "-%c takes its value without '=' (write -%c %s or --%s=%s)", o->letter,
            o->letter, o->argument, o->name, o->argument);
}

/* Reports that `letter` is not an option. `letters` is the whole argument without its dash. If it
 * is a long option with one dash (-help), suggests that option. */
_Noreturn static void die_letter(const struct line *l, const char *letters, const char *letter)
{
    size_t name = strcspn(letters, "=");
    int len = 1;

    while ((letter[len] & 0xc0) == 0x80) /* includes all bytes of a UTF-8 character */
        len++;
    if (*letter == '=' && letter > letters)
        die_equals(find(l->program->options, letter[-1], NULL, 0));
    if (find(l->program->options, '\0', letters, name))
        msg_die(EX_USAGE, "unknown option -%.*s (did you mean --%.*s?)", len, letter, (int)name,
                letters);
    msg_die(EX_USAGE, "unknown option -%.*s %s", len, letter, way_out(l->program));
}

static void read_letters(struct line *l, const char *letters)
{
    for (const char *letter = letters; *letter; letter++) {
        const struct option *o = find(l->program->options, *letter, NULL, 0);

        if (!o)
            die_letter(l, letters, letter);
        if (takes_word(o)) {
            if (letter[1] == '=')
                die_equals(o);
            set(l, o, letter[1] ? letter + 1 : next_word(l, o));
            return;
        }
        set_bare(l, o);
    }
}

static void answer_and_end(const struct program *p)
{
    if (wants_table)
        option_print_table(p);
    else if (wants_help)
        print_help(p, verbose);
    else
        printf("%s (cvi) %s\n", p->name, CVI_VERSION);
    flush();
    msg_exit(EX_OK);
}

/* Returns the OPTION_MAYBE for which `word` is a valid value; NULL if there is no such option. */
static const struct option *find_maybe(const struct option *table, const char *word)
{
    for (const struct option *o = table; o->name; o++) {
        const struct option *found = o->kind == OPTION_GROUP   ? find_maybe(o->group, word)
                                     : o->kind == OPTION_MAYBE ? o
                                                               : NULL;

        if (found && choice_of(found, word) >= 0)
            return found;
    }
    return NULL;
}

/* Reports that there are too many operands. If an operand is a valid value of an OPTION_MAYBE, the
 * user may have forgotten the "=", so suggests that option. */
_Noreturn static void die_operands(const struct line *l)
{
    const struct program *p = l->program;

    for (int i = 1; i <= l->operands; i++) {
        const struct option *o = find_maybe(p->options, l->argv[i]);

        if (o)
            msg_die(EX_USAGE, "unexpected argument '%s' (did you mean --%s=%s?)", l->argv[i],
                    o->name, l->argv[i]);
    }
    msg_die(EX_USAGE, "unexpected argument '%s' (see %s --help)", l->argv[p->most_operands + 1],
            msg_program());
}

int option_parse(const struct program *program, int argc, char **argv)
{
    struct line l = {.program = program, .argv = argv, .argc = argc, .at = 1};
    bool only_operands = false;

    msg_start(program->name);
    file_fill_standard();
    file_survive_limit();
    json_set_alloc_funcs(cvi_malloc, free); /* they never return NULL */
    while (l.at < argc) {
        char *word = argv[l.at++];

        if (only_operands || word[0] != '-' || !word[1]) {
            argv[++l.operands] = word;
            only_operands = only_operands || program->options_first;
        } else if (strcmp(word, "--") == 0) {
            only_operands = true;
        } else if (word[1] == '-') {
            read_long(&l, word + 2);
        } else {
            read_letters(&l, word + 1);
        }
    }
    argv[l.operands + 1 <= argc ? l.operands + 1 : argc] = NULL;
    if (wants_help || wants_table || wants_version)
        answer_and_end(program);
    if (program->most_operands >= 0 && l.operands > program->most_operands)
        die_operands(&l);
    msg_set_level(quiet ? MSG_QUIET : verbose ? MSG_VERBOSE : MSG_NORMAL);
    return l.operands;
}
