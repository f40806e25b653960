/* Quotes words for sh, and writes the options of a table as assignments or as words. */
#include "script/shell.h"

#include <stdlib.h>
#include <string.h>

static const char plain[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:=,@%+-";

static void put_in_quotes(struct buf *out, const char *text)
{
    buf_putc(out, '\'');
    for (; *text; text++) {
        if (*text == '\'')
            buf_puts(out, "'\\''");
        else
            buf_putc(out, *text);
    }
    buf_putc(out, '\'');
}

void shell_quote(struct buf *out, const char *text)
{
    if (*text && !text[strspn(text, plain)])
        buf_puts(out, text);
    else
        put_in_quotes(out, text);
}

void shell_set(struct buf *out, const char *name, const char *value)
{
    if (!value) {
        buf_printf(out, "unset %s\n", name);
        return;
    }
    buf_printf(out, "%s=", name);
    put_in_quotes(out, value);
    buf_putc(out, '\n');
}

const char *shell_value(const struct option *o)
{
    switch (o->kind) {
    case OPTION_FLAG:
        return *o->value.flag ? "yes" : NULL;
    case OPTION_TEXT:
        return *o->value.text;
    case OPTION_MAYBE:
    case OPTION_CHOICE:
        return *o->value.choice < 0 ? NULL : o->choices[*o->value.choice];
    case OPTION_LIST:
        return o->value.list->at;
    case OPTION_CLEAR:
    case OPTION_COUNT:
    case OPTION_EACH:
    case OPTION_REPEAT:
    case OPTION_GROUP:
    case OPTION_SELDOM:
        break;
    }
    return NULL;
}

void shell_set_options(struct buf *out, const struct option *table)
{
    for (const struct option *o = table; o->name; o++) {
        if (!o->help)
            continue;
        char *name = cvi_format("given_%s", o->name);

        for (char *at = name; (at = strchr(at, '-')) != NULL;)
            *at = '_';
        shell_set(out, name, shell_value(o));
        free(name);
    }
}

void shell_add_words(struct buf *out, const struct option *table, unsigned user)
{
    for (const struct option *o = table; o->name; o++) {
        const char *value = o->users & user ? shell_value(o) : NULL;

        if (!value)
            continue;
        buf_printf(out, " --%s", o->name);
        if (o->kind == OPTION_FLAG)
            continue;
        buf_putc(out, '=');
        shell_quote(out, value);
    }
}
