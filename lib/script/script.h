/* Reads the command lines of the two programs that are shell scripts. The scripts run the
 * pipelines; their options, commands, help and usage errors are here. */
#ifndef SCRIPT_SCRIPT_H
#define SCRIPT_SCRIPT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/option.h"

struct script {
    const struct program *program;

    /* Prints the output of --help; with all, that of --help --verbose. */
    void (*print_help)(bool all);

    /* Prints the lines after the options in --option-table. NULL: none. */
    void (*print_table)(void);

    /*
     * Reads a command line, and adds commands for the shell to out: assignments, or a call of
     * cvi-options that prints the requested text. Exits with 64 like option_parse. Changes argv. */
    void (*read)(int argc, char **argv, struct buf *out);
};

/*
 * cvi-trakt-sync. Sets these variables, or unsets those without a value:
 *   file               the operand
 *   given_NAME         for each option, its value
 *   for_extract ...    for_parse, for_match, for_add, for_keep, for_report, for_catalog, for_plan,
 *                      for_apply: the options for this program, as words to eval
 *   for_empty_report   the same for a report on a scan without files
 *   again              the kept file, and the options that continue the run with --resume
 *   summary            "yes": cvi-report prints its summary on standard output
 *   token_stream       a file with the token that can be read only once; "-": standard input */
extern const struct script script_sync;

/*
 * corrupt-video-inspector. Sets these variables, or unsets those without a value:
 *   given_NAME      for each option before the command, its value
 *   skip            the number of arguments up to and including the command
 *   program         the program to run
 *   called_as       the command: "trakt sync"
 *   page, section   the manual page to show instead */
extern const struct script script_front;

/* Adds the command that replaces the script by cvi-options, which prints the requested text. */
void script_show(struct buf *out, const struct script *script, const char *what);

/* Prints text to standard output. On failure, prints one message and exits with 74. */
void script_print(const char *text);

#endif
