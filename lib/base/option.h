/* Command lines from one table per program: parsing, --help, and what the manual must
 * agree with. */
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
    OPTION_CHOICE, /* sets an int to the place of the word in choices */
    OPTION_MAYBE, /* the same, but the word may be left out, and stands after "=" only: --name alone
                     is the first of choices */
    OPTION_EACH,  /* calls take for every word: repeated, in comma lists, and the words behind it */
    OPTION_REPEAT, /* calls take with the whole word, commas and all, each time it is given */
    OPTION_LIST,   /* adds the word, whatever it is, and the choices that follow to a buf: "a,b" */
    OPTION_GROUP,  /* includes another table */
    OPTION_SELDOM, /* divides the table: the rows below it are used seldom. Not for a group's */
};

/*
 * Hands on one word of an OPTION_EACH or OPTION_REPEAT; false when it does not belong there. Words
 * that follow the first one of an OPTION_EACH on the command line are taken as long as it returns
 * true: --include-statuses HEALTHY CORRUPT. */
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
    bool *given;                /* set to true when the option is given; NULL: not asked for */
    const char *argument;       /* what --help calls it, "FILE"; completions go by it, see below */
    const char *help;           /* a line for --help; NULL: not shown, as another spelling */
    const char *const *choices; /* NULL-terminated; what the word may be */
    option_take *take;
    const struct option *group;
    unsigned users; /* in a script: who gets the option, too. The bits are the table's own */
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

/* Between what is used much and what is used seldom, which only --help --verbose shows. */
#define SELDOM                                                                                     \
    {                                                                                              \
        .name = "", .kind = OPTION_SELDOM                                                          \
    }

/* --quiet -q, --verbose -v, --help -h and --version, which every program has. */
extern const struct option option_common[];

/*
 * The names of arguments that completions know (scripts/make-completions); after others they offer
 * nothing, unless there are choices:
 *   FILE, PATH, KEPT, ZIP, NAME...   files
 *   DIRECTORY                        directories
 *   LIST                             the user's lists, as cvi-lists --cached tells them
 *   PROGRAM, COMMAND                 programs */
struct program {
    const char *name;     /* "cvi-parse" */
    const char *summary;  /* "read titles, years and episodes from file names" */
    const char *operands; /* "[NAME]...", NULL when there are none */
    const char *examples; /* whole lines, each ending in \n */
    const struct option *options;
    int most_operands;   /* -1: any number */
    bool options_first;  /* the first operand ends the options: the others are a command's */
    const char *missing; /* what a missing value is called; NULL: as the option's argument */
    const char *unknown; /* the way out for an unknown option that resembles none; NULL: --help */
};

/*
 * Starts the program, as the first call of every main: opens descriptors 0 to 2 where they are
 * closed, gives messages the program's name (msg_start) and Jansson our allocator (cvi_malloc), and
 * reads the command line. Options and operands may be mixed; "--" ends the options. Sets the
 * values, answers --help and --version (and exits with status 0), and dies (64) with the nearest
 * option when one is misspelt. Returns the number of operands, which are then argv[1], argv[2],
 * ..., with NULL after the last. */
int option_parse(const struct program *program, int argc, char **argv);

/*
 * For a program that writes its own help: prints the options of a table that are used much, or
 * those that are used seldom, as --help shows them. Dies (74) when standard output cannot be
 * written. */
void option_print_rows(const struct option *table, bool seldom);

/*
 * Prints what --option-table shows, for scripts/make-completions: a line "NAME TAB OPERANDS TAB
 * SUMMARY" for the program, then one line for each option that --help --verbose shows: "LETTER TAB
 * NAME TAB ARGUMENT TAB CHOICES TAB much or seldom TAB HELP", choices with commas between. A field
 * without a value is "-", and so are both of an OPTION_MAYBE. Dies (74) when standard output cannot
 * be written. */
void option_print_table(const struct program *program);

#endif
