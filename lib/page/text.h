/* Adds text from outside to a page: names, messages, numbers. Whatever its content, it stays
 * text. */
#ifndef PAGE_TEXT_H
#define PAGE_TEXT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* The maximum number of characters shown of a name, and the maximum that is kept. */
enum { PAGE_NAME_SHOWN = 120, PAGE_NAME_MOST = 16384 };

/* Adds text so that it may be between tags and in quoted attributes: markup is escaped, ill-formed
 * bytes become U+FFFD, and control characters, marks of direction and characters without a width
 * become pictures or their number, so that they are visible and have no effect. NULL adds
 * nothing. */
void page_escape(struct buf *out, const char *text);

/* Does what page_escape does, for at most `most` characters; adds "…" if something is left out. */
void page_escape_most(struct buf *out, const char *text, size_t most);

/* Returns whether page_escape shows the text exactly, and its length is allowed for a name. */
bool page_is_exact(const char *text);

/* Adds text isolated from the direction of its surroundings and cut for display; the title
 * attribute then has the whole text. For places where a name cannot be unfolded. */
void page_inline(struct buf *out, const char *text);

/* Adds a name in the same way. A name that is cut can be unfolded. */
void page_name(struct buf *out, const char *text);

/* Adds the number with leading zeros, so that it has at least `least` digits, 1 to 20. */
void page_digits(struct buf *out, uint64_t number, size_t least);

/* Adds the number with separators: 12,345. */
void page_number(struct buf *out, uint64_t number);

/* Adds "1 file", "12,345 files". */
void page_counted(struct buf *out, uint64_t number, const char *one, const char *many);

/* Adds the size in a suitable unit, powers of 1,000: "1.4 GB". */
void page_bytes(struct buf *out, uint64_t bytes);

/* Adds a place in the running time: "0:07", "1:02:03". */
void page_clock(struct buf *out, double seconds);

/* Adds a share, 0 to 1: "12%", "0.4%", "under 0.1%". */
void page_share(struct buf *out, double share);

#endif
