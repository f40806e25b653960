/*
 * Draws one progress line on the terminal for all programs of a pipeline. Each of the programs can
 * redraw it. The line is cleared before other output, and at the end. The programs share their
 * numbers on the board (terminal/board). The state is global, because a terminal has only one last
 * line. */
#ifndef TERMINAL_SCREEN_H
#define TERMINAL_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/option.h"
#include "terminal/progress.h"

enum {
    SCREEN_MS = 250,         /* time between two redraws */
    SCREEN_FIRST_MS = 1000,  /* shorter runs show no line */
    SCREEN_LINES_MS = 10000, /* time between two lines where a line cannot be overwritten */
};

/* The option --progress, for the program's table of options, and the names of its values. */
extern const struct option screen_options[];
extern const char *const screen_when_words[];

/* Starts the progress line. Call it in main, after the options were read and the clock was set.
 * Uses TERM, XDG_RUNTIME_DIR, XDG_STATE_HOME and HOME from `environment`. If standard error is not
 * a terminal, or TERM is unset or "dumb", no line is shown, except with --progress=always. */
void screen_start(enum progress_stage stage, char *const *environment);

/* Returns this program's numbers and words, which the caller updates. Borrowed; never NULL. */
struct progress_post *screen_post(void);

/* Shows `words` instead of the counts; "" shows the counts again. */
void screen_say(const char *words);

/* Returns whether the line is in use. If not, the caller can skip work that is done only for the
 * line. */
bool screen_is_on(void);

/* Returns whether the line shows waits, so that they need no message. */
bool screen_shows_waits(void);

/* Returns the number of columns of the terminal; 0 if standard output is not a terminal. */
size_t screen_output_columns(void);

/* Returns how long the program may wait before it calls screen_tick, in milliseconds; -1: no
 * limit. */
int screen_patience(void);

/* Returns whether screen_tick would do anything now. Call it before you compute expensive
 * numbers. */
bool screen_is_due(void);

/* Draws the line if it is due. This is cheap: call it often, and before every wait. */
void screen_tick(void);

/* Records that the program waits for the reason `wait` until the steady clock reaches `until_ms`,
 * and shows the wait at once. `status` is the HTTP status of PROGRESS_TROUBLE. */
void screen_wait(enum progress_wait wait, int status, int64_t until_ms);
/* Records that the program no longer waits. */
void screen_go_on(void);

/* Reserves the terminal if `held` is true, so that no program draws a line; otherwise releases it.
 * Messages are still printed. */
void screen_hold(bool held);

/* Ends this program's part: it no longer draws. If it was the last program, clears the line. */
void screen_leave(void);

/* Makes the signal clear the line before it ends the program. A program that handles the first
 * signal itself calls this in its handler, for the second one. Safe in signal handlers. */
void screen_catch(int signal_number);

#endif
