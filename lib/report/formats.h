/* The formats of a report by their words, and what goes where when one is asked for. */
#ifndef REPORT_FORMATS_H
#define REPORT_FORMATS_H

#include "record/outcome.h"

/* The words are report_format_words, in this order. */
enum report_kind {
    REPORT_AS_TEXT,
    REPORT_AS_JSON,
    REPORT_AS_CSV,
    REPORT_AS_PAGE,
    REPORT_AS_LETTERBOXD,
    REPORT_AS_IMDB,
    REPORT_AS_TRAKT,
    REPORT_KINDS
};
enum { REPORT_KIND_UNSAID = -1 };

/* NULL-terminated. */
extern const char *const report_format_words[];

/* How a document of this kind is rendered. NULL for text, which is no document: it comes as the
 * records come. */
const struct report_format *report_format_of(enum report_kind kind);

/* What goes where. */
struct report_plan {
    const char *path;         /* the file to write; NULL: none. Borrowed */
    enum report_kind written; /* what it gets; never text */
    enum report_kind printed; /* what standard output gets */
};

/*
 * From --format (REPORT_KIND_UNSAID: not given) and --output (NULL: likewise; "-" is standard
 * output). With both, the file gets the format and standard output the summary; json goes to both.
 * Without a format, or with text, a file whose name ends like one of the formats (.csv, .html) gets
 * that, any other one JSON. Pure. */
struct report_plan report_plan(int format, const char *output);

#endif
