/* The document, byte by byte; the cases of cvi-report show whole documents. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <string.h>

#include "report/formats.h"

#define HEAT                                                                                       \
    {                                                                                              \
        .status = MATCH_MATCHED, .type = MEDIA_MOVIE, .title = "Heat", .year = 1995, .known = {    \
            {481}                                                                                  \
        }                                                                                          \
    }

static const struct {
    const char *why;
    struct outcome_item item;
    const char *text;
} items[] = {
    {"what was added is told as Trakt knows it",
     {.outcome = OUTCOME_ADDED,
      .has_media = true,
      .media = {MEDIA_SHOW, "heat!", RECORD_NONE},
      .match = HEAT,
      .filename = "/a.mkv",
      .list = "watchlist"},
     "      \"title\": \"Heat\",\n      \"year\": 1995,\n      \"type\": \"movie\",\n"
     "      \"status\": \"added\",\n      \"trakt_id\": 481,\n      \"filename\": \"/a.mkv\"\n"},
    {"the rest as its name says",
     {.outcome = OUTCOME_MATCHED,
      .has_media = true,
      .media = {MEDIA_SHOW, "heat!", RECORD_NONE},
      .match = HEAT,
      .filename = "/a.mkv"},
     "      \"title\": \"heat!\",\n      \"year\": null,\n      \"type\": \"show\",\n"
     "      \"status\": \"matched\",\n      \"filename\": \"/a.mkv\"\n"},
    {"on another list already",
     {.outcome = OUTCOME_EXISTING, .match = HEAT, .filename = "/a.mkv", .list = "my-movies"},
     "      \"title\": \"Heat\",\n      \"year\": 1995,\n      \"type\": \"movie\",\n"
     "      \"status\": \"added\",\n      \"trakt_id\": 481,\n      \"filename\": \"/a.mkv\",\n"
     "      \"existing\": true,\n      \"watchlist\": \"my-movies\"\n"},
    {"a name whose bytes are not UTF-8, and an error",
     {.outcome = OUTCOME_ERROR, .filename = "/\"\n.mkv", .exact = "L/8=", .message = "no title"},
     "      \"title\": null,\n      \"year\": null,\n      \"type\": null,\n"
     "      \"status\": \"error\",\n      \"filename\": \"/\\\"\\n.mkv\",\n"
     "      \"filename_b64\": \"L/8=\",\n      \"error\": \"no title\"\n"},
    {"a list that is full, with one of the numbers",
     {.outcome = OUTCOME_FULL,
      .list = "later",
      .limit = 250,
      .count = RECORD_NONE,
      .message = "full"},
     "      \"title\": null,\n      \"year\": null,\n      \"type\": null,\n"
     "      \"status\": \"failed\",\n      \"filename\": null,\n"
     "      \"watchlist\": \"later\",\n      \"limit\": 250,\n      \"error\": \"full\"\n"},
    {"a line that is no record, with a message that was cut inside a character",
     {.outcome = OUTCOME_UNREADABLE, .line = 3, .message = "no \xc3"},
     "      \"title\": null,\n      \"year\": null,\n      \"type\": null,\n"
     "      \"status\": \"error\",\n      \"filename\": null,\n      \"line\": 3,\n"
     "      \"error\": \"no \xef\xbf\xbd\"\n"},
};

Test(report_json, renders_each_item)
{
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        struct outcome_counts r = {.total = 1};
        struct buf out = BUF_INIT(4096);
        struct buf expected = BUF_INIT(4096);

        report_json.row(&out, NULL, &r, &items[i].item);
        buf_printf(&expected, "\n    {\n%s    }", items[i].text);
        cr_expect_str_eq(buf_text(&out), buf_text(&expected), "%s: %s", items[i].why,
                         buf_text(&out));
        buf_release(&out);
        buf_release(&expected);
    }
}

/* Compares the layout with Jansson's for the whole document. */
static void expect_layout(const struct buf *document)
{
    json_auto_t *value = json_loads(buf_text(document), 0, NULL);

    cr_assert(value, "not JSON: %s", buf_text(document));
    char *dumped = json_dumps(value, JSON_INDENT(2));
    cr_expect_eq(strncmp(buf_text(document), dumped, strlen(dumped)), 0, "not laid out as %s: %s",
                 dumped, buf_text(document));
    cr_expect_str_eq(buf_text(document) + strlen(dumped), "\n");
    free(dumped);
}

Test(report_json, is_laid_out_as_other_writers_do)
{
    struct outcome_counts r = {0};
    struct buf text = BUF_INIT(65536);
    struct buf document = BUF_INIT(65536);

    report_json.head(&document, NULL, &r);
    report_json.tail(&document, NULL, &r);
    expect_layout(&document);
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        outcome_count(&r, &items[i].item);
        report_json.row(&text, NULL, &r, &items[i].item);
    }
    r.interrupted = true;
    buf_clear(&document);
    report_json.head(&document, NULL, &r);
    buf_add(&document, buf_text(&text), text.len);
    report_json.tail(&document, NULL, &r);
    expect_layout(&document);
    buf_release(&text);
    buf_release(&document);
    outcome_counts_release(&r);
}
