/* Answers about one title, and hostile content in any answer: other ids, NULs, sizes. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "trakt/title.h"

#define MATRIX                                                                                     \
    "{\"title\":\"The Matrix\",\"year\":1999,\"ids\":{\"trakt\":481,\"slug\":\"the-matrix-1999\"," \
    "\"imdb\":\"tt0133093\"}}"

static struct trakt_error error;

static const struct {
    const char *id;
    const char *text;
    bool read;
    size_t count;
} titles[] = {
    {"481", MATRIX, true, 1},
    {"the-matrix-1999", MATRIX, true, 1},
    {"The-Matrix-1999", MATRIX, true, 1},
    {"tt0133093", MATRIX, true, 1},
    {"48", MATRIX, true, 0},
    {"0481", MATRIX, true, 0},
    {"the-matrix", MATRIX, true, 0},
    {"", MATRIX, true, 0},
    {"481", "{}", true, 0},
    {"481", "null", true, 0},
    {"481", "17", true, 0},
    {"481", "{\"title\":\"x\",\"ids\":{}}", true, 0},
    {"481", "", false, 0},
    {"481", "{", false, 0},
    {"481", "<html>", false, 0},
    {"481", MATRIX "},{\"type\":\"movie\",\"movie\":" MATRIX, true, 0},
    {"481", "1,\"type\":\"show\",\"show\":" MATRIX, true, 0},
};

Test(trakt_title, accepts_only_the_requested_title)
{
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        struct trakt_titles found;
        bool read = trakt_read_title(titles[i].text, strlen(titles[i].text), MEDIA_MOVIE,
                                     titles[i].id, &found, &error);

        cr_expect_eq(read, titles[i].read, "%s: %s", titles[i].id, titles[i].text);
        cr_expect_eq(found.count, titles[i].count, "%s: %s", titles[i].id, titles[i].text);
        trakt_titles_release(&found);
    }
}

static const struct {
    const char *text;
    size_t count;
} names[] = {
    {"[{\"title\":\"Ruptura\",\"country\":\"br\"},{\"title\":\"x\",\"country\":null}]", 2},
    {"[{\"title\":\"\"},{\"title\":null},{\"title\":7},{},[],1,null,{\"title\":\"x\"}]", 1},
    {"{\"title\":\"x\"}", 0},
    {"", 0},
    {"[", 0},
};

Test(trakt_title, reads_the_other_names_of_a_title)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *aliases[TRAKT_MOST_ALIASES];
        json_t *list;

        cr_expect_eq(trakt_read_aliases(names[i].text, strlen(names[i].text), &list, aliases),
                     names[i].count, "%s", names[i].text);
        json_decref(list);
    }
}

Test(trakt_title, limits_the_number_of_names)
{
    const char *aliases[TRAKT_MOST_ALIASES];
    struct buf text = BUF_INIT(1 << 20);
    json_t *list;

    buf_putc(&text, '[');
    for (int i = 0; i < 2 * TRAKT_MOST_ALIASES; i++)
        buf_printf(&text, "%s{\"title\":\"%d\"}", i ? "," : "", i);
    buf_putc(&text, ']');
    cr_expect_eq(trakt_read_aliases(buf_text(&text), text.len, &list, aliases), TRAKT_MOST_ALIASES);
    json_decref(list);
    buf_release(&text);
}

Test(trakt_title, keeps_other_aliases_next_to_an_odd_one)
{
    static const char *const odd[] = {"\\ud800", "\xff", "\x01", "a\\u0000b"};

    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        const char *aliases[TRAKT_MOST_ALIASES];
        json_t *list;
        char *text = cvi_format("[{\"title\":\"%s\",\"country\":\"br\"},null,17,{\"title\":"
                                "\"Ruptura\",\"country\":18446744073709551615}]",
                                odd[i]);
        size_t count = trakt_read_aliases(text, strlen(text), &list, aliases);

        cr_assert(count > 0, "%s", text);
        cr_expect_str_eq(aliases[count - 1], "Ruptura", "%s", text);
        json_decref(list);
        free(text);
    }
}

/* The content of a search's brackets, followed by a valid title. */
static const struct {
    const char *what;
    const char *title; /* as JSON */
    const char *id;
    size_t count; /* number of titles accepted */
} searches[] = {
    {"a sound one", "\"Heat\"", "1", 2},
    {"NUL in a title", "\"He\\u0000at\"", "1", 1},
    {"not UTF-8",
     "\"He\xff\xfe"
     "at\"",
     "1", 2},
    {"half a surrogate", "\"He\xed\xa0\x80\"", "1", 2},
    {"2^53", "\"Heat\"", "9007199254740992", 2},
    {"beyond 2^53", "\"Heat\"", "9007199254740993", 1},
    {"2^63 - 1", "\"Heat\"", "9223372036854775807", 1},
    {"beyond 2^63", "\"Heat\"", "9223372036854775808", 1},
    {"beyond all", "\"Heat\"", "1000000000000000000000", 1},
    {"zero", "\"Heat\"", "0", 1},
    {"negative", "\"Heat\"", "-1", 1},
    {"a text", "\"Heat\"", "\"1\"", 1},
    {"a whole real", "\"Heat\"", "1.0", 2},
    {"a real", "\"Heat\"", "1.5", 1},
    {"a boolean", "\"Heat\"", "true", 1},
};

