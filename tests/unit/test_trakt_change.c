/* Additions and removals: the bodies sent, and the results that Trakt reports. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "copy/copy.h"
#include "trakt/change.h"

static struct trakt_error error;

#define MOVIE(number)                                                                              \
    {                                                                                              \
        .type = MEDIA_MOVIE, .id = (number), .season = RECORD_NONE, .episode = RECORD_NONE         \
    }
#define SHOW(number)                                                                               \
    {                                                                                              \
        .type = MEDIA_SHOW, .id = (number), .season = RECORD_NONE, .episode = RECORD_NONE          \
    }
#define EPISODE(show, in, at)                                                                      \
    {                                                                                              \
        .type = MEDIA_SHOW, .id = (show), .season = (in), .episode = (at)                          \
    }

static struct trakt_addition additions[] = {MOVIE(481), SHOW(1388), MOVIE(99)};

Test(trakt_change, writes_films_and_shows_into_one_body)
{
    char *body = trakt_write_additions(additions, 3);

    cr_expect_str_eq(body, "{\"movies\":[{\"ids\":{\"trakt\":481}},{\"ids\":{\"trakt\":99}}],"
                           "\"shows\":[{\"ids\":{\"trakt\":1388}}]}");
    free(body);
    body = trakt_write_additions(additions, 1);
    cr_expect_str_eq(body, "{\"movies\":[{\"ids\":{\"trakt\":481}}]}");
    free(body);
}

/* Titles with ids of every kind, as sent and as echoed by Trakt. */
static const struct {
    struct trakt_addition addition;
    const char *sent;
    const char *echo; /* another form of the same; NULL: none */
} kinds[] = {
    {{.type = MEDIA_MOVIE,
      .kind = TITLE_ID_IMDB,
      .id = 113277,
      .season = RECORD_NONE,
      .episode = RECORD_NONE},
     "{\"ids\":{\"imdb\":\"tt0113277\"}}",
     "{\"title\":null,\"ids\":{\"trakt\":null,\"imdb\":\"tt113277\",\"plex\":{}}}"},
    {{.type = MEDIA_SHOW,
      .kind = TITLE_ID_IMDB,
      .id = 11280740,
      .season = RECORD_NONE,
      .episode = RECORD_NONE},
     "{\"ids\":{\"imdb\":\"tt11280740\"}}",
     NULL},
    {{.type = MEDIA_MOVIE,
      .kind = TITLE_ID_TMDB,
      .id = 603,
      .season = RECORD_NONE,
      .episode = RECORD_NONE},
     "{\"ids\":{\"tmdb\":603}}",
     "{\"ids\":{\"tmdb\":603.0}}"},
    {{.type = MEDIA_SHOW,
      .kind = TITLE_ID_TVDB,
      .id = 81189,
      .season = RECORD_NONE,
      .episode = RECORD_NONE},
     "{\"ids\":{\"tvdb\":81189}}",
     NULL},
};

/* Reads an answer to one addition that reports this object as not found. */
static bool read_not_found(const char *object, struct trakt_addition *addition)
{
    struct trakt_added added;
    char *text = cvi_format("{\"added\":{},\"not_found\":{\"%ss\":[{\"ids\":7},%s]}}",
                            record_type_words[addition->type], object);
    bool read = trakt_read_added(text, strlen(text), false, addition, 1, &added, &error);

    free(text);
    return read && addition->not_found;
}

Test(trakt_change, accounts_for_additions_by_ids_of_other_services)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct trakt_addition addition = kinds[i].addition;
        char *body = trakt_write_additions(&addition, 1);
        char *wanted =
            cvi_format("{\"%ss\":[%s]}", record_type_words[addition.type], kinds[i].sent);

        cr_expect_str_eq(body, wanted);
        cr_expect(read_not_found(kinds[i].sent, &addition), "%s", kinds[i].sent);
        if (kinds[i].echo)
            cr_expect(read_not_found(kinds[i].echo, &addition), "%s", kinds[i].echo);
        cr_expect(!read_not_found("{\"ids\":{\"trakt\":113277,\"imdb\":\"603\",\"tmdb\":\"603\"}}",
                                  &addition));
        free(body);
        free(wanted);
    }
}

