/* Trakt's answers about the collection: films, and shows with their episodes. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "trakt/collection.h"

static struct trakt_error error;

static bool add(struct trakt_collection *collection, enum media_type type, const char *text)
{
    return trakt_read_collection(text, strlen(text), type, collection, &error);
}

#define MATRIX                                                                                     \
    "\"movie\":{\"title\":\"The "                                                                  \
    "Matrix\",\"year\":1999,\"ids\":{\"trakt\":481,\"imdb\":\"tt0133093\"}}"
#define COPY                                                                                       \
    "\"metadata\":{\"media_type\":\"digital\",\"resolution\":\"uhd_4k\",\"hdr\":\"dolby_vision\"," \
    "\"audio\":\"dolby_atmos\",\"audio_channels\":\"7.1\",\"3d\":null}"
#define SEVERANCE                                                                                  \
    "\"show\":{\"title\":\"Severance\",\"year\":2022,\"ids\":{\"trakt\":154997,\"tvdb\":371980}}"

Test(trakt_collection, reads_films_with_their_copies)
{
    struct trakt_collection c = {0};

    cr_assert(
        add(&c, MEDIA_MOVIE,
            "[{\"type\":\"movie\",\"collected_at\":\"2026-10-01T08:00:00.000Z\",\"updated_at\":"
            "\"2026-10-02T09:00:00.000Z\"," COPY "," MATRIX "},"
            "{\"movie\":{\"title\":null,\"year\":null,\"ids\":{\"imdb\":\"tt0113277\"}}}]"),
        "%s", error.message);
    cr_assert_eq(c.count, 2);
    cr_expect(c.unread == 0 && c.entries == 2);
    cr_expect(c.at[0].type == OPERATION_MOVIE && c.at[0].year == 1999);
    cr_expect_eq(c.at[0].ids.of[TITLE_ID_TRAKT], 481);
    cr_expect_eq(c.at[0].ids.of[TITLE_ID_IMDB], 133093);
    cr_expect(c.at[0].season == RECORD_NONE && c.at[0].episode == RECORD_NONE);
    cr_expect_str_eq(c.at[0].title, "The Matrix");
    cr_expect_str_eq(c.at[0].copy.resolution, "uhd_4k");
    cr_expect_str_eq(c.at[0].copy.audio, "dolby_atmos");
    cr_expect_str_eq(c.at[0].copy.collected_at, "2026-10-01T08:00:00.000Z");
    cr_expect_str_eq(c.at[0].updated_at, "2026-10-02T09:00:00.000Z");
    cr_expect(!c.at[1].title[0] && c.at[1].year == RECORD_NONE && !c.at[1].copy.resolution);
    cr_expect_str_eq(c.at[1].copy.collected_at, "");
    cr_expect_str_eq(c.at[1].updated_at, "");
    trakt_collection_release(&c);
}

Test(trakt_collection, reads_the_episodes_of_shows)
{
    struct trakt_collection c = {0};

    cr_assert(add(&c, MEDIA_SHOW,
                  "[{\"last_collected_at\":\"x\"," SEVERANCE
                  ",\"seasons\":[{\"number\":0,\"episodes\":"
                  "[{\"number\":0}]},{\"number\":1,\"episodes\":[{\"number\":1,\"collected_at\":"
                  "\"2026-10-01T08:00:00.000Z\"," COPY "},{\"number\":2}]}]},"
                  "{\"show\":{\"title\":\"None\",\"ids\":{\"trakt\":5}},\"seasons\":[]}]"),
              "%s", error.message);
    cr_assert_eq(c.count, 3);
    cr_expect(c.unread == 0 && c.entries == 2);
    cr_expect(c.at[0].season == 0 && c.at[0].episode == 0);
    cr_expect(c.at[1].season == 1 && c.at[1].episode == 1);
    cr_expect(c.at[2].season == 1 && c.at[2].episode == 2);
    for (int i = 0; i < 3; i++) {
        cr_expect(c.at[i].type == OPERATION_EPISODE && c.at[i].year == 2022);
        cr_expect_eq(c.at[i].ids.of[TITLE_ID_TRAKT], 154997);
        cr_expect_eq(c.at[i].ids.of[TITLE_ID_TVDB], 371980);
        cr_expect_str_eq(c.at[i].title, "Severance");
    }
    cr_expect_str_eq(c.at[1].copy.hdr, "dolby_vision");
    cr_expect_null(c.at[2].copy.hdr);
    trakt_collection_release(&c);
}

static const struct {
    enum media_type type;
    const char *text;
    size_t count, unread;
    const char *said; /* in the error; NULL: valid */
} odd[] = {
    {MEDIA_MOVIE, "[]", 0, 0, NULL},
    {MEDIA_SHOW, "[]", 0, 0, NULL},
    {MEDIA_MOVIE, "{}", 0, 0, "not an array"},
    {MEDIA_MOVIE, "<html>", 0, 0, "not JSON"},
    {MEDIA_MOVIE, "", 0, 0, "empty"},
    {MEDIA_MOVIE, "[{" MATRIX "},{\"movie\":{\"ids\":{}}}]", 1, 1, NULL},
    {MEDIA_MOVIE, "[{" MATRIX "},{" SEVERANCE "}]", 1, 1, NULL},
    {MEDIA_MOVIE, "[{" MATRIX "},7,null]", 1, 2, NULL},
    {MEDIA_MOVIE, "[{\"movie\":{\"ids\":{\"trakt\":-1,\"tvdb\":5}}}]", 0, 1, "has an id"},
    {MEDIA_MOVIE, "[{" MATRIX ",\"collected_at\":7,\"metadata\":[],\"updated_at\":{}}]", 1, 0,
     NULL},
    {MEDIA_MOVIE, "[{" MATRIX ",\"metadata\":{\"resolution\":\"hd_9000p\",\"3d\":\"no\"}}]", 1, 0,
     NULL},
    {MEDIA_SHOW, "[{" SEVERANCE "}]", 0, 1, "has an id"},
    {MEDIA_SHOW, "[{" SEVERANCE ",\"seasons\":{}}]", 0, 1, "has an id"},
    {MEDIA_SHOW, "[{" SEVERANCE ",\"seasons\":[{\"number\":1}]}]", 0, 1, "has an id"},
    {MEDIA_SHOW,
     "[{" SEVERANCE ",\"seasons\":[{\"number\":1,\"episodes\":[{\"number\":1},{},5]}]}]", 1, 2,
     NULL},
    {MEDIA_SHOW,
     "[{" SEVERANCE ",\"seasons\":[{\"number\":-1,\"episodes\":[{\"number\":1}]},"
     "{\"number\":2,\"episodes\":[{\"number\":\"1\"},{\"number\":1.0}]}]}]",
     1, 2, NULL},
    {MEDIA_SHOW,
     "[{\"show\":{\"ids\":null},\"seasons\":[{\"number\":1,\"episodes\":[{\"number\":1}]}]}]", 0, 1,
     "has an id"},
};

