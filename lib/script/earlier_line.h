/* Translates command lines of the earlier Python program. Its commands and options can have another
 * name here, or no counterpart. */
#ifndef SCRIPT_EARLIER_LINE_H
#define SCRIPT_EARLIER_LINE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

struct earlier_line {
    bool changed;          /* false: the arguments need no translation */
    const char *before;    /* first word of a two-word command ("trakt"); NULL: none */
    const char *word;      /* the command, which can be unknown */
    const char *also;      /* another program to run with the same arguments; NULL: none */
    const char *client_id; /* value of --client-id; NULL: not given */
    struct buf words;      /* the translated arguments, quoted for the shell, each after a space */
};

/* Translates a command line. `before` is the word before the command ("trakt"), or NULL. `words`
 * are the command and its arguments, NULL-terminated; the strings in `line` may point to them. If
 * the line has no counterpart here, returns false with `why` (exit status 64), which states what to
 * do instead. The caller releases `line` in either case. */
bool earlier_line_read(struct earlier_line *line, const char *before, char *const *words,
                       struct why *why);

/* Returns whether one of `words` (NULL-terminated) can be the path of a scan document. */
bool earlier_line_has_file(char *const *words);

/* Returns whether `option`, such as "--profile" before the command, has no counterpart here. If so,
 * sets `why` (exit status 64). */
bool earlier_line_refuses(const char *option, struct why *why);

void earlier_line_release(struct earlier_line *line);

#endif
