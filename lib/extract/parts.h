/* Declarations shared by the readers of the file formats. A reader finds the entries of a file, and
 * passes each entry to reading_item as JSON text. */
#ifndef EXTRACT_PARTS_H
#define EXTRACT_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "extract/scanfile.h"
#include "extract/split.h"

enum {
    READING_BYTES = 65536,    /* maximum number of bytes per read */
    READING_HEAD = 4096,      /* number of bytes examined to find the format */
    READING_TEXTS_MAX = 1000, /* maximum number of non-JSON lines before a document */
};

/* A file while it is being read. */
struct reading {
    struct scanfile *f;
    int fd;
    const char *name; /* the file's name in messages */
    const char *path; /* NULL: standard input */
    char *block;      /* a buffer of READING_BYTES bytes, and a NUL */
    size_t len;       /* number of bytes in `block` that are not processed yet */
    bool ended;       /* the end of the file was reached */
    bool interrupted; /* the user has interrupted the program */
    bool understood;  /* a document or a record was found */
    bool summary;     /* the totals of a scan were found */
    bool broken;      /* the rest of the file cannot be read; this has been reported */
    bool markup;      /* the file begins like XML or HTML */
    /* The line numbers of the lines that are not JSON, up to the first document or record. */
    long long texts[READING_TEXTS_MAX];
    size_t text_count;
    const char *text_why; /* the error in the first of these lines that looks like JSON, or NULL */
    const char *hint;     /* what the first line probably is, and what to do; NULL: unknown */
    /* Counts of entries, for the notes at the end. */
    long long found, put, excluded, no_file, other, unscanned, orphans, clashes, missing;
};

/* Waits for input, and appends it to `block`. At the end of the file, sets `ended` and returns
 * true. Returns false if the user has interrupted the program (sets `interrupted`), or on an error,
 * which is reported (sets `broken`). */
bool reading_more(struct reading *r);

/* Converts an entry in JSON, and prints its records. If the entry is invalid, prints an error
 * object instead. */
void reading_item(struct reading *r, const struct split_item *item);

/* Prints an error object, and reports the error on standard error. `at` is the position of the
 * error; at->line is 0 if the format has no lines. */
void reading_complain(struct reading *r, const char *code, const struct split_item *at,
                      const char *why);

/* --- The formats ----------------------------------------------------------------------------- */

/* format_X_is returns whether a file that begins with `head` has the format X. If none of them
 * returns true, the file is read as JSON. format_X_read prints the records of the file. */
bool format_csv_is(const char *head, size_t len);
void format_csv_read(struct reading *r);

bool format_yaml_is(const char *head, size_t len);
void format_yaml_read(struct reading *r);

bool format_database_is(const char *head, size_t len);
void format_database_read(struct reading *r);

void format_json_read(struct reading *r);

#endif
