/* Reads the command lines of the two programs that are shell scripts: cvi-trakt-sync and
 * corrupt-video-inspector. The scripts run the pipelines. Their options, commands, help and usage
 * errors are defined here. */
#ifndef SCRIPT_SCRIPT_H
#define SCRIPT_SCRIPT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/option.h"

struct script {
    const struct program *program;

    /* Prints the help; if `all` is true, the longer help of --help --verbose. */
    void (*print_help)(bool all);

    /* Prints the lines after the options in the output of --option-table. NULL: no lines. */
    void (*print_table)(void);

    /* Reads a command line, and changes `argv`. Adds shell commands to `out`: assignments or, if
     * help or the version is requested, an exec of cvi-options. On a usage error, exits with status
     * 64. */
    void (*read)(int argc, char **argv, struct buf *out);
};

/* cvi-trakt-sync. Sets these variables, or unsets those without a value:
 *   file               the operand
 *   given_NAME         for each option, its value
 *   for_PROGRAM        the options for a program of the pipeline, as words to eval. PROGRAM is
 *                      extract, parse, match, add, keep, report, catalog, plan or apply
 *   for_empty_report   the options for cvi-report if the scan has no files
 *   again              the file of --keep or --resume, and the options for continuing the run
 *   summary            "yes": cvi-report prints its summary on standard output; otherwise ""
 *   token_stream       the token file, if it can be read only once; "-": standard input */
extern const struct script script_sync;

/* corrupt-video-inspector. Sets these variables, or unsets those without a value:
 *   given_NAME      for each option before the command, its value
 *   skip            the number of arguments up to and including the command; 0 if the arguments
 *                   were translated: "set" then replaces all of them
 *   program         the program to run
 *   also            another program to run with the same arguments
 *   called_as       the command: "trakt sync"
 *   page, section   the manual page to show; if they are set, no other variable is set */
extern const struct script script_front;

/* Adds an exec of cvi-options --show=`what`, such as "help", which prints that text. */
void script_show(struct buf *out, const struct script *script, const char *what);

/* Prints text on standard output. On failure, prints one message and exits with status 74. */
void script_print(const char *text);

#endif
