/* The files of a storm: a scan document with names of all kinds, and the title of each file. The
 * titles are known because the names are made from them. */
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
    bool clear; /* its name with its year fits no other title */
    bool alone; /* its name without a year fits no other title */
};

/* The expected output, in this order. */
struct expected {
    char *file;      /* the exact bytes of the path; NULL for a line without a file */
    long title;      /* the index in titles; -1: no title may be found */
    bool unreadable; /* cvi-extract reports the file as unreadable */
};

struct library {
    struct title *titles;
    size_t title_count;
    struct expected *files;
    size_t file_count;
    struct bytes scan; /* the document */
    bool has_lines;    /* a line (or entry) without a file is broken */
    bool has_unclear;  /* a file's health is unknown */
};

/* Reads the catalogue and draws a library of `size` files. Dies without a catalogue. */
void library_make(struct library *library, const char *catalog, struct dice *dice, unsigned size,
                  bool with_ambiguous);
void library_release(struct library *library);

/* Returns "movie:481" for a title. The caller frees it. */
char *library_name(const struct title *title) __attribute__((warn_unused_result));

/* Returns whether the title is in the library. */
bool library_wants(const struct library *library, long title);

#endif
