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
    OPTION_COUNT,  /* sets a long to a whole number of 0 or more */
    OPTION_CHOICE, /* sets an int to the index of the value in `choices` */
    /* Like OPTION_CHOICE, but the value is optional (default: the first of `choices`). It must
     * follow "=": --prune=corrupt. */
    OPTION_MAYBE,
    /* Calls `take` for each value. The option can be given several times, each time with a list
     * ("a,b") or with several arguments. */
    OPTION_EACH,
    /* Calls `take` with the whole value, which may contain commas. The option can be given several
     * times. */
    OPTION_REPEAT,
    /* Appends the value, which can be any string, to a buf. Also appends the next arguments that
     * are in `choices`. In the buf, commas separate the values: "a,b". */
    OPTION_LIST,
    OPTION_GROUP, /* includes another table */
    /* Not an option: options after this entry in the same table are less common. Tables that are
     * included with OPTION_GROUP are not affected. */
    OPTION_SELDOM,
};

/* A callback for OPTION_EACH and OPTION_REPEAT. Stores the value `word` in `value`. Returns false
 * if the option does not allow this value. For OPTION_EACH, the callback also gets the following
 * arguments, until it returns false: --include-statuses HEALTHY CORRUPT. */
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
    bool *given;                /* set to true if the option is given; can be NULL */
    const char *argument;       /* name of the value, "FILE"; struct program lists special names */
    const char *help;           /* the text in --help; NULL: the option is not shown */
    const char *const *choices; /* NULL-terminated list of the valid values */
    option_take *take;
    const struct option *group;
    unsigned users; /* in lib/script: a bit for each program that gets this option */
};

/* Initializers of struct option. The compiler checks the type of each value. */
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

/* Separates the common options from the less common ones. Only --help --verbose shows the less
 * common options. */
#define SELDOM                                                                                     \
    {                                                                                              \
        .name = "", .kind = OPTION_SELDOM                                                          \
    }

/* The options that all programs have: --quiet -q, --verbose -v, --help -h and --version. */
extern const struct option option_common[];

/*
 * The description of a program. In the shell, completion (scripts/make-completions) works for
 * options with choices, and for arguments and operands with these names:
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
    int most_operands; /* maximum number of operands; -1: no maximum */
    /* the first operand ends the options, because it is a command with its own arguments */
    bool options_first;
    /* Printed for VALUE in the message "--OPTION: VALUE is missing". NULL: the name of the option's
     * argument is printed. */
    const char *missing;
    /* Hint in the message about an unknown option. NULL: "(see PROGRAM --help)". */
    const char *unknown;
    /* Shown instead of `examples` if corrupt-video-inspector runs the program (msg_called_as).
     * NULL: `examples` is shown in this case, too. */
    const char *called_examples;
};

/*
 * Parses the command line and sets the options' values. Every main calls this first, or directly
 * after msg_called_as. Options and operands can be mixed; "--" ends the options. For --help and
 * --version, prints the text and exits with status 0. If the command line is invalid, exits with
 * status 64.
 * Returns the number of operands, which are moved to argv[1], argv[2], ..., with NULL after the
 * last.
 * Also prepares the process: opens descriptors 0 to 2 if they are closed, sets the program's name
 * for messages (msg_start), and makes Jansson allocate memory with cvi_malloc. */
int option_parse(const struct program *program, int argc, char **argv);

/* Prints the common options of a table as --help shows them, or the less common ones if `seldom` is
 * set. For a program that prints its own help. Exits with status 74 if standard output cannot be
 * written. */
void option_print_rows(const struct option *table, bool seldom);

/*
 * Prints the output of --option-table, for scripts/make-completions. The fields of a line are
 * separated by tabs; a field without a value is "-". The first line has the program's name, its
 * operands and its summary. Each option of --help --verbose has a line with its letter, name,
 * argument, choices ("a,b"), "much" or "seldom", and help. The argument of an OPTION_MAYBE is
 * printed as "=ARGUMENT". Exits with status 74 if standard output cannot be written. */
void option_print_table(const struct program *program);

#endif
