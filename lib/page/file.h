/* The data of one record for the page: the health, size and damage of its file, and the words for
 * these. Any member of a record may have any type; invalid members are treated as missing. */
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

/* Strings are borrowed from the record. */
struct page_file {
    const struct outcome_item *item;
    bool has_subject;
    struct subject subject;
    const json_t *scan; /* NULL: the file was not scanned */
    int health;         /* enum scan_status, or PAGE_UNKNOWN (tally.h) */
    bool has_size;
    uint64_t size;     /* bytes */
    double duration_s; /* decoded running time, to which the damage refers; 0: not known */
    double length_s;   /* running time from the headers, otherwise duration_s; 0: not known */
    double damage;     /* damaged share of the running time; 0: none, or not known */
    struct page_span spans[PAGE_MOST_SPANS];
    size_t span_count;
};

/* Reads the item, which is borrowed. Pure. */
void page_file_read(const struct outcome_item *item, struct page_file *file);

/* A word and its look: a class of the style sheet. */
struct page_word {
    const char *word; /* "Healthy" */
    const char *key;  /* for the filters: "sound" */
    const char *look; /* good, there, plan, doubt, bad, blank */
};

/* The indexes are page_file.health and enum outcome. */
extern const struct page_word page_healths[PAGE_HEALTHS];
extern const struct page_word page_outcomes[OUTCOMES];

/* Returns whether the outcome is a problem that the user should check. The file's health is not
 * considered. */
bool page_is_trouble(enum outcome outcome);

/* Adds the reasons that the scan gave, as a list, and the damage along the running time. */
void page_file_reasons(struct buf *out, const struct page_file *file);

/* Adds the candidates and the reasons against them. Without candidates, adds the message, if there
 * is one. */
void page_file_outcome(struct buf *out, const struct page_file *file);
/* Returns whether page_file_outcome adds anything. */
bool page_file_has_outcome(const struct page_file *file);

enum { PAGE_MOST_ID = 80 }; /* maximum bytes of an id in a link; a longer id gets no link */

/* Adds the title with its year: "Heat (1995)". */
void page_file_name(struct buf *out, const struct page_file *file);

/* Adds the title and its kind: "Heat (1995) film". */
void page_file_title(struct buf *out, const struct page_file *file);

/* Adds the kind: "film", "show S01E02". */
void page_file_kind(struct buf *out, const struct page_file *file);

/* Adds the season and the episode of a show's file: "S01E02"; nothing when unknown. */
void page_file_part(struct buf *out, const struct outcome_item *item);

/* Adds links to the title's pages, if its ids are known. */
void page_links(struct buf *out, const struct subject *subject);

/* Adds the parent directory of the path; nothing if it has none. */
void page_file_folder(struct buf *out, const char *path);

/* Returns whether the page shows the exact path of the item's file, so that it can be copied. */
bool page_file_is_exact(const struct outcome_item *item);

/* Adds "1:52:03, 1080p, H.265, HDR10, AC-3": the content of the file as its headers state it;
 * nothing if it is unknown. */
void page_file_content(struct buf *out, const struct outcome_item *item);

#endif
