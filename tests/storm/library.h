/* The files of a storm: a scan document with names of all kinds, and what each of them is. The
 * truth is known because the names are made from titles, not the other way round. */
#ifndef STORM_LIBRARY_H
#define STORM_LIBRARY_H

#include "bytes.h"
#include "dice.h"

/* A title of the catalogue. */
struct title {
    bool is_show;
    long trakt;
    int year;
    char *name;
    char *keys; /* "|name|original|alias|", letters and digits only, in lower case */
    bool clear; /* its name with its year can be no other title */
    bool alone; /* its name without a year neither */
};

/* What must come out, in this order. */
struct expected {
    char *file;      /* the exact bytes of the path; NULL for a line that tells of no file */
    long title;      /* the place in titles, or -1: nothing may be found for it */
    bool unreadable; /* cvi-extract says so */
};

struct library {
    struct title *titles;
    size_t title_count;
    struct expected *files;
    size_t file_count;
    struct bytes scan; /* the document */
    bool has_lines;    /* what tells of no file is a line (or an entry) that is broken */
    bool has_unclear;  /* ... a file whose health cannot be told */
};

/* Reads the catalogue and draws a library of `size` files. Dies when there is no catalogue. */
void library_make(struct library *library, const char *catalog, struct dice *dice, unsigned size,
                  bool with_ambiguous);
void library_release(struct library *library);

/* "movie:481" of a title. The caller frees. */
char *library_name(const struct title *title) __attribute__((warn_unused_result));

/* Is the title in the library? */
bool library_wants(const struct library *library, long title);

#endif
