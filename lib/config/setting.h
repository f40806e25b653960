/* Checks the text of settings. Pure. */
#ifndef CONFIG_SETTING_H
#define CONFIG_SETTING_H

#include <stdbool.h>

/* Each function returns NULL if the text is valid, otherwise the problem as a static string. The
 * string does not contain the text, which may be secret. */

/* A client id, a client secret or a token: ASCII for a header, without spaces. */
const char *setting_opaque(const char *text);
/* A list's name: UTF-8 without control characters. */
const char *setting_name(const char *text);
/*
 * The start of a server's URLs: https, or http to this machine (127.0.0.0/8, [::1],
 * localhost); host, port and path only. Removes the slashes at its end. */
const char *setting_url(char *text);
/* A proxy for libcurl: [SCHEME://][USER:PASSWORD@]HOST[:PORT]. */
const char *setting_proxy(const char *text);
/* Whole numbers: of days and of seconds, from 0, and of concurrent jobs, from 1. */
const char *setting_days(const char *text);
const char *setting_seconds(const char *text);
const char *setting_jobs(const char *text);
enum { SETTING_MOST_DAYS = 36500, SETTING_MOST_SECONDS = 7 * 24 * 3600, SETTING_MOST_JOBS = 64 };
/* The number of files to scan at a time: a number of concurrent jobs, or 0 for one per core. */
const char *setting_decoders(const char *text);
/* File name extensions ("mkv, .mp4"): at least one, separated by commas or spaces. */
const char *setting_endings(const char *text);

/* Returns the word of the NULL-terminated list that equals text, ignoring case; NULL: none.
 * Borrowed. */
const char *setting_word(const char *text, const char *const *words);
/* Returns "true" or "false" for true, yes, on, 1 and false, no, off, 0, ignoring case; NULL for any
 * other text. */
const char *setting_yes(const char *text);

/*
 * Sets in *set the bit 1U << place of each word of text (separated by commas; case is ignored)
 * in the NULL-terminated list. Returns the first word that is not in the list, borrowed from text,
 * or NULL. Changes text. */
const char *setting_words(char *text, const char *const *words, unsigned *set);

/* Returns whether text has the form of Trakt's client ids and secrets: 64 hexadecimal digits. */
bool setting_looks_like_key(const char *text);
/* Returns the probable mistake in text if it does not have this form, a static string; otherwise
 * NULL. */
const char *setting_key_trouble(const char *text);

#endif
