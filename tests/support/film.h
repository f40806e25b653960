/* Small video files made in memory, damage to them, and what a walk says of them. */
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

/* n bytes that look like compressed data: never two zeros in a row, no sync byte, always
 * the same. */
void film_data(struct bytes *b, size_t n);
/* n times the same byte. */
void film_fill(struct bytes *b, int byte, size_t n);

/* Overwrites a number at offset. */
void film_patch_big(struct bytes *b, size_t at, uint64_t number, int n);
void film_patch_little(struct bytes *b, size_t at, uint64_t number, int n);

/* Pieces with a length: what begin returns is given to end, which fills the length in. */
size_t film_box(struct bytes *b, const char *fourcc); /* ISO-BMFF */
void film_box_end(struct bytes *b, size_t at);
size_t film_chunk(struct bytes *b, const char *fourcc, const char *type); /* RIFF; type or NULL */
void film_chunk_end(struct bytes *b, size_t at);
size_t film_element(struct bytes *b, uint32_t id); /* EBML, a size of 8 bytes */
void film_element_end(struct bytes *b, size_t at);

/* An element that holds a number of n bytes. */
void film_element_number(struct bytes *b, uint32_t id, uint64_t number, int n);

/* What is done to a file, and what must be found then. Rows of tables. */
enum film_damage {
    FILM_SOUND,  /* nothing */
    FILM_CUT,    /* the bytes from at on are gone */
    FILM_REMOVE, /* len bytes at at are gone */
    FILM_ZERO,   /* len bytes at at are zero */
    FILM_WRITE,  /* len bytes at at are others */
    FILM_APPEND, /* len bytes of junk after the end */
    FILM_ZEROS,  /* len zero bytes after the end */
};
struct film_case {
    const char *name;
    enum film_damage damage;
    long at; /* less than 0: from the end */
    size_t len;
    enum finding_weight worst; /* of all that is found */
    enum finding_code code;    /* one of them; FINDING_CODES: any */
};

/* Walks bytes as a file of this name; film_walk_large as if it were too large to be looked at
 * everywhere. */
struct walk_report film_walk(const struct bytes *b, const char *name);
struct walk_report film_walk_large(const struct bytes *b, const char *name);

/* Returns whether the report has a finding of the code. */
bool film_has(const struct walk_report *report, enum finding_code code);

/* "corrupt truncated lost-sync", for messages; the caller frees. */
char *film_verdict(const struct walk_report *report) __attribute__((warn_unused_result));

/* Damages a copy of the film, walks it, and says what is wrong with the outcome: NULL when it is as
 * the case says; the caller frees. */
char *film_try(const struct bytes *film, const char *name, const struct film_case *row)
    __attribute__((warn_unused_result));

/* Does so, and expects that nothing is wrong;
 * film_expect_large takes it for a large one. For Criterion's tests. */
void film_expect(const struct bytes *film, const char *name, const struct film_case *row);
void film_expect_large(const struct bytes *film, const char *name, const struct film_case *row);

#endif
