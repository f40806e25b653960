/* Lists the runs in the ledger, as a table and as JSON. */
#include "base/clock.h"
#include "undo/undo.h"

static bool add_row(void *context, const struct ledger_run_info *run)
{
    struct table *table = context;
    char at[CLOCK_TEXT];

    clock_text(run->at_s, at);
    table_add_number(table, run->run);
    table_add(table, at);
    table_add(table, run->program);
    table_add(table, run->account ? run->account : "-");
    table_add(table, run->list_name ? run->list_name : "-");
    table_add_number(table, run->added);
    table_add_number(table, run->removed);
    table_add_number(table, run->updated);
    return true;
}

struct table undo_runs_table(struct ledger *ledger)
{
    static const struct table_column columns[] = {
        {.title = "Run", .width = 5, .whole = true},
        {.title = "When", .width = 22},
        {.title = "Program", .width = 11, .whole = true},
        {.title = "Account", .width = 10, .whole = true},
        {.title = "List", .width = 12},
        {.title = "Added", .width = 7, .whole = true},
        {.title = "Removed", .width = 9, .whole = true},
        {.title = "Updated", .width = 9, .whole = true},
    };
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof *columns};

    ledger_each_run(ledger, add_row, &table);
    return table;
}

static bool add_run(void *context, const struct ledger_run_info *run)
{
    char at[CLOCK_TEXT];

    clock_text(run->at_s, at);
    json_array_append_new(
        context, json_pack("{s:I, s:s, s:s, s:s?, s:s?, s:I, s:I, s:I}", "run", run->run, "at", at,
                           "program", run->program, "account", run->account, "list", run->list_name,
                           "added", run->added, "removed", run->removed, "updated", run->updated));
    return true;
}

json_t *undo_runs_json(struct ledger *ledger)
{
    json_t *runs = json_array();

    ledger_each_run(ledger, add_run, runs);
    return json_pack("{s:o}", "runs", runs);
}
