/* Shared by the formats for other services. Each title is written once, and titles that a service
 * cannot import are counted. */
#ifndef REPORT_EXPORT_H
#define REPORT_EXPORT_H

#include "record/outcome.h"
#include "record/subject.h"

/* The reason why a title is left out of the file, or is incomplete in it. */
enum report_export_remark {
    EXPORT_UNNAMED,    /* the record has no title */
    EXPORT_EXTRA,      /* it is a trailer or similar, and was not added */
    EXPORT_SHOW,       /* the service accepts only films */
    EXPORT_FILM,       /* the service accepts only shows */
    EXPORT_NO_IMDB,    /* the service identifies titles by their IMDb id */
    EXPORT_UNKEYED,    /* none of the ids that the service uses is known */
    EXPORT_UNSEARCHED, /* the record has no match key: the title was not searched for */
    EXPORT_UNMATCHED,  /* the record was not matched */
    EXPORT_LISTED,     /* it is already on the list */
    EXPORT_TAKEN_OFF,  /* the user has removed it from the list */
    EXPORT_NO_KEY,     /* neither an id that the service uses nor a year is known */
    EXPORT_NO_ID,      /* it is in the file, but only with title and year */
    EXPORT_NO_TMDB,    /* it is in the file, but only one of the two kinds of list can read it */
    EXPORT_BY_NAME,    /* it is in the file by the name of its video file, without a match */
    EXPORT_OTHER_LIST, /* it is in the file, but was for a list that the service does not fill */
    EXPORT_REMARKS
};

/* The data of such a format. Zero it first; the caller ends it with report_export_release. */
struct report_export {
    struct titles titles; /* titles seen so far */
    size_t rows;
    size_t repeats; /* records whose title an earlier one has, and that is not listed yet */
    size_t bytes;
    size_t remarks[EXPORT_REMARKS]; /* the number of titles; of records for EXPORT_UNNAMED,
                                     * EXPORT_EXTRA, EXPORT_UNSEARCHED and EXPORT_UNMATCHED */
};

/* Fills subject with the title of the item, and returns true if no earlier item had that title. The
 * title is Trakt's or the catalogue's. A record without a match key has only the title in its name:
 * this title is used if counts->unmatched is set. Other records without a match and extras are left
 * out and counted. A line that is not a record is not counted. */
bool report_export_title(struct report_export *e, const struct outcome_counts *counts,
                         const struct outcome_item *item, struct subject *subject);

/* Does what report_export_title does, for certain titles only. Also returns false for, and counts,
 * a record that was not matched, a title that is already on the list, and a title that the user has
 * removed. */
bool report_export_match(struct report_export *e, const struct outcome_counts *counts,
                         const struct outcome_item *item, struct subject *subject);

/* Counts a title that has been written to the file. item is the one that report_export_title
 * accepted. */
void report_export_written(struct report_export *e, const struct outcome_item *item);

/* Returns whether the service accepts the type of the subject; if not, counts it. */
bool report_export_takes(struct report_export *e, const struct subject *subject,
                         enum media_type type);

/* Head and tail of a JSON array with one row per line, and ",
 * " between rows. */
void report_export_begin_array(struct buf *out, void *own, const struct outcome_counts *counts);
void report_export_end_array(struct buf *out, void *own, const struct outcome_counts *counts);

/* Adds "3 titles", or, if report_export_match found several files of a title, "3 titles (of 5
 * files)". */
void report_export_count(struct buf *out, const struct report_export *e);

/* Adds the counts in words, on one line. Suitable as describe in struct report_format. */
void report_export_describe(struct buf *out, const void *export);

/* Frees the contents. Suitable as release in struct report_format. */
void report_export_release(void *export);

#endif
