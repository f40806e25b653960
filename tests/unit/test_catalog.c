/* Catalogues: the keys of titles, and the rows that a build writes. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/database.h"
#include "bytes.h"
#include "catalog/build.h"
#include "catalog/build_parts.h"
#include "catalog/dataset.h"
#include "catalog/parts.h"
#include "tmpdir.h"

Test(catalog, spellings_of_a_title_share_a_key)
{
    static const struct {
        const char *title, *other;
    } same[] = {
        {"The Quiet Harbour", "quiet harbor"},
        {"Quiet Harbour, The", "The Quiet Harbour"},
        {"Gull & Anchor", "Gull and Anchor"},
        {"Gull II", "Gull 2"},
        {"Gull: Part Two", "Gull 2"},
        {"Caf\xc3\xa9 Nordlys", "Cafe - Nordlys"},
        {"S.W.A.T.", "SWAT"},
        {"Doctor Gull", "Dr. Gull"},
        {"Twelve Lanterns", "12 Lanterns"},
        {"And", "and"},
    };
    static const char *const apart[] = {"Gull", "Gull 2", "Gull 3", "Gulls", "Seagull"};

    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        char *one = catalog_key(same[i].title), *other = catalog_key(same[i].other);

        cr_expect_str_eq(one, other, "%s, %s: %s, %s", same[i].title, same[i].other, one, other);
        cr_expect(one[0], "%s", same[i].title);
        free(one);
        free(other);
    }
    for (size_t i = 0; i + 1 < sizeof apart / sizeof *apart; i++) {
        char *one = catalog_key(apart[i]), *other = catalog_key(apart[i + 1]);

        cr_expect_str_neq(one, other);
        free(one);
        free(other);
    }
    char *none = catalog_key("?! ...");
    cr_expect_str_eq(none, "");
    free(none);
}

Test(catalog, a_title_has_keys_without_each_of_its_parts)
{
    static const struct {
        const char *title, *shortened; /* separated by spaces */
    } rows[] = {
        {"Gull Man: Nowhere Home", "gullman"},
        {"The Gull - Nowhere Home", "gull"},
        {"Gull (Nowhere Home)", "gull"},
        {"Gull Man: The Nowhere Home of All", "gullman nowherehomeofall"},
        {"Gull Wars: Episode IV - A Nowhere Hope",
         "gullwars gullwars4 4anowherehope gullwarsanowherehope"},
        {"The Winter Gull or the Long Night", "wintergull"},
        {"Gull-Man", ""},
        {"Gull: A", "gull"},
        {"Gul: A Life", ""},
        {"Gull Man", ""},
        {"", ""},
        {": - ( ) / :", ""},
        {"Aaaa: Bbbb: Cccc: Dddd: Eeee: Ffff: Gggg: Hhhh",
         "aaaa aaaabbbb aaaabbbbcccc aaaabbbbccccdddd "
         "aaaabbbbccccddddeeee aaaabbbbccccddddeeeeffff"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct catalog_keys keys;
        struct buf all = BUF_INIT(4096);

        catalog_keys_read(&keys, rows[i].title);
        for (size_t k = 0; k < keys.count; k++)
            buf_printf(&all, "%s%s", k ? " " : "", keys.shortened[k]);
        cr_expect_str_eq(buf_text(&all), rows[i].shortened, "%s: %s", rows[i].title,
                         buf_text(&all));
        buf_release(&all);
        catalog_keys_release(&keys);
    }
}

Test(catalog, a_key_is_reversed_character_by_character)
{
    char *turned = catalog_turned("ab\xd0\xb1\xe5\xa4\x9cz");

    cr_expect_str_eq(turned, "z\xe5\xa4\x9c\xd0\xb1"
                             "ba");
    cr_expect_eq(catalog_letters(turned), 5);
    free(turned);
}

