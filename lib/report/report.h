/* The reporting stage: counts the outcome of each record, prints the summary or a document, and can
 * write a document to a file. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "record/stage.h"
#include "report/text.h"

struct reporter;

/* The caller keeps the strings until reporter_free. */
struct reporter_settings {
    const char *output; /* file to write; "-": standard output; NULL: no file */
    int format;         /* index in report_format_words; -1: not given */
    bool extras;        /* lists for other services also include trailers and other extras */
    /* Lists for other services also include records that were not searched for, with the title in
     * the file name. */
    bool unmatched;
    const char *diff; /* path of an earlier scan to compare with; NULL: none */
    struct report_heading heading;
};

/* Returns a new reporter; the caller frees it with reporter_free, and keeps `settings` until then.
 * If records are shown as they arrive, prints the heading. Exits with status 74 if the output file
 * cannot be written; with 66 if the earlier scan cannot be read; with 65 if it has no records; with
 * 64 if no output shows the changes. */
CVI_MUST_USE struct reporter *reporter_new(const struct reporter_settings *settings);
void reporter_free(struct reporter *reporter);

/* Returns the names of the members that the reporter reads, for struct stage; NULL: all members. */
const char *const *reporter_reads(const struct reporter *reporter);

/* Callbacks for struct stage. Its `self` is the reporter. */
void reporter_work(struct stage *stage, struct stage_item *item);
void reporter_garbled(struct stage *stage, json_int_t line, const char *why);

/* Writes the document and prints the summary. Call it after stage_run. If the document cannot be
 * written, prints a warning and raises the stage's exit status. */
void reporter_finish(struct reporter *reporter, struct stage *stage);

#endif
