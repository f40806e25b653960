/* Text of others as a part of a page: names, messages, numbers. Whatever it holds, it
 * stays text. */
#ifndef PAGE_TEXT_H
#define PAGE_TEXT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Characters that are shown before a name is cut for the eye, and of the whole after it. */
enum { PAGE_NAME_SHOWN = 120, PAGE_NAME_MOST = 16384 };

/*
 * Adds text so that it may stand between tags and in quoted attributes: markup escaped, ill-formed
 * bytes as U+FFFD, and control characters, marks that change direction and characters without a
 * width as pictures or as their number, so that they are seen and do nothing. NULL adds nothing. */
void page_escape(struct buf *out, const char *text);

/* The same, at most so many characters of it, and "…" where something is left out. */
void page_escape_most(struct buf *out, const char *text, size_t most);

/* Returns whether page_escape shows the text exactly, and as a name it is not too long. */
bool page_is_exact(const char *text);

/* Adds text isolated from the direction of what stands around it, cut for the eye; the whole is in
 * its title then. For places where nothing can be opened. */
void page_inline(struct buf *out, const char *text);

/* Adds a name likewise; one that is cut can be opened. */
void page_name(struct buf *out, const char *text);

/* Adds the number, with zeros before it so that it has at least so many digits, 1 to 20. */
void page_digits(struct buf *out, uint64_t number, size_t least);

/* Adds the number with separators: 12,345. */
void page_number(struct buf *out, uint64_t number);

/* "1 file", "12,345 files". */
void page_counted(struct buf *out, uint64_t number, const char *one, const char *many);

/* Adds the size in the unit that suits it, powers of 1,000: "1.4 GB". */
void page_bytes(struct buf *out, uint64_t bytes);

/* Adds a place in the running time: "0:07", "1:02:03". */
void page_clock(struct buf *out, double seconds);

/* Adds a share, 0 to 1: "12%", "0.4%", "under 0.1%". */
void page_share(struct buf *out, double share);

#endif
