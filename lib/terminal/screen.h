/* Draws one progress line on the terminal for all programs of a pipeline. Each program can redraw
 * it. The line is cleared before other output, and at the end. The programs share their numbers in
 * a file (terminal/board). The state is global, because a terminal has only one last line. */
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

/* The option --progress, for the program's table of options, and the names of its values. */
extern const struct option screen_options[];
extern const char *const screen_when_words[];

/* Starts the progress line. Call it in main, after the options were read and the clock was set. If
 * standard error is not a terminal, or TERM is unset or "dumb", a line is shown only with
 * --progress=always. Uses TERM, XDG_RUNTIME_DIR, XDG_STATE_HOME and HOME from `environment`. */
void screen_start(enum progress_stage stage, char *const *environment);

/* Returns this program's numbers and words, which the caller updates. Never NULL; do not free
 * it. */
struct progress_post *screen_post(void);

/* Shows `words` instead of the counts. "" shows the counts again. */
void screen_say(const char *words);

/* Returns whether the line is in use. If not, the caller can skip work that is only for the
 * line. */
bool screen_is_on(void);

/* Returns whether the line shows waits. If so, a wait needs no message. */
bool screen_shows_waits(void);

/* Returns the number of columns of the terminal; 0 if standard output is not a terminal. */
size_t screen_output_columns(void);

/* Returns the maximum time in milliseconds until the next call of screen_tick; -1: no maximum. */
int screen_patience(void);

/* Returns whether screen_tick would update the line now. If not, the caller need not compute its
 * numbers. */
bool screen_is_due(void);

/* Draws the line if it is due. Call it often, and before every wait; it is cheap. */
void screen_tick(void);

/* Records that the program waits for the reason `wait` until the steady clock reaches `until_ms`,
 * and shows the wait at once. `status` is the HTTP status of PROGRESS_TROUBLE. */
void screen_wait(enum progress_wait wait, int status, int64_t until_ms);
/* Records that the wait has ended. */
void screen_go_on(void);

/* If `held` is true, reserves the terminal: no program draws a line, but messages are printed.
 * Otherwise releases it. */
void screen_hold(bool held);

/* Ends this program's part: it draws no more. Clears the line if it was the last program. */
void screen_leave(void);

/* Makes the signal clear the line before it ends the program. If the program handles the first
 * signal itself, its handler calls this function, so that a second signal clears the line and ends
 * the program. Safe in signal handlers. */
void screen_catch(int signal_number);

#endif
