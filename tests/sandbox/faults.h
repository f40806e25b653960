/* What can go wrong on purpose: a table of kinds, and the ones asked for in this run. */
#ifndef SANDBOX_FAULTS_H
#define SANDBOX_FAULTS_H

#include "base/buf.h"
#include "exchange.h"

#include <stdio.h>

struct fault {
    const struct fault_kind *kind;
    char *method, *glob, *body; /* body may be NULL */
    long number;                /* of KIND=NUMBER, or -1 */
    long retry_after;           /* seconds, or -1 */
    bool with_url;
    unsigned after, times; /* skip that many requests; then strike that often, 0: always */
    unsigned seen, struck;
    bool now; /* it strikes the present request */
};

struct faults {
    struct fault *all;
    size_t count;
    const char *path; /* a file that is read at each request and replaces them all, or NULL */
    char *text;       /* what was in it last */
    /* What the handler of the present request is to do wrong. */
    unsigned stale_reads;
    bool drop_item;
    bool change_name;
};

/* Reads METHOD PATHGLOB [after=N] [times=N] KIND [key=value...]. Returns NULL, or what is wrong
 * with it (a constant). */
const char *faults_parse(struct faults *faults, const char *text);
void faults_release(struct faults *faults);

/* Reads the faults of path anew when its text is another than last time: one on each line, # begins
 * a comment. Then all begin to count anew. A line that is none is told, and left out; so is a file
 * that cannot be read, which changes nothing. */
void faults_follow(struct faults *faults);

/* The kinds of those that strike the present request, with commas between; NULL when none does.
 * New. */
CVI_MUST_USE char *faults_struck(const struct faults *faults);

/* Chooses the faults that strike this request. True when one of them has made the answer, and
 * the request is not to be applied. */
bool faults_before(struct faults *faults, const struct request *request, struct answer *answer);

/* None of them strikes this request, which does not count for them. */
void faults_rest(struct faults *faults);

/* Spoils the answer. */
void faults_after(struct faults *faults, struct answer *answer);

/* One line for each kind. */
void faults_print(FILE *stream);

#endif
