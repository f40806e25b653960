/* The cache of questions, and the effect of other rules, another server or other settings. */
#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "match/cache.h"
#include "match/store.h"
#include "tmpdir.h"

static char *directory;
static struct cache_settings settings;

static void make_place(void)
{
    directory = tmpdir_make();
    settings = (struct cache_settings){.cache = directory,
                                       .state = directory,
                                       .server = "https://a",
                                       .find_s = 1000,
                                       .miss_s = 1000};
}

static void remove_place(void)
{
    tmpdir_remove(directory);
    free(directory);
}

TestSuite(match_cache, .init = make_place, .fini = remove_place);

static struct cache *must_open(void)
{
    struct cache *cache;
    struct why why;

    cr_assert(cache_open(&settings, &cache, &why), "%s", why.text);
    return cache;
}

static struct question *new_question(void)
{
    const struct media media = {.type = MEDIA_MOVIE,
                                .title = "Heat",
                                .year = 1995,
                                .season = RECORD_NONE,
                                .episode = RECORD_NONE};

    return question_new(&media);
}

static void add(struct question *q, const char *text, enum question_source by)
{
    struct trakt_titles titles;
    struct trakt_error error;

    cr_assert(trakt_read_titles(text, strlen(text), &titles, &error), "%s", error.message);
    question_add(q, &titles, by);
    trakt_titles_release(&titles);
}

#define HEAT                                                                                       \
    "[{\"type\":\"movie\",\"movie\":{\"title\":\"Heat\",\"year\":1995,\"ids\":{\"trakt\":612,"     \
    "\"slug\":\"heat-1995\"},\"votes\":9,\"country\":\"us\",\"original_title\":null}}]"
#define HEAT_RUNTIME                                                                               \
    "[{\"type\":\"movie\",\"movie\":{\"title\":\"Heat\",\"year\":1995,\"ids\":{\"trakt\":612},"    \
    "\"runtime\":170}}]"

/* Stores a question with one title in the cache. */
static void keep_heat(const char *key)
{
    struct cache *cache = must_open();
    struct question *q = new_question();
    const char *alias = "Chaleur";

    add(q, HEAT, QUESTION_BY_EXACT);
    question_add_aliases(&q->candidates[0], q, &alias, 1);
    cache_keep(cache, key, q, true);
    question_free(q);
    cache_close(cache);
}

/* Returns the number of cached titles; -1: the question is not cached. */
static int recalled(const char *key)
{
    struct cache *cache = must_open();
    struct question *q = new_question();
    int count = cache_recall(cache, key, q) ? (int)q->count : -1;

    question_free(q);
    cache_close(cache);
    return count;
}

Test(match_cache, brings_back_all_that_was_known_of_a_title)
{
    struct question *q = new_question();
    struct cache *cache;

    keep_heat("k");
    cache = must_open();
    cr_assert(cache_recall(cache, "k", q));
    cr_assert_eq(q->count, 1);
    char *json = json_dumps(q->candidates[0].json, JSON_COMPACT);
    cr_expect_str_eq(json, "{\"type\":\"movie\",\"title\":\"Heat\",\"year\":1995,\"ids\":{"
                           "\"trakt\":612,\"slug\":\"heat-1995\"}}");
    cr_expect_eq(q->candidates[0].rank.votes, 9);
    cr_expect_str_eq(q->candidates[0].rank.country, "us");
    cr_expect_null(q->candidates[0].rank.original_title);
    cr_assert_eq(q->candidates[0].rank.alias_count, 1);
    cr_expect_str_eq(q->candidates[0].aliases[0], "Chaleur");
    cr_expect_eq(q->candidates[0].by, QUESTION_BY_EXACT);
    free(json);
    question_free(q);
    cache_close(cache);
}

/* Returns the number of titles from an answer without running times, as earlier versions stored
 * it. */
static int recalled_of_an_earlier_version(bool needs_runtime)
{
    char *path = file_join(directory, "cache.db");
    struct database *store = database_open_or_warn(path, &store_form);
    json_t *list = json_loads(HEAT, 0, NULL);
    struct cache *cache;
    struct question *q = new_question();

    store_put(store, "1 https://a old", STORE_FIND, list);
    database_close(store);
    json_decref(list);
    free(path);
    q->needs_runtime = needs_runtime;
    cache = must_open();
    int count = cache_recall(cache, "old", q) ? (int)q->count : -1;
    question_free(q);
    cache_close(cache);
    return count;
}

