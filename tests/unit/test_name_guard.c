/* The guard against rules fitted to one name: for each rule, tests/data/rules.tsv has two names
 * that it must read and two similar ones that it must leave alone. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "media_line.h"
#include "parse/name.h"
#include "parse/parts.h"

enum { RULE_COLUMNS = 3 + MEDIA_COLUMNS, COUNTED_MAX = 512 };

/* The number of rows in the file for a rule, or for a convention without a rule of its own. */
struct counted {
    char name[64];
    int reads, leaves;
};

static struct counted counted[COUNTED_MAX];
static size_t count;

static struct counted *counted_at(const char *name)
{
    size_t i = 0;

    while (i < count && strcmp(counted[i].name, name) != 0)
        i++;
    cr_assert_lt(i, COUNTED_MAX);
    if (i == count)
        snprintf(counted[count++].name, sizeof counted->name, "%s", name);
    return &counted[i];
}

/* Returns whether the explanation of a name has a piece read by this rule. */
static bool took_part(const json_t *media, const char *rule)
{
    const json_t *piece;
    size_t i;

    json_array_foreach(json_object_get(media, "explain"), i, piece)
    {
        const char *as = json_string_value(json_object_get(piece, "as"));
        const char *by = json_string_value(json_object_get(piece, "rule"));

        if (by && strcmp(by, rule) == 0 && strcmp(as, "dropped") != 0)
            return true;
    }
    return false;
}

/* Checks a row: rule, "reads" or "leaves", name, and the right result. The name of a convention
 * without a table row begins with "*": only its results are compared. */
static void expect_row(char *line)
{
    char *column[RULE_COLUMNS], said[512];

    cr_assert_eq(media_line_split(line, column, RULE_COLUMNS), RULE_COLUMNS,
                 "%s: a line has eight columns", line);
    bool reads = strcmp(column[1], "reads") == 0;
    json_auto_t *media = name_explained(column[2]);

    cr_expect(reads || strcmp(column[1], "leaves") == 0, "%s: reads or leaves", column[1]);
    if (*column[0] != '*')
        cr_expect_eq(took_part(media, column[0]), reads, "%s %s %s", column[0],
                     reads ? "does not read" : "does not leave alone", column[2]);
    cr_expect(media_line_equal(media, column + 3, said, sizeof said), "%s: %s: %s", column[0],
              column[2], said);
    *(reads ? &counted_at(column[0])->reads : &counted_at(column[0])->leaves) += 1;
}

static void read_rows(void)
{
    FILE *file = fopen("tests/data/rules.tsv", "r");
    char *line = NULL;
    size_t size = 0;

    cr_assert_not_null(file);
    while (getline(&line, &size, file) > 0)
        if (strncmp(line, "# ", 2) != 0 && *line != '\n')
            expect_row(line);
    free(line);
    fclose(file);
    name_release();
}

static void expect_rows(const struct rule_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        counted_at(table->rules[i].name);
}

static bool is_rule(const struct rule_table *table, const char *name)
{
    for (size_t i = 0; i < table->count; i++)
        if (strcmp(table->rules[i].name, name) == 0)
            return true;
    return false;
}

Test(name_guard, each_rule_reads_two_names_and_leaves_two_alone)
{
    count = 0;
    read_rows();
    expect_rows(&name_mark_rules);
    expect_rows(&name_tag_rules);
    expect_rows(&name_untitled_rules);
    for (size_t i = 0; i < count; i++) {
        const char *name = counted[i].name;

        cr_expect(*name == '*' || is_rule(&name_mark_rules, name) ||
                      is_rule(&name_tag_rules, name) || is_rule(&name_untitled_rules, name),
                  "%s: no rule has this name", name);
        cr_expect_geq(counted[i].reads, 2, "%s: tests/data/rules.tsv needs two names that it reads",
                      name);
        cr_expect_geq(counted[i].leaves, 2,
                      "%s: tests/data/rules.tsv needs two names that it leaves alone", name);
    }
}

Test(name_guard, rules_of_both_tables_have_names_of_their_own)
{
    for (size_t i = 0; i < name_tag_rules.count; i++)
        cr_expect_not(is_rule(&name_mark_rules, name_tag_rules.rules[i].name), "%s",
                      name_tag_rules.rules[i].name);
    for (size_t i = 0; i < name_untitled_rules.count; i++) {
        const char *name = name_untitled_rules.rules[i].name;

        cr_expect_not(is_rule(&name_mark_rules, name) || is_rule(&name_tag_rules, name), "%s",
                      name);
    }
}
