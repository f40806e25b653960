/* One file is scanned: opened, walked, decoded as far as is wanted, hashed, and judged. */
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

/* How all files are scanned. */
struct scan_way {
    enum scan_mode mode;
    const struct probe_tool *tool; /* without a path: nothing is decoded */
    unsigned stall_s;              /* as in struct probe_request; mode full waits for ever */
    bool hash;
    bool content;          /* note stretches without picture or sound, where all is decoded */
    int interrupt;         /* readable: stop */
    int64_t deadline_ms;   /* on the steady clock: no further file is begun then; 0: never */
    uint64_t batch_memory; /* bytes that one process may take for decoding several files, beside
                            * what it takes for none (about 55 MB); 0: no limit */
};

enum { SCAN_HASH_SIZE = BLAKE2B_SIZE * 2 + 1 };

/* How to scan this one. */
struct scan_request {
    const char *path;
    const char *expected_hash;    /* of an earlier scan, of the same size and time; NULL: none */
    unsigned threads;             /* that a decoder of all of it may use; 0: one */
    bool enough;                  /* but for its hash, nothing is to be looked at */
    _Atomic int64_t *decoded_ms;  /* how far the decoder has come; NULL: nobody asks */
    _Atomic int64_t *duration_ms; /* and how far it has to go, 0: not known */
};

struct scan_result {
    int error; /* errno when the file cannot be opened, and nothing else is here; 0: it can */
    bool interrupted; /* not scanned to the end, so there is no verdict */
    bool unchanged;   /* nothing was looked at but the hash, which is as expected */
    struct stat about;
    struct scan_verdict verdict;
    enum scan_depth depth; /* that was reached */
    bool tried_all;        /* the last pass was to decode all of it */
    double decoded_s, damaged_s;
    double length_s;                           /* that should be decoded; -1: not known */
    struct probe_span spans[PROBE_MOST_SPANS]; /* where what is damaged of it is */
    size_t span_count;
    struct probe_stretches stretches; /* of what was decoded, if they are asked for */
    char hash[SCAN_HASH_SIZE];        /* hexadecimal, "" when not asked for */
    int64_t ms;                       /* spent */
    const struct walk_kind *kind;     /* this and what follows: for --explain */
    struct content content;           /* what the headers say */
    double duration_s;
    uint64_t bytes_read, elements;
    enum finding_weight walk_says, samples_say, all_says;
    bool sampled;
};

/* A file that is being scanned, pass after pass. */
struct scan_look;

/*
 * Begins: opens the file, hashes and walks it. Borrows all three until the end. Any number of
 * threads may do this at once. New; ends with scan_look_finish_take. */
CVI_MUST_USE struct scan_look *scan_look_new(const struct scan_way *way,
                                             const struct scan_request *request,
                                             struct scan_result *result);

/* Returns whether samples are to be decoded next of a file in which nothing was found wrong so far,
 * so that somebody may do that for several files at once. */
bool scan_look_may_join(const struct scan_look *look);

/* Fills in what a batch is to do with the file. Its name is that of the request. */
void scan_look_describe(const struct scan_look *look, struct probe_batch_file *file);

/* Somebody has, in ms for this one: cleared, he found nothing; else nothing is known of it. */
void scan_look_sampled(struct scan_look *look, bool cleared, int64_t ms);

/* The passes that are left, and the verdict. Takes look. */
void scan_look_finish_take(struct scan_look *look);

/* Returns whether the user wants it to end. */
bool scan_is_interrupted(const struct scan_way *way);

/* A number that changes when the walk would find other things in the same file. */
enum { SCAN_FILE_ENGINE = 5 };

#endif
