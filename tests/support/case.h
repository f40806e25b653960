/* Reads .case files; tests/README.md describes them. */
#ifndef CASE_H
#define CASE_H

#include "bytes.h"

#include <stdbool.h>
#include <stddef.h>

enum section_kind {
    SECTION_ARGS,
    SECTION_RUN,
    SECTION_ENV,
    SECTION_FILE,
    SECTION_IN,
    SECTION_SANDBOX,
    SECTION_HOSTILE,
    SECTION_FRONT,
    SECTION_CLOCK,
    SECTION_TTY,
    SECTION_OUT,
    SECTION_ERR,
    SECTION_SCREEN,
    SECTION_LOG,
    SECTION_AFTER,
    SECTION_STATUS,
    SECTION_NEEDS
};

/* The ways to compare an expectation. */
enum way {
    WAY_EXACT,
    WAY_CONTAINS,
    WAY_LACKS,
    WAY_JSON,
    WAY_UNORDERED,
    WAY_COUNT,
    WAY_ANY,
    WAY_ABSENT
};

struct section {
    enum section_kind kind;
    enum way way;
    char *name;  /* the file of FILE and AFTER, the pattern of `count`, the time of CLOCK; otherwise
                  * NULL */
    long number; /* of `count`, `repeat=` (default 1) and STATUS */
    int mode;    /* of `mode=`, or -1 */
    long age;    /* of `age=`, seconds, or -1 */
    unsigned on_tty; /* of TTY: bits of spawn.h */
    bool escapes, noeol, held;
    int line;                  /* of the section's own line, from 1 */
    size_t head, body_at, end; /* offsets in the text: its line, its body, and the next section */
    struct bytes body;         /* escapes interpreted (except in TTY), placeholders not */
};

struct test_case {
    struct bytes text; /* the whole file */
    struct section *sections;
    size_t count;
};

/* Parses the text of a case. Returns NULL, or the error ("line 3: unknown section 'owt'"), which
 * the caller frees. */
char *case_parse(struct test_case *c, const char *text, size_t n)
    __attribute__((warn_unused_result));

/* Reads and parses a file in the same way. */
char *case_read(struct test_case *c, const char *path) __attribute__((warn_unused_result));

/* Returns the first section of a kind, or NULL. Borrowed. */
const struct section *case_section(const struct test_case *c, enum section_kind kind);

/* Frees the contents. */
void case_release(struct test_case *c);

#endif