Test(match_cache, an_answer_without_running_times_is_asked_again_only_where_one_is_needed)
{
    cr_expect_eq(recalled_of_an_earlier_version(false), 1);
    cr_expect_eq(recalled_of_an_earlier_version(true), -1);
    settings.offline = true;
    cr_expect_eq(recalled_of_an_earlier_version(true), 1);
}

Test(match_cache, brings_back_the_running_time)
{
    struct cache *cache = must_open();
    struct question *kept = new_question(), *q = new_question();

    add(kept, HEAT_RUNTIME, QUESTION_BY_EXACT);
    cache_keep(cache, "r", kept, true);
    q->needs_runtime = true;
    cr_assert(cache_recall(cache, "r", q));
    cr_expect_eq(q->candidates[0].runtime, 170);
    question_free(kept);
    question_free(q);
    cache_close(cache);
}

Test(match_cache, a_title_without_a_running_time_is_not_asked_again)
{
    struct cache *cache;
    struct question *q = new_question();

    keep_heat("k");
    q->needs_runtime = true;
    cache = must_open();
    cr_expect(cache_recall(cache, "k", q));
    question_free(q);
    cache_close(cache);
}

Test(match_cache, is_of_one_question_and_one_server)
{
    keep_heat("k");
    cr_expect_eq(recalled("k"), 1);
    cr_expect_eq(recalled("other"), -1);
    settings.server = "https://b";
    cr_expect_eq(recalled("k"), -1);
}

Test(match_cache, can_be_turned_off)
{
    keep_heat("k");
    settings.refresh = true;
    cr_expect_eq(recalled("k"), -1);
    settings.refresh = false;
    settings.no_cache = true;
    cr_expect_eq(recalled("k"), -1);
    settings.no_cache = false;
    settings.find_s = 0;
    cr_expect_eq(recalled("k"), -1);
}

Test(match_cache, knows_nothing_without_a_file)
{
    struct question *q = new_question();
    json_t *choice = cache_choice(NULL, "k");

    cr_expect_not(cache_recall(NULL, "k", q));
    cr_expect_not(cache_is_offline(NULL));
    cr_expect_null(choice);
    cache_keep(NULL, "k", q, true);
    cache_close(NULL);
    question_free(q);
}

Test(match_cache, keeps_the_best_of_many)
{
    struct cache *cache = must_open();
    struct question *q = new_question();
    struct buf many = BUF_INIT(1 << 20);

    buf_putc(&many, '[');
    for (int i = 1; i <= 50; i++)
        buf_printf(&many,
                   "{\"type\":\"movie\",\"movie\":{\"title\":\"%s\",\"year\":1995,\"ids\":{"
                   "\"trakt\":%d}}}%s",
                   i == 50 ? "Heat" : "Cold", i, i == 50 ? "]" : ",");
    add(q, many.at, QUESTION_BY_SEARCH);
    cache_keep(cache, "k", q, true);
    question_free(q);
    q = new_question();
    cr_assert(cache_recall(cache, "k", q));
    cr_expect_eq(q->count, 10);
    cr_expect_str_eq(q->candidates[0].rank.title, "Heat");
    question_free(q);
    buf_release(&many);
    cache_close(cache);
}

Test(match_cache, keeps_choices_for_good)
{
    struct cache *cache = must_open();
    json_auto_t *made = json_pack("{s:s, s:i}", "status", "skipped", "explain", 1);
    json_t *choice = cache_choice(cache, "k");

    cr_expect_null(choice);
    cache_choose(cache, "k", made);
    cache_close(cache);
    settings.no_cache = true;
    cache = must_open();
    choice = cache_choice(cache, "k");
    cr_expect_eq(json_object_size(choice), 1);
    json_decref(choice);
    cache_close(cache);
    settings.ask_again = true;
    cache = must_open();
    choice = cache_choice(cache, "k");
    cr_expect_null(choice);
    cache_close(cache);
}

Test(match_cache, refuses_settings_that_contradict_each_other)
{
    struct cache *cache;
    struct why why = {0};

    settings.offline = settings.refresh = true;
    cr_expect_not(cache_open(&settings, &cache, &why));
    cr_expect_eq(why.status, EX_USAGE);
    cr_expect_null(cache);
}

