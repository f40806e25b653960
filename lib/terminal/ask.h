/* Asks questions on the terminal. This works in a pipeline, too, where standard input and output
 * carry data. */
#ifndef TERMINAL_ASK_H
#define TERMINAL_ASK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/msg.h"

struct ask;

/* The questions that a program asks: the values of --interactive. ask_which_words has their names,
 * in this order, NULL-terminated. */
enum ask_which {
    ASK_ALL,      /* every question */
    ASK_DOUBTFUL, /* only questions that the program's rules cannot decide */
};
extern const char *const ask_which_words[];

enum ask_got {
    ASK_ANSWER,      /* a line was typed; it may be empty */
    ASK_NOTHING,     /* end of input (Ctrl-D), or the terminal is gone */
    ASK_INTERRUPTED, /* Ctrl-C was typed, or `interrupt` (see ask_line) became readable */
};

/* Opens the controlling terminal. Returns a new struct; close it with ask_close. Returns NULL with
 * `why`; its exit status is 64 if there is no terminal, 71 if no file descriptor is left. */
CVI_MUST_USE struct ask *ask_open(struct why *why);
void ask_close(struct ask *ask);

/* Prints `text` unchanged. The caller passes names through text_show first. */
void ask_show(struct ask *ask, const char *text);

/* Prints `prompt` and waits for a line. Sets `answer` to the line, without surrounding blanks.
 * `interrupt` is a descriptor that ends the wait when it becomes readable; -1: none. */
enum ask_got ask_line(struct ask *ask, const char *prompt, int interrupt, struct buf *answer);

/* Does the same as ask_line for a secret: the input is not shown. Echo is restored however the
 * question ends, except after SIGKILL. */
enum ask_got ask_secret(struct ask *ask, const char *prompt, int interrupt, struct buf *answer);

/* Returns the current number of columns of the terminal; 0: unknown. */
size_t ask_width(const struct ask *ask);

/* Returns the terminal's descriptor. It becomes readable when a line was typed. */
int ask_fd(const struct ask *ask);

/* Reads the line that was typed; call it when ask_fd is readable. Returns what ask_line returns. */
enum ask_got ask_take_line(struct ask *ask, struct buf *answer);

/* If standard input is a terminal and --quiet is not set, prints a note that the program reads
 * `what` ("records") from the terminal. `how` is the form of the input. Without the note, users who
 * forgot the input would not know why the program waits. */
void ask_for_input(const char *what, const char *how);

#endif
