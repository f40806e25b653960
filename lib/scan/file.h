/* Scans one file: opens it, walks its structure, decodes it as far as required, hashes it, and
 * judges it. */
#ifndef SCAN_FILE_H
#define SCAN_FILE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/blake2b.h"
#include "base/buf.h"
#include "probe/batch.h"
#include "probe/probe.h"
#include "scan/verdict.h"
#include "walk/walk.h"

/* The settings for all files. */
struct scan_way {
    enum scan_mode mode;
    const struct probe_tool *tool; /* without a path: no decoding */
    unsigned stall_s;              /* as in struct probe_request; mode full has no timeout */
    bool hash;
    bool content;        /* note stretches without picture or sound, if the whole file is decoded */
    int interrupt;       /* readable: stop */
    int64_t deadline_ms; /* on the steady clock: no file is started after this time; 0: none */
    uint64_t batch_memory; /* bytes that one process may take for decoding several files, in
                            * addition to its basic need (about 55 MB); 0: no limit */
};

enum { SCAN_HASH_SIZE = BLAKE2B_SIZE * 2 + 1 };

/* The request for one file. */
struct scan_request {
    const char *path;
    const char *expected_hash;   /* the hash from an earlier scan with the same size and time; NULL:
                                  * not known */
    unsigned threads;            /* maximum for a decoder of the whole file; 0: one */
    bool enough;                 /* only the hash is required */
    _Atomic int64_t *decoded_ms; /* receives the decoder's progress; NULL: not required */
    _Atomic int64_t *duration_ms; /* receives the whole running time; 0: not known */
};

struct scan_result {
    int error;        /* errno if the file cannot be opened, and the rest is unset; otherwise 0 */
    bool interrupted; /* the scan was stopped, so there is no verdict */
    bool unchanged;   /* only the hash was checked, and it is as expected */
    struct stat about;
    struct scan_verdict verdict;
    enum scan_depth depth; /* the depth that was reached */
    bool tried_all;        /* the last pass was to decode the whole file */
    double decoded_s, damaged_s;
    double length_s;                           /* running time that should be decoded; -1: not
                                                * known */
    struct probe_span spans[PROBE_MOST_SPANS]; /* the damaged spans */
    size_t span_count;
    struct probe_stretches stretches; /* of the decoded part, if requested */
    char hash[SCAN_HASH_SIZE];        /* hexadecimal, "" if not requested */
    int64_t ms;                       /* time spent */
    const struct walk_kind *kind;     /* this and the following members: for --explain */
    struct content content;           /* according to the headers */
    double duration_s;
    uint64_t bytes_read, elements;
    enum finding_weight walk_says, samples_say, all_says;
    bool sampled;
};

/* The scan of a file, pass after pass. */
struct scan_look;

/* Opens, hashes and walks the file. Borrows all three arguments until the end. Any number of
 * threads may call this at once. The caller ends it with scan_look_finish_take. */
CVI_MUST_USE struct scan_look *scan_look_new(const struct scan_way *way,
                                             const struct scan_request *request,
                                             struct scan_result *result);

/* Returns whether the next pass decodes samples of a file without findings so far, so that one
 * decoder may do this for several files. */
bool scan_look_may_join(const struct scan_look *look);

/* Describes the file for a batch. The filename is borrowed from the request. */
void scan_look_describe(const struct scan_look *look, struct probe_batch_file *file);

/* Records that a batch has decoded the samples, in ms for this file. cleared: without findings;
 * otherwise the result is unknown. */
void scan_look_sampled(struct scan_look *look, bool cleared, int64_t ms);

/* Runs the remaining passes, and judges the file. Takes ownership of look. */
void scan_look_finish_take(struct scan_look *look);

/* Returns whether the user wants to stop the scan. */
bool scan_is_interrupted(const struct scan_way *way);

/* A version number that changes when the walk would give other results for the same file. */
enum { SCAN_FILE_ENGINE = 5 };

#endif
