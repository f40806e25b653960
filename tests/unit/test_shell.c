/* Shell words: quotes, assignments, and option tables as both. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "script/shell.h"

enum { FIRST = 1, SECOND = 2 };

static bool dry_run, no_nfo;
static const char *watchlist, *pins;
static int format = -1;
static struct buf statuses = {.max = 64};
static const char *const formats[] = {"table", "json", NULL};

/* clang-format off */
static const struct option options[] = {
    {.name = "watchlist", .kind = OPTION_TEXT, .value.text = &watchlist, .users = FIRST, .help = "a"},
    {.name = "dry-run", .kind = OPTION_FLAG, .value.flag = &dry_run, .users = FIRST | SECOND, .help = "b"},
    {.name = "status", .kind = OPTION_LIST, .value.list = &statuses, .users = SECOND, .help = "c"},
    {.name = "statuses", .kind = OPTION_LIST, .value.list = &statuses},
    SELDOM,
    {.name = "format", .kind = OPTION_CHOICE, .value.choice = &format, .choices = formats, .users = SECOND, .help = "d"},
    {.name = "pins", .kind = OPTION_TEXT, .value.text = &pins, .users = SECOND, .help = "e"},
    {.name = "no-nfo-at-all", .kind = OPTION_FLAG, .value.flag = &no_nfo, .help = "f"},
    {0},
};
/* clang-format on */

Test(shell, quotes_if_necessary)
{
    static const char *const table[][2] = {
        {"my-list", "my-list"},
        {"/a/b.c:d=e,f@g%h+i_J9", "/a/b.c:d=e,f@g%h+i_J9"},
        {"-x", "-x"},
        {"", "''"},
        {" ", "' '"},
        {"it's", "'it'\\''s'"},
        {"'", "''\\'''"},
        {"$(x) `y` \\ \"", "'$(x) `y` \\ \"'"},
        {"a\nb\n", "'a\nb\n'"},
        {"~", "'~'"},
        {"\xff\x80", "'\xff\x80'"},
    };
    struct buf out = BUF_INIT(256);

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        buf_clear(&out);
        shell_quote(&out, table[i][0]);
        cr_expect_str_eq(buf_text(&out), table[i][1], "%s gives %s", table[i][0], buf_text(&out));
    }
    buf_release(&out);
}

Test(shell, sets_and_unsets_variables)
{
    struct buf out = BUF_INIT(256);

    shell_set(&out, "one", "plain");
    shell_set(&out, "two", "it's");
    shell_set(&out, "three", "");
    shell_set(&out, "four", NULL);
    cr_expect_str_eq(buf_text(&out), "one='plain'\ntwo='it'\\''s'\nthree=''\nunset four\n");
    buf_release(&out);
}

Test(shell, tells_a_table_of_options)
{
    struct buf out = BUF_INIT(1024);

    watchlist = "my list";
    dry_run = no_nfo = true;
    format = 1;
    buf_puts(&statuses, "healthy,corrupt");
    shell_set_options(&out, options);
    cr_expect_str_eq(buf_text(&out), "given_watchlist='my list'\n"
                                     "given_dry_run='yes'\n"
                                     "given_status='healthy,corrupt'\n"
                                     "given_format='json'\n"
                                     "unset given_pins\n"
                                     "given_no_nfo_at_all='yes'\n");
    buf_clear(&out);
    shell_add_words(&out, options, FIRST);
    cr_expect_str_eq(buf_text(&out), " --watchlist='my list' --dry-run");
    buf_clear(&out);
    shell_add_words(&out, options, SECOND);
    cr_expect_str_eq(buf_text(&out), " --dry-run --status=healthy,corrupt --format=json");
    buf_release(&out);
    buf_release(&statuses);
}
