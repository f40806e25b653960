/* A stream of records that is kept in a file, so that a later run can continue it.
 *
 * Two files hold it. FILE always has every record once: it is replaced as a whole, and only at the
 * beginning and at the end of a run. FILE.part has the output of the current run so far, line by
 * line. Stages print one line for each line that they read, in the same order. So line n of
 * FILE.part is the result of line n of FILE, even if several records have the same name. FILE.part
 * is locked while a program writes it. */
#ifndef RECORD_KEEP_H
#define RECORD_KEEP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/msg.h"

struct keep {
    char *file;
    char *part;
    int lock; /* a descriptor of part, which it locks; -1: not open */
};

/* Prepares for FILE, which need not exist. Returns false with why if it is not a regular file or
 * its parent directory does not exist (74), or another run writes it (75). The caller ends it with
 * keep_close. */
bool keep_open(struct keep *k, const char *file, struct why *why);
void keep_close(struct keep *k);

/* Replaces the content of FILE with the records of standard input. A line that is not a record
 * becomes a record with an error; *bad counts these. Returns false with why (74). */
bool keep_begin(const struct keep *k, size_t *bad, struct why *why);

/* Merges FILE.part into FILE, and removes FILE.part. An incomplete line in FILE.part is treated as
 * not printed. Any other line of FILE that is not a record becomes a record with an error; *bad
 * counts these. *left counts the records that a later run would try again. Returns false with why,
 * and leaves both files unchanged: 66 if neither exists, 74, or 65 if FILE.part has other records
 * than FILE, or no line is a record. */
bool keep_settle(const struct keep *k, size_t *bad, size_t *left, struct why *why);

/* Prints the records of FILE on standard output. Records that may be tried again are prepared for
 * that. Returns false with why (66). */
bool keep_resume(const struct keep *k, struct why *why);

/* Begins FILE.part: from now on, all output is written to FILE.part first, and then to standard
 * output (ndjson_tee). Returns false with why if it cannot be made (74), another run has it (75),
 * or an old one was never merged into FILE (73). */
bool keep_start_part(struct keep *k, struct why *why);

#endif
