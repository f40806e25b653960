/* UTF-8 text: checking, repairing, folding for comparison, base64, and fitting a terminal. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Returns whether the bytes are well-formed UTF-8 (no surrogates, no overlong forms; NUL is
 * allowed). */
bool text_is_utf8(const char *bytes, size_t len);

/* Adds the bytes to out with U+FFFD for each ill-formed byte. Returns whether there was one. */
bool text_repair(struct buf *out, const char *bytes, size_t len);

/* Returns the bytes in base64 (RFC 4648, padded), a new string. */
CVI_MUST_USE char *text_base64(const void *bytes, size_t len);
/* Does what text_base64 does, with the URL alphabet and no padding (RFC 4648, section 5; required
 * by PKCE). */
CVI_MUST_USE char *text_base64url(const void *bytes, size_t len);
/* Adds the decoded bytes to out. Returns false if the text is not padded base64 or out is full. */
bool text_unbase64(struct buf *out, const char *text);

/*
 * Returns the text for comparison, a new string: compatibility-decomposed, case-folded, without
 * accents. A table transcribes letters that do not decompose (ł ø đ æ œ ß þ ð ı). Characters other
 * than letters and digits, and ill-formed bytes, become one space between words. The result may be
 * "". */
CVI_MUST_USE char *text_fold(const char *text);

/* Returns the text in Unicode's composed form (NFC), a new string. Ill-formed text is returned
 * unchanged. */
CVI_MUST_USE char *text_compose(const char *text);

/* Adds text, with '?' in place of control characters (C0, C1, DEL) and of marks that change the
 * direction of text. */
void text_show(struct buf *out, const char *text);

/*
 * Does what text_show does, but keeps tabs and line ends (LF and CRLF). Returns the number of bytes
 * taken: all, except a CR or an incomplete character at the end, which the next piece of the text
 * may complete. */
size_t text_show_lines(struct buf *out, const char *bytes, size_t len);

/*
 * Returns the length of the first character of text if it has no visible form of its own, so that a
 * reader may drop it: a space, a control or format character, a mark, a filler, a code without a
 * character, or an ill-formed byte. Returns 0 for other characters, or if text is empty. */
size_t text_blank(const char *text);

/* Returns the number of columns of the text on a terminal. */
size_t text_width(const char *text);
/* Adds text, cut to at most this number of columns; cut text ends in "…". Control characters as in
 * text_show. Returns the number of columns added. */
size_t text_cut(struct buf *out, const char *text, size_t columns);
/* Adds text as cut by text_cut, padded with spaces to exactly this number of columns. */
void text_fit(struct buf *out, const char *text, size_t columns);
/*
 * Adds "PATH: REASON", or "PATH" if reason is "", in at most this number of columns; 0: no limit.
 * If it is too long, the directories of path are dropped first ("…/NAME"), then both are cut.
 * Control characters as in text_show.
 */
void text_entry(struct buf *out, const char *path, const char *reason, size_t columns);

/* Adds text percent-encoded for a URL: all characters except A-Z a-z 0-9 - . _ ~ (RFC 3986). */
void text_percent(struct buf *out, const char *text);

/* Returns the number of single-character edits (insert, delete, replace, swap of neighbours) from a
 * to b. */
size_t text_distance(const char *a, const char *b);

/*
 * Returns the candidate (NULL-terminated list) most similar to word, if it is similar enough to
 * suggest: the only one that begins with word, or else the one with the fewest edits, if they are
 * few; otherwise NULL. Borrowed. */
const char *text_nearest(const char *word, const char *const *candidates);

/* Returns whether a and b are the same, ignoring ASCII case. */
bool text_same(const char *a, const char *b);

/* Adds the name of a file, quoted for a shell if necessary, for a command that people paste. Adds
 * other instead if quotes cannot hold the name. A name that looks like an option begins with "./".
 */
void text_word(struct buf *out, const char *name, const char *other);

/* Reads a whole number from 0 to max in decimal digits. Returns false for other texts. */
bool text_number(const char *text, long max, long *number);

/* Removes white space (space, tab, CR, LF) from both ends of text, in place. Returns its start. */
char *text_trim(char *text);

/* Returns the last part of a path, after '/' or '\\'; the whole path if it has none. Borrowed. */
const char *text_basename(const char *path);

#endif
