/* Functions shared by the formats for other services. Each title is written once. Titles that a
 * service cannot import are counted. */
#ifndef REPORT_EXPORT_H
#define REPORT_EXPORT_H

#include "record/outcome.h"
#include "record/subject.h"

/* Why a title is left out of the file, or is incomplete in it. */
enum report_export_remark {
    EXPORT_UNNAMED,    /* the record has no title */
    EXPORT_EXTRA,      /* the record is a trailer or another extra; see report_export_title */
    EXPORT_SHOW,       /* the service accepts only films */
    EXPORT_FILM,       /* the service accepts only shows */
    EXPORT_NO_IMDB,    /* no IMDb id is known, and the service accepts no other id */
    EXPORT_UNKEYED,    /* no id that the service uses is known */
    EXPORT_UNSEARCHED, /* the title was not searched for: the record has no member "match" */
    EXPORT_UNMATCHED,  /* the record has no match */
    EXPORT_LISTED,     /* the title is already on the list */
    EXPORT_TAKEN_OFF,  /* the user has removed the title from the list */
    EXPORT_NO_KEY,     /* neither an id that the service uses nor a year is known */
    EXPORT_NO_ID,      /* the title is in the file, with only its name and year */
    EXPORT_NO_TMDB,    /* the film is in the file without a TMDB id, which some lists need */
    EXPORT_BY_NAME,    /* the title is in the file, but is from the video's name: no match exists */
    EXPORT_OTHER_LIST, /* the title is in the file, but was meant for a list that the service does
                          not fill */
    EXPORT_REMARKS
};

/* The data of a format for another service. Initialize with {0}; free with
 * report_export_release. */
struct report_export {
    struct titles titles; /* all titles so far */
    size_t rows;          /* number of titles in the file */
    /* Number of further records of these titles. Only report_export_match counts them, and only for
     * titles that are not on the user's list. */
    size_t repeats;
    size_t bytes; /* total bytes of the rows; only letterboxd.c counts them */
    /* For each remark: the number of titles. For EXPORT_UNNAMED, EXPORT_EXTRA, EXPORT_UNSEARCHED
     * and EXPORT_UNMATCHED: the number of records. */
    size_t remarks[EXPORT_REMARKS];
};

/* Sets *subject to the title to write for `item`. Returns false if an earlier item had the same
 * title, or if the item is left out.
 * - A matched record has the title of Trakt or the catalogue.
 * - If a record was not searched for and counts->unmatched is set, it has the title in its file
 *   name.
 * - All other records without a match are left out and counted.
 * - Extras that the user did not request are left out and counted.
 * - A line that is not a record is left out. */
bool report_export_title(struct report_export *e, const struct outcome_counts *counts,
                         const struct outcome_item *item, struct subject *subject);

/* Does what report_export_title does, but also leaves out and counts all records without a match,
 * titles that are already on the list, and titles that the user has removed from it. */
bool report_export_match(struct report_export *e, const struct outcome_counts *counts,
                         const struct outcome_item *item, struct subject *subject);

/* Counts a title that was written. `item` is the item that report_export_title accepted. */
void report_export_written(struct report_export *e, const struct outcome_item *item);

/* Returns whether the subject has `type`, the type that the service accepts. Otherwise counts the
 * subject. */
bool report_export_takes(struct report_export *e, const struct subject *subject,
                         enum media_type type);

/* Add the head and the tail of a JSON array that has one row per line. `own` is a struct
 * report_export. */
void report_export_begin_array(struct buf *out, void *own, const struct outcome_counts *counts);
void report_export_end_array(struct buf *out, void *own, const struct outcome_counts *counts);

/* Adds "3 titles", or "3 titles (of 5 files)" if report_export_match found further files of
 * them. */
void report_export_count(struct buf *out, const struct report_export *e);

/* Adds the remarks with their counts, on one line. Suitable as `describe` in struct
 * report_format. */
void report_export_describe(struct buf *out, const void *export);

/* Suitable as `release` in struct report_format. */
void report_export_release(void *export);

#endif