static const struct {
    const char *text;
    const char *code; /* NULL: valid */
} accounts[] = {
    {"{\"added\":{\"movies\":1,\"shows\":0},\"existing\":{\"movies\":0,\"shows\":1},\"not_found\":"
     "{\"movies\":[{\"ids\":{\"trakt\":99}}],\"shows\":[]},\"list\":{\"item_count\":3}}",
     NULL},
    {"{\"added\":{\"movies\":1,\"shows\":1},\"not_found\":{\"movies\":[{\"ids\":{\"trakt\":99}}]}}",
     NULL},
    {"{\"added\":{\"movies\":0,\"shows\":0},\"existing\":{\"movies\":0,\"shows\":0},\"not_found\":"
     "{}}",
     "unaccounted"},
    {"{\"added\":{\"movies\":2,\"shows\":1},\"not_found\":{\"movies\":[{\"ids\":{\"trakt\":99}}]}}",
     "unaccounted"},
    {"{\"added\":{\"movies\":1,\"shows\":1},\"not_found\":{\"movies\":[{\"ids\":{\"trakt\":98}}]}}",
     "unaccounted"},
    {"{\"added\":{\"movies\":1,\"shows\":1},\"not_found\":{\"shows\":[{\"ids\":{\"trakt\":99}}]}}",
     "unaccounted"},
    {"{\"added\":{\"movies\":-1,\"shows\":1},\"existing\":{\"movies\":3}}", "unaccounted"},
    {"{\"added\":{\"movies\":\"2\",\"shows\":1}}", "unaccounted"},
    {"{\"added\":{\"movies\":9223372036854775807,\"shows\":9223372036854775807}}", "unaccounted"},
    {"{\"added\":{\"movies\":1.5,\"shows\":1},\"not_found\":{\"movies\":[{\"ids\":{\"trakt\":99}}]}"
     "}",
     "unaccounted"},
    {"{\"added\":{\"movies\":2,\"shows\":1},\"existing\":{\"movies\":1}}", "unaccounted"},
    {"{\"added\":{},\"not_found\":17}", "unaccounted"},
    {"{}", "bad-answer"},
    {"[]", "bad-answer"},
    {"", "bad-answer"},
};

Test(trakt_change, accounts_for_every_addition)
{
    for (size_t i = 0; i < sizeof accounts / sizeof *accounts; i++) {
        struct trakt_added added;
        const char *text = accounts[i].text;
        bool read = trakt_read_added(text, strlen(text), false, additions, 3, &added, &error);

        cr_expect_eq(read, accounts[i].code == NULL, "%s", text);
        if (!read)
            cr_expect_str_eq(error.code, accounts[i].code, "%s", text);
        if (read)
            cr_expect(additions[2].not_found && !additions[0].not_found, "%s", text);
    }
}

/* --- Episodes, copies and the collection --- */

static const struct copy bluray = {.media_type = "digital",
                                   .resolution = "hd_1080p",
                                   .three_d = RECORD_NONE,
                                   .collected_at = "2026-10-01T08:00:00.000Z"};
static const struct copy unknown = {.three_d = RECORD_NONE};

static const struct {
    struct trakt_addition additions[5];
    size_t count;
    const char *body;
} bodies[] = {
    {{EPISODE(1388, 1, 9)},
     1,
     "{\"shows\":[{\"ids\":{\"trakt\":1388},\"seasons\":[{\"number\":1,\"episodes\":[{\"number\":9}"
     "]}]}]}"},
    {{EPISODE(1388, 0, 0), EPISODE(7, 1, 1), EPISODE(1388, 2, 3), EPISODE(1388, 0, 2)},
     4,
     "{\"shows\":[{\"ids\":{\"trakt\":1388},\"seasons\":[{\"number\":0,\"episodes\":[{\"number\":0}"
     ","
     "{\"number\":2}]},{\"number\":2,\"episodes\":[{\"number\":3}]}]},{\"ids\":{\"trakt\":7},"
     "\"seasons\":"
     "[{\"number\":1,\"episodes\":[{\"number\":1}]}]}]}"},
    /* On a list, a show and one of its episodes are two items. */
    {{SHOW(1388), EPISODE(1388, 1, 1), SHOW(7)},
     3,
     "{\"shows\":[{\"ids\":{\"trakt\":1388}},{\"ids\":{\"trakt\":1388},\"seasons\":[{\"number\":1,"
     "\"episodes\":[{\"number\":1}]}]},{\"ids\":{\"trakt\":7}}]}"},
    /* The same number as two kinds of id means two shows. */
    {{EPISODE(5, 1, 1),
      {.type = MEDIA_SHOW, .kind = TITLE_ID_TVDB, .id = 5, .season = 1, .episode = 1}},
     2,
     "{\"shows\":[{\"ids\":{\"trakt\":5},\"seasons\":[{\"number\":1,\"episodes\":[{\"number\":1}]}]"
     "},"
     "{\"ids\":{\"tvdb\":5},\"seasons\":[{\"number\":1,\"episodes\":[{\"number\":1}]}]}]}"},
    {{{.type = MEDIA_MOVIE,
       .id = 481,
       .season = RECORD_NONE,
       .episode = RECORD_NONE,
       .copy = &bluray},
      {.type = MEDIA_SHOW, .id = 7, .season = 1, .episode = 2, .copy = &bluray},
      {.type = MEDIA_SHOW, .id = 7, .season = 1, .episode = 3, .copy = &unknown}},
     3,
     "{\"movies\":[{\"ids\":{\"trakt\":481},COPY}],\"shows\":[{\"ids\":{\"trakt\":7},\"seasons\":"
     "[{\"number\":1,\"episodes\":[{\"number\":2,COPY},{\"number\":3}]}]}]}"},
};

