/* Small video files made in memory, damage to them, and the findings of a walk. */
#ifndef FILM_H
#define FILM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bytes.h"
#include "walk/walk.h"

/* Each adds a number of n bytes, the most significant first or last. */
void film_big(struct bytes *b, uint64_t number, int n);
void film_little(struct bytes *b, uint64_t number, int n);

/* Adds n bytes that look like compressed data: no two zeros in a series, no sync byte, always the
 * same. */
void film_data(struct bytes *b, size_t n);
/* Adds the same byte n times. */
void film_fill(struct bytes *b, int byte, size_t n);

/* Overwrites a number at offset. */
void film_patch_big(struct bytes *b, size_t at, uint64_t number, int n);
void film_patch_little(struct bytes *b, size_t at, uint64_t number, int n);

/* Each pair makes an element with a length: the result of begin is passed to end, which fills in
 * the length. */
size_t film_box(struct bytes *b, const char *fourcc); /* ISO-BMFF */
void film_box_end(struct bytes *b, size_t at);
size_t film_chunk(struct bytes *b, const char *fourcc, const char *type); /* RIFF; type or NULL */
void film_chunk_end(struct bytes *b, size_t at);
size_t film_element(struct bytes *b, uint32_t id); /* EBML, a size of 8 bytes */
void film_element_end(struct bytes *b, size_t at);

/* Adds an element with a number of n bytes. */
void film_element_number(struct bytes *b, uint32_t id, uint64_t number, int n);

/* The damage done to a file, and the findings expected then. Rows of tables. */
enum film_damage {
    FILM_SOUND,  /* no damage */
    FILM_CUT,    /* the bytes from at on are removed */
    FILM_REMOVE, /* len bytes at at are removed */
    FILM_ZERO,   /* len bytes at at are zeroed */
    FILM_WRITE,  /* len bytes at at are overwritten */
    FILM_APPEND, /* len bytes of junk after the end */
    FILM_ZEROS,  /* len zero bytes after the end */
};
struct film_case {
    const char *name;
    enum film_damage damage;
    long at; /* negative: from the end */
    size_t len;
    enum finding_weight worst; /* of all findings */
    enum finding_code code;    /* of one finding; FINDING_CODES: any */
};

/* Walks bytes as a file of this name. film_walk_large treats it as too large to be read
 * completely. */
struct walk_report film_walk(const struct bytes *b, const char *name);
struct walk_report film_walk_large(const struct bytes *b, const char *name);

/* Returns whether the report has a finding of the code. */
bool film_has(const struct walk_report *report, enum finding_code code);

/* Returns "corrupt truncated lost-sync", for messages. The caller frees it. */
char *film_verdict(const struct walk_report *report) __attribute__((warn_unused_result));

/* Damages a copy of the film, walks it, and checks the result. Returns NULL if it is as expected,
 * otherwise the difference, which the caller frees. */
char *film_try(const struct bytes *film, const char *name, const struct film_case *row)
    __attribute__((warn_unused_result));

/* Does the same, and fails the test on a difference. film_expect_large treats it as a large file.
 * For Criterion's tests. */
void film_expect(const struct bytes *film, const char *name, const struct film_case *row);
void film_expect_large(const struct bytes *film, const char *name, const struct film_case *row);

#endif
