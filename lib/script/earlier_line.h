/* Translates command lines of the earlier Python program: options and commands that have another
 * name here, or no counterpart. */
#ifndef SCRIPT_EARLIER_LINE_H
#define SCRIPT_EARLIER_LINE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

struct earlier_line {
    bool changed;          /* false: the line has the same meaning here */
    const char *before;    /* the first word of a command of two ("trakt"), or NULL. Borrowed */
    const char *word;      /* the command, which need not exist. Borrowed */
    const char *also;      /* another program to run with the same arguments; NULL: none */
    const char *client_id; /* the value of --client-id; NULL: not given. Borrowed from the words */
    struct buf words;      /* the arguments of the command, each as " WORD" for the shell */
};

/*
 * Translates a command and its arguments, words, which end with NULL. before is the word before the
 * command ("trakt"), or NULL. Returns false with why (64), which states what to do instead, if the
 * line has no counterpart here. Release line in either case. */
bool earlier_line_read(struct earlier_line *line, const char *before, char *const *words,
                       struct why *why);

/* Returns whether one of the words, which end with NULL, may be a scan document. */
bool earlier_line_has_file(char *const *words);

/* Returns whether an option before the command, for example "--profile", has no counterpart here;
 * if so, fills why (64). */
bool earlier_line_refuses(const char *option, struct why *why);

void earlier_line_release(struct earlier_line *line);

#endif