/* Returns the text with COPY replaced by the members of the copy, in the order of copy_json, as a
 * new string. */
static char *with_copy(const char *text, const char *copy)
{
    struct buf out = BUF_INIT(1 << 16);

    for (const char *at; (at = strstr(text, "COPY")) != NULL; text = at + 4) {
        buf_add(&out, text, (size_t)(at - text));
        buf_add(&out, copy + 1, strlen(copy) - 2);
    }
    buf_puts(&out, text);
    return buf_detach(&out);
}

Test(trakt_change, puts_episodes_below_their_show)
{
    json_auto_t *json = copy_json(&bluray);
    char *copy = json_dumps(json, JSON_COMPACT);

    cr_assert(strstr(copy, "\"resolution\":\"hd_1080p\""));
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        char *body = trakt_write_additions(bodies[i].additions, bodies[i].count);
        char *expected = with_copy(bodies[i].body, copy);

        cr_expect_str_eq(body, expected);
        cr_expect(!strstr(body, "[]"), "%s", body);
        free(expected);
        free(body);
    }
    free(copy);
}

Test(trakt_change, removes_without_a_word_of_the_copy)
{
    char *body = trakt_write_removals(bodies[4].additions, 3);

    cr_expect_str_eq(
        body, "{\"movies\":[{\"ids\":{\"trakt\":481}}],\"shows\":[{\"ids\":{\"trakt\":7},"
              "\"seasons\":[{\"number\":1,\"episodes\":[{\"number\":2},{\"number\":3}]}]}]}");
    free(body);
}

enum { ADD, REMOVE };
#define OLD_FORM                                                                                   \
    "\"existing\":{\"movies\":0,\"episodes\":0},\"not_found\":{\"movies\":[],\"shows\":[]}}"
#define FORM(added, existing, not_found)                                                           \
    "{\"added\":{" added ",\"seasons\":0},\"existing\":{" existing "},\"not_found\":{" not_found   \
    "},\"list\":{\"updated_at\":\"2026-11-22T13:00:05.000Z\",\"item_count\":12}}"

