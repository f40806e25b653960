/* The table of formats, and the choice of a format for each output. */
#include "report/formats.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

/* clang-format off */
#define WORD(name, word) word,
#define ADDRESS(name, word) &report_##name,

const char *const report_format_words[] = {"text", REPORT_DOCUMENTS(WORD) NULL};

static const struct report_format *const formats[] = {&report_text, REPORT_DOCUMENTS(ADDRESS)};
/* clang-format on */

enum {
    FORMATS = sizeof formats / sizeof *formats,
    MOST_EXTENSION = 6, /* characters, as in "ndjson" */
};

const struct report_format *report_format_at(int place)
{
    return place >= 0 && place < FORMATS ? formats[place] : NULL;
}

static const struct report_format *format_of_name(const char *path)
{
    const char *dot = strrchr(text_basename(path), '.');

    for (size_t i = 0; dot && i < FORMATS; i++) {
        if (formats[i]->ending && text_same(dot, formats[i]->ending))
            return formats[i];
    }
    return &report_json;
}

/* Returns whether the text after a dot looks like an extension, unlike a date or the random letters
 * in the name of a temporary file. */
static bool is_extension(const char *text)
{
    size_t len = 0;

    while (isalnum((unsigned char)text[len]))
        len++;
    return !text[len] && len <= MOST_EXTENSION && isalpha((unsigned char)*text);
}

const char *report_other_extension(const struct report_format *format, const char *output)
{
    const char *name = output ? text_basename(output) : "";
    const char *dot = strrchr(name, '.');

    if ((format && format != &report_text) || !dot || dot == name || !is_extension(dot + 1) ||
        format_of_name(output) != &report_json || text_same(dot, report_json.ending))
        return NULL;
    return dot;
}

void report_add_extensions(struct buf *out)
{
    for (size_t i = 0, added = 0; i < FORMATS; i++) {
        if (formats[i]->ending)
            buf_printf(out, "%s%s", added++ ? ", " : "", formats[i]->ending);
    }
}

struct report_plan report_plan(const struct report_format *format, const char *output)
{
    bool as_text = !format || format == &report_text;
    struct report_plan plan = {.path = output};

    if (output && strcmp(output, "-") == 0) {
        plan.path = NULL;
        plan.printed = as_text ? &report_json : format;
    } else if (output) {
        plan.written = as_text ? format_of_name(output) : format;
        plan.printed = format == &report_json ? &report_json : &report_text;
    } else {
        plan.printed = as_text ? &report_text : format;
    }
    return plan;
}
