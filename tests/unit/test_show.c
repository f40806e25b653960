/* Results on standard output and in a file: the destinations, and the messages. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/msg.h"
#include "child.h"
#include "lists/show.h"
#include "tmpdir.h"

static const struct table_column columns[] = {{.title = "Name", .width = 8}};

static const struct program program = {
    .name = "p", .summary = "", .examples = "", .options = show_options};

/* Shows one result with this option, in a child process. */
static int show(void *option)
{
    char name[] = "p";
    char *argv[] = {name, option, NULL};
    struct table table = {.columns = columns, .column_count = 1};
    json_t *json = json_pack("[s]", "a\xc2\x9b");

    option_parse(&program, option ? 2 : 1, argv);
    table_add(&table, "a\x1b");
    int status = show_result(&(struct show){
        .heading = "My list", .table = &table, .json = json, .records = json, .what = "The list"});
    table_release(&table);
    json_decref(json);
    return status;
}

#define TABLE "My list\n\nName\n-------\na?\n"
#define JSON "[\n  \"a\\u009B\"\n]\n"

static void expect(char *option, int status, const char *out, const char *err)
{
    struct outcome came = {0};

    child_run(show, option, NULL, 0, &came);
    cr_expect_eq(came.status, status, "%s: %d", option, came.status);
    cr_expect_str_eq(bytes_text(&came.out), out, "%s: %s", option, bytes_text(&came.out));
    cr_expect_str_eq(bytes_text(&came.err), err, "%s: %s", option, bytes_text(&came.err));
    outcome_release(&came);
}

Test(show, shows_a_table_or_json_without_terminal_commands)
{
    static char json[] = "--format=json";
    static char only[] = "--output=-";

    expect(NULL, 0, TABLE, "");
    expect(json, 0, JSON, "");
    expect(only, 0, JSON, "");
}

Test(show, writes_the_json_to_a_file_beside_the_table)
{
    char *directory = tmpdir_make();
    char *option = format_text("--output=%s/out.json", directory);
    char *said = format_text("p: The list saved to: %s/out.json\n", directory);
    struct bytes got = {0};

    expect(option, 0, TABLE, said);
    cr_assert(tmpdir_read(directory, "out.json", &got));
    cr_expect_str_eq(bytes_text(&got), JSON, "%s", bytes_text(&got));
    bytes_release(&got);
    tmpdir_remove(directory);
    free(directory);
    free(option);
    free(said);
}

Test(show, shows_the_table_even_if_the_file_cannot_be_written)
{
    static char option[] = "--output=/dev/full";

    expect(option, EX_IOERR, TABLE, "p: /dev/full: cannot be written: No space left on device\n");
}
