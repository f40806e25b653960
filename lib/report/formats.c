/* The table of formats, and the choice of a format for each output. */
#include "report/formats.h"

#include <string.h>

#include "base/text.h"

/* clang-format off */
#define WORD(name, word) word,
#define ADDRESS(name, word) &report_##name,

const char *const report_format_words[] = {"text", REPORT_DOCUMENTS(WORD) NULL};

static const struct report_format *const formats[] = {&report_text, REPORT_DOCUMENTS(ADDRESS)};
/* clang-format on */

enum { FORMATS = sizeof formats / sizeof *formats };

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
