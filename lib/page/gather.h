/* The data for the top of a page, gathered from all records. Memory is limited: the first entries
 * of each list are kept, and all others are only counted. */
#ifndef PAGE_GATHER_H
#define PAGE_GATHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/gzip.h"
#include "page/change.h"
#include "page/facet.h"
#include "page/file.h"
#include "page/list.h"
#include "page/tally.h"
#include "page/twice.h"
#include "record/titles.h"

/* The lists of files to check. A file can be in several of them. */
enum page_notice {
    PAGE_CORRUPT,
    PAGE_SUSPICIOUS,
    PAGE_AMBIGUOUS,
    PAGE_NOT_FOUND,
    PAGE_TROUBLE, /* errors, full lists, titles not tried, lines that are not records */
    PAGE_DIFFERS, /* files with contradictions, see differ.h */
    PAGE_NOTICES
};

/* The lists of titles, one for each of the first three values of enum outcome: titles that were
 * added, are on the user's list already, or would be added. */
enum { PAGE_TITLES = OUTCOME_WOULD_ADD + 1 };

enum {
    PAGE_FIRST_DECADE = 1870,
    PAGE_DECADES = 18,
    PAGE_MOST_FOLDERS = 8192,
    PAGE_MOST_SHOWS = 8192,
    PAGE_NOTICES_SHOWN = 60,
    PAGE_TITLES_SHOWN = 400,
};

/* Initialize with {0}; free with page_gather_release. */
struct page_gather {
    struct page_sum all;
    size_t sized;             /* files whose size is known */
    char first[11], last[11]; /* days of the earliest and latest scan: "2026-11-22"; "": unknown */
    struct page_tallies folders; /* by path, with its final "/" */
    struct page_tallies shows;
    size_t decades[PAGE_DECADES]; /* number of films of each decade */
    size_t undated;               /* films without a year, or with a year outside these decades */
    struct titles films;
    struct page_list notices[PAGE_NOTICES];
    struct page_list titles[PAGE_TITLES]; /* the counts are numbers of titles, not of files */
    struct page_facets facets;
    struct page_twice twice;
    struct page_changes changes;
    struct buf folder;   /* parent directory of the last file */
    uint64_t folder_key; /* key of `folder` */
    /* For data.c: the current line, and compressed data that is not in the page yet. */
    struct gzip_pack *pack;
    struct buf line, packed;
    char values[PAGE_FACETS]; /* the last file's letters, see facet.h */
};

/* Counts the file, and adds it to the lists to which it belongs. */
void page_gather_add(struct page_gather *all, const struct page_file *file);

void page_gather_release(struct page_gather *all);

#endif
