/* Tables of patterns: a rule is a row, and carries an example that proves it. The only room that
 * knows PCRE2. */
#ifndef PARSE_RULE_H
#define PARSE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RULE_FIELDS_MAX = 16, /* named groups a table may ask for */
    RULE_MAX = 128        /* rules in one table */
};

/* One rule. Letters match in either case; a rule matches only where it is tried, unless it is
 * marked RULE_ANYWHERE. */
struct rule {
    const char *name;    /* unique in its table, lower case */
    const char *pattern; /* PCRE2, with named groups for what it finds */
    const char *example; /* a text that this rule, and no earlier one, owns */
    const char *first;   /* the bytes it may begin with, lower case; NULL: any */
    const char *then;    /* the bytes that may follow the digits, or the ASCII letters, that it
                          * begins with, lower case; NULL: any. The text may always end there */
    unsigned run;        /* how many these digits or letters may be: RUN bits; 0: any number */
    unsigned at;         /* where the owner of the table tries it: the owner's own bits */
    unsigned needs;      /* on what conditions, likewise */
};

/* From `from` to `to` digits or letters; 15 stands for more, too. */
#define RUN(from, to) ((2u << (to)) - (1u << (from)))

enum { RULE_ANYWHERE = 1 << 30 }; /* in `at`: search, do not only try at the given place */

/* Bytes of the text; `at` is RULE_NOWHERE for a group that took no part. */
struct rule_span {
    size_t at, len;
};

#define RULE_NOWHERE ((size_t)-1)

struct rule_code;
struct rule_index;

/* Rules of a table, by number. */
struct rule_set {
    uint64_t bits[RULE_MAX / 64];
};

/* A table of rules and the names of the groups its owner reads; fields[i] of a match is what the
 * group called fields[i] found. */
struct rule_table {
    const struct rule *rules;
    size_t count;
    const char *const *fields;
    size_t field_count;
    struct rule_code *codes;  /* NULL at first; patterns are compiled when first used */
    struct rule_index *index; /* likewise: which rules to try where */
};

/* Returns the rules that may match at the beginning of the text by their `first`, `run` and `then`,
 * and are tried at one of these places by their `at`. */
struct rule_set rule_candidates(struct rule_table *table, const char *text, size_t length,
                                unsigned at);

/* Takes the first rule out of the set; false when it is empty. */
bool rule_take(struct rule_set *set, size_t *which);

/* Tries rule number `which` on text at byte `start`. Returns true when it matches: *whole is then
 * the match and found[i] each field. text must be valid UTF-8 and start on a character. A match
 * that would cost too much is no match. */
bool rule_match(struct rule_table *table, size_t which, const char *text, size_t length,
                size_t start, struct rule_span *whole, struct rule_span found[]);

/* Frees what was compiled; the table can be used again. */
void rule_release(struct rule_table *table);

#endif
