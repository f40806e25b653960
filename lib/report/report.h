/* The reporting stage: counts the outcome of each record, prints the summary or a document, and can
 * write the document to a file. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "record/stage.h"
#include "report/text.h"

struct reporter;

/* Strings are borrowed. */
struct reporter_settings {
    const char *output; /* the file to write; "-": standard output; NULL: no file */
    int format;         /* an index in report_format_words; -1: not given */
    bool extras;        /* lists for other services also include extras */
    bool unmatched; /* these lists also include records that were not searched for, by the title in
                       the file name */
    const char *diff; /* path of an earlier scan's records, to compare with; NULL: none */
    struct report_heading heading;
};

/* Returns a new reporter for one run of the stage; the caller frees it with reporter_free. If
 * records are shown as they arrive, prints the heading. Exits with 74 if the output file cannot
 * be written, so that no work is wasted. Exits with 66 or 65 if the earlier scan cannot be read or
 * has no records, and with 64 if no output shows the changes. Borrows `settings`. */
CVI_MUST_USE struct reporter *reporter_new(const struct reporter_settings *settings);
void reporter_free(struct reporter *reporter);

/* Returns the members that the reporter reads, for struct stage; NULL: all. */
const char *const *reporter_reads(const struct reporter *reporter);

/* Callbacks for struct stage, whose `self` is the reporter. */
void reporter_work(struct stage *stage, struct stage_item *item);
void reporter_garbled(struct stage *stage, json_int_t line, const char *why);

/* Writes the document and prints the summary. Call it after stage_run. If the document cannot be
 * written, prints a warning and raises the status of the stage. */
void reporter_finish(struct reporter *reporter, struct stage *stage);

#endif
