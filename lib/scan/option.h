/* What the words of a scan's options mean. Pure. */
#ifndef SCAN_OPTION_H
#define SCAN_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads "90d", "12h", "2w" or a bare number of days, as seconds. False when it is none. */
bool scan_option_age(const char *text, int64_t *seconds);

/* Reads "2/5": part 2 of 5, both 1 to 1,000,000. False when it is none. */
bool scan_option_shard(const char *text, unsigned long *part, unsigned long *parts);

/* Endings of names. Zeroed is none. */
struct scan_endings {
    const char **at; /* NULL-terminated, without the dot; NULL: none */
    size_t count;
};

/* Adds those of a list with commas or blanks between them, with or without dots: an option_take
 * with a struct scan_endings. */
bool scan_option_endings(const char *word, void *endings);
void scan_endings_release(struct scan_endings *endings);

#endif
