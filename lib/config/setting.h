/* Checks the text of settings. The functions depend only on their arguments. */
#ifndef CONFIG_SETTING_H
#define CONFIG_SETTING_H

#include <stdbool.h>

/* Each of the following functions returns NULL if the text is valid, otherwise the problem as a
 * static string. The string does not contain the text, which may be secret. */

/* A client id, a client secret or a token: ASCII for a header, without spaces. */
const char *setting_opaque(const char *text);
/* A list's name, or a command: UTF-8 without control characters. */
const char *setting_name(const char *text);
/* The base URL of a server: https, or http to this machine (127.0.0.0/8, [::1], localhost); host,
 * port and path only. Removes the slashes at the end of `text`. */
const char *setting_url(char *text);
/* A proxy for libcurl: [SCHEME://][USER:PASSWORD@]HOST[:PORT]. */
const char *setting_proxy(const char *text);
/* A whole number of days or seconds (0 or more), or of concurrent jobs (1 or more). */
const char *setting_days(const char *text);
const char *setting_seconds(const char *text);
const char *setting_jobs(const char *text);
enum { SETTING_MOST_DAYS = 36500, SETTING_MOST_SECONDS = 7 * 24 * 3600, SETTING_MOST_JOBS = 64 };
/* The number of files to scan at a time: a number of concurrent jobs, or 0 for one per core. */
const char *setting_decoders(const char *text);
/* File name extensions ("mkv, .mp4"): at least one, separated by commas or spaces. */
const char *setting_endings(const char *text);

/* Returns the word in the NULL-terminated list `words` that equals `text`, ignoring case, or NULL.
 * Borrowed. */
const char *setting_word(const char *text, const char *const *words);
/* Returns "true" or "false" for true, yes, on, 1 and false, no, off, 0, ignoring case; NULL for any
 * other text. */
const char *setting_yes(const char *text);

/* Reads the words in `text`, which are separated by commas, ignoring case. Bit N of *set is set if
 * words[N] is among them; `words` ends with NULL. Returns the first word that is not in `words`,
 * borrowed from `text`, or NULL. Changes `text`. */
const char *setting_words(char *text, const char *const *words, unsigned *set);

/* Returns whether `text` has the form of Trakt's client ids and secrets: 64 hexadecimal digits. */
bool setting_looks_like_key(const char *text);
/* Returns NULL if `text` has this form. Otherwise returns the probable mistake, a static string. */
const char *setting_key_trouble(const char *text);

#endif
