/* Translates command lines of the earlier Python program, whose options and commands may have
 * another name here, or no counterpart. */
#ifndef SCRIPT_EARLIER_LINE_H
#define SCRIPT_EARLIER_LINE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

struct earlier_line {
    bool changed;          /* false: the arguments have the same meaning here */
    const char *before;    /* the first word of a two-word command ("trakt"), or NULL. Borrowed */
    const char *word;      /* the command, which might not exist. Borrowed */
    const char *also;      /* another program to run with the same arguments; NULL: none */
    const char *client_id; /* the value of --client-id; NULL: not given. Borrowed */
    struct buf words;      /* the translated arguments, quoted for the shell, each after a space */
};

/*
 * Translates a command line. `words` are the command and its arguments, with NULL at the end.
 * `before` is the word before the command ("trakt"), or NULL. If the line has no counterpart here,
 * returns false with why (64), which states what to do instead. The caller releases `line` in
 * either case. */
bool earlier_line_read(struct earlier_line *line, const char *before, char *const *words,
                       struct why *why);

/* Returns whether one of `words`, which end with NULL, may be the name of a scan document. */
bool earlier_line_has_file(char *const *words);

/* Returns whether `option`, which was given before the command (for example "--profile"), has no
 * counterpart here. If so, sets `why` (64). */
bool earlier_line_refuses(const char *option, struct why *why);

/* Frees the contents of a line. */
void earlier_line_release(struct earlier_line *line);

#endif
