/* What the readers of files share: one for each format. They find entries, and hand each on as JSON
 * text. */
#ifndef EXTRACT_PARTS_H
#define EXTRACT_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "extract/scanfile.h"
#include "extract/split.h"

enum {
    READING_BYTES = 65536, /* that are read at once */
    READING_HEAD = 4096,   /* that tell the format */
    READING_TEXTS_MAX = 1000,
};

/* One file while it is read. */
struct reading {
    struct scanfile *f;
    int fd;
    const char *name; /* in messages */
    const char *path; /* NULL: standard input */
    char *block;      /* READING_BYTES, and a NUL */
    size_t len;       /* of block, which nobody has used yet */
    bool ended;       /* there is no more than that */
    bool interrupted; /* or reading failed: the rest is not wanted */
    bool understood;  /* a document or a record was there */
    bool summary;     /* the totals of a scan were there */
    bool broken;
    bool markup;                        /* it begins as XML and HTML do */
    long long texts[READING_TEXTS_MAX]; /* the lines before that were not JSON */
    size_t text_count;
    const char *text_why; /* what was wrong with the first that looked like JSON */
    const char *hint;     /* what its first line probably is, and what to do; NULL: unknown */
    long long found, put, excluded, no_file, other, unscanned, orphans, clashes, missing;
};

/* Reads on into block, behind the len bytes that are in it, and waits until something is there.
 * Returns false when there is nothing more to be had: ended or interrupted says why. */
bool reading_more(struct reading *r);

/* Prints the records of an entry, the text of a JSON object, or the error that is there instead. */
void reading_item(struct reading *r, const struct split_item *item);

/* Prints the object that stands where no record is, and says so on standard error. A format without
 * lines leaves at->line 0. */
void reading_complain(struct reading *r, const char *code, const struct split_item *at,
                      const char *why);

/* --- The formats ----------------------------------------------------------------------------- */

/* What is above is in reading.c. format_X_is returns whether a file begins as that format does;
 * JSON is what is left. format_X_read prints the records of the file. */
bool format_csv_is(const char *head, size_t len);
void format_csv_read(struct reading *r);

bool format_yaml_is(const char *head, size_t len);
void format_yaml_read(struct reading *r);

bool format_database_is(const char *head, size_t len);
void format_database_read(struct reading *r);

void format_json_read(struct reading *r);

#endif
