/* Splits a line into words as a shell would, without anything else that a shell does. */
#ifndef WORDS_H
#define WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* The words end with a NULL, so that they can serve as an argv. All zero is a good start. */
struct words {
    char **at;
    size_t count;
};

/* Adds the words of a text: blanks and newlines separate, '...' keeps everything, "..." everything
 * but \" and \\, and a backslash outside quotes keeps the next character. False when a quote is not
 * closed. */
bool words_split(struct words *w, const char *text);

/* Adds one word, copied. */
void words_add(struct words *w, const char *word);

/* Gives everything back; the struct can be used again. */
void words_release(struct words *w);

#endif
