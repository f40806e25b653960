/* What option tables say of themselves: to people, and to what makes completions of them. */
#include <stdio.h>
#include <string.h>

#include "base/option.h"

enum { HELP_COLUMN = 29, COLUMNS = 79 };

/* How much of text fits into so many columns: whole words, but for a word that is too
 * long itself. */
static size_t fitting(const char *text, size_t columns)
{
    size_t len = strlen(text);

    if (len <= columns)
        return len;
    for (len = columns; len && text[len] != ' '; len--)
        ;
    return len ? len : columns;
}

/* Prints text from a column on, in as many lines as it wants; the cursor stands at another one. */
static void put_text(int cursor, int column, const char *text)
{
    if (cursor > column - 2) {
        putchar('\n');
        cursor = 0;
    }
    while (*text) {
        size_t len = fitting(text, (size_t)(COLUMNS - column));

        printf("%*s%.*s\n", column - cursor, "", (int)len, text);
        text += len;
        text += strspn(text, " ");
        cursor = 0;
    }
}

static void put_option(const struct option *o)
{
    int cursor =
        printf(o->letter ? "  -%c, --%s" : "  %c   --%s", o->letter ? o->letter : ' ', o->name);

    if (o->argument)
        cursor += printf("=%s", o->argument);
    put_text(cursor, HELP_COLUMN, o->help);
}

/* Calls show for each option that is used seldom, or for each that is used much. How many. */
static int each_option(const struct option *table, bool seldom, void (*show)(const struct option *))
{
    bool below = false;
    int count = 0;

    for (const struct option *o = table; o->name; o++) {
        if (o->kind == OPTION_GROUP)
            count += each_option(o->group, seldom, show);
        else if (o->kind == OPTION_SELDOM)
            below = true;
        else if (o->help && below == seldom) {
            count++;
            show(o);
        }
    }
    return count;
}

static void skip(const struct option *o)
{
    (void)o;
}

void option_print_help(const struct program *p, bool all)
{
    bool seldom = each_option(p->options, true, skip) > 0;

    printf("%s: %s\n\n", p->name, p->summary);
    printf("usage: %s [OPTION]...%s%s\n", p->name, p->operands ? " " : "",
           p->operands ? p->operands : "");
    printf("\nexamples:\n%s\noptions:\n", p->examples);
    each_option(p->options, false, put_option);
    if (all && seldom) {
        printf("\nused seldom:\n");
        each_option(p->options, true, put_option);
    }
    if (!all && seldom)
        printf("\nMore: %s --help --verbose. All there is to say: man %s\n", p->name, p->name);
    else
        printf("\n'man %s' says it all; 'man cvi' shows how the programs fit together.\n", p->name);
}

static void put_row(const struct option *o, const char *how_often)
{
    printf("%c\t%s\t%s\t", o->letter ? o->letter : '-', o->name, o->argument ? o->argument : "-");
    for (int i = 0; o->choices && o->choices[i]; i++)
        printf("%s%s", i ? "," : "", o->choices[i]);
    printf("%s\t%s\t%s\n", o->choices ? "" : "-", how_often, o->help);
}

static void put_much(const struct option *o)
{
    put_row(o, "much");
}

static void put_seldom(const struct option *o)
{
    put_row(o, "seldom");
}

void option_print_table(const struct program *p)
{
    printf("%s\t%s\t%s\n", p->name, p->operands ? p->operands : "-", p->summary);
    each_option(p->options, false, put_much);
    each_option(p->options, true, put_seldom);
}
