/* cvi-parse: what does each file's name say: title, year, season, episode. */
#include "name.h"
#include "option.h"
#include "stage.h"

#include <string.h>

static void parse(struct stage *stage, struct stage_item *item)
{
    const char *filename = record_filename(item->record);

    if (!filename)
        stage_fail(stage, item, "no-filename", "the record has no filename");
    else
        stage_take_value(item, name_media(filename));
}

/* A name from the command line, whatever its bytes are. */
static void parse_argument(struct stage *stage, const char *name)
{
    json_t *record = json_object();

    record_set_filename(record, name, strlen(name));
    stage_run_one_take(stage, record);
}

int main(int argc, char **argv)
{
    struct stage stage = {.name = "cvi-parse", .key = "media", .work = parse};
    const struct option options[] = {
        FLAG('a', "again", &stage.again, "read the name anew where a record has media already"),
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

    for (int i = 1; i <= names; i++)
        parse_argument(&stage, argv[i]);
    if (!names)
        stage_run(&stage);
    name_release();
    return stage.status;
}
