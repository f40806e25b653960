/* The command lines of the two programs that are shell scripts. The scripts hold the chains of
 * programs; their options, commands, help and usage errors are here. */
#ifndef SCRIPT_SCRIPT_H
#define SCRIPT_SCRIPT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/option.h"

struct script {
    const struct program *program;

    /* Prints what --help shows, or with all what --help --verbose shows. */
    void (*print_help)(bool all);

    /* Prints the lines that follow the options in --option-table. NULL: none. */
    void (*print_table)(void);

    /*
     * Reads a command line, and adds commands for the shell to out: assignments, or a call of
     * cvi-options that prints what was asked for. Dies (64) as option_parse does. Changes argv. */
    void (*read)(int argc, char **argv, struct buf *out);
};

/*
 * cvi-trakt-sync. Sets, or unsets where there is nothing:
 *   file               the operand
 *   given_NAME         for each option, its value
 *   for_extract ...    for_parse, for_match, for_add, for_keep, for_report, for_catalog, for_plan,
 *                      for_apply: the options that this program gets, as words to eval
 *   for_empty_report   the same for a report on a scan without files
 *   again              the kept file, and the options that continue the run with --resume
 *   summary            "yes": cvi-report prints its summary on standard output
 *   token_stream       a file with the token that can be read only once; "-": standard input */
extern const struct script script_sync;

/*
 * corrupt-video-inspector. Sets, or unsets where there is nothing:
 *   given_NAME      for each option that stands before the command, its value
 *   skip            the number of arguments up to and including the command
 *   program         the program that does it
 *   called_as       the command: "trakt sync"
 *   page, section   the manual page to show instead */
extern const struct script script_front;

/* Adds the command that replaces the script by cvi-options, to show something of it. */
void script_show(struct buf *out, const struct script *script, const char *what);

/* Prints text to standard output. A failure is one message and status 74. */
void script_print(const char *text);

#endif
