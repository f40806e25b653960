/* Reads a record for the page, and writes parts of it as HTML. Any member of a record can have any
 * type; invalid members count as missing. */
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

/* The strings belong to the record. */
struct page_file {
    const struct outcome_item *item;
    bool has_subject;
    struct subject subject;
    const json_t *scan; /* NULL: the file was not scanned */
    int health;         /* enum scan_status, or PAGE_UNKNOWN (tally.h) */
    bool has_size;
    uint64_t size;     /* bytes */
    double duration_s; /* decoded running time, to which the damage refers; 0: unknown */
    double length_s;   /* running time from the headers, or else duration_s; 0: unknown */
    double damage;     /* damaged share of the running time; 0: none, or unknown */
    struct page_span spans[PAGE_MOST_SPANS];
    size_t span_count;
};

/* Reads `item` into `file`, which keeps a pointer to it. Pure. */
void page_file_read(const struct outcome_item *item, struct page_file *file);

/* A word for a state or an outcome. */
struct page_word {
    const char *word; /* "Healthy" */
    const char *key;  /* its key in the filters: "sound" */
    const char *look; /* class in page.css: good, there, plan, doubt, bad or blank */
};

/* Indexed by page_file.health and by enum outcome. */
extern const struct page_word page_healths[PAGE_HEALTHS];
extern const struct page_word page_outcomes[OUTCOMES];

/* Returns whether the outcome is a problem that the user should check. Ignores the file's
 * health. */
bool page_is_trouble(enum outcome outcome);

/* Adds the reasons that the scan gave, the damaged share, and a chart of the damaged spans. */
void page_file_reasons(struct buf *out, const struct page_file *file);

/* Adds the reason for the outcome, if there is one, and the candidates with the arguments for and
 * against each. */
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

/* Adds the season and the episode: "S01E02". An unknown number is left out. */
void page_file_part(struct buf *out, const struct outcome_item *item);

/* Adds links to the title's pages on Trakt, IMDb, TMDB and TVDB, if their ids are known. */
void page_links(struct buf *out, const struct subject *subject);

/* Adds the parent directory of the path. Adds nothing if the path has none, or is NULL. */
void page_file_folder(struct buf *out, const char *path);

/* Returns whether the page shows the exact path of the item's file. Only such a path can be
 * copied. */
bool page_file_is_exact(const struct outcome_item *item);

/* Adds the content of the file according to its headers: "1:52:03, 1080p, H.265, HDR10, AC-3".
 * Unknown values are left out. */
void page_file_content(struct buf *out, const struct outcome_item *item);

#endif