Test(trakt_title, keeps_other_titles_next_to_a_hostile_one)
{
    for (size_t i = 0; i < sizeof searches / sizeof *searches; i++) {
        struct trakt_titles found;
        char *text = cvi_format("[{\"type\":\"movie\",\"movie\":{\"title\":%s,\"ids\":{\"trakt\":"
                                "%s}}},{\"type\":\"movie\",\"movie\":" MATRIX "}]",
                                searches[i].title, searches[i].id);

        cr_expect(trakt_read_titles(text, strlen(text), &found, &error), "%s: %s", searches[i].what,
                  error.message);
        cr_expect_eq(found.count, searches[i].count, "%s: %zu", searches[i].what, found.count);
        if (found.count)
            cr_expect(found.at[found.count - 1].trakt == 481, "%s", searches[i].what);
        trakt_titles_release(&found);
        free(text);
    }
}

/* Items of a list, which are counted even if they are not understood. */
static const struct {
    const char *item;
    bool read;
} items[] = {
    {"{\"type\":\"movie\",\"movie\":" MATRIX "}", true},
    {"{\"type\":\"movie\",\"movie\":{\"title\":\"a\\u0000b\",\"ids\":{\"trakt\":1}}}", true},
    {"{\"type\":\"movie\",\"movie\":{\"title\":17,\"ids\":{\"trakt\":1}}}", true},
    {"{\"type\":\"movie\",\"movie\":{\"title\":\"x\",\"ids\":{\"trakt\":\"1\"}}}", false},
    {"{\"type\":\"movie\",\"movie\":{\"title\":\"x\",\"ids\":{\"slug\":\"x\"}}}", false},
    {"{\"type\":\"show\",\"show\":{\"title\":\"x\",\"ids\":{\"trakt\":9223372036854775808}}}",
     false},
    {"{\"type\":\"person\",\"person\":{\"name\":\"x\",\"ids\":{\"imdb\":\"nm1\"}}}", true},
    {"{\"type\":\"movie\",\"show\":" MATRIX "}", false},
};

Test(trakt_title, knows_each_film_and_show_of_a_list_or_counts_it)
{
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        struct trakt_items all = {0};
        char *text =
            cvi_format("[%s,{\"type\":\"person\",\"person\":{\"ids\":{}}}]", items[i].item);

        cr_expect(trakt_read_items(text, strlen(text), &all, &error), "%s", text);
        cr_expect_eq(all.count, 1 + items[i].read, "%s", text);
        cr_expect_eq(all.unread, !items[i].read, "%s", text);
        trakt_items_release(&all);
        free(text);
    }
}

/* Adds the text count times between brackets, separated by commas. */
static void fill(struct buf *out, const char *text, size_t count)
{
    buf_putc(out, '[');
    for (size_t i = 0; i < count; i++) {
        buf_puts(out, i ? "," : "");
        buf_puts(out, text);
    }
    buf_putc(out, ']');
}

Test(trakt_title, rejects_implausible_sizes)
{
    struct buf text = BUF_INIT((size_t)1 << 25);
    struct trakt_items all = {0};

    fill(&text, "{}", 1000000);
    cr_expect(!trakt_read_items(buf_text(&text), text.len, &all, &error));
    cr_expect(strstr(error.message, "too long"), "%s", error.message);
    buf_clear(&text);
    for (int depth = 0; depth < 1000000; depth++)
        buf_putc(&text, '[');
    cr_expect(!trakt_read_items(buf_text(&text), text.len, &all, &error));
    trakt_items_release(&all);
    buf_release(&text);
}

Test(trakt_title, rejects_a_title_of_a_mebibyte)
{
    struct buf text = BUF_INIT((size_t)1 << 22);
    struct trakt_items all = {0};

    buf_puts(&text, "[{\"type\":\"movie\",\"movie\":{\"ids\":{\"trakt\":1},\"title\":\"");
    for (int i = 0; i < 1 << 20; i++)
        buf_putc(&text, 'x');
    buf_puts(&text, "\"}}]");
    cr_assert(trakt_read_items(buf_text(&text), text.len, &all, &error));
    cr_expect_str_eq(all.at[0].title, "");
    cr_expect_eq(all.at[0].trakt, 1);
    trakt_items_release(&all);
    buf_release(&text);
}

Test(trakt_title, keeps_the_path_for_any_owner)
{
    static const char lists[] = "[{\"name\":\"x\",\"ids\":{\"trakt\":7},\"user\":{\"ids\":{"
                                "\"slug\":\"..\"}}}]";
    struct trakt_lists found = {0};

    cr_expect(trakt_read_lists(lists, strlen(lists), NULL, &found, &error), "it spoils no others");
    cr_expect(found.count == 0 && found.unread == 1, "and is none itself");
    trakt_lists_release(&found);
}
