/* One line on the terminal that says how far the run is, for all programs of a pipe together: it is
 * drawn over itself by any of them, and gone when something else is said, or all is done. What the
 * programs know of each other stands on the board. One for the whole program, as a terminal has
 * one last line. */
#ifndef TERMINAL_SCREEN_H
#define TERMINAL_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/option.h"
#include "terminal/progress.h"

enum {
    SCREEN_MS = 250,         /* between two drawings */
    SCREEN_FIRST_MS = 1000,  /* what takes no longer shows no line */
    SCREEN_LINES_MS = 10000, /* between two lines where nothing can be drawn over */
};

/* --progress, for the program's table of options, and its words: auto, always, never. */
extern const struct option screen_options[];
extern const char *const screen_when_words[];

/*
 * For main, when the options have been read and the clock is set. environment: TERM,
 * XDG_RUNTIME_DIR, XDG_STATE_HOME and HOME are looked up. Without a terminal, nothing but
 * --progress=always makes the functions below do anything. */
void screen_start(enum progress_stage stage, char *const *environment);

/* What this program tells of itself: its numbers and words are the caller's to set. Borrowed; never
 * NULL. */
struct progress_post *screen_post(void);

/* What is done now, in place of the counts; "": the counts again. */
void screen_say(const char *words);

/* Whether there is anything to do for the line: work that only it needs is spared otherwise. */
bool screen_is_on(void);

/* Whether waits are seen in the line, so that they need no message. */
bool screen_tells_waits(void);

/* Returns the number of columns of the terminal that standard output is; 0 if it is not one. */
size_t screen_output_columns(void);

/* The longest that the program may wait without screen_tick; -1: for ever. Milliseconds. */
int screen_patience(void);

/* Whether screen_tick would do anything now: for numbers that cost something to gather. */
bool screen_is_due(void);

/* Draws the line if it is time. Cheap; to be called often, and before every wait. */
void screen_tick(void);

/* The program waits now, until the steady clock says so. Told at once. */
void screen_wait(enum progress_wait wait, int status, int64_t until_ms);
/* And goes on. */
void screen_go_on(void);

/* The terminal is somebody else's from now on, and nothing is drawn by any program; or it is so no
 * more. Messages are still said. */
void screen_hold(bool held);

/* The program's work is done: it draws no more, and the line goes when it was the last. */
void screen_leave(void);

/* For a handler of a signal that ends the program when it comes again: from now on it takes the
 * line away first. Safe in handlers. */
void screen_catch(int signal_number);

#endif
