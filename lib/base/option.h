/* Parses command lines and prints --help. Each program describes its options in one table. */
#ifndef BASE_OPTION_H
#define BASE_OPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum option_kind {
    OPTION_FLAG,   /* sets a bool to true */
    OPTION_CLEAR,  /* sets a bool to false */
    OPTION_TEXT,   /* sets a const char * */
    OPTION_COUNT,  /* sets a long to a whole number, 0 or more */
    OPTION_CHOICE, /* sets an int to the index of the value in `choices` */
    OPTION_MAYBE,  /* like OPTION_CHOICE, but the value is optional, and accepted only after "=";
                      without a value, the first of `choices` is used */
    OPTION_EACH,   /* calls `take` for each value. The option can be given several times, each time
                      with a list ("a,b") or with several arguments */
    OPTION_REPEAT, /* calls `take` with the whole value, which may contain commas. The option can be
                      given several times */
    OPTION_LIST,  /* appends the value, which may be any string, to a buf. If the next arguments are
                     in `choices`, appends them too. Commas separate the values: "a,b" */
    OPTION_GROUP, /* includes another table */
    OPTION_SELDOM, /* not an option: the options below it in the same table are less common. Has no
                      effect on the options of an OPTION_GROUP below it */
};

/*
 * A callback for one value, `word`, of an OPTION_EACH or OPTION_REPEAT. Stores the value in
 * `value`. Returns false if the option does not allow this value. For an OPTION_EACH, each
 * following argument is also a value until the callback returns false: --include-statuses HEALTHY
 * CORRUPT. */
typedef bool option_take(const char *word, void *value);

struct option {
    char letter;      /* '\0': only the long name */
    const char *name; /* without the dashes; NULL ends the table */
    enum option_kind kind;
    union {
        bool *flag;
        const char **text;
        long *count;
        int *choice;
        struct buf *list;
        void *each;
    } value;
    bool *given;          /* set to true if the option is given; NULL: not needed */
    const char *argument; /* name of the value, "FILE"; struct program lists special names */
    const char *help;     /* the text in --help; NULL: not shown, for example another spelling */
    const char *const *choices; /* NULL-terminated list of the valid values */
    option_take *take;
    const struct option *group;
    unsigned users; /* in lib/script: a bit for each program that gets this option */
};

/* Initializers of struct option. They use the members of the union, so that the compiler checks the
 * type of each value. */
#define FLAG(l, n, v, h)                                                                           \
    {                                                                                              \
        .letter = (l), .name = (n), .kind = OPTION_FLAG, .value.flag = (v), .help = (h)            \
    }
#define CLEAR(l, n, v, h)                                                                          \
    {                                                                                              \
        .letter = (l), .name = (n), .kind = OPTION_CLEAR, .value.flag = (v), .help = (h)           \
    }
#define TEXT(l, n, v, a, h)                                                                        \
    {                                                                                              \
        .letter = (l), .name = (n), .kind = OPTION_TEXT, .value.text = (v), .argument = (a),       \
        .help = (h)                                                                                \
    }
#define COUNT(l, n, v, a, h)                                                                       \
    {                                                                                              \
        .letter = (l), .name = (n), .kind = OPTION_COUNT, .value.count = (v), .argument = (a),     \
        .help = (h)                                                                                \
    }
#define CHOICE(l, n, v, a, c, h)                                                                   \
    {                                                                                              \
        .letter = (l), .name = (n), .kind = OPTION_CHOICE, .value.choice = (v), .argument = (a),   \
        .choices = (c), .help = (h)                                                                \
    }
#define MAYBE(l, n, v, a, c, h)                                                                    \
    {                                                                                              \
        .letter = (l), .name = (n), .kind = OPTION_MAYBE, .value.choice = (v), .argument = (a),    \
        .choices = (c), .help = (h)                                                                \
    }
#define EACH(l, n, v, a, t, c, h)                                                                  \
    {                                                                                              \
        .letter = (l), .name = (n), .kind = OPTION_EACH, .value.each = (v), .argument = (a),       \
        .take = (t), .choices = (c), .help = (h)                                                   \
    }
#define REPEAT(l, n, v, a, t, h)                                                                   \
    {                                                                                              \
        .letter = (l), .name = (n), .kind = OPTION_REPEAT, .value.each = (v), .argument = (a),     \
        .take = (t), .help = (h)                                                                   \
    }
#define GROUP(t)                                                                                   \
    {                                                                                              \
        .name = "", .kind = OPTION_GROUP, .group = (t)                                             \
    }

/* Separates the common options from the less common ones, which only --help --verbose shows. */
#define SELDOM                                                                                     \
    {                                                                                              \
        .name = "", .kind = OPTION_SELDOM                                                          \
    }

/* The options that all programs have: --quiet -q, --verbose -v, --help -h and --version. */
extern const struct option option_common[];

/*
 * The description of a program. scripts/make-completions completes options that have choices, and
 * arguments and operands with these names:
 *   FILE, PATH, KEPT, ZIP, NAME...   files
 *   DIRECTORY                        directories
 *   LIST                             the user's lists, as cvi-lists --cached prints them
 *   PROGRAM, COMMAND                 programs */
struct program {
    const char *name;     /* "cvi-parse" */
    const char *summary;  /* "read titles, years and episodes from file names" */
    const char *operands; /* "[NAME]..."; NULL: the program takes no operands */
    const char *examples; /* whole lines, each ending in \n */
    const struct option *options;
    int most_operands;   /* maximum number of operands; -1: no maximum */
    bool options_first;  /* no options after the first operand, which is a command with its own
                            arguments */
    const char *missing; /* for the message "--OPTION: VALUE is missing": what to print for VALUE;
                            NULL: the option's argument */
    const char *unknown; /* hint for an unknown option that resembles no known one; NULL: "(see
                            PROGRAM --help)" */
    const char *called_examples; /* the examples if corrupt-video-inspector runs the program
                                    (msg_called_as); NULL: `examples` */
};

/*
 * Every main calls this first; only msg_called_as may come before it. Parses the command line and
 * sets the options' values. Options and operands may be mixed; "--" ends the options. For --help
 * and --version, prints the text and exits with status 0. If the command line is invalid, exits
 * with status 64; if an option is misspelt, the message suggests the nearest one. Returns the
 * number of operands, which are then argv[1], argv[2], ..., with NULL after the last.
 * Also prepares the process: opens descriptors 0 to 2 if they are closed, sets the program's name
 * for messages (msg_start), and makes Jansson allocate memory with cvi_malloc. */
int option_parse(const struct program *program, int argc, char **argv);

/* Prints the options of a table as --help shows them: the less common ones if `seldom` is set,
 * otherwise the common ones. For a program that prints its own help. Exits with status 74 if
 * standard output cannot be written. */
void option_print_rows(const struct option *table, bool seldom);

/*
 * Prints --option-table, for scripts/make-completions. The first line is "NAME TAB OPERANDS TAB
 * SUMMARY", about the program. Then follows a line for each option that --help --verbose shows:
 * "LETTER TAB NAME TAB ARGUMENT TAB CHOICES TAB much or seldom TAB HELP". The choices are separated
 * by commas. A field without a value is "-". If the value is accepted only after "="
 * (OPTION_MAYBE), the third field is "=ARGUMENT". Exits with status 74 if standard output cannot be
 * written. */
void option_print_table(const struct program *program);

#endif
