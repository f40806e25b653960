/*
 * Keeps a stream of records in a file, so that a later run can continue it.
 *
 * There are two files. FILE has all records. It is replaced only at the beginning and at the end of
 * a run. FILE.part has the output of the current run so far, one record a line, and is locked while
 * a program writes it. Line n of FILE.part is the result for line n of FILE. */
#ifndef RECORD_KEEP_H
#define RECORD_KEEP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/msg.h"

struct keep {
    char *file;
    char *part;
    int lock; /* the locked descriptor of `part`; -1: not open */
};

/* Prepares to keep records in `file` (FILE), which need not exist. After success, the caller calls
 * keep_close. Returns false with `why`; its exit status is 74 if FILE is not a regular file, or if
 * FILE or FILE.part cannot be written; 75 if another run is writing to them. */
bool keep_open(struct keep *k, const char *file, struct why *why);
void keep_close(struct keep *k);

/* Replaces the contents of FILE with the records of standard input, and removes FILE.part. A line
 * that is not a record becomes a record with an error; *bad is set to the number of such lines.
 * Returns false with `why` (exit status 74). */
bool keep_begin(const struct keep *k, size_t *bad, struct why *why);

/*
 * Merges FILE.part into FILE, and removes FILE.part. Ignores an incomplete line at the end of
 * either file. Any other line of FILE that is not a record stays in FILE; *bad is set to the number
 * of such lines. *left is set to the number of records that another run would work on.
 *
 * On failure, leaves both files unchanged and returns false with `why`. Its exit status is 66 if
 * neither file exists or one cannot be opened. It is 65 if FILE is compressed, if FILE has lines
 * but neither file has records, or if a line of FILE.part is for another video than the same line
 * of FILE. It is 74 for other errors. */
bool keep_settle(const struct keep *k, size_t *bad, size_t *left, struct why *why);

/* Prints the records of FILE on standard output. A line that is not a record is printed as a record
 * with an error. Leaves out temporary errors and results of a dry run, so that the programs of the
 * pipeline work on these records again. Returns false with `why` (exit status 66) if FILE cannot be
 * opened. */
bool keep_resume(const struct keep *k, struct why *why);

/* Creates FILE.part. From then on, all output is written to FILE.part and to standard output
 * (ndjson_tee). Returns false with `why`; its exit status is 74 if FILE.part cannot be created; 75
 * if another run is using it; 73 if it has the output of an interrupted run. */
bool keep_start_part(struct keep *k, struct why *why);

#endif
