/* Scans one file: hashes it if required, checks its structure (the walk, in lib/walk), decodes
 * parts or all of it, and judges it. */
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
    const struct probe_tool *tool; /* if it has no path, nothing is decoded */
    unsigned stall_s;              /* as in struct probe_request; mode full has no stall limit */
    bool hash;
    bool content;        /* if the whole file is decoded, find stretches without picture or sound */
    int interrupt;       /* a descriptor: if it becomes readable, the scan stops; -1: not used */
    int64_t deadline_ms; /* on the steady clock: no file is started after this time; 0: no limit */
    /* Maximum bytes that a process uses for decoding a batch of files, in addition to its basic
     * memory (about 55 MB). 0: no limit. */
    uint64_t batch_memory;
};

enum { SCAN_HASH_SIZE = BLAKE2B_SIZE * 2 + 1 };

/* The request for one file. */
struct scan_request {
    const char *path;
    /* The hash from an earlier scan, if size and modification time are unchanged; NULL: unknown. */
    const char *expected_hash;
    unsigned threads; /* maximum threads for decoding the whole file; 0: one */
    /* An earlier result is still valid. The file is only hashed, unless its hash has changed. */
    bool enough;
    _Atomic int64_t *decoded_ms;  /* receives the decoder's progress; NULL: not required */
    _Atomic int64_t *duration_ms; /* receives the whole running time; NULL: not required */
};

struct scan_result {
    int error; /* 0, or errno if the file could not be opened; no other member is valid then */
    /* There is no verdict, because the user stopped the scan or the time limit has passed. */
    bool interrupted;
    bool unchanged; /* the file was only hashed, and its earlier result is still valid */
    struct stat about;
    struct scan_verdict verdict;
    enum scan_depth depth; /* the depth that was reached */
    bool tried_all;        /* a decoder for the whole file was run; it may have failed */
    double decoded_s, damaged_s;
    double length_s;                           /* expected running time; -1: not known */
    struct probe_span spans[PROBE_MOST_SPANS]; /* the damaged spans */
    size_t span_count;
    /* Stretches without picture or sound; empty unless requested. */
    struct probe_stretches stretches;
    char hash[SCAN_HASH_SIZE]; /* hexadecimal; "": not requested, or not all of the file was read */
    int64_t ms;                /* time spent */
    const struct walk_kind *kind; /* for --explain */
    struct content content;       /* the content that the headers state */
    /* The other members are for --explain. */
    double duration_s;
    uint64_t bytes_read, elements;
    enum finding_weight walk_says, samples_say, all_says; /* most severe finding of each pass */
    bool sampled;                                         /* samples were decoded */
};

/* The scan of one file. It consists of passes: the walk, decoding samples, decoding all. */
struct scan_look;

/* Starts the scan of a file: opens, hashes and walks it. The caller ends the scan with
 * scan_look_finish_take. All three arguments are borrowed until then. Several threads may call this
 * at the same time. */
CVI_MUST_USE struct scan_look *scan_look_new(const struct scan_way *way,
                                             const struct scan_request *request,
                                             struct scan_result *result);

/* Returns whether the file can be decoded in a batch, that is, together with other files: the mode
 * requires samples, the walk supports the container, and the walk found no problem. A small file,
 * which a batch decodes completely, must not have several picture tracks. */
bool scan_look_may_join(const struct scan_look *look);

/* Fills `file` for a batch. Its filename is borrowed from the request. */
void scan_look_describe(const struct scan_look *look, struct probe_batch_file *file);

/* Records the result of a batch for this file. `cleared` is true if the file was decoded without
 * findings, and false if the result is unknown. `ms` is the time that the batch spent on it. */
void scan_look_sampled(struct scan_look *look, bool cleared, int64_t ms);

/* Runs the remaining passes, judges the file and completes the result. Takes ownership of look. */
void scan_look_finish_take(struct scan_look *look);

/* Returns whether way->interrupt is readable, that is, whether the user wants to stop the scan. */
bool scan_is_interrupted(const struct scan_way *way);

/* The version of the walk. Increase it if the walk gives other results for the same file. Cached
 * results of other versions are not used. */
enum { SCAN_FILE_ENGINE = 6 };

#endif
