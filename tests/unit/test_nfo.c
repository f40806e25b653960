/* Real-world side files: the ids that are read from them, and those that are not. */
#include <criterion/criterion.h>
#include <string.h>

#include "match/nfo.h"

/* Returns the ids read from text, as JSON; "" if there are none. The string is new. */
static char *ids_of(const char *text, size_t len, enum media_type type)
{
    json_auto_t *ids = nfo_ids(text, len, type);

    return ids ? json_dumps(ids, JSON_COMPACT) : cvi_strdup("");
}

/* Returns a new copy of exactly this size, so that a sanitizer sees reads past its end. */
static char *exact_copy(const char *bytes, size_t len)
{
    char *copy = cvi_alloc(len ? len : 1);

    memcpy(copy, bytes, len);
    return copy;
}

static void check(const char *text, enum media_type type, const char *wanted)
{
    size_t len = strlen(text);
    char *exact = exact_copy(text, len);
    char *ids = ids_of(exact, len, type);

    cr_expect_str_eq(ids, wanted, "%s: %s, not %s", text, ids, wanted);
    free(ids);
    free(exact);
}

Test(nfo, reads_films)
{
    static const struct {
        const char *text, *ids;
    } cases[] = {
        {"<movie><title>The Matrix</title><uniqueid type=\"imdb\" default=\"true\">tt0133093"
         "</uniqueid><uniqueid type='tmdb'>603</uniqueid></movie>",
         "{\"imdb\":\"tt0133093\",\"tmdb\":603}"},
        {"<movie>\n  <imdbid>tt0133093</imdbid>\n  <tmdbid> 603 </tmdbid>\n</movie>",
         "{\"imdb\":\"tt0133093\",\"tmdb\":603}"},
        {"<?xml version=\"1.0\"?><!-- <id>tt9999999</id> --><movie><id>tt0133093</id></movie>",
         "{\"imdb\":\"tt0133093\"}"},
        {"<MOVIE><IMDB_ID>TT0133093</IMDB_ID></MOVIE>", "{\"imdb\":\"tt0133093\"}"},
        {"<movie><id>tt0133093</id><id>tt0234215</id>", "{\"imdb\":\"tt0133093\"}"},
        {"<movie><id TMDB=\"603\" IMDB=\"tt0133093\">tt0133093</id></movie>",
         "{\"imdb\":\"tt0133093\"}"},
        {"https://www.imdb.com/title/tt0133093/", "{\"imdb\":\"tt0133093\"}"},
        {"<movie><title>x</title></movie>\nhttps://www.imdb.com/title/tt0133093",
         "{\"imdb\":\"tt0133093\"}"},
        {"iMDB....: http://IMDB.com/title/tt0133093 \xdb\xdb", "{\"imdb\":\"tt0133093\"}"},
        {"https://www.themoviedb.org/movie/603-the-matrix?language=de", "{\"tmdb\":603}"},
        {"https://www.themoviedb.org/movie/603", "{\"tmdb\":603}"},
        {"<movie><uniqueid type=\"trakt\">481</uniqueid></movie>", "{\"trakt\":481}"},
        {"<uniqueid type=\"tmdb\">603</uniqueid>", "{\"tmdb\":603}"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(cases[i].text, MEDIA_MOVIE, cases[i].ids);
}

Test(nfo, reads_shows)
{
    static const struct {
        const char *text, *ids;
    } cases[] = {
        {"<tvshow><uniqueid type=\"tvdb\" default=\"true\">81189</uniqueid></tvshow>",
         "{\"tvdb\":81189}"},
        {"<tvshow><tvdbid>81189</tvdbid><imdb_id>tt0903747</imdb_id></tvshow>",
         "{\"imdb\":\"tt0903747\",\"tvdb\":81189}"},
        {"<tvshow><id>81189</id></tvshow>", "{\"tvdb\":81189}"},
        {"https://thetvdb.com/?tab=series&id=81189&lid=7", "{\"tvdb\":81189}"},
        {"http://thetvdb.com/index.php?tab=series&id=81189", "{\"tvdb\":81189}"},
        {"https://www.themoviedb.org/tv/1396", "{\"tmdb\":1396}"},
        {"https://www.imdb.com/title/tt0903747/", "{\"imdb\":\"tt0903747\"}"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(cases[i].text, MEDIA_SHOW, cases[i].ids);
}

Test(nfo, ignores_ids_of_other_titles)
{
    static const struct {
        const char *text;
        enum media_type type;
        const char *ids;
    } cases[] = {
        {"<tvshow><tvdbid>1</tvdbid></tvshow>", MEDIA_MOVIE, ""},
        {"<movie><tmdbid>603</tmdbid></movie>", MEDIA_SHOW, ""},
        {"<episodedetails><uniqueid type=\"tvdb\">349232</uniqueid></episodedetails>", MEDIA_SHOW,
         ""},
        {"<episodedetails><id>1</id></episodedetails>https://imdb.com/title/tt0903747", MEDIA_SHOW,
         ""},
        {"<movie><actor><name>Keanu</name><tmdbid>6384</tmdbid></actor><tmdbid>603</tmdbid>",
         MEDIA_MOVIE, "{\"tmdb\":603}"},
        {"<movie><set><name>x</name><tmdbid>2344</tmdbid></set></movie>", MEDIA_MOVIE, ""},
        {"<movie><actor><tmdbid>6384</tmdbid>", MEDIA_MOVIE, ""},
        {"<movie><imdbid>nm0000206</imdbid></movie>", MEDIA_MOVIE, ""},
        {"<movie><imdbid>tt</imdbid><tmdbid>0</tmdbid></movie>", MEDIA_MOVIE, ""},
        {"<movie><imdbid/><tmdbid></tmdbid></movie>", MEDIA_MOVIE, ""},
        {"<movie><tmdbid>603x</tmdbid></movie>", MEDIA_MOVIE, ""},
        {"<movie><tmdbid>99999999999999999999</tmdbid></movie>", MEDIA_MOVIE, ""},
        {"<movie><tvdbid>603</tvdbid></movie>", MEDIA_MOVIE, ""},
        {"<movie><uniqueid>603</uniqueid></movie>", MEDIA_MOVIE, ""},
        {"<movie><uniqueid type=imdb>tt0133093</uniqueid></movie>", MEDIA_MOVIE, ""},
        {"<movie><uniqueid type=\"imdb>tt0133093", MEDIA_MOVIE, ""},
        {"https://www.imdb.com/name/nm0000206/", MEDIA_MOVIE, ""},
        {"https://www.themoviedb.org/tv/1396", MEDIA_MOVIE, ""},
        {"<movie><id>tt0133093</id></movie> https://imdb.com/title/tt0234215", MEDIA_MOVIE,
         "{\"imdb\":\"tt0133093\"}"},
        {"", MEDIA_MOVIE, ""},
        {"<", MEDIA_MOVIE, ""},
        {"<!--", MEDIA_MOVIE, ""},
        {"imdb.com/title/", MEDIA_MOVIE, ""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(cases[i].text, cases[i].type, cases[i].ids);
}

Test(nfo, takes_no_more_time_for_invalid_files)
{
    static char text[1 << 20];

    for (size_t i = 0; i < sizeof text; i++)
        text[i] = "<actor"[i % 6];
    cr_expect_null(nfo_ids(text, sizeof text, MEDIA_MOVIE));
    memset(text, '<', sizeof text);
    cr_expect_null(nfo_ids(text, sizeof text, MEDIA_MOVIE));
}
