/* Questions on the terminal, in the middle of a pipe: standard input and output are data. */
#ifndef TERMINAL_ASK_H
#define TERMINAL_ASK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/msg.h"

struct ask;

/* Which questions a program puts to the user. The words are those of an option. */
enum ask_which {
    ASK_ALL,      /* each one */
    ASK_DOUBTFUL, /* only those that the program's own rules leave open */
};
extern const char *const ask_which_words[];

enum ask_got {
    ASK_ANSWER,      /* a line was typed; it may be empty */
    ASK_NOTHING,     /* the terminal said end of input (Ctrl-D), or is gone */
    ASK_INTERRUPTED, /* Ctrl-C, or the interrupt descriptor became readable */
};

/* Opens the controlling terminal. NULL with why (64) when there is none. New: end with
 * ask_close. */
CVI_MUST_USE struct ask *ask_open(struct why *why);
void ask_close(struct ask *ask);

/* Shows text as it is; names in it must have passed text_show. */
void ask_show(struct ask *ask, const char *text);

/*
 * Shows prompt and waits for a line, which replaces the contents of answer, without blanks around
 * it. interrupt is a descriptor that ends the wait when it can be read, or -1. */
enum ask_got ask_line(struct ask *ask, const char *prompt, int interrupt, struct buf *answer);

/*
 * The same for a secret: what is typed is not shown, and the line ends on the screen when it ends.
 * The terminal shows again what is typed, however the question ends, but for SIGKILL. */
enum ask_got ask_secret(struct ask *ask, const char *prompt, int interrupt, struct buf *answer);

/* How many columns the terminal has now; 0 when it does not say. */
size_t ask_width(const struct ask *ask);

/* The descriptor that becomes readable when a line was typed, to poll beside others. */
int ask_fd(const struct ask *ask);

/* What ask_line does once ask_fd is readable: reads the line that was typed. */
enum ask_got ask_take_line(struct ask *ask, struct buf *answer);

/*
 * Says, unless quiet, that the program reads what ("records", in the form how) from the terminal,
 * when standard input is one: who forgot the input would wait without knowing. */
void ask_for_input(const char *what, const char *how);

#endif
