/* Tables of patterns. A rule is a row with an example that proves it. No other room uses PCRE2. */
#ifndef PARSE_RULE_H
#define PARSE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RULE_FIELDS_MAX = 16, /* maximum number of named groups of a table */
    RULE_MAX = 128        /* maximum number of rules in a table */
};

/* One rule. Case is ignored. A rule matches only at the place where it is tried, unless it has
 * RULE_ANYWHERE. */
struct rule {
    const char *name;    /* unique in its table, lower case */
    const char *pattern; /* PCRE2, with named groups for the values */
    const char *example; /* a text that this rule matches, and no earlier rule */
    const char *first;   /* the bytes it may begin with, lower case; NULL: any byte */
    const char *then; /* the bytes, in lower case, that may follow the digits or ASCII letters that
                       * it begins with; NULL: any byte. The text may always end there */
    unsigned run;     /* the possible numbers of these digits or letters: RUN bits; 0: any number */
    unsigned at;      /* the places where the owner tries it: the owner's own bits */
    unsigned needs;   /* the conditions, likewise */
};

/* From `from` to `to` digits or letters; 15 also stands for more. */
#define RUN(from, to) ((2u << (to)) - (1u << (from)))

enum { RULE_ANYWHERE = 1 << 30 }; /* in `at`: the rule matches at the place or after it */

/* A span of bytes of the text; `at` is RULE_NOWHERE for an unused group. */
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

/* A table of rules and the names of the groups its owner reads. found[i] of a match is the span of
 * the group named fields[i]. */
struct rule_table {
    const struct rule *rules;
    size_t count;
    const char *const *fields;
    size_t field_count;
    struct rule_code *codes;  /* NULL at first; patterns are compiled when first used */
    struct rule_index *index; /* likewise: the rules to try at each place */
};

/* Returns the rules that may match at the start of the text by their `first`, `run` and `then`, and
 * have one of these places in their `at`. */
struct rule_set rule_candidates(struct rule_table *table, const char *text, size_t length,
                                unsigned at);

/* Removes the first rule from the set and sets which to its number. Returns false if the set is
 * empty. */
bool rule_take(struct rule_set *set, size_t *which);

/* Tries rule number `which` on text at byte `start`. Returns whether it matches. If so, sets *whole
 * to the match and found[i] to the field number i. text must be valid UTF-8 and start on a
 * character. A match that takes too many steps is not a match. */
bool rule_match(struct rule_table *table, size_t which, const char *text, size_t length,
                size_t start, struct rule_span *whole, struct rule_span found[]);

/* Frees the compiled patterns. The table can be used again. */
void rule_release(struct rule_table *table);

#endif
