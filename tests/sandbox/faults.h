/* Deliberate faults: a table of kinds, and those requested in this run. */
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
    unsigned after, times; /* skip that many requests; then strike that many times, 0: always */
    unsigned seen, struck;
    bool now; /* it strikes the current request */
};

struct faults {
    struct fault *all;
    size_t count;
    const char *path; /* a file that is read at each request and replaces all faults, or NULL */
    char *text;       /* its last contents */
    /* The faults that the handler of the current request must make. */
    unsigned stale_reads;
    bool drop_item;
    bool change_name;
};

/* Parses METHOD PATHGLOB [after=N] [times=N] KIND [key=value...]. Returns NULL, or the error (a
 * constant). */
const char *faults_parse(struct faults *faults, const char *text);
void faults_release(struct faults *faults);

/* Reads the faults of path again if the file has changed: one per line, # begins a comment. All
 * counts then restart. An invalid line is reported and left out. A file that cannot be read is
 * reported, and changes nothing. */
void faults_follow(struct faults *faults);

/* Returns the kinds of the faults that strike the current request, separated by commas; NULL if no
 * fault strikes. The caller frees it. */
CVI_MUST_USE char *faults_struck(const struct faults *faults);

/* Chooses the faults that strike this request. Returns true if one has made the answer, and the
 * request must not be applied. */
bool faults_before(struct faults *faults, const struct request *request, struct answer *answer);

/* Clears the faults for a request that no fault strikes, and that does not count. */
void faults_rest(struct faults *faults);

/* Applies the faults to the answer. */
void faults_after(struct faults *faults, struct answer *answer);

/* Prints one line for each kind. */
void faults_print(FILE *stream);

#endif
