/* The formats of a report, and the format of each output. A new format is a file in this directory
 * and a row of REPORT_DOCUMENTS: see docs/hacking.md. */
#ifndef REPORT_FORMATS_H
#define REPORT_FORMATS_H

#include <stddef.h>

#include "base/buf.h"
#include "record/outcome.h"

/*
 * A format of documents. head, row and tail each add a piece to out; a piece that is NULL adds
 * nothing. The head stands first, but is rendered only when all records have been counted, so it
 * may show the counts; row renders the record counted last. Head and tail are rendered once for
 * each output. own is memory for the format itself: own_size bytes, zeroed before the first row;
 * NULL when own_size is 0. */
struct report_format {
    const char *ending; /* file names with this ending (".csv") get the format; NULL: none */
    size_t own_size;
    void (*head)(struct buf *out, void *own, const struct outcome_counts *counts);
    void (*row)(struct buf *out, void *own, const struct outcome_counts *counts,
                const struct outcome_item *item);
    void (*tail)(struct buf *out, void *own, const struct outcome_counts *counts);
    /* Adds, on one line, what the document leaves out of the records; nothing when it has all.
     * NULL: it always has all. */
    void (*tell)(struct buf *out, const void *own);
    void (*release)(void *own); /* frees the contents of own; NULL: own has none */
};

/* The documents, in the order of --help. A row is the word of --format, and names the file that
 * defines the format, report_WORD. */
/* clang-format off */
#define REPORT_DOCUMENTS(row) \
    row(json) \
    row(csv) \
    row(html) \
    row(letterboxd) \
    row(imdb) \
    row(trakt)

#define REPORT_DECLARE(word) extern const struct report_format report_##word;
#define REPORT_ADD_WORD(word) ", " #word

REPORT_DOCUMENTS(REPORT_DECLARE)
/* clang-format on */

/* The default of --format: the summary, which is not a document (see report/text.h). */
extern const struct report_format report_text;

/* The choices of --format: text, and the words of the documents. NULL-terminated. */
extern const char *const report_format_words[];

/* For option tables: the help of --format and of --output. */
#define REPORT_FORMAT_HELP "text (the default)" REPORT_DOCUMENTS(REPORT_ADD_WORD)
#define REPORT_OUTPUT_HELP "write a report to FILE (by extension, else JSON)"

/* Returns the format at that place of report_format_words; NULL for a place outside of it, such as
 * -1 when --format is not given. */
const struct report_format *report_format_at(int place);

/* The outputs of one run. */
struct report_plan {
    const char *path;                    /* the file to write; NULL: none. Borrowed */
    const struct report_format *written; /* its format, never report_text; NULL: no file */
    const struct report_format *printed; /* the format of standard output */
};

/*
 * Returns the outputs for the values of --format (NULL: not given) and --output (NULL: not given;
 * "-": standard output). With both, the file gets the format, and standard output the summary; json
 * goes to both. Without a format, or with text, the file gets the format of its ending, else JSON.
 * Pure. */
struct report_plan report_plan(const struct report_format *format, const char *output);

#endif
