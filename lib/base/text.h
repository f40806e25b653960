/* Handles UTF-8 text: checks and repairs it, folds it for comparison, and fits it to a terminal.
 * Also converts base64 and parses numbers. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Returns whether the bytes are well-formed UTF-8. Surrogates and overlong forms are ill-formed;
 * NUL is allowed. */
bool text_is_utf8(const char *bytes, size_t len);

/* Appends the bytes to `out`, but replaces each ill-formed byte with U+FFFD. Returns whether it has
 * replaced a byte. */
bool text_repair(struct buf *out, const char *bytes, size_t len);

/* Returns the bytes in base64 (RFC 4648, padded), a new string. */
CVI_MUST_USE char *text_base64(const void *bytes, size_t len);
/* Does what text_base64 does, with the URL alphabet and without padding (RFC 4648, section 5). */
CVI_MUST_USE char *text_base64url(const void *bytes, size_t len);
/* Decodes `text` and appends the bytes to `out`. Returns false if `text` is not padded base64, or
 * if `out` is full. */
bool text_unbase64(struct buf *out, const char *text);

/*
 * Returns a new string, a form of the text for comparison. The text is decomposed for compatibility
 * (NFKD), case-folded, and loses its accents. Letters that do not decompose are transcribed, for
 * example "æ" to "ae". Apostrophes are removed. Other characters between words, and ill-formed
 * bytes, become one space. The result can be "". */
CVI_MUST_USE char *text_fold(const char *text);

/* Returns the text in Unicode's composed form (NFC), a new string. Ill-formed text is returned
 * unchanged. */
CVI_MUST_USE char *text_compose(const char *text);

/* Appends the text, but replaces ill-formed bytes and unshowable characters (msg_unshowable) with
 * '?'. */
void text_show(struct buf *out, const char *text);

/*
 * Does what text_show does for one piece of a longer text, but keeps tabs and line ends (LF and
 * CRLF). Leaves out a CR or an incomplete character at the end of the piece, because the next piece
 * may complete it. Returns the number of bytes processed. The caller passes the remaining bytes
 * again, at the start of the next piece. */
size_t text_show_lines(struct buf *out, const char *bytes, size_t len);

/* If the first character of `text` is invisible, returns its length in bytes; otherwise 0.
 * Invisible characters are spaces, control and format characters, combining marks, fillers, and
 * unassigned and private codes. An ill-formed byte is also invisible. */
size_t text_blank(const char *text);

/* Returns the number of columns that the text takes on a terminal. */
size_t text_width(const char *text);
/* Does what text_show does, but cuts the text to at most `columns` columns. Text that is cut ends
 * in "…". Returns the number of columns appended. */
size_t text_cut(struct buf *out, const char *text, size_t columns);
/* Does what text_cut does, and pads the text with spaces to `columns` columns. */
void text_fit(struct buf *out, const char *text, size_t columns);
/* Appends "PATH: REASON", or "PATH" if `reason` is "", in at most `columns` columns; 0: no limit.
 * If there is not enough room, shortens the path to "…/NAME", or cuts the name and the reason.
 * Replaces the same characters as text_show. */
void text_entry(struct buf *out, const char *path, const char *reason, size_t columns);

/* Appends the text, percent-encoded for a URL. Encodes every byte except A-Z a-z 0-9 - . _ ~ (RFC
 * 3986). */
void text_percent(struct buf *out, const char *text);

/* Returns the number of single-character edits (insert, delete, replace, swap of neighbours) that
 * change `a` into `b`. */
size_t text_distance(const char *a, const char *b);

/* Returns the candidate to suggest for the misspelt `word`, borrowed. `candidates` is
 * NULL-terminated. If exactly one candidate begins with `word`, returns that one. Otherwise returns
 * the one with the smallest text_distance, or NULL if this distance is too large. */
const char *text_nearest(const char *word, const char *const *candidates);

/* Returns whether `a` and `b` are equal, ignoring ASCII case. */
bool text_same(const char *a, const char *b);

/* Appends the name of a file to a shell command that people can paste. Quotes the name if
 * necessary, and adds "./" before a name that looks like an option. If the name contains an
 * apostrophe or a character that text_show replaces, appends `other`, a placeholder, instead of the
 * name. */
void text_word(struct buf *out, const char *name, const char *other);

/* Sets *number to the decimal number in `text`, from 0 to `max`. Returns false for any other
 * text. */
bool text_number(const char *text, long max, long *number);

/* Returns the ending of a regular English plural, a static string: "" for 1, otherwise "s". */
const char *text_plural(int64_t count);

/* Removes white space (space, tab, CR, LF) from both ends of `text`, in place. Returns the new
 * start. */
char *text_trim(char *text);

/* Returns the part of a path after the last '/' or '\\', borrowed. Returns the whole path if it has
 * neither. */
const char *text_basename(const char *path);

#endif
