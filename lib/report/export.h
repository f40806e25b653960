/* What the formats for other services share: each title is written once, and titles that a service
 * cannot take are counted. */
#ifndef REPORT_EXPORT_H
#define REPORT_EXPORT_H

#include "record/outcome.h"
#include "record/subject.h"

/* Why a title is left out of the file, or incomplete in it. */
enum report_export_remark {
    EXPORT_UNNAMED,   /* the record has no title */
    EXPORT_EXTRA,     /* it is a trailer or the like, and was not added */
    EXPORT_SHOW,      /* the service takes films only */
    EXPORT_NO_IMDB,   /* the service knows titles by their IMDb id */
    EXPORT_UNMATCHED, /* the record was not matched */
    EXPORT_LISTED,    /* it is on the list already */
    EXPORT_TAKEN_OFF, /* the user has taken it off the list */
    EXPORT_NO_KEY,    /* neither an id that the service uses nor a year is known */
    EXPORT_NO_ID,     /* it is in the file, with title and year only */
    EXPORT_REMARKS
};

/* The memory of such a format (own). Starts zeroed; end with report_export_release. */
struct report_export {
    struct titles titles; /* seen so far */
    size_t rows;
    size_t bytes;
    size_t remarks[EXPORT_REMARKS]; /* the number of titles; of records for EXPORT_UNNAMED,
                                       EXPORT_EXTRA and EXPORT_UNMATCHED */
};

/* Fills subject with the title of the item, and returns true when no earlier item had that title. A
 * record without a title and an extra are counted; a line that is not a record is not. */
bool report_export_title(struct report_export *e, const struct outcome_counts *counts,
                         const struct outcome_item *item, struct subject *subject);

/* The same for titles that are certain: a record that was not matched is counted, too, and so is a
 * title that is on the list already, or that the user has taken off it. Returns false for these. */
bool report_export_match(struct report_export *e, const struct outcome_counts *counts,
                         const struct outcome_item *item, struct subject *subject);

/* Adds the counts in words, on one line. For tell of struct report_format. */
void report_export_tell(struct buf *out, const void *export);

/* Frees the contents. For release of struct report_format. */
void report_export_release(void *export);

#endif
