/* One-line messages on standard error, and the exit statuses. */
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

/* The reason for a failure, filled in by the function that failed. Lives on the caller's stack. */
struct why {
    int status; /* the matching exit status, from sysexits(3) */
    char text[512];
};

/* Sets the name that starts each message. Borrowed until the program ends. */
void msg_start(const char *prog);

/*
 * Takes the value of the environment variable CVI_CALLED_AS; main calls this before option_parse.
 * corrupt-video-inspector sets the variable to the command that the user typed, for example
 * "cvi-scan=corrupt-video-inspector scan". In messages, a program whose name is before the "=" uses
 * the name after it. NULL: not set. Borrowed. */
void msg_called_as(const char *value);
void msg_set_level(enum msg_level level);
enum msg_level msg_get_level(void);

/* Returns the name that starts each message: the command that the user typed, or else the program's
 * own name. */
const char *msg_program(void);

/* Returns the program's own name, from msg_start, for records and files. */
const char *msg_own_name(void);

/* From now on, messages begin with the program's own name: several programs of a pipeline work at
 * the same time, and the name shows which one reports. */
void msg_use_own_name(void);

/*
 * Each function writes "PROG: message" as one line with one write(2), so that the lines of
 * different programs in a pipeline do not mix. Bytes that are not UTF-8, and msg_unshowable
 * characters, become '?'. A line longer than 1 KiB is cut. */
void msg_warn(const char *format, ...) __attribute__((format(printf, 1, 2))); /* always */
void msg_note(const char *format, ...) __attribute__((format(printf, 1, 2))); /* unless quiet */
void msg_more(const char *format, ...) __attribute__((format(printf, 1, 2))); /* when verbose */

/* Writes each line of text with msg_warn or msg_note. */
void msg_lines(void (*tell)(const char *format, ...), const char *text);

/* Writes the message and exits. Unflushed output is lost. */
_Noreturn void msg_die(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Exits with the status and message in why: msg_die(why->status, "%s", why->text). */
_Noreturn void msg_die_why(const struct why *why);

/* Exits without a message. A message, if there is one, has already been written. */
_Noreturn void msg_exit(int status);

/* Fills why (which may be NULL) and returns false, for use in a return statement. */
bool why_set(struct why *why, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Returns whether a character must not reach a terminal: control characters (C0, C1, DEL), and
 * marks that break or reorder a line (LRE to RLO, LRI to PDI, LRM, RLM, ALM), which can falsify
 * it. */
bool msg_unshowable(long code);

/* Callbacks of a display on the terminal that must be cleared before anything else is written
 * there. Each may be NULL. */
struct msg_screen {
    void (*say)(const char *bytes, size_t len); /* writes them to standard error */
    void (*before_output)(void);                /* called before standard output is written */
    void (*after_output)(void);                 /* called after standard output was written */
    void (*leave)(void);                        /* called if the program exits without exit(3) */
};

/* Uses screen, borrowed, until the end of the program. NULL: no display. */
void msg_use_screen(const struct msg_screen *screen);

/* Returns the display in use; never NULL. Borrowed. */
const struct msg_screen *msg_screen(void);

/* Writes text that is not a message to standard error, with one write(2) if possible. */
void msg_say(const char *bytes, size_t len);

/* Returns the larger of two statuses: a program exits with the largest of several. */
int msg_worse(int one, int other);

#endif
