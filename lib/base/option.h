/* Command lines from one table per program: parsing, --help, and the options that the manual must
 * describe. */
#ifndef BASE_OPTION_H
#define BASE_OPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum option_kind {
    OPTION_FLAG,   /* sets a bool to true */
    OPTION_CLEAR,  /* sets a bool to false */
    OPTION_TEXT,   /* sets a const char * */
    OPTION_COUNT,  /* sets a long to a whole number that is 0 or more */
    OPTION_CHOICE, /* sets an int to the index of the word in choices */
    OPTION_MAYBE,  /* the same, but the value is optional, and follows "=" only: --name without a
                      value is the first of choices */
    OPTION_EACH, /* calls take for every value: repeated, in comma lists, and as following arguments
                  */
    OPTION_REPEAT, /* calls take with the whole value, including commas, each time it is given */
    OPTION_LIST,   /* adds the value, of any kind, and the choices that follow to a buf: "a,b" */
    OPTION_GROUP,  /* includes another table */
    OPTION_SELDOM, /* divides the table: the options below it are less common. Not allowed in a
                      group */
};

/*
 * Takes one value of an OPTION_EACH or OPTION_REPEAT; returns false if it is not a value of the
 * option. The arguments after the first value of an OPTION_EACH are taken as long as the function
 * returns true: --include-statuses HEALTHY CORRUPT. */
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
    bool *given;                /* set to true if the option is given; NULL: not needed */
    const char *argument;       /* name of the value, "FILE"; see completions below */
    const char *help;           /* a line for --help; NULL: not shown, as for another spelling */
    const char *const *choices; /* NULL-terminated list of the valid values */
    option_take *take;
    const struct option *group;
    unsigned users; /* in a script: the programs that get the option; the table defines the bits */
};

/* The members of the union make the compiler check the type of each value. */
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

/* Separates common options from those that only --help --verbose shows. */
#define SELDOM                                                                                     \
    {                                                                                              \
        .name = "", .kind = OPTION_SELDOM                                                          \
    }

/* --quiet -q, --verbose -v, --help -h and --version, common to all programs. */
extern const struct option option_common[];

/*
 * Names of arguments for which scripts/make-completions has completions; for other names there are
 * none, unless the option has choices:
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
    int most_operands;   /* -1: any number */
    bool options_first;  /* the first operand ends the options, because it is a command */
    const char *missing; /* the name of a missing value; NULL: the option's argument */
    const char *unknown; /* advice if an unknown option resembles no known one; NULL: --help */
};

/*
 * Starts the program, as the first call of every main: opens descriptors 0 to 2 if they are closed,
 * gives messages the program's name (msg_start) and Jansson our allocator (cvi_malloc), and parses
 * the command line. Options and operands may be mixed; "--" ends the options. Sets the values,
 * handles --help and --version (and exits with status 0), and exits with status 64, suggesting the
 * nearest option, if one is misspelt. Returns the number of operands, which are then argv[1],
 * argv[2], ..., with NULL after the last. */
int option_parse(const struct program *program, int argc, char **argv);

/* Prints the common options of a table, or the less common ones, as --help shows them, for a
 * program that prints its own help. Exits with status 74 if standard output cannot be written. */
void option_print_rows(const struct option *table, bool seldom);

/*
 * Prints --option-table, for scripts/make-completions: a line "NAME TAB OPERANDS TAB SUMMARY" for
 * the program, then one line for each option that --help --verbose shows: "LETTER TAB NAME TAB
 * ARGUMENT TAB CHOICES TAB much or seldom TAB HELP", with commas between choices. A field without a
 * value is "-", and so are both of an OPTION_MAYBE. Exits with status 74 if standard output cannot
 * be written. */
void option_print_table(const struct program *program);

#endif
