/* Splits a line into words as a shell does, without other shell features. */
#ifndef WORDS_H
#define WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* The words end with a NULL, so that they can be used as an argv. A zeroed struct is empty. */
struct words {
    char **at;
    size_t count;
};

/* Adds the words of a text: blanks and newlines separate, '...' keeps everything, "..." everything
 * but \" and \\, and a backslash outside quotes keeps the next character. Returns false if a quote
 * is not closed. */
bool words_split(struct words *w, const char *text);

/* Adds a copy of one word. */
void words_add(struct words *w, const char *word);

/* Frees the contents. The struct can be used again. */
void words_release(struct words *w);

#endif