Test(catalog, imdb_ids_have_up_to_nine_digits)
{
    static const struct {
        const char *text;
        int64_t id;
    } rows[] = {
        {"tt0113277", 113277},
        {"tt10872600", 10872600},
        {"tt999999999", 999999999},
        {"tt1", 1},
        {"tt9999999999", 0},
        {"tt", 0},
        {"tt0000000", 0},
        {"0113277", 0},
        {"nm0113277", 0},
        {"tt01132 77", 0},
        {"tt-1", 0},
        {"", 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(dataset_imdb_id(rows[i].text), rows[i].id, "%s", rows[i].text);
}

/* --- The contents of the file --- */

static char *directory, *path;

static void make_place(void)
{
    directory = tmpdir_make();
    path = tmpdir_path(directory, "c.db");
}

static void remove_place(void)
{
    tmpdir_remove(directory);
    free(directory);
    free(path);
}

static void build(const char *text)
{
    char *list = tmpdir_path(directory, "list.tsv");
    const char *paths[] = {list};
    struct catalog_built built;
    struct why why;

    cr_assert(tmpdir_write(directory, "list.tsv", text, strlen(text), 0600));
    cr_assert(catalog_build(&(struct catalog_wish){.output = path, .paths = paths, .count = 1},
                            &built, &why),
              "%s", why.text);
    free(list);
}

/* Returns the rows of a query with one column, each followed by a line feed, as a new string. */
static char *ask(const char *sql)
{
    struct database_form form = {.version = CATALOG_FORM,
                                 .application = CATALOG_APPLICATION,
                                 .called = "a catalogue",
                                 .remedy = "",
                                 .without = "",
                                 .statements = {sql}};
    struct buf out = BUF_INIT(1 << 20);
    struct why why;
    size_t length;
    struct database *database = database_open_finished(path, &form, &why);

    cr_assert_not_null(database, "%s", why.text);
    while (database_step(database, 0))
        buf_printf(&out, "%s\n", database_text(database, 0, 0, &length));
    database_finish(database, 0);
    database_close(database);
    return buf_detach(&out);
}

static void expect(const char *sql, const char *rows)
{
    char *came = ask(sql);

    cr_expect_str_eq(came, rows, "%s: %s", sql, came);
    free(came);
}

Test(catalog, a_build_writes_titles_names_and_endings, .init = make_place, .fini = remove_place)
{
    build("type\ttitle\toriginal\tyear\timdb\taliases\tvotes\truntime\tcountry\ttmdb\n"
          "movie\tGull Man: Home\tStille M\xc3\xa5ke\t2024\ttt0000007\tGULL-MAN: HOME|The Bird\t12"
          "\t97\tno\t5\n"
          "show\tNordlys\tNordlys\t0\ttt0000005\tNordlys|\t\\N\t\t\t\n"
          "movie\tGull\t\t\t\t\t\t\t\t\n");
    expect("SELECT id || ',' || type || ',' || title || ',' || ifnull(original, '-') || ',' ||"
           " ifnull(year, '-') || ',' || ifnull(runtime, '-') || ',' || ifnull(votes, '-') || ','"
           " || ifnull(country, '-') || ',' || ifnull(ids, '-') FROM title ORDER BY id",
           "5,1,Nordlys,-,-,-,-,-,-\n"
           "7,0,Gull Man: Home,Stille M\xc3\xa5ke,2024,97,12,no,{\"tmdb\":5}\n"
           "1099511627776,0,Gull,-,-,-,-,-,-\n");
    expect("SELECT key || ',' || title || ',' || kind || ',' || ifnull(text, '-') FROM name"
           " ORDER BY key, title",
           "bird,7,2,The Bird\n"
           "gull,1099511627776,0,-\n"
           "gullman,7,3,-\n"
           "gullmanhome,7,0,-\n"
           "nordlys,5,0,-\n"
           "stillemake,7,1,-\n");
    expect("SELECT key || ',' || title FROM ending ORDER BY key", "ekamellits,7\nemohnamllug,7\n");
}

Test(catalog, a_source_adds_values_missing_in_earlier_ones, .init = make_place,
     .fini = remove_place)
{
    build("type\ttitle\toriginal\tyear\timdb\tvotes\tids\n"
          "movie\tGull\t\t\ttt0000007\t12\ttmdb:5\n"
          "show\tStille\tMake\t2024\ttt0000007\t15\ttmdb:6 trakt:8\n");
    expect("SELECT id || ',' || type || ',' || title || ',' || original || ',' || year || ',' ||"
           " votes || ',' || ids FROM title",
           "7,0,Gull,Make,2024,15,{\"tmdb\":5,\"trakt\":8}\n");
    expect("SELECT key || ',' || kind || ',' || ifnull(text, '-') FROM name ORDER BY key",
           "gull,0,-\nmake,1,-\nstille,2,Stille\n");
}

Test(catalog, one_that_is_replaced_while_it_is_read_stays_readable, .init = make_place,
     .fini = remove_place)
{
    struct catalog_status status;
    struct why why;

    build("type\ttitle\nmovie\tGull\n");
    struct catalog *catalog = catalog_open(path, &why);
    cr_assert_not_null(catalog);
    build("type\ttitle\nmovie\tGull\nmovie\tAnchor\nshow\tNordlys\n");
    cr_expect(catalog_status(catalog, &status, &why));
    cr_expect_eq(status.movies, 1);
    cr_expect_eq(status.shows, 0);
    catalog_status_release(&status);
    catalog_close(catalog);
    catalog = catalog_open(path, &why);
    cr_assert_not_null(catalog);
    cr_expect(catalog_status(catalog, &status, &why));
    cr_expect_eq(status.movies, 2);
    cr_expect_eq(status.shows, 1);
    catalog_status_release(&status);
    catalog_close(catalog);
}

Test(catalog, the_set_of_ids_holds_the_first_and_the_last)
{
    struct kept *kept = kept_new();
    static const int64_t ids[] = {1, 65535, 65536, 113277, DATASET_MOST_ID};

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        cr_expect_not(kept_has(kept, ids[i]));
        kept_add(kept, ids[i]);
        cr_expect(kept_has(kept, ids[i]));
    }
    kept_add(kept, CATALOG_FIRST_OWN_ID);
    cr_expect_not(kept_has(kept, CATALOG_FIRST_OWN_ID));
    cr_expect_not(kept_has(kept, 2));
    cr_expect_not(kept_has(kept, 0));
    cr_expect_not(kept_has(kept, -1));
    kept_free(kept);
}
