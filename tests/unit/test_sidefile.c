/* The side files that are read for a video, and those that are not opened. */
#include <criterion/criterion.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "match/sidefile.h"
#include "tmpdir.h"

static char *directory;
static struct sidefiles *files;

static void make_place(void)
{
    directory = tmpdir_make();
    files = sidefiles_new();
}

static void remove_place(void)
{
    sidefiles_free(files);
    tmpdir_remove(directory);
    free(directory);
}

TestSuite(sidefile, .init = make_place, .fini = remove_place);

static void put(const char *name, const char *text)
{
    cr_assert(tmpdir_write(directory, name, text, strlen(text), 0600));
}

/* Returns the tmdb number found for a video; 0: not found. */
static int found(const char *name, enum media_type type)
{
    char *path = tmpdir_path(directory, name);
    json_auto_t *record = json_pack("{s:s}", "filename", path);
    json_auto_t *ids = sidefiles_ids(files, record, type, SIDEFILE_ALL);

    free(path);
    return (int)json_integer_value(json_object_get(ids, "tmdb"));
}

Test(sidefile, of_a_film_is_beside_it_or_movie_nfo)
{
    put("a/Heat.1995.nfo", "<movie><tmdbid>1</tmdbid></movie>");
    put("a/movie.nfo", "<movie><tmdbid>2</tmdbid></movie>");
    put("b/Empty.nfo", "<movie></movie>");
    put("b/movie.nfo", "<movie><tmdbid>3</tmdbid></movie>");
    put("c/tvshow.nfo", "<tvshow><tmdbid>4</tmdbid></tvshow>");
    cr_expect_eq(found("a/Heat.1995.mkv", MEDIA_MOVIE), 1);
    cr_expect_eq(found("a/Heat.1995.nfo", MEDIA_MOVIE), 1);
    cr_expect_eq(found("a/Heat.mkv", MEDIA_MOVIE), 2);
    cr_expect_eq(found("b/Empty.mkv", MEDIA_MOVIE), 3);
    cr_expect_eq(found("b/c/Heat.mkv", MEDIA_MOVIE), 0);
    cr_expect_eq(found("c/Heat.mkv", MEDIA_MOVIE), 0);
}

Test(sidefile, of_a_show_is_in_its_folder_or_the_one_above)
{
    put("Show/tvshow.nfo", "<tvshow><tmdbid>1</tmdbid></tvshow>");
    put("Show/Season 1/S01E01.nfo", "<episodedetails><tmdbid>2</tmdbid></episodedetails>");
    put("Other/S01E01.nfo", "https://www.themoviedb.org/tv/3");
    cr_expect_eq(found("Show/S01E01.mkv", MEDIA_SHOW), 1);
    cr_expect_eq(found("Show/Season 1/S01E01.mkv", MEDIA_SHOW), 1);
    cr_expect_eq(found("Show/Season 1/Extras/S01E01.mkv", MEDIA_SHOW), 0);
    cr_expect_eq(found("Other/S01E01.mkv", MEDIA_SHOW), 3);
}

Test(sidefile, is_read_once_when_it_is_shared)
{
    char *path = tmpdir_path(directory, "a/movie.nfo");

    put("a/movie.nfo", "<movie><tmdbid>2</tmdbid></movie>");
    cr_expect_eq(found("a/one.mkv", MEDIA_MOVIE), 2);
    cr_assert_eq(unlink(path), 0);
    cr_expect_eq(found("a/two.mkv", MEDIA_MOVIE), 2);
    free(path);
}

/* The order matters: the cached state of one folder must not hide another. */
Test(sidefile, missing_folders_hide_nothing)
{
    put("Show/tvshow.nfo", "<tvshow><tmdbid>1</tmdbid></tvshow>");
    put("Gone too/a/movie.nfo", "<movie><tmdbid>2</tmdbid></movie>");
    put("b/movie.nfo", "<movie><tmdbid>3</tmdbid></movie>");
    put("file", "no folder");
    cr_expect_eq(found("Gone/Films/a/a.mkv", MEDIA_MOVIE), 0);
    cr_expect_eq(found("Gone/Films/b/b.mkv", MEDIA_MOVIE), 0);
    cr_expect_eq(found("Gone too/a/a.mkv", MEDIA_MOVIE), 2);
    cr_expect_eq(found("Gone too/b/b.mkv", MEDIA_MOVIE), 0);
    cr_expect_eq(found("Show/Season 1/S01E01.mkv", MEDIA_SHOW), 0);
    cr_expect_eq(found("Show/S01E01.mkv", MEDIA_SHOW), 1);
    cr_expect_eq(found("file/a.mkv", MEDIA_MOVIE), 0);
    cr_expect_eq(found("b/b.mkv", MEDIA_MOVIE), 3);
}

/* Paths without a folder, and below the root. */
Test(sidefile, paths_need_no_folder)
{
    static const char *const paths[] = {"a.mkv",
                                        "/no-such-file.mkv",
                                        "//no-such-file.mkv",
                                        "no-such-folder/a.mkv",
                                        "no-such-folder//a.mkv",
                                        "/no-such-folder/a.mkv",
                                        "/",
                                        "no-such-folder/"};

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        json_auto_t *record = json_pack("{s:s}", "filename", paths[i]);
        json_auto_t *ids = sidefiles_ids(files, record, MEDIA_MOVIE, SIDEFILE_ALL);

        cr_expect_null(ids, "%s", paths[i]);
    }
}

Test(sidefile, is_a_regular_file_of_some_size)
{
    char *big = cvi_alloc((1 << 20) + 2);
    char *fifo = tmpdir_path(directory, "fifo.nfo");
    static const char text[] = "<movie><tmdbid>1</tmdbid>";

    memset(big, ' ', (1 << 20) + 1);
    memcpy(big, text, strlen(text));
    put("big.nfo", big);
    big[1 << 20] = '\0';
    put("fits.nfo", big);
    put("dir.nfo/file", "");
    cr_assert_eq(mkfifo(fifo, 0600), 0);
    cr_expect_eq(found("big.mkv", MEDIA_MOVIE), 0);
    cr_expect_eq(found("fits.mkv", MEDIA_MOVIE), 1);
    cr_expect_eq(found("fifo.mkv", MEDIA_MOVIE), 0);
    cr_expect_eq(found("dir.mkv", MEDIA_MOVIE), 0);
    free(big);
    free(fifo);
}

Test(sidefile, is_found_by_the_exact_bytes_of_a_path)
{
    char *path = tmpdir_path(directory, "\xff.mkv");
    char *encoded = text_base64(path, strlen(path));
    json_auto_t *record = json_pack("{s:s, s:s}", "filename", "shown", "filename_b64", encoded);
    json_auto_t *odd = json_pack("{s:s, s:s}", "filename", "shown", "filename_b64", "no base64");

    put("\xff.nfo", "<movie><tmdbid>1</tmdbid></movie>");
    json_auto_t *ids = sidefiles_ids(files, record, MEDIA_MOVIE, SIDEFILE_ALL);
    json_auto_t *none = sidefiles_ids(files, odd, MEDIA_MOVIE, SIDEFILE_ALL);
    json_auto_t *nameless = sidefiles_ids(files, NULL, MEDIA_MOVIE, SIDEFILE_ALL);
    cr_expect_eq(json_integer_value(json_object_get(ids, "tmdb")), 1);
    cr_expect_null(none);
    cr_expect_null(nameless);
    free(encoded);
    free(path);
}
