/* Titles of which there are several files, and which of these is the best. Its memory is bounded:
 * of each title the ten best files are kept, and titles that come when it is full are not compared.
 */
#ifndef PAGE_TWICE_H
#define PAGE_TWICE_H

#include <stddef.h>
#include <stdint.h>

#include "page/file.h"

/* A file. path and content are in one allocation, which path is the beginning of. */
struct page_copy {
    char *path;
    char *content;      /* HTML: "1:52:03, 1080p, H.265, AC-3" */
    uint64_t size;      /* bytes; 0: not known */
    uint32_t rank;      /* the higher, the better */
    uint32_t next;      /* of the same title, the next worse one: its place, from 1 on; 0: none */
    bool can_be_copied; /* path is on the page as it is */
};

/* A title, or an episode of one. */
struct page_same {
    char *name;     /* HTML; NULL while there is one file */
    uint64_t size;  /* of all its files whose size is known */
    uint32_t best;  /* its place in files, from 1 on */
    uint32_t count; /* files */
    uint32_t kept;  /* files that are in the chain */
};

/* Start with {0}; end with page_twice_release. */
struct page_twice {
    struct page_same *titles;
    struct page_copy *files;
    uint64_t *keys;  /* of the titles, by their place */
    uint32_t *slots; /* a hash table of places in titles, from 1 on; 0: nothing */
    size_t title_count, title_room, file_count, file_room;
    size_t bytes;    /* of all paths and contents */
    size_t left_out; /* files that were not compared, because it is full */
};

/* Notes the file under its title. key is the subject's; 0: the file has none. Files whose title is
 * not certain enough are passed over: a film that was not matched needs a year, a show's file an
 * episode or a date. Editions and parts of a film are titles of their own. */
void page_twice_add(struct page_twice *twice, const struct page_file *file, uint64_t key);

void page_twice_release(struct page_twice *twice);

#endif
