/* A stream of records that is kept in a file, so that a later run can go on from it.
 *
 * Two files hold it. FILE has every record once, whatever happens: it is replaced whole, and only
 * at the beginning and at the end of a run. FILE.part has what the run under way has put out so
 * far, line by line. Stages put out one line for each that they read, in the same order; so line n
 * of FILE.part is what has become of line n of FILE, and two records of the same name are no
 * riddle. FILE.part is locked for as long as somebody writes it. */
#ifndef RECORD_KEEP_H
#define RECORD_KEEP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/msg.h"

struct keep {
    char *file;
    char *part;
    int lock; /* a descriptor of part, which it locks; -1: there is none */
};

/*
 * Prepares for FILE, which need not be there. False with why when it is no regular file, or its
 * directory is not there (74), or another run writes it (75). End with keep_close. */
bool keep_open(struct keep *k, const char *file, struct why *why);
void keep_close(struct keep *k);

/*
 * Makes the records of standard input the ones that FILE has, in place of whatever was there. A
 * line that is none becomes a record that says so; *bad counts them. False with why (74). */
bool keep_begin(const struct keep *k, size_t *bad, struct why *why);

/*
 * Takes into FILE what FILE.part has, and removes FILE.part. A line there that is torn counts as
 * not put out; any other line of FILE that is not a record becomes a record that says so, and *bad
 * counts those. *left counts the records that a later run would try again. False with why, and both
 * files as they were: 66 when there is neither, 74, or 65 when FILE.part is of other records than
 * FILE, or no line is a record. */
bool keep_settle(const struct keep *k, size_t *bad, size_t *left, struct why *why);

/* Puts the records of FILE to standard output, those that may be tried again ready for that. False
 * with why (66). */
bool keep_resume(const struct keep *k, struct why *why);

/*
 * Begins FILE.part: from now on, what is put to standard output is there first (ndjson_tee). False
 * with why when it cannot be made (74), another run has it (75), or there is one that was never
 * taken into FILE (73). */
bool keep_start_part(struct keep *k, struct why *why);

#endif