/* The titles sent: the film 481, and of the show 1388 S01E01, S01E02 and S00E00. */
static const struct {
    int what;
    const char *text;
    const char *code;       /* NULL: valid */
    const char *not_found;  /* which of the four: "1000" is the film */
    struct trakt_count did; /* added or deleted */
    json_int_t updated;     /* of both types */
} owned[] = {
    /* The older form: films and episodes only. */
    {ADD, "{\"added\":{\"movies\":1,\"episodes\":3}," OLD_FORM, NULL, "0000", {1, 0, 3}, 0},
    {ADD,
     "{\"added\":{\"movies\":1,\"episodes\":1},\"updated\":{\"movies\":0,\"episodes\":2}," OLD_FORM,
     NULL,
     "0000",
     {1, 0, 1},
     2},
    {ADD,
     "{\"added\":{\"movies\":0,\"episodes\":0},\"updated\":{\"movies\":1,\"episodes\":3}," OLD_FORM,
     NULL,
     "0000",
     {0},
     4},
    /* The form for a list: shows are counted, too, and nothing is called updated. */
    {ADD,
     FORM("\"movies\":1,\"shows\":1,\"episodes\":2", "\"movies\":0,\"shows\":0,\"episodes\":1", ""),
     NULL,
     "0000",
     {1, 0, 2},
     0},
    {ADD,
     FORM("\"movies\":0,\"shows\":0,\"episodes\":0", "\"movies\":1,\"shows\":1,\"episodes\":3", ""),
     NULL,
     "0000",
     {0},
     0},
    /* The union; updated titles may also be called existing. */
    {ADD,
     "{\"added\":{\"movies\":1,\"episodes\":1},\"updated\":{\"movies\":0,\"episodes\":1},"
     "\"existing\":"
     "{\"movies\":0,\"shows\":1,\"episodes\":1}}",
     NULL,
     "0000",
     {1, 0, 1},
     1},
    {ADD,
     "{\"added\":{\"movies\":1,\"episodes\":1},\"updated\":{\"movies\":0,\"episodes\":1},"
     "\"existing\":"
     "{\"movies\":0,\"episodes\":2}}",
     NULL,
     "0000",
     {1, 0, 1},
     1},
    {ADD,
     "{\"added\":{\"movies\":1,\"episodes\":2},\"updated\":{\"movies\":0,\"episodes\":2},"
     "\"existing\":"
     "{\"movies\":0,\"episodes\":1}}",
     "unaccounted",
     "0000",
     {1, 0, 2},
     2},
    /* Not found: the film, the show as a whole, a season of it, single episodes. */
    {ADD,
     FORM("\"movies\":0,\"episodes\":3", "", "\"movies\":[{\"ids\":{\"trakt\":481}}]"),
     NULL,
     "1000",
     {0, 0, 3},
     0},
    {ADD,
     FORM("\"movies\":1,\"episodes\":0", "", "\"shows\":[{\"ids\":{\"trakt\":1388}}]"),
     NULL,
     "0111",
     {1, 0, 0},
     0},
    {ADD,
     FORM("\"movies\":1,\"episodes\":0", "",
          "\"shows\":[{\"ids\":{\"trakt\":1388},\"seasons\":[]}]"),
     NULL,
     "0111",
     {1, 0, 0},
     0},
    {ADD,
     FORM("\"movies\":1,\"episodes\":1", "",
          "\"shows\":[{\"ids\":{\"trakt\":1388},\"seasons\":[{\"number\":1}]}]"),
     NULL,
     "0110",
     {1, 0, 1},
     0},
    {ADD,
     FORM("\"movies\":1,\"episodes\":2", "",
          "\"shows\":[{\"ids\":{\"trakt\":7}},{\"ids\":{\"trakt\":1388},\"seasons\":[{\"number\":0,"
          "\"episodes\":"
          "[{\"number\":1}]},{\"number\":1,\"episodes\":[{\"number\":2}]}]}]"),
     NULL,
     "0010",
     {1, 0, 2},
     0},
    {ADD,
     FORM("\"movies\":1,\"episodes\":1", "",
          "\"shows\":[{\"ids\":{\"trakt\":1388},\"seasons\":[{\"number\":0,\"episodes\":[{"
          "\"number\":0}]}]},"
          "{\"ids\":{\"trakt\":1388},\"seasons\":[{\"number\":1,\"episodes\":[{\"number\":1}]}]}]"),
     NULL,
     "0101",
     {1, 0, 1},
     0},
    /* One of them is not accounted for. */
    {ADD,
     "{\"added\":{\"movies\":1,\"episodes\":2}," OLD_FORM,
     "unaccounted",
     "0000",
     {1, 0, 2},
     0},
    {ADD,
     "{\"added\":{\"movies\":0,\"episodes\":3}," OLD_FORM,
     "unaccounted",
     "0000",
     {0, 0, 3},
     0},
    {ADD,
     "{\"added\":{\"movies\":1,\"episodes\":4}," OLD_FORM,
     "unaccounted",
     "0000",
     {1, 0, 4},
     0},
    {ADD,
     FORM("\"movies\":1,\"shows\":3,\"episodes\":0", "", ""),
     "unaccounted",
     "0000",
     {1, 0, 0},
     0},
    {ADD, "{\"added\":{\"movies\":1,\"episodes\":null}}", "unaccounted", "0000", {1, 0, 0}, 0},
    {ADD, "{\"deleted\":{\"movies\":1,\"episodes\":3}}", "bad-answer", "0000", {0}, 0},
    /* Removals. */
    {REMOVE,
     "{\"deleted\":{\"movies\":1,\"episodes\":3},\"not_found\":{}}",
     NULL,
     "0000",
     {1, 0, 3},
     0},
    {REMOVE, "{\"deleted\":{\"movies\":0,\"shows\":1,\"episodes\":1}}", NULL, "0000", {0, 0, 1}, 0},
    {REMOVE,
     "{\"deleted\":{},\"not_found\":{\"shows\":[{\"ids\":{\"trakt\":1388}}]}}",
     NULL,
     "0111",
     {0},
     0},
    {REMOVE,
     "{\"deleted\":{\"movies\":1,\"episodes\":3},\"not_found\":{\"movies\":[{\"ids\":{\"trakt\":"
     "481}}]}}",
     "unaccounted",
     "1000",
     {1, 0, 3},
     0},
    {REMOVE, "{\"deleted\":{\"movies\":1,\"episodes\":62}}", "unaccounted", "0000", {1, 0, 62}, 0},
    {REMOVE, "{\"added\":{\"movies\":1,\"episodes\":3}}", "bad-answer", "0000", {0}, 0},
    {REMOVE, "", "bad-answer", "0000", {0}, 0},
};

