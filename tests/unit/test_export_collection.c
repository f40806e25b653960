/* The collection in an export, from the members of a folder. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "export/export.h"
#include "tmpdir.h"

#define MOVIE(id)                                                                                  \
    "{\"movie\":{\"title\":\"M\",\"ids\":{\"trakt\":" id "}},\"metadata\":{\"hdr\":\"hlg\"}}"
#define SHOW(id, episode)                                                                          \
    "{\"show\":{\"ids\":{\"trakt\":" id                                                            \
    "}},\"seasons\":[{\"number\":1,\"episodes\":[{\"number\":" episode "}]}]}"

enum { MEMBERS = 5 };

/* Members, and the result: the ids of the films, then ID:EPISODE of the episodes. */
static const struct {
    const char *members[MEMBERS][2]; /* name and contents */
    const char *read;                /* NULL: not read */
    const char *said;                /* in the error */
} exports[] = {
    {{{"collection-movies.json", "[" MOVIE("1") "," MOVIE("2") "]"},
      {"collection-shows.json", "[" SHOW("1", "4") "]"},
      {"collection-episodes.json", "[{}]"}},
     "1 2 1:4 ",
     NULL},
    {{{"collection-movies.json", "[]"}, {"collection-shows.json", "[]"}}, "", NULL},
    {{{"collection-movies-2.json", "[" MOVIE("2") "]"},
      {"collection-movies-1.json", "[" MOVIE("1") "]"},
      {"collection-shows.json", "[" SHOW("8", "1") "]"},
      {"collection-shows-2.json", "[" SHOW("9", "2") "]"},
      {"lists-watchlist.json", "[]"}},
     "1 2 8:1 9:2 ",
     NULL},
    {{{"ann_k/collection/collection-movies.json", "[" MOVIE("7") "]"},
      {"ann_k/collection/collection-shows.json", "[]"}},
     "7 ",
     NULL},
    {{{"collection-movies.json", "[]"}},
     NULL,
     "the shows of your collection are not in the export"},
    {{{"lists-watchlist.json", "[]"}}, NULL, "the films of your collection are not in the export"},
    {{{"collection-movies.json", "{}"}, {"collection-shows.json", "[]"}},
     NULL,
     "collection-movies.json is not a file of a Trakt export"},
    {{{"collection-movies.json", "[" MOVIE("1") "]"}, {"collection-shows.json", "[{\"show\":1}]"}},
     NULL,
     "collection-shows.json is not a file of a Trakt export"},
    {{{"collection-movies.json", "[]"},
      {"collection-shows.json", "[]"},
      {"other/collection-shows.json", "[]"}},
     NULL,
     "are the same page"},
};

/* Returns the result as a new string. */
static char *words_of(const struct trakt_collection *collection)
{
    struct buf words = BUF_INIT(4096);

    for (size_t i = 0; i < collection->count; i++) {
        const struct trakt_collected *item = &collection->at[i];

        buf_printf(&words, "%d", (int)item->ids.of[TITLE_ID_TRAKT]);
        if (item->type == OPERATION_EPISODE)
            buf_printf(&words, ":%d", item->episode);
        buf_puts(&words, " ");
    }
    char *text = cvi_strdup(buf_text(&words));
    buf_release(&words);
    return text;
}

Test(export_collection, is_read_whole_or_not_at_all)
{
    for (size_t i = 0; i < sizeof exports / sizeof *exports; i++) {
        char *dir = tmpdir_make();
        struct trakt_collection collection;
        struct trakt_error error;
        struct export *export;
        struct why why;

        for (int k = 0; k < MEMBERS && exports[i].members[k][0]; k++) {
            const char *text = exports[i].members[k][1];
            cr_assert(tmpdir_write(dir, exports[i].members[k][0], text, strlen(text), 0644));
        }
        cr_assert(export_open(dir, &export, &why), "%s", why.text);
        bool read = export_get_collection(export, &collection, &error);
        char *words = words_of(&collection);
        cr_expect_eq(read, exports[i].read != NULL, "%zu: %s", i, read ? "read" : error.message);
        cr_expect_str_eq(words, read ? exports[i].read : "", "%zu", i);
        if (!read) {
            cr_expect(strstr(error.message, exports[i].said), "%zu: %s", i, error.message);
            cr_expect_eq(error.exit_status, EX_DATAERR);
        }
        free(words);
        trakt_collection_release(&collection);
        export_close(export);
        tmpdir_remove(dir);
        free(dir);
    }
}
