/* Functions shared by the formats for other services. Each title is written once, and titles that a
 * service cannot import are counted. */
#ifndef REPORT_EXPORT_H
#define REPORT_EXPORT_H

#include "record/outcome.h"
#include "record/subject.h"

/* The reason why a title is left out of the file, or is incomplete in it. */
enum report_export_remark {
    EXPORT_UNNAMED,    /* the record has no title */
    EXPORT_EXTRA,      /* the record is a trailer or another extra, and was not added */
    EXPORT_SHOW,       /* the service accepts only films */
    EXPORT_FILM,       /* the service accepts only shows */
    EXPORT_NO_IMDB,    /* the service identifies titles by their IMDb id */
    EXPORT_UNKEYED,    /* none of the ids that the service uses is known */
    EXPORT_UNSEARCHED, /* the record has no match key: the title was not searched for */
    EXPORT_UNMATCHED,  /* the record was not matched */
    EXPORT_LISTED,     /* the title is already on the list */
    EXPORT_TAKEN_OFF,  /* the user has removed the title from the list */
    EXPORT_NO_KEY,     /* neither an id that the service uses nor a year is known */
    EXPORT_NO_ID,      /* the title is in the file, but only with its name and year */
    EXPORT_NO_TMDB,    /* the film is in the file, but without the id that one kind of list needs */
    EXPORT_BY_NAME,    /* the title is in the file, but comes from the file name, without a match */
    EXPORT_OTHER_LIST, /* the title is in the file, but was meant for a list that the service does
                          not fill */
    EXPORT_REMARKS
};

/* The data of a format for another service. Zero it before use; free its contents with
 * report_export_release. */
struct report_export {
    struct titles titles; /* titles seen so far */
    size_t rows;          /* number of titles in the file */
    size_t repeats; /* number of further records of titles, except titles that are already on the
                       list; only report_export_match counts them */
    size_t bytes;   /* total bytes of the rows; only some formats count them */
    size_t remarks[EXPORT_REMARKS]; /* number of titles; for EXPORT_UNNAMED, EXPORT_EXTRA,
                                       EXPORT_UNSEARCHED and EXPORT_UNMATCHED, number of records */
};

/* Sets *subject to the title of the item, as Trakt or the catalogue has it. Returns false if an
 * earlier item had the same title. If a record was not searched for and counts->unmatched is set,
 * the title in its name is used. All other records without a match are left out and counted. So
 * are extras, unless they were requested. A line that is not a record is left out without being
 * counted. */
bool report_export_title(struct report_export *e, const struct outcome_counts *counts,
                         const struct outcome_item *item, struct subject *subject);

/* Does what report_export_title does, but only for matches. Records without a match, titles that
 * are already on the list, and titles that the user has removed from it are left out and
 * counted. */
bool report_export_match(struct report_export *e, const struct outcome_counts *counts,
                         const struct outcome_item *item, struct subject *subject);

/* Counts a title that was written to the file. `item` is the item that report_export_title
 * accepted. */
void report_export_written(struct report_export *e, const struct outcome_item *item);

/* Returns whether `type`, which the service accepts, is the type of the subject; otherwise counts
 * the subject. */
bool report_export_takes(struct report_export *e, const struct subject *subject,
                         enum media_type type);

/* Add the head and the tail of a JSON array with one row per line. Between rows, there is a comma
 * and a newline. */
void report_export_begin_array(struct buf *out, void *own, const struct outcome_counts *counts);
void report_export_end_array(struct buf *out, void *own, const struct outcome_counts *counts);

/* Adds "3 titles". If report_export_match found several files of a title, and no title was
 * left out with EXPORT_NO_KEY, adds "3 titles (of 5 files)". */
void report_export_count(struct buf *out, const struct report_export *e);

/* Adds the counts in words, on one line. Suitable as describe in struct report_format. */
void report_export_describe(struct buf *out, const void *export);

/* Frees the contents. Suitable as release in struct report_format. */
void report_export_release(void *export);

#endif