Test(trakt_collection, counts_unreadable_items)
{
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct trakt_collection c = {0};
        bool read = add(&c, odd[i].type, odd[i].text);

        cr_expect_eq(read, odd[i].said == NULL, "%s: %s", odd[i].text, error.message);
        if (!read)
            cr_expect(strstr(error.message, odd[i].said ? odd[i].said : "?"), "%s", error.message);
        cr_expect_eq(c.count, odd[i].count, "%s: %zu", odd[i].text, c.count);
        cr_expect_eq(c.unread, odd[i].unread, "%s: %zu", odd[i].text, c.unread);
        trakt_collection_release(&c);
    }
}

Test(trakt_collection, has_no_duplicates)
{
    struct trakt_collection movies = {0}, shows = {0};

    cr_assert(add(&movies, MEDIA_MOVIE, "[{" MATRIX "},{\"movie\":{\"ids\":{\"trakt\":482}}}]"));
    cr_assert(add(&shows, MEDIA_SHOW,
                  "[{\"show\":{\"ids\":{\"trakt\":481}},\"seasons\":[{\"number\":1,"
                  "\"episodes\":[{\"number\":1},{\"number\":2}]},{\"number\":2,"
                  "\"episodes\":[{\"number\":1}]}]}]"));
    trakt_collection_join(&movies, &shows);
    cr_assert(movies.count == 5 && shows.count == 0 && shows.at == NULL);
    cr_expect(trakt_check_collection(&movies, &error), "%s", error.message);
    cr_assert(add(&movies, MEDIA_SHOW,
                  "[{\"show\":{\"title\":\"x\",\"ids\":{\"trakt\":481}},\"seasons\":"
                  "[{\"number\":2,\"episodes\":[{\"number\":1}]}]}]"));
    cr_expect(!trakt_check_collection(&movies, &error));
    cr_expect(strstr(error.message, "481, season 2, episode 1"), "%s", error.message);
    trakt_collection_release(&movies);
    /* Without a Trakt id, it is unknown. */
    cr_assert(add(&movies, MEDIA_MOVIE,
                  "[{\"movie\":{\"ids\":{\"imdb\":\"tt1\"}}},{\"movie\":{\"ids\":"
                  "{\"imdb\":\"tt2\"}}}]"));
    cr_expect(trakt_check_collection(&movies, &error));
    trakt_collection_release(&movies);
}
