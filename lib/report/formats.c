/* One row for each format. */
#include "report/formats.h"

#include <string.h>

#include "base/text.h"
#include "page/page.h"
#include "report/csv.h"
#include "report/imdb.h"
#include "report/json.h"
#include "report/letterboxd.h"
#include "report/trakt.h"

const char *const report_format_words[] = {
    [REPORT_AS_TEXT] = "text",
    [REPORT_AS_JSON] = "json",
    [REPORT_AS_CSV] = "csv",
    [REPORT_AS_PAGE] = "html",
    [REPORT_AS_LETTERBOXD] = "letterboxd",
    [REPORT_AS_IMDB] = "imdb",
    [REPORT_AS_TRAKT] = "trakt",
    NULL,
};

static const struct {
    const struct report_format *document; /* NULL: text */
    const char *ending; /* names that end so ask for it; NULL: it has to be asked for by its word */
} kinds[REPORT_KINDS] = {
    [REPORT_AS_JSON] = {&report_json, ".json"}, [REPORT_AS_CSV] = {&report_csv, ".csv"},
    [REPORT_AS_PAGE] = {&report_page, ".html"}, [REPORT_AS_LETTERBOXD] = {&report_letterboxd, NULL},
    [REPORT_AS_IMDB] = {&report_imdb, NULL},    [REPORT_AS_TRAKT] = {&report_trakt, NULL},
};

const struct report_format *report_format_of(enum report_kind kind)
{
    return kinds[kind].document;
}

static enum report_kind kind_of_name(const char *path)
{
    const char *dot = strrchr(text_basename(path), '.');

    for (int kind = 0; dot && kind < REPORT_KINDS; kind++) {
        if (kinds[kind].ending && text_same(dot, kinds[kind].ending))
            return (enum report_kind)kind;
    }
    return REPORT_AS_JSON;
}

struct report_plan report_plan(int format, const char *output)
{
    bool as_text = format == REPORT_KIND_UNSAID || format == REPORT_AS_TEXT;
    struct report_plan plan = {.path = output};

    if (output && strcmp(output, "-") == 0) {
        plan.path = NULL;
        plan.printed = as_text ? REPORT_AS_JSON : (enum report_kind)format;
    } else if (output) {
        plan.written = as_text ? kind_of_name(output) : (enum report_kind)format;
        plan.printed = format == REPORT_AS_JSON ? REPORT_AS_JSON : REPORT_AS_TEXT;
    } else {
        plan.printed = as_text ? REPORT_AS_TEXT : (enum report_kind)format;
    }
    return plan;
}
