/* Adds untrusted text to a page: names, messages, numbers. No text can add markup. */
#ifndef PAGE_TEXT_H
#define PAGE_TEXT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Limits of a name, in characters: the part that is shown at first, and the part that is in the
 * page. */
enum { PAGE_NAME_SHOWN = 120, PAGE_NAME_MOST = 16384 };

/* Adds text, escaped for use between tags and in quoted attributes. Ill-formed bytes become U+FFFD.
 * Control characters become visible symbols (U+2400 and following). Direction marks and characters
 * without a width become their number, such as "[U+200B]", but the joiners U+200C and U+200D are
 * kept. A text of more than 1 << 20 characters is cut. NULL adds nothing. */
void page_escape(struct buf *out, const char *text);

/* Does the same as page_escape, but cuts the text after `most` characters and adds "…". */
void page_escape_most(struct buf *out, const char *text, size_t most);

/* Returns whether page_escape shows the text exactly, and the text has at most PAGE_NAME_MOST
 * bytes. */
bool page_is_exact(const char *text);

/* Adds text whose direction does not affect the text around it. If the text has more than
 * PAGE_NAME_SHOWN characters, it is cut, and the title attribute has up to PAGE_NAME_MOST
 * characters of it. */
void page_inline(struct buf *out, const char *text);

/* Does the same as page_inline, but readers can unfold a long name. */
void page_name(struct buf *out, const char *text);

/* Adds the number with at least `least` digits (1 to 20), with leading zeros if necessary. */
void page_digits(struct buf *out, uint64_t number, size_t least);

/* Adds the number with separators: 12,345. */
void page_number(struct buf *out, uint64_t number);

/* Adds "1 file", "12,345 files". */
void page_counted(struct buf *out, uint64_t number, const char *one, const char *many);

/* Adds the size in a suitable unit, a power of 1,000: "1.4 GB". */
void page_bytes(struct buf *out, uint64_t bytes);

/* Adds a duration, or a position in the running time: "0:07", "1:02:03". Fractions are cut. */
void page_clock(struct buf *out, double seconds);

/* Adds a share, 0 to 1: "12%", "0.4%", "under 0.1%". */
void page_share(struct buf *out, double share);

#endif
