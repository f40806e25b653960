/* The names of the members of an export. */
#include <criterion/criterion.h>
#include <string.h>

#include "export/parts.h"

enum { NO_PART = -1 };

static const struct {
    const char *path;
    int part;
    json_int_t list;
    json_int_t page; /* of a list, that of the slug "top" */
} rows[] = {
    {"lists-watchlist.json", EXPORT_WATCHLIST, 0, 0},
    {"lists-watchlist-1.json", EXPORT_WATCHLIST, 0, 1},
    {"lists-watchlist-999999.json", EXPORT_WATCHLIST, 0, 999999},
    {"lists-watchlist-1000000.json", NO_PART, 0, 0},
    {"lists-watchlist-0.json", NO_PART, 0, 0},
    {"lists-watchlist-02.json", NO_PART, 0, 0},
    {"lists-watchlist--2.json", NO_PART, 0, 0},
    {"lists-watchlist-.json", NO_PART, 0, 0},
    {"lists-watchlist-2a.json", NO_PART, 0, 0},
    {"lists-watchlist2.json", NO_PART, 0, 0},
    {"lists-watchlist.JSON", NO_PART, 0, 0},
    {"lists-watchlist.json.bak", NO_PART, 0, 0},
    {"lists-watchlist", NO_PART, 0, 0},
    {"my-lists-watchlist.json", NO_PART, 0, 0},
    {"._lists-watchlist.json", NO_PART, 0, 0},
    {"lists-lists.json", EXPORT_LISTS, 0, 0},
    {"lists-lists-3.json", EXPORT_LISTS, 0, 3},
    {"lists-favorites.json", NO_PART, 0, 0},
    {"lists-list-501-top.json", EXPORT_LIST, 501, 0},
    {"lists-list-501-top-2.json", EXPORT_LIST, 501, 2},
    {"lists-list-501-other-2.json", EXPORT_LIST, 501, 2},
    {"lists-list-501-top-2-3.json", EXPORT_LIST, 501, 3},
    {"lists-list-501.json", EXPORT_LIST, 501, 0},
    {"lists-list-501-.json", EXPORT_LIST, 501, 0},
    {"lists-list-501-2.json", EXPORT_LIST, 501, 2},
    {"lists-list-999999999999999-x.json", EXPORT_LIST, 999999999999999, 0},
    {"lists-list-1000000000000000-x.json", NO_PART, 0, 0},
    {"lists-list-0501-top.json", NO_PART, 0, 0},
    {"lists-list-501top.json", NO_PART, 0, 0},
    {"lists-list--top.json", NO_PART, 0, 0},
    {"lists-list-.json", NO_PART, 0, 0},
    {"collection-movies.json", EXPORT_MOVIES, 0, 0},
    {"collection-movies-12.json", EXPORT_MOVIES, 0, 12},
    {"collection-shows.json", EXPORT_SHOWS, 0, 0},
    {"collection-shows-1.json", EXPORT_SHOWS, 0, 1},
    {"collection-shows-0.json", NO_PART, 0, 0},
    {"collection-shows-a.json", NO_PART, 0, 0},
    {"collection-shows-reset.json", NO_PART, 0, 0},
    {"collection-episodes.json", NO_PART, 0, 0},
    {"collection-.json", NO_PART, 0, 0},
    {"collection.json", NO_PART, 0, 0},
    {"my-collection-movies.json", NO_PART, 0, 0},
    {"lists-collection-movies.json", NO_PART, 0, 0},
    {"lists/collection-movies.json", NO_PART, 0, 0},
    {"../collection-movies.json", NO_PART, 0, 0},
    {"trakt-export-ann/collection-movies-2.json", EXPORT_MOVIES, 0, 2},
    {"ann_k/collection/collection-shows.json", EXPORT_SHOWS, 0, 0},
    {"_errors.json", EXPORT_ERRORS, 0, 0},
    {"my_errors.json", NO_PART, 0, 0},
    {"_errors-1.json", NO_PART, 0, 0},
    {"trakt-export-ann/lists-watchlist.json", EXPORT_WATCHLIST, 0, 0},
    {"trakt-export-ann/_errors.json", EXPORT_ERRORS, 0, 0},
    {"ann_k/lists/watchlist.json", EXPORT_WATCHLIST, 0, 0},
    {"ann_k/lists/watchlist-2.json", EXPORT_WATCHLIST, 0, 2},
    {"lists/lists.json", EXPORT_LISTS, 0, 0},
    {"lists/list-501-top.json", EXPORT_LIST, 501, 0},
    {"lists/lists-watchlist.json", NO_PART, 0, 0},
    {"ann_k/mylists/watchlist.json", NO_PART, 0, 0},
    {"ann_k/watchlist.json", NO_PART, 0, 0},
    {"watchlist.json", NO_PART, 0, 0},
    {"../lists-watchlist.json", NO_PART, 0, 0},
    {"a/../lists-watchlist.json", NO_PART, 0, 0},
    {"a/.../lists-watchlist.json", NO_PART, 0, 0},
    {"./lists-watchlist.json", NO_PART, 0, 0},
    {"/lists-watchlist.json", NO_PART, 0, 0},
    {"/lists/watchlist.json", NO_PART, 0, 0},
    {"a//lists-watchlist.json", NO_PART, 0, 0},
    {"a\\lists-watchlist.json", NO_PART, 0, 0},
    {"lists-list-501-a\\b.json", NO_PART, 0, 0},
    {"lists-watchlist.json/", NO_PART, 0, 0},
    {"lists-watchlist.json/x.json", NO_PART, 0, 0},
    {".json", NO_PART, 0, 0},
    {"/.json", NO_PART, 0, 0},
    {"", NO_PART, 0, 0},
};

Test(export_name, identifies_a_member)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct export_name name;
        bool known = export_name_read(rows[i].path, &name);

        cr_expect_eq(known ? (int)name.part : NO_PART, rows[i].part, "%s", rows[i].path);
        if (!known)
            continue;
        json_int_t page = name.part == EXPORT_LIST ? export_page_of(&name, "top") : name.page;
        cr_expect_eq(name.list, rows[i].list, "%s", rows[i].path);
        cr_expect_eq(page, rows[i].page, "%s: %d", rows[i].path, (int)page);
    }
}

static const struct {
    const char *path;
    const char *slug;
    json_int_t page;
} slugs[] = {
    {"lists-list-5-top-2.json", "top-2", 0}, {"lists-list-5-top-2-2.json", "top-2", 2},
    {"lists-list-5-top-2.json", "top", 2},   {"lists-list-5-2001.json", "2001", 0},
    {"lists-list-5-2001-2.json", "2001", 2}, {"lists-list-5-top-2.json", "", 2},
    {"lists-list-5-topper.json", "top", 0},  {"lists-list-5.json", "", 0},
};

Test(export_name, tells_a_page_from_a_slug_that_ends_in_a_number)
{
    for (size_t i = 0; i < sizeof slugs / sizeof *slugs; i++) {
        struct export_name name;

        cr_assert(export_name_read(slugs[i].path, &name), "%s", slugs[i].path);
        cr_expect_eq(export_page_of(&name, slugs[i].slug), slugs[i].page, "%s of %s", slugs[i].path,
                     slugs[i].slug);
    }
}
