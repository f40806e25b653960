/* UTF-8 text: checking, repairing, folding for comparison, base64, and what fits a terminal. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Whether the bytes are well-formed UTF-8 (no surrogates, no overlong forms; NUL is allowed). */
bool text_is_utf8(const char *bytes, size_t len);

/* Adds the bytes to out with each ill-formed one as U+FFFD; true when there was one. */
bool text_repair(struct buf *out, const char *bytes, size_t len);

/* The bytes in base64 (RFC 4648, padded). New. */
CVI_MUST_USE char *text_base64(const void *bytes, size_t len);
/* The same with the URL alphabet and no padding (RFC 4648 section 5; PKCE wants it). New. */
CVI_MUST_USE char *text_base64url(const void *bytes, size_t len);
/* Adds the decoded bytes to out; false when the text is not padded base64 or out is full. */
bool text_unbase64(struct buf *out, const char *text);

/*
 * The text for comparison: compatibility-decomposed, case-folded, without accents; letters that do
 * not decompose (ł ø đ æ œ ß þ ð ı) by a table; whatever is neither letter nor digit becomes one
 * blank between words. "" when nothing is left. Ill-formed bytes count as blanks. New. */
CVI_MUST_USE char *text_fold(const char *text);

/* Returns the text in Unicode's composed form (NFC), a new string; ill-formed text is returned as
 * it is. */
CVI_MUST_USE char *text_compose(const char *text);

/* Adds text with control characters (C0, C1, DEL) and marks that change direction as '?'. */
void text_show(struct buf *out, const char *text);

/* Adds lines of text as text_show does, but with their tabs and line ends (LF and CRLF). Returns
 * how many of the bytes were taken: all, but a CR or the beginning of a character at the end, which
 * the next piece of the text may complete. */
size_t text_show_lines(struct buf *out, const char *bytes, size_t len);

/* Returns the length of the first character of text when it shows nothing of its own, so that a
 * reader may drop it: a blank, a control or format character, a mark, a filler, a code without a
 * character, or an ill-formed byte. Returns 0 when it is another one, or text is empty. */
size_t text_blank(const char *text);

/* How many columns the text takes on a terminal. */
size_t text_width(const char *text);
/* Adds text, cut to at most that many columns; cut text ends in "…". Control characters as
 * text_show. Returns the number of columns that were added. */
size_t text_cut(struct buf *out, const char *text, size_t columns);
/* Adds text in the same way, padded with blanks to exactly columns. */
void text_fit(struct buf *out, const char *text, size_t columns);
/* Adds "PATH: REASON", or "PATH" if reason is "", in at most that many columns; 0: any number.
 * Where it is too long, the directories of path go first ("…/NAME"), then both are cut. Control
 * characters as text_show. */
void text_entry(struct buf *out, const char *path, const char *reason, size_t columns);

/* Adds text percent-encoded for a URL: all but A-Z a-z 0-9 - . _ ~ (RFC 3986). */
void text_percent(struct buf *out, const char *text);

/* The number of single-character edits (insert, delete, replace, swap of neighbours)
 * from a to b. */
size_t text_distance(const char *a, const char *b);

/*
 * The candidate (NULL-terminated list) most like word, when it is like enough to suggest: the only
 * one that begins with it, else the one with the fewest edits, if they are few; else NULL.
 * Borrowed. */
const char *text_nearest(const char *word, const char *const *candidates);

/* Whether a and b are the same but for ASCII case. */
bool text_same(const char *a, const char *b);

/* Adds the name of a file as a shell reads it, for a command that people paste; in its place other,
 * if quotes cannot hold the name. */
void text_word(struct buf *out, const char *name, const char *other);

/* Reads a whole number of decimal digits, 0 to max; false when text is anything else. */
bool text_number(const char *text, long max, long *number);

/* Without blanks (space, tab, CR, LF) at either end; changes text in place and returns
 * its start. */
char *text_trim(char *text);

/* The last part of a path, behind '/' or '\\'; the whole when there is none. Borrowed. */
const char *text_basename(const char *path);

#endif