Test(match_cache, adds_ids_of_side_files_to_those_of_the_name)
{
    static const char text[] = "<movie><imdbid>tt0113277</imdbid><tmdbid>949</tmdbid></movie>";
    char *path = tmpdir_path(directory, "a.mkv");
    json_auto_t *named = json_pack("{s:i}", "tmdb", 1);
    json_auto_t *record = json_pack("{s:s}", "filename", path);
    const struct media media = {.type = MEDIA_MOVIE, .title = "Heat", .ids = named};
    struct cache *cache = must_open();
    enum media_type type;
    bool either;

    cr_assert(tmpdir_write(directory, "a.nfo", text, strlen(text), 0600));
    json_auto_t *ids = cache_ids(cache, record, &media, CACHE_TYPE_SURE, &type, &either);
    cr_expect_eq(json_integer_value(json_object_get(ids, "tmdb")), 1);
    cr_expect_str_eq(json_string_value(json_object_get(ids, "imdb")), "tt0113277");
    cache_close(cache);
    settings.no_nfo = true;
    cache = must_open();
    json_auto_t *less = cache_ids(cache, record, &media, CACHE_TYPE_SURE, &type, &either);
    cr_expect_eq(json_object_size(less), 1);
    cr_expect(type == MEDIA_MOVIE && !either);
    cache_close(cache);
    free(path);
}

/* Side files, the certainty of the record's type, and their result. */
static const struct {
    const char *name, *text;
    enum cache_type sureness;
    enum media_type stated, type;
    bool found, either;
} doubtful[] = {
    {"a.nfo", "imdb.com/title/tt0113277", CACHE_TYPE_SURE, MEDIA_MOVIE, MEDIA_MOVIE, true, false},
    {"a.nfo", "imdb.com/title/tt0113277", CACHE_TYPE_DOUBTFUL, MEDIA_SHOW, MEDIA_SHOW, true, true},
    {"a.nfo", "imdb.com/title/tt0113277", CACHE_TYPE_UNTITLED, MEDIA_MOVIE, MEDIA_MOVIE, true,
     true},
    {"a.nfo", "<movie><tmdbid>949</tmdbid></movie>", CACHE_TYPE_DOUBTFUL, MEDIA_SHOW, MEDIA_MOVIE,
     true, false},
    {"a.nfo", "<tvshow><tmdbid>949</tmdbid></tvshow>", CACHE_TYPE_DOUBTFUL, MEDIA_SHOW, MEDIA_SHOW,
     true, false},
    {"a.nfo", "<tvshow><tmdbid>949</tmdbid></tvshow>", CACHE_TYPE_UNTITLED, MEDIA_MOVIE, MEDIA_SHOW,
     true, false},
    {"a.nfo", "<tvshow><tmdbid>949</tmdbid></tvshow>", CACHE_TYPE_SURE, MEDIA_MOVIE, MEDIA_MOVIE,
     false, false},
    {"tvshow.nfo", "<tvshow><tmdbid>949</tmdbid></tvshow>", CACHE_TYPE_DOUBTFUL, MEDIA_MOVIE,
     MEDIA_SHOW, true, false},
    {"tvshow.nfo", "<tvshow><tmdbid>949</tmdbid></tvshow>", CACHE_TYPE_UNTITLED, MEDIA_MOVIE,
     MEDIA_MOVIE, false, true},
    {"movie.nfo", "<movie><tmdbid>949</tmdbid></movie>", CACHE_TYPE_UNTITLED, MEDIA_MOVIE,
     MEDIA_MOVIE, true, false},
    {"b.nfo", "imdb.com/title/tt0113277", CACHE_TYPE_UNTITLED, MEDIA_MOVIE, MEDIA_MOVIE, false,
     true},
};

Test(match_cache, side_files_settle_a_doubtful_type)
{
    for (size_t i = 0; i < sizeof doubtful / sizeof *doubtful; i++) {
        char *path = tmpdir_path(directory, "a.mkv");
        char *nfo = tmpdir_path(directory, doubtful[i].name);
        json_auto_t *record = json_pack("{s:s}", "filename", path);
        const struct media media = {.type = doubtful[i].stated};
        struct cache *cache = must_open();
        enum media_type type;
        bool either;

        cr_assert(tmpdir_write(directory, doubtful[i].name, doubtful[i].text,
                               strlen(doubtful[i].text), 0600));
        json_auto_t *ids = cache_ids(cache, record, &media, doubtful[i].sureness, &type, &either);
        cr_expect_eq(ids != NULL, doubtful[i].found, "row %zu", i);
        cr_expect_eq(type, doubtful[i].type, "row %zu", i);
        cr_expect_eq(either, doubtful[i].either, "row %zu", i);
        cache_close(cache);
        unlink(nfo);
        free(nfo);
        free(path);
    }
}
