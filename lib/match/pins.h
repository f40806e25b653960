/* pins.tsv: decisions of the user for all runs, as lines "pattern TAB type TAB id". man/cvi-match.1
 * describes the file. Pure. */
#ifndef MATCH_PINS_H
#define MATCH_PINS_H

#include "base/buf.h"
#include "base/msg.h"
#include "record/record.h"

/* Maximum number of bytes of a file, and of a line. */
enum { PINS_FILE_MAX = 1 << 20, PINS_LINE_MAX = 4096 };

enum pin_by { PIN_NAME, PIN_PATH, PIN_TITLE };

struct pin {
    enum pin_by by;
    char *pattern; /* for fnmatch(3); a folded title for PIN_TITLE */
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

/* Reads the pins from the text of the file called name. Returns false with why (78, "name:line:
 * ...") if a line is invalid. The caller releases pins in either case. */
bool pins_read(struct pins *pins, const char *name, const char *text, size_t len, struct why *why);

/* Frees the contents and empties pins. */
void pins_release(struct pins *pins);

/* Returns the first pin that matches a file's path (may be NULL) or the title and year
 * (RECORD_NONE: none) in its name; NULL if no pin matches. Borrowed from pins. */
const struct pin *pins_find(const struct pins *pins, const char *path, const char *title, int year);

#endif
