/* Reading what comes in pages: completely, or not at all. For trakt's own files. */
#ifndef TRAKT_PAGE_H
#define TRAKT_PAGE_H

#include "trakt/call.h"

/* What is read, and who takes it. */
struct trakt_pages {
    const char *path; /* without a query */
    const char *what; /* "lists", for messages */
    bool optional;    /* a 404 for the first page says that there are none */

    /* Takes one page's body; *count is how many there are then, with those of the pages before.
     * False with error when it cannot be used. */
    bool (*take)(void *context, const char *text, size_t len, size_t *count,
                 struct trakt_error *error);

    /* Whether all that was taken can be all there is. False with error. May be NULL. */
    bool (*check)(void *context, struct trakt_error *error);

    void (*forget)(void *context); /* gives back what was taken */
    void *context;
};

/*
 * Reads all pages in their order, several at a time. The page numbers, their count, their size and
 * the number of entries must agree, on each page and with what came. When they do not, it is all
 * read once more, for something may have changed meanwhile; then it fails, and nothing is left of
 * what was taken. Pagination: https://docs.trakt.tv, as of September 2026 (four X-Pagination
 * headers; 250 a page at most; a limit that is too large is made smaller). */
bool trakt_read_pages(struct trakt *trakt, const struct trakt_pages *pages,
                      struct trakt_error *error);

#endif
