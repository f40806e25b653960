/* The declarations that the readers of files share. Each format has a reader, which finds entries
 * and passes each on as JSON text. */
#ifndef EXTRACT_PARTS_H
#define EXTRACT_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "extract/scanfile.h"
#include "extract/split.h"

enum {
    READING_BYTES = 65536, /* read at once */
    READING_HEAD = 4096,   /* checked to find the format */
    READING_TEXTS_MAX = 1000,
};

/* One file while it is read. */
struct reading {
    struct scanfile *f;
    int fd;
    const char *name; /* in messages */
    const char *path; /* NULL: standard input */
    char *block;      /* READING_BYTES, and a NUL */
    size_t len;       /* unused bytes of block */
    bool ended;       /* no more bytes will come */
    bool interrupted; /* interrupted, or reading failed: the rest is not read */
    bool understood;  /* a document or a record was found */
    bool summary;     /* the totals of a scan were found */
    bool broken;
    bool markup;                        /* it begins like XML or HTML */
    long long texts[READING_TEXTS_MAX]; /* the numbers of the lines before that were not JSON */
    size_t text_count;
    const char *text_why; /* the error of the first such line that looked like JSON */
    const char *hint;     /* the probable kind of the first line, and what to do; NULL: unknown */
    long long found, put, excluded, no_file, other, unscanned, orphans, clashes, missing;
};

/* Reads into block, after the len bytes in it, and waits for input. Returns false, with ended or
 * interrupted set, if no more bytes will come. */
bool reading_more(struct reading *r);

/* Prints the records of an entry, which is the text of a JSON object; prints an error if it has
 * none. */
void reading_item(struct reading *r, const struct split_item *item);

/* Prints an error object in the place of a record, and reports it on standard error. A format
 * without lines leaves at->line 0. */
void reading_complain(struct reading *r, const char *code, const struct split_item *at,
                      const char *why);

/* --- The formats ----------------------------------------------------------------------------- */

/* The functions above are in reading.c. format_X_is returns whether a file begins like that format;
 * other files are read as JSON. format_X_read prints the records of the file. */
bool format_csv_is(const char *head, size_t len);
void format_csv_read(struct reading *r);

bool format_yaml_is(const char *head, size_t len);
void format_yaml_read(struct reading *r);

bool format_database_is(const char *head, size_t len);
void format_database_read(struct reading *r);

void format_json_read(struct reading *r);

#endif
