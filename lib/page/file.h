/* What a page tells of one record: its file's health, size and damage, and the words for all that.
 * Everything in a record may be of any type here; what is not as it should be is not there. */
#ifndef PAGE_FILE_H
#define PAGE_FILE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "page/chart.h"
#include "page/tally.h"
#include "record/outcome.h"
#include "record/subject.h"

enum { PAGE_MOST_SPANS = 32 };

/* Text is borrowed from the record. */
struct page_file {
    const struct outcome_item *item;
    bool has_subject;
    struct subject subject;
    const json_t *scan; /* NULL: nothing is told of the file */
    int health;         /* enum scan_status, or PAGE_UNKNOWN */
    bool has_size;
    uint64_t size;     /* bytes */
    double duration_s; /* running time that was decoded, for its damage; 0: not known */
    double length_s;   /* running time that the headers state, else duration_s; 0: not known */
    double damage;     /* the share of it; 0: none, or not known */
    struct page_span spans[PAGE_MOST_SPANS];
    size_t span_count;
};

/* Reads the item, which is borrowed. Pure. */
void page_file_read(const struct outcome_item *item, struct page_file *file);

/* A word, and how it looks: a class of the style sheet. */
struct page_word {
    const char *word; /* "Sound" */
    const char *key;  /* for the filters: "sound" */
    const char *look; /* good, there, plan, doubt, bad, blank */
};

/* By PAGE_HEALTHS, and by enum outcome. */
extern const struct page_word page_healths[PAGE_HEALTHS];
extern const struct page_word page_outcomes[OUTCOMES];

/* Returns whether anybody should have a look at what became of it, besides what the scan says. */
bool page_is_trouble(enum outcome outcome);

/* Adds what the scan says of the file: its reasons as a list, and its damage along the time. */
void page_file_reasons(struct buf *out, const struct page_file *file);

/* Adds what was thought of and why it was not it; or the message. Nothing when there is neither. */
void page_file_outcome(struct buf *out, const struct page_file *file);
/* Returns whether that adds anything. */
bool page_file_has_outcome(const struct page_file *file);

enum { PAGE_MOST_ID = 80 }; /* bytes of an id in a link; a longer one has no link */

/* Adds the title with its year: "Heat (1995)". */
void page_file_name(struct buf *out, const struct page_file *file);

/* Adds the same and what it is: "Heat (1995)", "film". */
void page_file_title(struct buf *out, const struct page_file *file);

/* Adds what it is: "film", "show S01E02". */
void page_file_kind(struct buf *out, const struct page_file *file);

/* Adds the season and the episode of a show's file: "S01E02"; nothing when unknown. */
void page_file_part(struct buf *out, const struct outcome_item *item);

/* Adds links to the title's pages, where its ids are known. */
void page_links(struct buf *out, const struct subject *subject);

/* Adds the folder that the path is in; nothing where it has none. */
void page_file_folder(struct buf *out, const char *path);

/* Returns whether the page shows the path of the item's file as it is, so that it can be copied. */
bool page_file_is_exact(const struct outcome_item *item);

/* Adds "1:52:03, 1080p, H.265, HDR10, AC-3": the content of the file as its headers state it;
 * nothing when they state nothing. */
void page_file_content(struct buf *out, const struct outcome_item *item);

#endif
