/* Matches tables of patterns with PCRE2. A pattern is compiled on first use, and translated to
 * machine code if it is used often. */
#include "parse/rule.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#include "base/buf.h"
#include "base/msg.h"

enum {
    JIT_AFTER = 40,      /* number of uses before the translation of a pattern, which takes long */
    MATCH_LIMIT = 20000, /* maximum number of steps; hostile names would need millions */
    DEPTH_LIMIT = 1000,
    PAIRS = 48,
    BYTES = 256,
    PLACES = 32, /* number of bits of rule.at */
    RUN_MAX = 15,
    WORDS = RULE_MAX / 64
};

/* For each value of a condition (first byte, length of the run, byte after the run, place), the
 * rules that accept it. */
struct rule_index {
    struct rule_set first[BYTES], run[RUN_MAX + 1], then[BYTES], at[PLACES];
};

struct rule_code {
    pcre2_code *code;
    unsigned uses;
    bool fast; /* translated to machine code */
    /* the group number of each field; 0: not in the pattern */
    unsigned char group[RULE_FIELDS_MAX];
};

static pcre2_match_data *match_data;
static pcre2_match_context *match_context;

static void prepare(void)
{
    match_data = pcre2_match_data_create(PAIRS, NULL);
    match_context = pcre2_match_context_create(NULL);
    if (!match_data || !match_context)
        msg_die(EX_OSERR, "out of memory");
    pcre2_set_match_limit(match_context, MATCH_LIMIT);
    pcre2_set_depth_limit(match_context, DEPTH_LIMIT);
}

static void compile(const struct rule_table *table, const struct rule *rule, struct rule_code *made)
{
    /* Anchor the pattern here: with PCRE2_ANCHORED as an option of the match, PCRE2 does not use
     * the machine code. */
    uint32_t options = PCRE2_CASELESS | PCRE2_UTF | PCRE2_NO_UTF_CHECK |
                       (rule->at & RULE_ANYWHERE ? 0 : PCRE2_ANCHORED);
    int error;
    PCRE2_SIZE where;

    made->code = pcre2_compile((PCRE2_SPTR)rule->pattern, PCRE2_ZERO_TERMINATED, options, &error,
                               &where, NULL);
    if (!made->code)
        msg_die(EX_SOFTWARE, "rule %s: bad pattern at byte %zu", rule->name, (size_t)where);
    for (size_t i = 0; i < table->field_count; i++) {
        int group = pcre2_substring_number_from_name(made->code, (PCRE2_SPTR)table->fields[i]);

        made->group[i] = group > 0 && group < PAIRS ? (unsigned char)group : 0;
    }
}

static struct rule_code *code_of(struct rule_table *table, size_t which)
{
    struct rule_code *code;

    if (!match_data)
        prepare();
    if (!table->codes) {
        table->codes = cvi_alloc(table->count * sizeof *table->codes);
        memset(table->codes, 0, table->count * sizeof *table->codes);
    }
    code = &table->codes[which];
    if (!code->code)
        compile(table, &table->rules[which], code);
    if (code->uses < JIT_AFTER && ++code->uses == JIT_AFTER)
        code->fast = pcre2_jit_compile(code->code, PCRE2_JIT_COMPLETE) == 0;
    return code;
}

static void put_in(struct rule_set *set, size_t which)
{
    set->bits[which / 64] |= (uint64_t)1 << which % 64;
}

static void make_index(struct rule_table *table)
{
    table->index = cvi_alloc(sizeof *table->index);
    for (size_t i = 0; i < table->count; i++) {
        const struct rule *rule = &table->rules[i];

        for (unsigned byte = 0; byte < BYTES; byte++) {
            int c = (int)(byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte);

            if (!rule->first || (c && strchr(rule->first, c)))
                put_in(&table->index->first[byte], i);
            if (!rule->then || !c || strchr(rule->then, c))
                put_in(&table->index->then[byte], i);
        }
        for (unsigned run = 0; run <= RUN_MAX; run++)
            if (!rule->run || rule->run & 1u << run)
                put_in(&table->index->run[run], i);
        for (unsigned bit = 0; bit < PLACES; bit++)
            if (rule->at & 1u << bit)
                put_in(&table->index->at[bit], i);
    }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Returns the length of the run of digits or of ASCII letters at the start of the text. */
static size_t run_of(const char *text, size_t length)
{
    size_t n = 0;

    if (length && is_digit(*text))
        while (n < length && is_digit(text[n]))
            n++;
    else
        while (n < length && is_letter(text[n]))
            n++;
    return n;
}

static void keep_in(struct rule_set *set, const struct rule_set *other)
{
    for (size_t i = 0; i < WORDS; i++)
        set->bits[i] &= other->bits[i];
}

struct rule_set rule_candidates(struct rule_table *table, const char *text, size_t length,
                                unsigned at)
{
    struct rule_set set = {0};
    size_t run;

    if (!table->index)
        make_index(table);
    if (!at)
        return set;
    run = run_of(text, length);
    for (; at; at &= at - 1) {
        const struct rule_set *place = &table->index->at[__builtin_ctz(at)];

        for (size_t i = 0; i < WORDS; i++)
            set.bits[i] |= place->bits[i];
    }
    keep_in(&set, &table->index->first[length ? (unsigned char)*text : 0]);
    if (run) {
        keep_in(&set, &table->index->run[run < RUN_MAX ? run : RUN_MAX]);
        keep_in(&set, &table->index->then[run < length ? (unsigned char)text[run] : 0]);
    }
    return set;
}

bool rule_take(struct rule_set *set, size_t *which)
{
    for (size_t i = 0; i < WORDS; i++)
        if (set->bits[i]) {
            *which = i * 64 + (size_t)__builtin_ctzll(set->bits[i]);
            set->bits[i] &= set->bits[i] - 1;
            return true;
        }
    return false;
}

bool rule_match(struct rule_table *table, size_t which, const char *text, size_t length,
                size_t start, struct rule_span *whole, struct rule_span found[])
{
    const struct rule_code *code = code_of(table, which);
    int groups = code->fast ? pcre2_jit_match(code->code, (PCRE2_SPTR)text, length, start, 0,
                                              match_data, match_context)
                            : pcre2_match(code->code, (PCRE2_SPTR)text, length, start,
                                          PCRE2_NO_UTF_CHECK, match_data, match_context);
    const PCRE2_SIZE *ends;

    if (groups <= 0)
        return false;
    ends = pcre2_get_ovector_pointer(match_data);
    *whole = (struct rule_span){ends[0], ends[1] - ends[0]};
    for (size_t i = 0; i < table->field_count; i++) {
        size_t group = code->group[i];

        if (group && group < (size_t)groups && ends[2 * group] != PCRE2_UNSET)
            found[i] = (struct rule_span){ends[2 * group], ends[2 * group + 1] - ends[2 * group]};
        else
            found[i] = (struct rule_span){RULE_NOWHERE, 0};
    }
    return true;
}

void rule_release(struct rule_table *table)
{
    for (size_t i = 0; table->codes && i < table->count; i++)
        pcre2_code_free(table->codes[i].code);
    free(table->codes);
    free(table->index);
    table->codes = NULL;
    table->index = NULL;
}
