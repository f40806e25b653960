/* Titles with several files, and the best file of each. Memory is limited: only the ten best files
 * of each title are stored. After the maximum number of titles, further titles are left out. */
#ifndef PAGE_TWICE_H
#define PAGE_TWICE_H

#include <stddef.h>
#include <stdint.h>

#include "page/file.h"

/* A file of a title. `path` and `content` share one allocation, which begins at `path`. */
struct page_copy {
    char *path;
    char *content;      /* HTML: "1:52:03, 1080p, H.265, AC-3" */
    uint64_t size;      /* bytes; 0: not known */
    uint32_t rank;      /* a higher rank is better */
    uint32_t next;      /* index in `files` of the title's next worse file, from 1; 0: none */
    bool can_be_copied; /* the page shows the exact path */
};

/* A title, or an episode of a show. */
struct page_same {
    char *name;     /* HTML; NULL while there is only one file */
    uint64_t size;  /* total size of its files with a known size */
    uint32_t best;  /* index in `files` of its best file, from 1 */
    uint32_t count; /* number of its files */
    uint32_t kept;  /* number of its stored files, in the chain that begins at `best` */
};

/* Initialize with {0}; free with page_twice_release. */
struct page_twice {
    struct page_same *titles;
    struct page_copy *files;
    uint64_t *keys;  /* keys of `titles`, in the same order */
    uint32_t *slots; /* a hash table of indexes in `titles`, from 1; 0: empty */
    size_t title_count, title_room, file_count, file_room;
    size_t bytes;    /* total bytes of all paths and contents */
    size_t left_out; /* number of files not compared because there was no room */
};

/* Adds the file to its title. `key` is the subject_key of its film or show; 0: unknown. An
 * uncertain title is left out: a film that was not matched and has no year, or a show with neither
 * an episode nor a date. Editions and parts of a film are separate titles. */
void page_twice_add(struct page_twice *twice, const struct page_file *file, uint64_t key);

void page_twice_release(struct page_twice *twice);

#endif
