/* Databases created by other programs. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/database.h"
#include "tmpdir.h"

/* Returns whether a complete file with these tables opens. */
static bool opens(const char *tables, struct why *why)
{
    const struct database_form form = {
        .version = 1,
        .application = 0x74657374,
        .tables = tables,
        .called = "a test",
        .remedy = "make it",
        .without = "going on",
        .statements = {"SELECT value FROM fact WHERE key = ?1"},
    };
    char *directory = tmpdir_make();
    char *path = tmpdir_path(directory, "d");

    close(open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
    struct database *draft = database_open_draft(path, &form, directory, 64, why);
    cr_assert(draft, "%s", why->text);
    database_close(draft);
    struct database *finished = database_open_finished(path, &form, why);
    bool opened = finished != NULL;
    database_close(finished);
    free(path);
    tmpdir_remove(directory);
    return opened;
}

Test(database, does_not_run_views_of_a_finished_file)
{
    struct why why;

    cr_expect(opens("CREATE TABLE fact (key TEXT, value TEXT);", &why), "%s", why.text);
    cr_expect_not(opens("CREATE VIEW fact AS WITH RECURSIVE r(n) AS (VALUES (1) UNION ALL SELECT n "
                        "+ 1 FROM r) SELECT n AS key, n AS value FROM r WHERE n < 0;",
                        &why));
    cr_expect_eq(why.status, EX_DATAERR);
}
