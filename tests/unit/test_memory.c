/* The cache of questions, and the effect of other rules, another server or other settings. */
#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "match/memory.h"
#include "match/store.h"
#include "tmpdir.h"

static char *directory;
static struct memory_settings settings;

static void make_place(void)
{
    directory = tmpdir_make();
    settings = (struct memory_settings){.cache = directory,
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

TestSuite(memory, .init = make_place, .fini = remove_place);

static struct memory *must_open(void)
{
    struct memory *memory;
    struct why why;

    cr_assert(memory_open(&settings, &memory, &why), "%s", why.text);
    return memory;
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
    struct memory *memory = must_open();
    struct question *q = new_question();
    const char *alias = "Chaleur";

    add(q, HEAT, QUESTION_BY_EXACT);
    question_add_aliases(&q->candidates[0], q, &alias, 1);
    memory_keep(memory, key, q, true);
    question_free(q);
    memory_close(memory);
}

/* Returns the number of cached titles; -1: the question is not cached. */
static int recalled(const char *key)
{
    struct memory *memory = must_open();
    struct question *q = new_question();
    int count = memory_recall(memory, key, q) ? (int)q->count : -1;

    question_free(q);
    memory_close(memory);
    return count;
}

Test(memory, brings_back_all_that_was_known_of_a_title)
{
    struct question *q = new_question();
    struct memory *memory;

    keep_heat("k");
    memory = must_open();
    cr_assert(memory_recall(memory, "k", q));
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
    memory_close(memory);
}

/* Returns the number of titles from an answer without running times, as earlier versions stored
 * it. */
static int recalled_of_an_earlier_version(bool needs_runtime)
{
    char *path = file_join(directory, "cache.db");
    struct database *store = database_open_or_warn(path, &store_form);
    json_t *list = json_loads(HEAT, 0, NULL);
    struct memory *memory;
    struct question *q = new_question();

    store_put(store, "1 https://a old", STORE_FIND, list);
    database_close(store);
    json_decref(list);
    free(path);
    q->needs_runtime = needs_runtime;
    memory = must_open();
    int count = memory_recall(memory, "old", q) ? (int)q->count : -1;
    question_free(q);
    memory_close(memory);
    return count;
}

Test(memory, an_answer_without_running_times_is_asked_again_only_where_one_is_needed)
{
    cr_expect_eq(recalled_of_an_earlier_version(false), 1);
    cr_expect_eq(recalled_of_an_earlier_version(true), -1);
    settings.offline = true;
    cr_expect_eq(recalled_of_an_earlier_version(true), 1);
}

Test(memory, brings_back_the_running_time)
{
    struct memory *memory = must_open();
    struct question *kept = new_question(), *q = new_question();

    add(kept, HEAT_RUNTIME, QUESTION_BY_EXACT);
    memory_keep(memory, "r", kept, true);
    q->needs_runtime = true;
    cr_assert(memory_recall(memory, "r", q));
    cr_expect_eq(q->candidates[0].runtime, 170);
    question_free(kept);
    question_free(q);
    memory_close(memory);
}

Test(memory, a_title_without_a_running_time_is_not_asked_again)
{
    struct memory *memory;
    struct question *q = new_question();

    keep_heat("k");
    q->needs_runtime = true;
    memory = must_open();
    cr_expect(memory_recall(memory, "k", q));
    question_free(q);
    memory_close(memory);
}

Test(memory, is_of_one_question_and_one_server)
{
    keep_heat("k");
    cr_expect_eq(recalled("k"), 1);
    cr_expect_eq(recalled("other"), -1);
    settings.server = "https://b";
    cr_expect_eq(recalled("k"), -1);
}

Test(memory, can_be_turned_off)
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

Test(memory, knows_nothing_without_a_file)
{
    struct question *q = new_question();
    json_t *choice = memory_choice(NULL, "k");

    cr_expect_not(memory_recall(NULL, "k", q));
    cr_expect_not(memory_is_offline(NULL));
    cr_expect_null(choice);
    memory_keep(NULL, "k", q, true);
    memory_close(NULL);
    question_free(q);
}

Test(memory, keeps_the_best_of_many)
{
    struct memory *memory = must_open();
    struct question *q = new_question();
    struct buf many = BUF_INIT(1 << 20);

    buf_putc(&many, '[');
    for (int i = 1; i <= 50; i++)
        buf_printf(&many,
                   "{\"type\":\"movie\",\"movie\":{\"title\":\"%s\",\"year\":1995,\"ids\":{"
                   "\"trakt\":%d}}}%s",
                   i == 50 ? "Heat" : "Cold", i, i == 50 ? "]" : ",");
    add(q, many.at, QUESTION_BY_SEARCH);
    memory_keep(memory, "k", q, true);
    question_free(q);
    q = new_question();
    cr_assert(memory_recall(memory, "k", q));
    cr_expect_eq(q->count, 10);
    cr_expect_str_eq(q->candidates[0].rank.title, "Heat");
    question_free(q);
    buf_release(&many);
    memory_close(memory);
}

Test(memory, keeps_choices_for_good)
{
    struct memory *memory = must_open();
    json_auto_t *made = json_pack("{s:s, s:i}", "status", "skipped", "explain", 1);
    json_t *choice = memory_choice(memory, "k");

    cr_expect_null(choice);
    memory_choose(memory, "k", made);
    memory_close(memory);
    settings.no_cache = true;
    memory = must_open();
    choice = memory_choice(memory, "k");
    cr_expect_eq(json_object_size(choice), 1);
    json_decref(choice);
    memory_close(memory);
    settings.ask_again = true;
    memory = must_open();
    choice = memory_choice(memory, "k");
    cr_expect_null(choice);
    memory_close(memory);
}

Test(memory, refuses_settings_that_contradict_each_other)
{
    struct memory *memory;
    struct why why = {0};

    settings.offline = settings.refresh = true;
    cr_expect_not(memory_open(&settings, &memory, &why));
    cr_expect_eq(why.status, EX_USAGE);
    cr_expect_null(memory);
}

Test(memory, adds_ids_of_side_files_to_those_of_the_name)
{
    static const char text[] = "<movie><imdbid>tt0113277</imdbid><tmdbid>949</tmdbid></movie>";
    char *path = tmpdir_path(directory, "a.mkv");
    json_auto_t *named = json_pack("{s:i}", "tmdb", 1);
    json_auto_t *record = json_pack("{s:s}", "filename", path);
    const struct media media = {.type = MEDIA_MOVIE, .title = "Heat", .ids = named};
    struct memory *memory = must_open();
    enum media_type type;
    bool either;

    cr_assert(tmpdir_write(directory, "a.nfo", text, strlen(text), 0600));
    json_auto_t *ids = memory_ids(memory, record, &media, MEMORY_TYPE_SURE, &type, &either);
    cr_expect_eq(json_integer_value(json_object_get(ids, "tmdb")), 1);
    cr_expect_str_eq(json_string_value(json_object_get(ids, "imdb")), "tt0113277");
    memory_close(memory);
    settings.no_nfo = true;
    memory = must_open();
    json_auto_t *less = memory_ids(memory, record, &media, MEMORY_TYPE_SURE, &type, &either);
    cr_expect_eq(json_object_size(less), 1);
    cr_expect(type == MEDIA_MOVIE && !either);
    memory_close(memory);
    free(path);
}

/* Side files, the certainty of the record's type, and their result. */
static const struct {
    const char *name, *text;
    enum memory_type sureness;
    enum media_type stated, type;
    bool found, either;
} doubtful[] = {
    {"a.nfo", "imdb.com/title/tt0113277", MEMORY_TYPE_SURE, MEDIA_MOVIE, MEDIA_MOVIE, true, false},
    {"a.nfo", "imdb.com/title/tt0113277", MEMORY_TYPE_DOUBTFUL, MEDIA_SHOW, MEDIA_SHOW, true, true},
    {"a.nfo", "imdb.com/title/tt0113277", MEMORY_TYPE_UNTITLED, MEDIA_MOVIE, MEDIA_MOVIE, true,
     true},
    {"a.nfo", "<movie><tmdbid>949</tmdbid></movie>", MEMORY_TYPE_DOUBTFUL, MEDIA_SHOW, MEDIA_MOVIE,
     true, false},
    {"a.nfo", "<tvshow><tmdbid>949</tmdbid></tvshow>", MEMORY_TYPE_DOUBTFUL, MEDIA_SHOW, MEDIA_SHOW,
     true, false},
    {"a.nfo", "<tvshow><tmdbid>949</tmdbid></tvshow>", MEMORY_TYPE_UNTITLED, MEDIA_MOVIE,
     MEDIA_SHOW, true, false},
    {"a.nfo", "<tvshow><tmdbid>949</tmdbid></tvshow>", MEMORY_TYPE_SURE, MEDIA_MOVIE, MEDIA_MOVIE,
     false, false},
    {"tvshow.nfo", "<tvshow><tmdbid>949</tmdbid></tvshow>", MEMORY_TYPE_DOUBTFUL, MEDIA_MOVIE,
     MEDIA_SHOW, true, false},
    {"tvshow.nfo", "<tvshow><tmdbid>949</tmdbid></tvshow>", MEMORY_TYPE_UNTITLED, MEDIA_MOVIE,
     MEDIA_MOVIE, false, true},
    {"movie.nfo", "<movie><tmdbid>949</tmdbid></movie>", MEMORY_TYPE_UNTITLED, MEDIA_MOVIE,
     MEDIA_MOVIE, true, false},
    {"b.nfo", "imdb.com/title/tt0113277", MEMORY_TYPE_UNTITLED, MEDIA_MOVIE, MEDIA_MOVIE, false,
     true},
};

Test(memory, side_files_settle_a_doubtful_type)
{
    for (size_t i = 0; i < sizeof doubtful / sizeof *doubtful; i++) {
        char *path = tmpdir_path(directory, "a.mkv");
        char *nfo = tmpdir_path(directory, doubtful[i].name);
        json_auto_t *record = json_pack("{s:s}", "filename", path);
        const struct media media = {.type = doubtful[i].stated};
        struct memory *memory = must_open();
        enum media_type type;
        bool either;

        cr_assert(tmpdir_write(directory, doubtful[i].name, doubtful[i].text,
                               strlen(doubtful[i].text), 0600));
        json_auto_t *ids = memory_ids(memory, record, &media, doubtful[i].sureness, &type, &either);
        cr_expect_eq(ids != NULL, doubtful[i].found, "row %zu", i);
        cr_expect_eq(type, doubtful[i].type, "row %zu", i);
        cr_expect_eq(either, doubtful[i].either, "row %zu", i);
        memory_close(memory);
        unlink(nfo);
        free(nfo);
        free(path);
    }
}
