/* Adds text from outside to a page: names, messages, numbers. The text cannot add markup, whatever
 * its content. */
#ifndef PAGE_TEXT_H
#define PAGE_TEXT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* The maximum number of characters of a name that are shown at first, and the maximum number that
 * are in the page. page_is_exact compares PAGE_NAME_MOST with a number of bytes. */
enum { PAGE_NAME_SHOWN = 120, PAGE_NAME_MOST = 16384 };

/* Adds text so that it may be between tags and in quoted attributes. Markup is escaped. Ill-formed
 * bytes are replaced by U+FFFD. So that they are visible and have no effect, control characters are
 * replaced by a symbol (U+2400 and following); marks of direction and characters without a width
 * are replaced by their number, such as "[U+200B]". The joiners U+200C and U+200D are kept. A text
 * of more than 1 << 20 characters is cut. NULL adds nothing. */
void page_escape(struct buf *out, const char *text);

/* Does what page_escape does, but cuts the text after `most` characters, and then adds "…". */
void page_escape_most(struct buf *out, const char *text, size_t most);

/* Returns whether page_escape shows the text exactly, and the text has at most PAGE_NAME_MOST
 * bytes. */
bool page_is_exact(const char *text);

/* Adds text whose direction does not affect the text around it. A long text is cut for display, and
 * the title attribute has the longer text. Use it where a name cannot be unfolded. */
void page_inline(struct buf *out, const char *text);

/* Adds a name in the same way. If the name is cut, the reader can unfold it. */
void page_name(struct buf *out, const char *text);

/* Adds the number with at least `least` digits (1 to 20), with leading zeros if necessary. */
void page_digits(struct buf *out, uint64_t number, size_t least);

/* Adds the number with separators: 12,345. */
void page_number(struct buf *out, uint64_t number);

/* Adds "1 file", "12,345 files". */
void page_counted(struct buf *out, uint64_t number, const char *one, const char *many);

/* Adds the size in a suitable unit, a power of 1,000: "1.4 GB". */
void page_bytes(struct buf *out, uint64_t bytes);

/* Adds a duration, or a position in the running time: "0:07", "1:02:03". */
void page_clock(struct buf *out, double seconds);

/* Adds a share, 0 to 1: "12%", "0.4%", "under 0.1%". */
void page_share(struct buf *out, double share);

#endif
