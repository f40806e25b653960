/* The reporting stage: counts the outcome of each record, prints the summary or a document, and
 * writes the document to a file. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "record/stage.h"
#include "report/text.h"

struct reporter;

/* Strings are borrowed. */
struct reporter_settings {
    const char *output; /* the file to write; "-": standard output; NULL: no file */
    int format;         /* an index in report_format_words; -1: not given */
    bool extras;        /* files for other services also list extras */
    bool unmatched;     /* these files also list records without a search, by the title in their
                         * name */
    const char *diff;   /* the records of an earlier scan, to compare with; NULL: not used */
    struct report_heading heading;
};

/* Returns a new reporter for one run of the stage; the caller frees it with reporter_free. Prints
 * the heading if records are shown as they arrive. Exits with 74 or 73 if the file cannot be
 * written later, so that no work is wasted, and with 64, 65 or 66 if there is no scan to compare
 * with, or no summary to show the changes in. Borrows settings. */
CVI_MUST_USE struct reporter *reporter_new(const struct reporter_settings *settings);
void reporter_free(struct reporter *reporter);

/* Returns the members that the reporter reads, for struct stage. */
const char *const *reporter_reads(const struct reporter *reporter);

/* Callback for struct stage, whose self is the reporter. */
void reporter_work(struct stage *stage, struct stage_item *item);
void reporter_garbled(struct stage *stage, json_int_t line, const char *why);

/* Writes the document and prints the summary, after stage_run. If the document cannot be written,
 * it prints one warning and raises the status of the stage. */
void reporter_finish(struct reporter *reporter, struct stage *stage);

#endif
