/* Prints one-line messages on standard error, and defines exit statuses. */
#ifndef BASE_MSG_H
#define BASE_MSG_H

#include <stdbool.h>
#include <stddef.h>
#include <sysexits.h>

/* Exit statuses in addition to those of sysexits(3); docs/design.md describes each. */
enum {
    EX_RECORD = 1,        /* finished, but a record failed in this program */
    EX_INTERRUPTED = 130, /* stopped by SIGINT, after passing on the records received */
};

enum msg_level { MSG_QUIET, MSG_NORMAL, MSG_VERBOSE };

/* The reason for a failure. A function that fails fills it; the caller owns it. */
struct why {
    int status; /* the matching exit status, from sysexits(3) */
    char text[512];
};

/* Sets the name that starts each message. Borrowed until the program ends. */
void msg_start(const char *prog);

/*
 * Sets the value of the environment variable CVI_CALLED_AS (NULL: not set). The script
 * corrupt-video-inspector sets this variable before it runs a program, for example to
 * "cvi-scan=corrupt-video-inspector scan". cvi-scan then begins its messages with
 * "corrupt-video-inspector scan", the command that the user typed. Other programs ignore that
 * value. main calls this before option_parse. Borrowed. */
void msg_called_as(const char *value);
void msg_set_level(enum msg_level level);
enum msg_level msg_get_level(void);

/* Returns the name that starts each message: the command that the user typed (msg_called_as), or
 * else the program's own name. */
const char *msg_program(void);

/* Returns the program's own name, as passed to msg_start. Used in records and files. */
const char *msg_own_name(void);

/* From now on, messages begin with the program's own name. In a pipeline, several programs may
 * print messages at the same time, and the name shows which one does. */
void msg_use_own_name(void);

/*
 * Print "PROG: message" as one line with one write(2), so that the lines of different programs in a
 * pipeline do not mix. Ill-formed UTF-8, and characters for which msg_unshowable returns true,
 * become '?'. A line longer than 1 KiB is cut. */
void msg_warn(const char *format, ...) __attribute__((format(printf, 1, 2))); /* always */
void msg_note(const char *format, ...) __attribute__((format(printf, 1, 2))); /* if not quiet */
void msg_more(const char *format, ...) __attribute__((format(printf, 1, 2))); /* if verbose */

/* Calls `print`, which is msg_warn or msg_note, for each non-empty line of `text`. */
void msg_lines(void (*print)(const char *format, ...), const char *text);

/* Prints the message and exits with `status`. Output that ndjson_flush has not written yet is
 * lost. */
_Noreturn void msg_die(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Exits with the status and message in why: msg_die(why->status, "%s", why->text). */
_Noreturn void msg_die_why(const struct why *why);

/* Exits without a message. If an error occurred, the caller has already printed it. */
_Noreturn void msg_exit(int status);

/* Fills `why`, which may be NULL. Always returns false, so that a failing function can return the
 * result. */
bool why_set(struct why *why, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Returns whether the character `code` must not be written to a terminal. These are control
 * characters (C0, C1, DEL), line separators, and marks that change the direction of text (LRE to
 * RLO, LRI to PDI, LRM, RLM, ALM). Such a mark could make a line look like a different one. */
bool msg_unshowable(long code);

/* Callbacks of a display on the terminal, such as a progress line. The display must be cleared
 * before anything else is written there. Each callback may be NULL. */
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

/* Writes bytes to standard error as they are, without the program's name: through the display if
 * there is one, otherwise with one write(2). */
void msg_say(const char *bytes, size_t len);

/* Returns the larger of two exit statuses. A program with several errors exits with the largest. */
int msg_worse(int one, int other);

#endif
