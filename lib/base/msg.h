/* Prints one-line messages on standard error, and defines exit statuses. */
#ifndef BASE_MSG_H
#define BASE_MSG_H

#include <stdbool.h>
#include <stddef.h>
#include <sysexits.h>

/* Exit statuses in addition to those of sysexits(3). */
enum {
    EX_RECORD = 1,        /* finished, but at least one record failed in this program */
    EX_INTERRUPTED = 130, /* stopped by SIGINT */
};

enum msg_level { MSG_QUIET, MSG_NORMAL, MSG_VERBOSE };

/* The reason for a failure. The caller owns it; a function that fails fills it. */
struct why {
    int status; /* an exit status */
    char text[512];
};

/* Sets the name that starts each message. Borrowed until the program ends. */
void msg_start(const char *prog);

/*
 * Stores `value`, the value of the environment variable CVI_CALLED_AS (NULL: not set). Must be
 * called before option_parse. `value` is borrowed until the program ends. The script
 * corrupt-video-inspector sets this variable before it runs a program, for example to
 * "cvi-scan=corrupt-video-inspector scan". Messages of cvi-scan then begin with
 * "corrupt-video-inspector scan", the command that the user typed. Other programs ignore this
 * value. */
void msg_called_as(const char *value);
void msg_set_level(enum msg_level level);
enum msg_level msg_get_level(void);

/* Returns the name that starts each message. */
const char *msg_program(void);

/* Returns the name that was passed to msg_start. Used in records and files. */
const char *msg_own_name(void);

/* From now on, messages begin with msg_own_name. Called in a pipeline, where the name shows which
 * program prints the message. */
void msg_use_own_name(void);

/* Print "PROG: message" as one line with one write(2), so that lines of several programs do not
 * mix. Ill-formed UTF-8 and unshowable characters (msg_unshowable) become '?'. A line longer than 1
 * KiB is cut. */
void msg_warn(const char *format, ...) __attribute__((format(printf, 1, 2))); /* always */
void msg_note(const char *format, ...) __attribute__((format(printf, 1, 2))); /* if not quiet */
void msg_more(const char *format, ...) __attribute__((format(printf, 1, 2))); /* if verbose */

/* Calls `print`, which is msg_warn or msg_note, for each non-empty line of `text`. */
void msg_lines(void (*print)(const char *format, ...), const char *text);

/* Prints the message and exits with `status`. Output that is still in a buffer of json/ndjson.h is
 * lost. */
_Noreturn void msg_die(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints why->text as msg_die does, and exits with why->status. */
_Noreturn void msg_die_why(const struct why *why);

/* Exits without a message. */
_Noreturn void msg_exit(int status);

/* Fills `why`, unless it is NULL. Always returns false, so that a failing function can write
 * "return why_set(...)". */
bool why_set(struct why *why, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Returns whether the character `code` must not be written to a terminal. These characters are
 * controls (C0, C1, DEL), line separators, and marks that change the direction of text, which can
 * make a line look like a different one. */
bool msg_unshowable(long code);

/* Callbacks of a display on the terminal, such as a progress line. They clear the display before
 * other text is written, and restore it. Each callback can be NULL. */
struct msg_screen {
    void (*say)(const char *bytes, size_t len); /* writes the bytes to standard error */
    void (*before_output)(void); /* called before the program writes to standard output */
    void (*after_output)(void);  /* called after the program has written to standard output */
    void (*leave)(void);         /* called before the program exits without exit(3) */
};

/* From now on, uses the display `screen`, which is borrowed until the program ends. NULL: no
 * display. */
void msg_use_screen(const struct msg_screen *screen);

/* Returns the display in use; never NULL. Borrowed. */
const struct msg_screen *msg_screen(void);

/* Writes the bytes to standard error unchanged, through the display if there is one. */
void msg_say(const char *bytes, size_t len);

/* Returns the larger of two exit statuses. */
int msg_worse(int one, int other);

#endif
