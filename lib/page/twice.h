/* Titles with several files, and the best file of each. Memory is bounded: the ten best files of
 * each title are kept, and titles that do not fit are not compared. */
#ifndef PAGE_TWICE_H
#define PAGE_TWICE_H

#include <stddef.h>
#include <stdint.h>

#include "page/file.h"

/* A file. path and content share one allocation, which begins at path. */
struct page_copy {
    char *path;
    char *content;      /* HTML: "1:52:03, 1080p, H.265, AC-3" */
    uint64_t size;      /* bytes; 0: not known */
    uint32_t rank;      /* the higher, the better */
    uint32_t next;      /* index of the next worse file of the title, from 1; 0: none */
    bool can_be_copied; /* the page shows the exact path */
};

/* A title, or an episode of a show. */
struct page_same {
    char *name;     /* HTML; NULL while there is only one file */
    uint64_t size;  /* of all its files with a known size */
    uint32_t best;  /* its index in files, from 1 */
    uint32_t count; /* files */
    uint32_t kept;  /* number of files in the chain */
};

/* The caller starts with {0}, and ends it with page_twice_release. */
struct page_twice {
    struct page_same *titles;
    struct page_copy *files;
    uint64_t *keys;  /* of the titles, by index */
    uint32_t *slots; /* a hash table of indexes in titles, from 1; 0: empty */
    size_t title_count, title_room, file_count, file_room;
    size_t bytes;    /* total bytes of all paths and contents */
    size_t left_out; /* files that were not compared for lack of room */
};

/* Notes the file under its title. key is the subject's; 0: the file has none. Files with an
 * uncertain title are left out: a film that was not matched needs a year, a show's file an episode
 * or a date. Editions and parts of a film are separate titles. */
void page_twice_add(struct page_twice *twice, const struct page_file *file, uint64_t key);

void page_twice_release(struct page_twice *twice);

#endif
