/* What the files that other services import have in common: each title once, and the counts of what
 * has no place in them. */
#ifndef REPORT_EXPORT_H
#define REPORT_EXPORT_H

#include "record/outcome.h"
#include "record/subject.h"

/* Why a title is not in the file, or not as it should be. */
enum report_export_remark {
    EXPORT_UNNAMED, /* the record tells no title at all */
    EXPORT_SHOW,    /* the service takes films only */
    EXPORT_NO_IMDB, /* the service knows titles by their IMDb id */
    EXPORT_NO_ID,   /* it is in the file, with title and year alone */
    EXPORT_REMARKS
};

/* What such a format keeps. Begins zeroed; end with report_export_release. */
struct report_export {
    struct titles titles; /* seen before */
    size_t rows;
    size_t bytes;
    size_t remarks[EXPORT_REMARKS]; /* how many titles, or for EXPORT_UNNAMED records */
};

/* The title of the item, when no earlier item had it. False otherwise; a record without one is
 * counted, but for lines that are no records, which have been complained of. */
bool report_export_title(struct report_export *e, const struct outcome_item *item,
                         struct subject *subject);

/* Adds the counts in words, one behind the other: for struct report_format. */
void report_export_tell(struct buf *out, const void *export);

void report_export_release(void *export); /* likewise */

#endif
