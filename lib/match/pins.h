/*
 * pins.tsv: what the user has decided once and for all, as lines "pattern TAB type TAB id". Pure:
 * text in, pins out. man/cvi-match.1 has the form. */
#ifndef MATCH_PINS_H
#define MATCH_PINS_H

#include "base/buf.h"
#include "base/msg.h"
#include "record/record.h"

/* Most bytes of a file, and of a line. */
enum { PINS_FILE_MAX = 1 << 20, PINS_LINE_MAX = 4096 };

enum pin_by { PIN_NAME, PIN_PATH, PIN_TITLE };

struct pin {
    enum pin_by by;
    char *pattern; /* what fnmatch(3) wants; of a title, folded */
    int year;      /* of a title; RECORD_NONE: any */
    enum media_type type;
    const char *kind; /* of the id: "trakt", "imdb", "tmdb", "tvdb" or "slug" */
    char *id;         /* "603", "tt0133093", "the-matrix-1999" */
    size_t line;      /* where it stands, from 1 */
};

struct pins {
    struct pin *at;
    size_t count;
};

/*
 * Reads the text of a file called name. False with why (78, "name:line: ...") when something in it
 * is wrong. What it fills is to be released in every case. */
bool pins_read(struct pins *pins, const char *name, const char *text, size_t len, struct why *why);
void pins_release(struct pins *pins);

/*
 * The first pin that fits a file's path (may be NULL) or the title and year (RECORD_NONE: none) in
 * its name; or NULL. Borrowed. */
const struct pin *pins_find(const struct pins *pins, const char *path, const char *title, int year);

/*
 * Whether text is an id: "603" (Trakt's own), "tt0133093", "tmdb:603", "tvdb:81189", "imdb:tt...",
 * "trakt:...", "slug:..." or "the-matrix-1999". *kind is static, *id borrowed from text. */
bool pins_is_id(const char *text, const char **kind, const char **id);

#endif
