/* Checks whether an account may have another list; requests are tested with the sandbox. */
#include <criterion/criterion.h>
#include <string.h>

#include "trakt/trakt.h"

static const struct {
    json_int_t most;
    json_int_t own;
    bool may;
} rows[] = {
    {5, 0, true},  {5, 4, true},           {5, 5, false},
    {5, 9, false}, {RECORD_NONE, 9, true}, /* not stated: Trakt refuses if necessary */
    {0, 0, true},                          /* not trusted */
};

Test(trakt_make, stays_within_the_number_of_lists)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct trakt_account account = {.most_lists = rows[i].most};
        const struct trakt_plan plan = {.missing = true, .own_lists = rows[i].own};
        struct trakt_error error = {0};

        cr_expect_eq(trakt_may_make(&account, "Later", &plan, &error), rows[i].may, "%zu", i);
        if (rows[i].may)
            continue;
        cr_expect_eq(error.fault, TRAKT_LIST_FULL);
        cr_expect(error.final);
        cr_expect_eq(error.exit_status, EX_CONFIG);
        cr_expect(strstr(error.message, " of 5"), "%s", error.message);
    }
}
