/* The list of formats, which the choices of --format, its help and its completions come from. */
#include "report/formats.h"

#include <string.h>

#include "base/text.h"

/* In the order of --help; the first is the default. */
/* clang-format off */
static const struct report_format *const formats[] = {
    &report_text,
    &report_json,
    &report_csv,
    &report_html,
    &report_letterboxd,
    &report_imdb,
    &report_trakt,
};
/* clang-format on */

enum { FORMATS = sizeof formats / sizeof *formats };

const char *const *report_format_words(void)
{
    static const char *words[FORMATS + 1];

    for (size_t i = 0; i < FORMATS; i++)
        words[i] = formats[i]->word;
    return words;
}

const struct report_format *report_format_at(int place)
{
    return place >= 0 && place < FORMATS ? formats[place] : NULL;
}

void report_format_list(struct buf *out)
{
    for (size_t i = 0; i < FORMATS; i++)
        buf_printf(out, "%s%s", i == 0 ? "" : i == 1 ? " (the default), " : ", ", formats[i]->word);
}

void report_format_list_endings(struct buf *out)
{
    const char *before = "";

    for (size_t i = 0; i < FORMATS; i++) {
        if (!formats[i]->ending || formats[i] == &report_json)
            continue;
        buf_printf(out, "%s%s", before, formats[i]->ending);
        before = ", ";
    }
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
