/* Keeps a stream of records in a file, FILE, so that a later run can continue it.
 *
 * There are two files. FILE has every record once. It is replaced as a whole, and only at the
 * beginning and at the end of a run. FILE.part has the output of the current run so far, one record
 * a line, and is locked while a program writes it. Stages print one line for each line that they
 * read, in the same order. So line n of FILE.part is the result of line n of FILE, even if several
 * records have the same name. */
#ifndef RECORD_KEEP_H
#define RECORD_KEEP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/msg.h"

struct keep {
    char *file;
    char *part;
    int lock; /* the open descriptor of `part` that has its lock; -1: not open */
};

/* Prepares to keep records in `file` (FILE), which need not exist. Returns false with `why` if FILE
 * is not a regular file, or FILE or FILE.part cannot be written (74), or if another run is writing
 * them (75). Otherwise, the caller calls keep_close. */
bool keep_open(struct keep *k, const char *file, struct why *why);
void keep_close(struct keep *k);

/* Replaces the content of FILE with the records of standard input. A line that is not a record
 * becomes a record with an error; *bad is set to the number of such lines. On failure, returns
 * false with `why` (74). */
bool keep_begin(const struct keep *k, size_t *bad, struct why *why);

/* Merges FILE.part into FILE, and removes FILE.part. An incomplete line at the end of either file
 * is ignored. Any other line of FILE that is not a record becomes a record with an error; *bad is
 * set to the number of such lines. *left is set to the number of records that another run would
 * work on.
 *
 * On failure, returns false with `why` and leaves both files unchanged. `why` has 66 if neither
 * file exists or one cannot be opened, 65 if no line is a record or FILE.part has other records
 * than FILE, and 74 for other errors. */
bool keep_settle(const struct keep *k, size_t *bad, size_t *left, struct why *why);

/* Prints the records of FILE on standard output. Temporary errors and the results of a dry run are
 * left out, so that the stages work on those records again. Returns false with `why` (66) if FILE
 * cannot be opened. */
bool keep_resume(const struct keep *k, struct why *why);

/* Creates FILE.part. From then on, all output is written to FILE.part first, and then to standard
 * output (ndjson_tee). Returns false with `why` if FILE.part cannot be created (74), another run is
 * using it (75), or it has the output of an earlier run that was never merged into FILE (73). */
bool keep_start_part(struct keep *k, struct why *why);

#endif
