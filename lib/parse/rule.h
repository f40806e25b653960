/* Tables of patterns. Each row is a rule, with an example that a test checks. No other room uses
 * the PCRE2 library. */
#ifndef PARSE_RULE_H
#define PARSE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RULE_FIELDS_MAX = 16, /* maximum number of named groups of a table */
    RULE_MAX = 128        /* maximum number of rules in a table */
};

/* One rule. Case is ignored. The pattern must match at the byte where the rule is tried. With
 * RULE_ANYWHERE, it may also match after this byte. */
struct rule {
    const char *name;    /* unique in its table, lower case */
    const char *pattern; /* PCRE2, with named groups for the values */
    const char *example; /* a text that this rule matches, and no earlier rule */
    const char *first;   /* the bytes that may begin a match, in lower case; NULL: any byte */
    /* The bytes, in lower case, that may follow the digits or ASCII letters at the start of a
     * match; NULL: any byte. The text may also end there. */
    const char *then;
    /* How many digits or letters may be at the start of a match, as RUN bits; 0: any number. */
    unsigned run;
    unsigned at;    /* the places where the rule is tried; the table's owner defines the bits */
    unsigned needs; /* the other conditions; the table's owner defines the bits and checks them */
};

/* The bits for `from` to `to` digits or letters; 15 also stands for more than 15. */
#define RUN(from, to) ((2u << (to)) - (1u << (from)))

enum { RULE_ANYWHERE = 1 << 30 }; /* in `at`: the rule matches at the place or after it */

/* A span of bytes of the text. `at` is RULE_NOWHERE for a group without a match. */
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

/* A table of rules, and the names of the groups that its owner reads. After a match, found[i] is
 * the span of the group with the name fields[i]. */
struct rule_table {
    const struct rule *rules;
    size_t count;
    const char *const *fields;
    size_t field_count;
    struct rule_code *codes;  /* NULL at first; patterns are compiled when first used */
    struct rule_index *index; /* NULL at first; the rules to try at each place */
};

/* Returns the rules that may match at the start of the text, judged by their `first`, `run` and
 * `then`. Each of them has at least one of the places `at`. */
struct rule_set rule_candidates(struct rule_table *table, const char *text, size_t length,
                                unsigned at);

/* Removes the first rule from the set and sets *which to its number. Returns false if the set is
 * empty. */
bool rule_take(struct rule_set *set, size_t *which);

/* Tries rule number `which` at byte `start` of the text. Returns whether the rule matches. If so,
 * sets *whole to the span of the match and found[i] to the span of field i. `text` must be valid
 * UTF-8, and `start` must be the start of a character. A match that takes too many steps counts as
 * no match. */
bool rule_match(struct rule_table *table, size_t which, const char *text, size_t length,
                size_t start, struct rule_span *whole, struct rule_span found[]);

/* Frees the compiled patterns. The table can be used again. */
void rule_release(struct rule_table *table);

#endif
