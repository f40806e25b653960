/* What the formats for other services share: each title is written once, and titles that a service
 * cannot take are counted. */
#ifndef REPORT_EXPORT_H
#define REPORT_EXPORT_H

#include "record/outcome.h"
#include "record/subject.h"

/* Why a title is left out of the file, or incomplete in it. */
enum report_export_remark {
    EXPORT_UNNAMED,    /* the record has no title */
    EXPORT_EXTRA,      /* it is a trailer or the like, and was not added */
    EXPORT_SHOW,       /* the service takes films only */
    EXPORT_FILM,       /* the service takes shows only */
    EXPORT_NO_IMDB,    /* the service knows titles by their IMDb id */
    EXPORT_UNKEYED,    /* none of the ids that the service uses is known */
    EXPORT_UNSEARCHED, /* the record has no match key: nobody looked the title up */
    EXPORT_UNMATCHED,  /* the record was not matched */
    EXPORT_LISTED,     /* it is on the list already */
    EXPORT_TAKEN_OFF,  /* the user has taken it off the list */
    EXPORT_NO_KEY,     /* neither an id that the service uses nor a year is known */
    EXPORT_NO_ID,      /* it is in the file, with title and year only */
    EXPORT_NO_TMDB,    /* it is in the file, and of the two kinds of list only one can read it */
    EXPORT_BY_NAME,    /* it is in the file as the name of the file states it, without a match */
    EXPORT_OTHER_LIST, /* it is in the file, and was for a list that the service does not fill */
    EXPORT_REMARKS
};

/* The memory of such a format (own). Starts zeroed; end with report_export_release. */
struct report_export {
    struct titles titles; /* seen so far */
    size_t rows;
    size_t repeats; /* records with a title that an earlier one has, and that is not listed yet */
    size_t bytes;
    size_t remarks[EXPORT_REMARKS]; /* the number of titles; of records for EXPORT_UNNAMED,
                                       EXPORT_EXTRA, EXPORT_UNSEARCHED and EXPORT_UNMATCHED */
};

/*
 * Fills subject with the title of the item, and returns true when no earlier item had that title.
 * The title is Trakt's or the catalogue's. A record without a match key has only the title in its
 * name: it counts if counts->unmatched is set. Other records without a match and extras are left
 * out and counted; a line that is not a record is not counted. */
bool report_export_title(struct report_export *e, const struct outcome_counts *counts,
                         const struct outcome_item *item, struct subject *subject);

/* The same for titles that are certain: a record that was not matched is counted, too, and so is a
 * title that is on the list already, or that the user has taken off it. Returns false for these. */
bool report_export_match(struct report_export *e, const struct outcome_counts *counts,
                         const struct outcome_item *item, struct subject *subject);

/* Counts a title that has been written to the file; item is the one that report_export_title took.
 */
void report_export_written(struct report_export *e, const struct outcome_item *item);

/* Returns whether the subject is of the type that the service takes; else it is counted. */
bool report_export_takes(struct report_export *e, const struct subject *subject,
                         enum media_type type);

/* For head and tail of a JSON array with a row on each line, and ",\n" between rows. */
void report_export_begin_array(struct buf *out, void *own, const struct outcome_counts *counts);
void report_export_end_array(struct buf *out, void *own, const struct outcome_counts *counts);

/* Adds "3 titles", or, where report_export_match found several files of a title, "3 titles (of 5
 * files)". */
void report_export_count(struct buf *out, const struct report_export *e);

/* Adds the counts in words, on one line. For tell of struct report_format. */
void report_export_tell(struct buf *out, const void *export);

/* Frees the contents. For release of struct report_format. */
void report_export_release(void *export);

#endif
