/* The formats of a report, and the format of each output. A new format is a file in this directory
 * and a row of REPORT_DOCUMENTS: see docs/hacking.md. */
#ifndef REPORT_FORMATS_H
#define REPORT_FORMATS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "record/outcome.h"

struct report_diff;

/* A format of documents. head, row and tail each add a piece to out; a NULL piece adds nothing. The
 * head comes first, but is rendered only when all records have been counted, so it may show the
 * counts. row renders the last counted record. Head and tail are rendered once for each output. own
 * is the format's own data: own_size bytes, zeroed before the first row; NULL if own_size is 0. */
struct report_format {
    const char *ending; /* file names with this extension (".csv") get the format; NULL: none */
    size_t own_size;
    void (*head)(struct buf *out, void *own, const struct outcome_counts *counts);
    void (*row)(struct buf *out, void *own, const struct outcome_counts *counts,
                const struct outcome_item *item);
    void (*tail)(struct buf *out, void *own, const struct outcome_counts *counts);
    const char *between; /* between two rows of a file; NULL: nothing */
    size_t most_rows;    /* a file with more rows is split; 0: never */
    const char *most;    /* the reason, after the number of rows */
    /* Adds one line that states what to do with the files in names; adds nothing if there is
     * nothing to do. split: the files must be used one after the other. NULL: nothing. */
    void (*way)(struct buf *out, const void *own, const char *names, bool split);
    /* Adds one line that states what the document leaves out of the records; adds nothing if the
     * document is complete. NULL: it is always complete. */
    void (*describe)(struct buf *out, const void *own);
    /* Notes the changes since an earlier scan (--diff), before the head. NULL: the document does
     * not show them. */
    void (*changes)(void *own, const struct report_diff *diff, bool is_interrupted);
    void (*release)(void *own); /* frees the contents of own; NULL: there are none */
};

/* The documents, in the order of --help: the name of the format, report_NAME, and the word of
 * --format. */
/* clang-format off */
#define REPORT_DOCUMENTS(row) \
    row(json, "json") \
    row(csv, "csv") \
    row(html, "html") \
    row(letterboxd, "letterboxd") \
    row(imdb, "imdb") \
    row(trakt, "trakt") \
    row(trakt_csv, "trakt-csv") \
    row(simkl, "simkl") \
    row(radarr, "radarr") \
    row(sonarr, "sonarr") \
    row(prometheus, "prometheus")

#define REPORT_DECLARE(name, word) extern const struct report_format report_##name;
#define REPORT_ADD_WORD(name, word) ", " word

REPORT_DOCUMENTS(REPORT_DECLARE)
/* clang-format on */

/* The default of --format: the summary, which is not a document (see report/text.h). */
extern const struct report_format report_text;

/* The choices of --format: text, and the words of the documents. NULL-terminated. */
extern const char *const report_format_words[];

/* For option tables: the help of --format and of --output. */
#define REPORT_FORMAT_HELP "text (the default)" REPORT_DOCUMENTS(REPORT_ADD_WORD)
#define REPORT_OUTPUT_HELP "also write a report to FILE (default format: JSON)"

/* Returns the format at that index of report_format_words; NULL for an index outside of it, such as
 * -1 when --format is not given. */
const struct report_format *report_format_at(int place);

/* The outputs of one run. */
struct report_plan {
    const char *path;                    /* the file to write; NULL: not used. Borrowed */
    const struct report_format *written; /* its format, never report_text; NULL: no file */
    const struct report_format *printed; /* the format of standard output */
};

/* Returns the outputs for the values of --format (NULL: not given) and --output (NULL: not given;
 * "-": standard output). With both, the file gets the format and standard output gets the summary;
 * json is used for both. Without a format, or with text, the format of the file follows from its
 * extension; otherwise it is JSON. Pure. */
struct report_plan report_plan(const struct report_format *format, const char *output);

#endif
