/* One-line diagnostics on standard error, and the exit statuses that scripts rely on. */
#ifndef BASE_MSG_H
#define BASE_MSG_H

#include <stdbool.h>
#include <stddef.h>
#include <sysexits.h>

/* Statuses beside those of sysexits(3); docs/design.md says what each means. */
enum {
    EX_RECORD = 1,        /* done, but some record failed here */
    EX_INTERRUPTED = 130, /* stopped by SIGINT, after handing on what had been received */
};

enum msg_level { MSG_QUIET, MSG_NORMAL, MSG_VERBOSE };

/* Why something did not work, filled in by the function that failed. Lives on the
 * caller's stack. */
struct why {
    int status; /* the exit status that fits, from sysexits(3) */
    char text[512];
};

/* The name that starts each line, and how much is said. Borrowed: prog must outlive the program. */
void msg_start(const char *prog);

/* For main, before option_parse: the value of CVI_CALLED_AS, "cvi-scan=corrupt-video-inspector
 * scan", by which corrupt-video-inspector says what the user has typed. A program whose name is
 * before the "=" is called what follows it in messages. NULL: not set. Borrowed. */
void msg_called_as(const char *value);
void msg_set_level(enum msg_level level);
enum msg_level msg_get_level(void);
const char *msg_program(void);

/*
 * Each writes "PROG: message" as one line with one write(2), so that the stages of a pipe do not
 * mix their lines. Bytes that are not UTF-8 and what msg_unshowable names become '?'; what is over
 * 1 KiB is cut. */
void msg_warn(const char *format, ...) __attribute__((format(printf, 1, 2))); /* always */
void msg_note(const char *format, ...) __attribute__((format(printf, 1, 2))); /* unless quiet */
void msg_more(const char *format, ...) __attribute__((format(printf, 1, 2))); /* when verbose */

/* Says each line of text with msg_warn or msg_note. */
void msg_lines(void (*tell)(const char *format, ...), const char *text);

/* Says the message and ends the program. Output that was not flushed is the caller's loss. */
_Noreturn void msg_die(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Ends the program as why says: msg_die(why->status, "%s", why->text). */
_Noreturn void msg_die_why(const struct why *why);

/* Ends the program without a word: the message, if any, has been given. */
_Noreturn void msg_exit(int status);

/* Fills why (which may be NULL) and returns false, so that a function can end with it. */
bool why_set(struct why *why, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Whether a character must not reach a terminal: control characters (C0, C1, DEL), and the marks
 * that break or reorder a line (LRE to RLO, LRI to PDI, LRM, RLM, ALM), which can make it lie. */
bool msg_unshowable(long code);

/*
 * Something that is drawn on the terminal, and has to go before anything else is said there. Each
 * may be NULL. */
struct msg_screen {
    void (*say)(const char *bytes, size_t len); /* writes them to standard error */
    void (*before_output)(void);                /* standard output is about to be written, */
    void (*after_output)(void);                 /* and has been */
    void (*leave)(void);                        /* the program ends without exit(3) */
};

/* Borrowed, from now on until the end of the program. NULL: there is no such thing any more. */
void msg_use_screen(const struct msg_screen *screen);

/* What is in use; never NULL. Borrowed. */
const struct msg_screen *msg_screen(void);

/* Writes text that is no message to standard error, as one write(2) where that can be. */
void msg_say(const char *bytes, size_t len);

/* The larger of two statuses: of several, a program ends with the largest. */
int msg_worse(int one, int other);

#endif
