/*
 * One progress line on the terminal for all programs of a pipeline. Any of them redraws it. It is
 * cleared before other output and at the end. The programs share their numbers on the board. There
 * is one screen for the whole program, because a terminal has one last line. */
#ifndef TERMINAL_SCREEN_H
#define TERMINAL_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/option.h"
#include "terminal/progress.h"

enum {
    SCREEN_MS = 250,         /* time between two redraws */
    SCREEN_FIRST_MS = 1000,  /* shorter runs show no line */
    SCREEN_LINES_MS = 10000, /* time between two lines if a line cannot be overwritten */
};

/* --progress, for the program's table of options, with its values auto, always, never. */
extern const struct option screen_options[];
extern const char *const screen_when_words[];

/*
 * For main, after the options were read and the clock was set. environment: TERM, XDG_RUNTIME_DIR,
 * XDG_STATE_HOME and HOME are used. Without a terminal, the functions below do something only with
 * --progress=always. */
void screen_start(enum progress_stage stage, char *const *environment);

/* Returns the numbers of this program; the caller sets its numbers and words. Borrowed; never
 * NULL. */
struct progress_post *screen_post(void);

/* Shows the current work instead of the counts; "": the counts again. */
void screen_say(const char *words);

/* Returns whether the line is in use; if not, work that only the line needs can be skipped. */
bool screen_is_on(void);

/* Returns whether waits appear in the line, so that they need no message. */
bool screen_tells_waits(void);

/* Returns the number of columns of the terminal if standard output is a terminal; otherwise 0. */
size_t screen_output_columns(void);

/* Returns how long the program may wait without screen_tick, in milliseconds; -1: without limit. */
int screen_patience(void);

/* Returns whether screen_tick would do anything now, for numbers that are expensive to compute. */
bool screen_is_due(void);

/* Draws the line if it is due. Cheap; to be called often, and before every wait. */
void screen_tick(void);

/* Notes that the program waits until the steady clock reaches until_ms, and shows it at once. */
void screen_wait(enum progress_wait wait, int status, int64_t until_ms);
/* Ends that wait. */
void screen_go_on(void);

/* Reserves the terminal, so that no program draws a line, or releases it. Messages are still
 * printed. */
void screen_hold(bool held);

/* Ends the program's part: it draws no more, and the line is cleared if it was the last. */
void screen_leave(void);

/* For a signal handler that ends the program the second time: from now on the signal clears the
 * line first. Safe in handlers. */
void screen_catch(int signal_number);

#endif
