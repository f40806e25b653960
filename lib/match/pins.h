/* Reads pins.tsv, in which the user sets the titles of files. Each line, a pin, has a pattern, a
 * type and an id, separated by tabs (man/cvi-match.1 describes the file). Pure functions. */
#ifndef MATCH_PINS_H
#define MATCH_PINS_H

#include "base/buf.h"
#include "base/msg.h"
#include "record/record.h"

/* The maximum size of the file and of a line, in bytes. */
enum { PINS_FILE_MAX = 1 << 20, PINS_LINE_MAX = 4096 };

/* A pin's pattern is compared with the file's name, its path, or the title in its name. */
enum pin_by { PIN_NAME, PIN_PATH, PIN_TITLE };

struct pin {
    enum pin_by by;
    char *pattern; /* a pattern for fnmatch(3); for PIN_TITLE, a folded title (text_fold) */
    int year;      /* year of the title; RECORD_NONE: any */
    enum media_type type;
    const char *kind; /* kind of the id: "trakt", "imdb", "tmdb", "tvdb" or "slug" */
    char *id;         /* "603", "tt0133093", "the-matrix-1999" */
    size_t line;      /* line number in the file, from 1 */
};

struct pins {
    struct pin *at;
    size_t count;
};

/* Reads the pins from `text`, the content of the file `name`. Returns false with `why` (exit status
 * 78) if a line is invalid. The caller calls pins_release in either case. */
bool pins_read(struct pins *pins, const char *name, const char *text, size_t len, struct why *why);

/* Frees the contents and empties pins. */
void pins_release(struct pins *pins);

/* Returns the first pin that matches the path, or the title and year; NULL if no pin matches. The
 * result is borrowed. `path` and `title` may be NULL, and `year` may be RECORD_NONE. */
const struct pin *pins_find(const struct pins *pins, const char *path, const char *title, int year);

#endif
