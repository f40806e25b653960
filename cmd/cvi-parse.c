/* cvi-parse: reads title, year, season and episode out of each file's name. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/option.h"
#include "json/ndjson.h"
#include "parse/name.h"
#include "record/stage.h"
#include "terminal/screen.h"

extern char **environ;

static struct settings {
    bool again;
    bool explain;
    bool rules;
} settings;

static const struct option options[] = {
    FLAG('a', "again", &settings.again, "read the name anew where a record has media already"),
    FLAG('e', "explain", &settings.explain, "say what each piece of a name was taken for"),
    FLAG('r', "rules", &settings.rules, "list the rules, with an example of each, and end"),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-parse",
    .summary = "read titles, years and episodes out of file names",
    .operands = "[NAME]...",
    .examples = "  cvi-extract scan.json | cvi-parse | cvi-match\n"
                "  cvi-parse 'Heat (1995).mkv' | jq .media\n",
    .options = options,
    .most_operands = -1,
};

static void parse(struct stage *stage, struct stage_item *item)
{
    const char *filename = record_filename(item->record);

    if (!filename)
        stage_fail(stage, item, "no-filename", "the record has no filename");
    else
        stage_take_value(item, settings.explain ? name_explained(filename) : name_media(filename));
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

static const char *const reads[] = {"filename", NULL};

/* The names of the command line, or the records of standard input. */
static int run(char *const *names)
{
    struct stage stage = {
        .name = program.name,
        .key = "media",
        .again = settings.again,
        .reads = reads,
        .work = parse,
    };

    for (char *const *name = names; *name; name++)
        parse_argument(&stage, *name);
    if (!*names) {
        screen_start(PROGRESS_PARSE, environ);
        stage_run(&stage);
    }
    name_release();
    return stage.status;
}

int main(int argc, char **argv)
{
    option_parse(&program, argc, argv);
    if (getenv("CVI_IN_SYNC"))
        stage_heed_interrupt();
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    if (settings.rules) {
        stage_start();
        show_rules();
        return EX_OK;
    }
    return run(argv + 1);
}
