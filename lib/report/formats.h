/* The formats of a report, and the choice of a format for each output. docs/hacking.md describes
 * how to add a format. */
#ifndef REPORT_FORMATS_H
#define REPORT_FORMATS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "record/outcome.h"

struct report_diff;

/* A format of documents. `head`, `row` and `tail` each add a piece to `out`; NULL: no such piece.
 * `row` renders the item that was counted last. `head` is first in the document, but is called
 * after the last row, so it can show the counts. If there are several files, each has the same head
 * and tail. `own` is the format's own data: `own_size` bytes, zeroed before the first row; NULL if
 * `own_size` is 0. */
struct report_format {
    const char *ending; /* file name extension (".csv"); NULL: none */
    size_t own_size;
    void (*head)(struct buf *out, void *own, const struct outcome_counts *counts);
    void (*row)(struct buf *out, void *own, const struct outcome_counts *counts,
                const struct outcome_item *item);
    void (*tail)(struct buf *out, void *own, const struct outcome_counts *counts);
    const char *between; /* separator between two rows; NULL: none */
    /* Maximum number of rows in a file; 0: no maximum. Further rows are written to further
     * files. */
    size_t most_rows;
    /* The end of the message about a split, after the number of rows. NULL if most_rows is 0. */
    const char *most;
    /* Adds the next step for the files in `names`, without a newline. Adds nothing if there is no
     * next step. `split` is true if there are several files, which must be used one after the
     * other. NULL: no next step. */
    void (*way)(struct buf *out, const void *own, const char *names, bool split);
    /* Adds one line that states what the document leaves out. Adds nothing if the document is
     * complete. NULL: it is always complete. */
    void (*describe)(struct buf *out, const void *own);
    /* Stores the changes since an earlier scan (--diff), before `head` is called. NULL: the
     * document does not show changes. */
    void (*changes)(void *own, const struct report_diff *diff, bool is_interrupted);
    void (*release)(void *own); /* frees the contents of `own`; NULL: nothing to free */
};

/* The formats of documents, in the order of --help: NAME in report_NAME, and the word of
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

/* The summary, the default of --format. It is not a document; see report/text.h. */
extern const struct report_format report_text;

/* The choices of --format: "text", and the words of the documents. NULL-terminated. */
extern const char *const report_format_words[];

/* For option tables: the help of --format and of --output. */
#define REPORT_FORMAT_HELP "text (the default)" REPORT_DOCUMENTS(REPORT_ADD_WORD)
#define REPORT_OUTPUT_HELP "also write FILE (.csv, .html, .prom; else JSON)"

/* Returns the format at an index of report_format_words; NULL if the index is invalid. The index is
 * -1 if --format is not given. */
const struct report_format *report_format_at(int place);

/* The outputs of one run. */
struct report_plan {
    const char *path;                    /* file to write; NULL: no file */
    const struct report_format *written; /* format of the file, never report_text; NULL: no file */
    const struct report_format *printed; /* format of standard output */
};

/* Returns the outputs for the values of --format and --output. Each is NULL if the option is not
 * given. Pure.
 * - Without `output`, standard output has `format`, by default the summary.
 * - If `output` is "-", standard output has `format`. If `format` is NULL or text, it has JSON.
 * - If `output` is a file, the file has `format`. If `format` is NULL or text, the extension of
 *   the file determines its format; the default is JSON. Standard output has the summary; if
 *   `format` is json, it has JSON. */
struct report_plan report_plan(const struct report_format *format, const char *output);

/* Returns the extension of `output` if it seems to ask for a format that reports do not have, such
 * as ".pdf". The file is JSON in this case. Otherwise returns NULL, and also if --format selects
 * the format. Takes the same values as report_plan. Borrowed from `output`. This function is
 * pure. */
const char *report_other_extension(const struct report_format *format, const char *output);

/* Appends the extensions that select a format: ".json, .csv, .html, .prom". */
void report_add_extensions(struct buf *out);

#endif
