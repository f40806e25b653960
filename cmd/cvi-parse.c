/* cvi-parse: what does each file's name say: title, year, season, episode. */
#include "base/clock.h"
#include "base/option.h"
#include "parse/name.h"
#include "record/stage.h"
#include "terminal/screen.h"
#include "json/ndjson.h"

#include <stdlib.h>
#include <string.h>

extern char **environ;

struct settings {
    bool explain;
    bool rules;
};

static void parse(struct stage *stage, struct stage_item *item)
{
    const struct settings *settings = stage->self;
    const char *filename = record_filename(item->record);

    if (!filename)
        stage_fail(stage, item, "no-filename", "the record has no filename");
    else
        stage_take_value(item, settings->explain ? name_explained(filename) : name_media(filename));
}

/* A name from the command line, whatever its bytes are. */
static void parse_argument(struct stage *stage, const char *name)
{
    json_t *record = json_object();

    record_set_filename(record, name, strlen(name));
    stage_run_one_take(stage, record);
}

/* The table of rules instead of any work. */
static void show_rules(void)
{
    struct buf out = BUF_INIT(1 << 20);

    name_list_rules(&out);
    ndjson_put_bytes(buf_text(&out), out.len);
    ndjson_flush();
    buf_release(&out);
}

int main(int argc, char **argv)
{
    struct settings settings = {0};
    struct stage stage = {.name = "cvi-parse", .key = "media", .work = parse, .self = &settings};
    const struct option options[] = {
        FLAG('a', "again", &stage.again, "read the name anew where a record has media already"),
        FLAG('e', "explain", &settings.explain, "say what each piece of a name was taken for"),
        FLAG('r', "rules", &settings.rules, "list the rules, with an example of each, and end"),
        GROUP(screen_options),
        GROUP(option_common),
        {0},
    };
    const struct program program = {
        .name = "cvi-parse",
        .summary = "read titles, years and episodes out of file names",
        .operands = "[NAME]...",
        .examples = "  cvi-extract scan.json | cvi-parse | cvi-match\n"
                    "  cvi-parse 'Heat (1995).mkv' | jq .media\n",
        .options = options,
        .most_operands = -1,
    };
    int names = option_parse(&program, argc, argv);
    if (getenv("CVI_IN_SYNC"))
        stage_heed_interrupt();

    if (settings.rules) {
        stage_start();
        show_rules();
        return 0;
    }
    for (int i = 1; i <= names; i++)
        parse_argument(&stage, argv[i]);
    if (!names) {
        clock_use_file(getenv("CVI_TEST_CLOCK"));
        screen_start(PROGRESS_PARSE, environ);
        stage_run(&stage);
    }
    name_release();
    return stage.status;
}
