/* Tables of patterns. Each row is a rule, with an example that a test checks. */
#ifndef PARSE_RULE_H
#define PARSE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RULE_FIELDS_MAX = 16, /* maximum number of named groups of a table */
    RULE_MAX = 128        /* maximum number of rules in a table */
};

/* One rule. Case is ignored. The pattern must match at the byte where the rule is tried; with
 * RULE_ANYWHERE, at this byte or later. */
struct rule {
    const char *name;    /* unique in its table, lower case */
    const char *pattern; /* PCRE2, with named groups for the values */
    const char *example; /* a text that this rule matches and no earlier rule matches */

    /* Conditions that are checked before the pattern. A match begins with a run of digits, a run of
     * ASCII letters, or another byte. */
    const char *first; /* the bytes that can begin a match, in lower case; NULL: any byte */
    const char *then;  /* the same for the byte after the run. The text can also end there */
    unsigned run;      /* the allowed lengths of the run, as RUN bits; 0: any length */

    /* Bits that the owner of the table defines. */
    unsigned at;    /* the places where the rule is tried */
    unsigned needs; /* other conditions, which the owner checks */
};

/* The bits for runs of `from` to `to` bytes; 15 also stands for longer runs. */
#define RUN(from, to) ((2u << (to)) - (1u << (from)))

enum { RULE_ANYWHERE = 1 << 30 }; /* a bit of `at` */

/* A span of bytes of the text. `at` is RULE_NOWHERE for a group that has matched nothing. */
struct rule_span {
    size_t at, len;
};

#define RULE_NOWHERE ((size_t)-1)

struct rule_code;
struct rule_index;

/* A set of rules of a table; each rule is a bit. */
struct rule_set {
    uint64_t bits[RULE_MAX / 64];
};

/* A table of rules, and the names of the groups that its owner reads. */
struct rule_table {
    const struct rule *rules;
    size_t count;
    const char *const *fields;
    size_t field_count;
    struct rule_code *codes;  /* NULL at first; patterns are compiled when first used */
    struct rule_index *index; /* NULL at first; the rules to try at each place */
};

/* Returns the rules that have at least one of the places `at`, and whose `first`, `run` and `then`
 * allow a match at the start of the text. */
struct rule_set rule_candidates(struct rule_table *table, const char *text, size_t length,
                                unsigned at);

/* Removes the first rule from the set and sets *which to its number. Returns false if the set is
 * empty. */
bool rule_take(struct rule_set *set, size_t *which);

/* Tries rule number `which` at byte `start` of the text. If the rule matches, returns true, and
 * sets *whole to the span of the match and found[i] to the span of the group fields[i]. `text` must
 * be valid UTF-8, and `start` must be the start of a character. A match that takes too many steps
 * fails. */
bool rule_match(struct rule_table *table, size_t which, const char *text, size_t length,
                size_t start, struct rule_span *whole, struct rule_span found[]);

/* Frees the compiled patterns. The table can be used again. */
void rule_release(struct rule_table *table);

#endif