static bool is_count(const struct trakt_count *one, const struct trakt_count *other)
{
    return one->movies == other->movies && one->shows == other->shows &&
           one->episodes == other->episodes;
}

Test(trakt_change, accounts_for_films_and_episodes_in_the_collection)
{
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) {
        struct trakt_addition sent[] = {MOVIE(481), EPISODE(1388, 1, 1), EPISODE(1388, 1, 2),
                                        EPISODE(1388, 0, 0)};
        const char *text = owned[i].text;
        struct trakt_added added;
        bool read = (owned[i].what == ADD ? trakt_read_added : trakt_read_removed)(
            text, strlen(text), true, sent, 4, &added, &error);

        cr_expect_str_eq(read ? "fine" : error.code, owned[i].code ? owned[i].code : "fine", "%s",
                         text);
        for (int k = 0; k < 4; k++)
            cr_expect_eq(sent[k].not_found, owned[i].not_found[k] == '1', "%s: %d", text, k);
        cr_expect(is_count(owned[i].what == ADD ? &added.added : &added.deleted, &owned[i].did),
                  "%s", text);
        cr_expect_eq(added.updated.movies + added.updated.episodes, owned[i].updated, "%s", text);
    }
}

/* Only films and shows are removed from lists. Titles that were not there are not counted. */
static const struct {
    const char *text;
    const char *said; /* in the error; NULL: valid */
    struct trakt_count deleted, not_found;
} removed[] = {
    {"{\"deleted\":{\"movies\":2,\"shows\":1,\"seasons\":0,\"episodes\":0,\"people\":0},\"not_"
     "found\":"
     "{\"movies\":[]},\"list\":{\"item_count\":3}}",
     NULL,
     {2, 1, 0},
     {0}},
    {"{\"deleted\":{\"movies\":1,\"shows\":0}}", NULL, {1, 0, 0}, {0}},
    {"{\"deleted\":{}}", NULL, {0}, {0}},
    {"{\"deleted\":{\"movies\":1},\"not_found\":{\"movies\":[{\"ids\":{\"trakt\":99}}]}}",
     NULL,
     {1, 0, 0},
     {1, 0, 0}},
    {"{\"deleted\":{\"movies\":3,\"shows\":1}}", "3 of 2 movies and 1 of 1 shows", {3, 1, 0}, {0}},
    {"{\"deleted\":{\"movies\":1,\"shows\":1,\"episodes\":7}}", "7 of 0 episodes", {1, 1, 7}, {0}},
    {"{\"deleted\":7}", "no counts", {0}, {0}},
    {"null", "not JSON", {0}, {0}},
};

Test(trakt_change, rejects_more_removals_than_were_sent)
{
    for (size_t i = 0; i < sizeof removed / sizeof *removed; i++) {
        struct trakt_addition sent[] = {MOVIE(481), SHOW(1388), MOVIE(99)};
        const char *text = removed[i].text;
        struct trakt_added added;
        bool read = trakt_read_removed(text, strlen(text), false, sent, 3, &added, &error);

        cr_expect_eq(read, removed[i].said == NULL, "%s", text);
        if (!read)
            cr_expect(strstr(error.message, removed[i].said ? removed[i].said : "?"), "%s",
                      error.message);
        cr_expect(is_count(&added.deleted, &removed[i].deleted), "%s", text);
        cr_expect(is_count(&added.not_found, &removed[i].not_found), "%s", text);
    }
}
