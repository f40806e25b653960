/* Readers of answers: the documented forms, and wrong ones of every kind. */
#include <criterion/criterion.h>
#include <string.h>

#include "trakt/answer.h"

static struct trakt_error error;

static bool titles(const char *text, struct trakt_titles *found)
{
    return trakt_read_titles(text, strlen(text), found, &error);
}

#define MATRIX                                                                                     \
    "{\"title\":\"The Matrix\",\"year\":1999,\"ids\":{\"trakt\":481,\"imdb\":\"tt0133093\"}}"

Test(trakt_answer, reads_titles_in_their_order)
{
    struct trakt_titles found;

    cr_assert(titles("[{\"type\":\"movie\",\"score\":1157451471441100921,\"movie\":{\"title\":"
                     "\"Heat\",\"year\":1995,\"ids\":{\"trakt\":1,\"slug\":\"heat-1995\",\"tmdb\":"
                     "949,\"tvdb\":null},\"votes\":16110,\"country\":\"us\",\"original_title\":"
                     "\"Heat\"}},{\"type\":\"show\",\"score\":null,\"show\":{\"title\":\"Heat\","
                     "\"year\":null,\"ids\":{\"trakt\":2}}}]",
                     &found),
              "%s", error.message);
    cr_assert_eq(found.count, 2);
    cr_expect_eq(found.at[0].type, MEDIA_MOVIE);
    cr_expect_str_eq(found.at[0].title, "Heat");
    cr_expect_eq(found.at[0].year, 1995);
    cr_expect_eq(found.at[0].trakt, 1);
    cr_expect_eq(found.at[0].votes, 16110);
    cr_expect_str_eq(found.at[0].country, "us");
    cr_expect_str_eq(found.at[0].original_title, "Heat");
    char *ids = json_dumps(found.at[0].ids, JSON_COMPACT);
    cr_expect_str_eq(ids, "{\"trakt\":1,\"slug\":\"heat-1995\",\"tmdb\":949}");
    free(ids);
    cr_expect_eq(found.at[1].type, MEDIA_SHOW);
    cr_expect_eq(found.at[1].year, RECORD_NONE);
    cr_expect_eq(found.at[1].votes, RECORD_NONE);
    cr_expect_null(found.at[1].country);
    trakt_titles_release(&found);
}

Test(trakt_answer, survives_a_score_beyond_63_bits)
{
    struct trakt_titles found;

    cr_assert(titles("[{\"type\":\"movie\",\"score\":18446744073709551615,\"movie\":" MATRIX "}]",
                     &found),
              "%s", error.message);
    cr_assert_eq(found.count, 1);
    cr_expect_eq(found.at[0].trakt, 481);
    cr_expect_eq(found.at[0].year, 1999);
    cr_expect(json_is_integer(json_object_get(found.at[0].ids, "trakt")));
    trakt_titles_release(&found);
}

#define PERSON "{\"type\":\"person\",\"person\":{\"name\":\"x\",\"ids\":{\"trakt\":1}}}"
#define NAMELESS "{\"type\":\"movie\",\"movie\":{\"title\":null,\"ids\":{\"trakt\":1}}}"
#define GOOD "{\"type\":\"movie\",\"movie\":{\"title\":\"x\",\"ids\":{\"trakt\":1}}}"

static const struct {
    const char *text;
    size_t count; /* number of titles left */
    bool spoilt;
} left_out[] = {
    {"[]", 0, false},
    {"[" PERSON "," PERSON "]", 0, false},
    {"[" NAMELESS "," PERSON "," GOOD "]", 1, true},
    {"[17, null, \"x\", [], {}, " GOOD "," GOOD "]", 2, true},
    {"[{\"type\":\"movie\",\"movie\":{}}," GOOD "]", 1, true},
    {"[{\"type\":\"movie\",\"show\":{}}," GOOD "]", 1, true},
    {"[{\"type\":\"movie\",\"movie\":null}," GOOD "]", 1, true},
};

Test(trakt_answer, omits_results_that_are_not_titles)
{
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++) {
        struct trakt_titles found;

        cr_expect(titles(left_out[i].text, &found), "%s", left_out[i].text);
        cr_expect_eq(found.count, left_out[i].count, "%s", left_out[i].text);
        cr_expect_eq(found.spoilt, left_out[i].spoilt, "%s", left_out[i].text);
        trakt_titles_release(&found);
    }
}

/* "Nothing found" would be cached for days, so it must not be reported if results were found but
 * are damaged. */
static const char *const spoilt[] = {
    "[17, null, \"x\", [], {}]",
    ("[" NAMELESS "]"),
    ("[" PERSON "," NAMELESS "]"),
    "[{\"type\":17}]",
    ("[{\"type\":\"movie\",\"show\":" MATRIX "}]"),
    "[{\"type\":\"movie\",\"movie\":null}]",
    "[{\"type\":\"movie\",\"movie\":{\"title\":\"x\"}}]",
    "[{\"type\":\"movie\",\"movie\":{\"title\":\"\",\"ids\":{\"trakt\":1}}}]",
    "[{\"type\":\"movie\",\"movie\":{\"title\":17,\"ids\":{\"trakt\":1}}}]",
    "[{\"type\":\"movie\",\"movie\":{\"title\":\"x\",\"ids\":{\"trakt\":\"1\"}}}]",
    "[{\"type\":\"movie\",\"movie\":{\"title\":\"x\",\"ids\":{\"trakt\":0}}}]",
    "[{\"type\":\"movie\",\"movie\":{\"title\":\"x\",\"ids\":{\"trakt\":-5}}}]",
    "[{\"type\":\"movie\",\"movie\":{\"title\":\"x\",\"ids\":{\"trakt\":1.5}}}]",
    "[{\"type\":\"movie\",\"movie\":{\"title\":\"x\",\"ids\":{\"trakt\":1e300}}}]",
    "[{\"type\":\"movie\",\"movie\":{\"title\":\"x\",\"ids\":[1]}}]",
};

Test(trakt_answer, says_when_a_result_is_spoilt)
{
    for (size_t i = 0; i < sizeof spoilt / sizeof *spoilt; i++) {
        struct trakt_titles found;

        cr_expect(titles(spoilt[i], &found), "%s", spoilt[i]);
        cr_expect(found.spoilt && found.count == 0, "%s", spoilt[i]);
        trakt_titles_release(&found);
    }
}

Test(trakt_answer, treats_an_invalid_year_as_unknown)
{
    struct trakt_titles found;

    cr_assert(titles("[{\"type\":\"movie\",\"movie\":{\"title\":\"x\",\"year\":\"1999\",\"ids\":{"
                     "\"trakt\":1}}},{\"type\":\"movie\",\"movie\":{\"title\":\"x\",\"year\":"
                     "99999999999,\"ids\":{\"trakt\":1}}}]",
                     &found));
    cr_assert_eq(found.count, 2);
    cr_expect_eq(found.at[0].year, RECORD_NONE);
    cr_expect_eq(found.at[1].year, RECORD_NONE);
    trakt_titles_release(&found);
}

static const char *const no_array[] = {"", "{}", "null", "[", "<html>", "17", "[]]", "\xff"};

Test(trakt_answer, rejects_other_values_than_arrays)
{
    for (size_t i = 0; i < sizeof no_array / sizeof *no_array; i++) {
        struct trakt_titles found;
        struct trakt_lists lists = {0};
        struct trakt_items items = {0};
        size_t len = strlen(no_array[i]);

        cr_expect(!titles(no_array[i], &found), "%s", no_array[i]);
        cr_expect_str_eq(error.code, "bad-answer");
        cr_expect(!trakt_read_lists(no_array[i], len, "me", &lists, &error), "%s", no_array[i]);
        cr_expect(!trakt_read_items(no_array[i], len, &items, &error), "%s", no_array[i]);
        trakt_titles_release(&found);
        trakt_lists_release(&lists);
        trakt_items_release(&items);
    }
}

static bool add_lists(const char *text, const char *owner, struct trakt_lists *lists)
{
    return trakt_read_lists(text, strlen(text), owner, lists, &error);
}

Test(trakt_answer, reads_lists_page_by_page)
{
    struct trakt_lists lists = {0};

    cr_assert(add_lists("[{\"name\":\"Disk 3\",\"privacy\":\"private\",\"description\":\"d\","
                        "\"item_count\":3,\"updated_at\":\"2026-11-22T12:59:30.000Z\",\"ids\":{"
                        "\"trakt\":33543684,\"slug\":\"disk-3\"}}]",
                        "me", &lists));
    cr_assert(add_lists("[{\"name\":\"Shared\",\"ids\":{\"trakt\":7},\"user\":{\"ids\":{\"slug\":"
                        "\"bob\"}}}]",
                        NULL, &lists));
    cr_assert_eq(lists.count, 2);
    cr_expect_str_eq(lists.at[0].name, "Disk 3");
    cr_expect_str_eq(lists.at[0].slug, "disk-3");
    cr_expect_str_eq(lists.at[0].owner, "me");
    cr_expect_eq(lists.at[0].trakt, 33543684);
    cr_expect_eq(lists.at[0].item_count, 3);
    cr_expect_str_eq(lists.at[1].owner, "bob");
    cr_expect_str_eq(lists.at[1].slug, "");
    cr_expect_eq(lists.at[1].item_count, RECORD_NONE);
    trakt_lists_release(&lists);
}

static const char *const no_list[] = {
    "[{}]",
    "[17]",
    "[{\"name\":\"x\"},{\"name\":\"y\"}]",
    "[{\"name\":null,\"ids\":{\"trakt\":7}},{}]",
    "[{\"name\":\"x\",\"ids\":{\"trakt\":\"7\"}},null]",
};

Test(trakt_answer, rejects_lists_without_any_name_and_id)
{
    for (size_t i = 0; i < sizeof no_list / sizeof *no_list; i++) {
        struct trakt_lists lists = {0};

        cr_expect(!add_lists(no_list[i], "me", &lists), "%s", no_list[i]);
        trakt_lists_release(&lists);
    }
}

/* One odd list hides no other, whether it comes first, last, or is the only one of its page. */
static const char *const odd_lists[] = {
    "{\"name\":\"x\"}",
    "{\"name\":null,\"ids\":{\"trakt\":7},\"user\":{\"ids\":{\"slug\":\"bob\"}}}",
    "{\"name\":\"x\",\"ids\":null,\"user\":{\"ids\":{\"slug\":\"bob\"}}}",
    "{\"name\":\"x\",\"ids\":{\"trakt\":\"7\"}}",
    "{\"name\":\"x\",\"ids\":{\"trakt\":7}}",
    "{\"name\":\"x\",\"ids\":{\"trakt\":7},\"user\":null}",
    "{\"name\":\"x\",\"ids\":{\"trakt\":7},\"user\":{\"ids\":{\"slug\":\"..\"}}}",
    "{}",
    "null",
    "17",
};

Test(trakt_answer, counts_odd_lists_beside_good_ones)
{
    static const char good[] = "{\"name\":\"Disk\",\"ids\":{\"trakt\":9,\"slug\":\"disk\"},"
                               "\"user\":{\"ids\":{\"slug\":\"bob\"}}}";

    for (size_t i = 0; i < sizeof odd_lists / sizeof *odd_lists; i++) {
        struct trakt_lists lists = {0};
        char *text = cvi_format("[%s,%s,%s]", odd_lists[i], good, odd_lists[i]);

        cr_expect(add_lists(text, NULL, &lists), "%s: %s", text, error.message);
        cr_expect_eq(lists.count, 1, "%s", text);
        cr_expect_eq(lists.unread, 2, "%s", text);
        if (lists.count)
            cr_expect_eq(lists.at[0].trakt, 9, "%s", text);
        trakt_lists_release(&lists);
        free(text);
    }
    struct trakt_lists lists = {0};
    cr_expect(add_lists("[{\"name\":\"x\",\"ids\":{\"trakt\":7}}]", NULL, &lists), "no owner");
    cr_expect(lists.count == 0 && lists.unread == 1);
    trakt_lists_release(&lists);
}

/* The output of a program that cuts strings in the middle of a character, and similar text. */
static const char *const odd_texts[] = {"\\ud800", "\\udc00x",     "\x01",
                                        "\xff",    "\xed\xa0\x80", "\t"};

Test(trakt_answer, hides_nothing_because_of_one_odd_string)
{
    for (size_t i = 0; i < sizeof odd_texts / sizeof *odd_texts; i++) {
        struct trakt_lists lists = {0};
        struct trakt_items items = {0};
        struct trakt_titles found;
        char *list =
            cvi_format("[{\"name\":\"a%s\",\"ids\":{\"trakt\":1}},{\"name\":\"b\",\"ids\":{"
                       "\"trakt\":2},\"score\":18446744073709551615}]",
                       odd_texts[i]);
        char *item = cvi_format("[{\"type\":\"movie\",\"movie\":{\"title\":\"a%s\",\"ids\":{"
                                "\"trakt\":1}}},{\"type\":\"movie\",\"score\":18446744073709551615,"
                                "\"movie\":" MATRIX "}]",
                                odd_texts[i]);

        cr_expect(add_lists(list, "me", &lists), "%s: %s", list, error.message);
        cr_expect_eq(lists.count, 2, "%s", list);
        cr_expect(trakt_read_items(item, strlen(item), &items, &error), "%s", error.message);
        cr_expect_eq(items.count, 2, "%s", item);
        cr_expect(titles(item, &found), "%s: %s", item, error.message);
        cr_expect_eq(found.count, 2, "%s", item);
        trakt_lists_release(&lists);
        trakt_items_release(&items);
        trakt_titles_release(&found);
        free(list);
        free(item);
    }
}

Test(trakt_answer, reads_the_list_that_was_made)
{
    static const char made[] = "{\"name\":\"Later\",\"item_count\":0,\"ids\":{\"trakt\":7,"
                               "\"slug\":\"later\"},\"user\":{\"ids\":{\"slug\":\"ann_k\"}}}";
    static const char *const none[] = {
        "", "[]", "{}", "null", "{\"name\":\"x\"}", "{\"name\":\"x\",\"ids\":{\"trakt\":-7}}"};
    struct trakt_lists lists;

    cr_assert(trakt_read_made(made, strlen(made), &lists, &error));
    cr_expect_eq(lists.count, 1);
    cr_expect_str_eq(lists.at[0].slug, "later");
    cr_expect_eq(lists.at[0].trakt, 7);
    cr_expect_str_eq(lists.at[0].owner, "me", "it is the user's own, whatever the path says");
    trakt_lists_release(&lists);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        cr_expect(!trakt_read_made(none[i], strlen(none[i]), &lists, &error), "%s", none[i]);
        cr_expect_eq(error.fault, TRAKT_BAD_ANSWER);
        trakt_lists_release(&lists);
    }
}

static bool add_items(const char *text, struct trakt_items *items)
{
    return trakt_read_items(text, strlen(text), items, &error);
}

Test(trakt_answer, reads_items_of_every_type)
{
    struct trakt_items items = {0};

    cr_assert(
        add_items("[{\"rank\":1,\"id\":5,\"listed_at\":\"2026-11-21T20:11:42.000Z\",\"notes\":"
                  "null,\"type\":\"movie\",\"movie\":" MATRIX "},"
                  "{\"rank\":2,\"notes\":\"n\",\"type\":\"season\",\"season\":{\"number\":1,"
                  "\"ids\":{\"trakt\":9}},\"show\":{\"title\":\"Severance\",\"year\":2022}}]",
                  &items));
    cr_assert(
        add_items("[{\"type\":\"episode\",\"episode\":{\"season\":1,\"number\":9,\"title\":"
                  "\"The We We Are\",\"ids\":{\"trakt\":10}},\"show\":{\"title\":"
                  "\"Severance\"}},"
                  "{\"type\":\"person\",\"person\":{\"name\":\"Ann\",\"ids\":{\"trakt\":11}}}]",
                  &items));
    cr_assert_eq(items.count, 4);
    cr_expect_str_eq(items.at[0].type, "movie");
    cr_expect_str_eq(items.at[0].title, "The Matrix");
    cr_expect_eq(items.at[0].trakt, 481);
    cr_expect_eq(items.at[0].rank, 1);
    cr_expect_null(items.at[0].notes);
    cr_expect_str_eq(items.at[1].title, "Severance");
    cr_expect_str_eq(items.at[1].notes, "n");
    cr_expect_eq(items.at[1].year, 2022);
    cr_expect_eq(items.at[1].season, 1);
    cr_expect_eq(items.at[1].trakt, 9);
    cr_expect_eq(items.at[2].season, 1);
    cr_expect_eq(items.at[2].episode, 9);
    cr_expect_eq(items.at[2].rank, RECORD_NONE);
    cr_expect_str_eq(items.at[3].title, "Ann");
    trakt_items_release(&items);
}

static const struct {
    const char *text;
} no_item[] = {
    {"[null]"},
    {"[{}]"},
    {"[{\"type\":\"\"}]"},
    {"[{\"type\":\"movie\"}]"},
    {"[{\"type\":\"movie\",\"movie\":{\"title\":\"x\"}}]"},
    {"[{\"type\":\"cake\"},{\"type\":\"movie\"}]"},
    {"[{\"type\":17,\"movie\":" MATRIX "}]"},
};

Test(trakt_answer, never_drops_an_item_of_a_list_without_a_word)
{
    for (size_t i = 0; i < sizeof no_item / sizeof *no_item; i++) {
        struct trakt_items items = {0};

        cr_expect(!add_items(no_item[i].text, &items), "%s", no_item[i].text);
        cr_expect_str_eq(error.code, "bad-answer");
        trakt_items_release(&items);
    }
}

Test(trakt_answer, counts_items_that_it_cannot_read_beside_those_that_it_can)
{
    struct trakt_items items = {0};

    cr_assert(add_items("[{\"type\":\"cake\",\"cake\":{\"ids\":{\"trakt\":1}}},"
                        "{\"type\":\"movie\",\"movie\":" MATRIX "},{\"type\":\"movie\"},"
                        "{\"type\":\"movie\",\"movie\":{\"title\":\"x\"}}]",
                        &items));
    cr_expect_eq(items.count, 1);
    cr_expect_eq(items.at[0].trakt, 481);
    cr_expect_eq(items.unread, 3);
    cr_assert(add_items("[{\"type\":\"game\"}]", &items));
    cr_expect_eq(items.count, 1);
    cr_expect_eq(items.unread, 4, "of all pages");
    trakt_items_release(&items);
    cr_expect_eq(items.unread, 0);
}

/* Each of them is counted; none of them spoils a film next to it. */
static const char *const odd_items[] = {
    "null",
    "{}",
    "{\"type\":17}",
    "{\"type\":\"movie\"}",
    "{\"type\":\"movie\",\"movie\":{}}",
    "{\"type\":\"movie\",\"movie\":{\"title\":\"x\",\"ids\":{\"imdb\":\"tt1\"}}}",
};

Test(trakt_answer, counts_odd_items_beside_good_ones)
{
    for (size_t i = 0; i < sizeof odd_items / sizeof *odd_items; i++) {
        struct trakt_items items = {0};
        char *text = cvi_format("[%s,{\"type\":\"movie\",\"movie\":" MATRIX "}]", odd_items[i]);
        char *last = cvi_format("[%s]", odd_items[i]);

        cr_expect(add_items(text, &items), "%s: %s", text, error.message);
        cr_expect(items.count == 1 && items.unread == 1, "%s", text);
        cr_expect(add_items(last, &items), "%s on the last page: %s", last, error.message);
        cr_expect(items.count == 1 && items.unread == 2, "%s", text);
        trakt_items_release(&items);
        free(text);
        free(last);
    }
}

Test(trakt_answer, takes_a_list_of_one_item_without_our_id_for_a_list)
{
    struct trakt_items items = {0};

    cr_expect(add_items("[{\"type\":\"movie\",\"movie\":{\"title\":\"x\",\"ids\":{\"trakt\":null,"
                        "\"imdb\":\"tt1\"}}}]",
                        &items),
              "%s", error.message);
    cr_expect(items.count == 0 && items.unread == 1);
    trakt_items_release(&items);
}

Test(trakt_answer, reads_the_account_and_its_limits)
{
    static const char text[] =
        "{\"user\":{\"username\":\"ann_k\",\"name\":\"Ann\",\"vip\":true},\"limits\":{\"list\":{"
        "\"count\":5,\"item_count\":250},\"watchlist\":{\"item_count\":300},\"collection\":{"
        "\"item_count\":1000}}}";
    static const char library[] = "{\"user\":{\"username\":\"ann_k\"},\"limits\":{\"collection\":7,"
                                  "\"library\":{\"item_count\":100}}}";
    static const char bare[] = "{\"user\":{\"username\":\"ann_k\"},\"limits\":[]}";
    static const char none[] = "{\"user\":{\"name\":\"Ann\"}}";
    struct trakt_account account;

    cr_assert(trakt_read_account(text, strlen(text), &account, &error));
    cr_expect_str_eq(account.username, "ann_k");
    cr_expect(account.vip);
    cr_expect_eq(account.most_lists, 5);
    cr_expect_eq(account.most_list_items, 250);
    cr_expect_eq(account.most_watchlist_items, 300);
    cr_expect_eq(account.most_collection_items, 1000);
    trakt_account_release(&account);
    cr_assert(trakt_read_account(library, strlen(library), &account, &error));
    cr_expect_eq(account.most_collection_items, 100);
    trakt_account_release(&account);
    cr_assert(trakt_read_account(bare, strlen(bare), &account, &error));
    cr_expect_eq(account.most_lists, RECORD_NONE);
    cr_expect_eq(account.most_collection_items, RECORD_NONE);
    cr_expect_str_eq(account.name, "");
    trakt_account_release(&account);
    cr_expect(!trakt_read_account(none, strlen(none), &account, &error));
    trakt_account_release(&account);
}

static const struct {
    const char *text;
    int interval; /* 0: not accepted */
} devices[] = {
    {"{\"device_code\":\"d9\",\"user_code\":\"5055CC52\",\"verification_url\":\"https://auth.trakt."
     "tv/activate\",\"expires_in\":600,\"interval\":5}",
     5},
    {"{\"device_code\":\"d9\",\"user_code\":\"5055CC52\",\"verification_url\":\"https://x/\","
     "\"expires_in\":600}",
     5},
    {"{\"device_code\":\"d9\",\"user_code\":\"a\",\"verification_url\":\"https://x/\","
     "\"expires_in\":1800,\"interval\":400}",
     400},
    {"{\"device_code\":\"d9\",\"user_code\":\"a\",\"verification_url\":\"https://x/\","
     "\"expires_in\":600,\"interval\":90000000000}",
     300},
    {"{\"device_code\":\"d9\",\"user_code\":\"a\",\"verification_url\":\"https://x/\","
     "\"expires_in\":600,\"interval\":0}",
     5},
    {"{\"device_code\":\"d9\",\"user_code\":\"a\",\"verification_url\":\"https://x/\","
     "\"expires_in\":1,\"interval\":5}",
     1},
    {"{\"device_code\":\"d9\",\"user_code\":\"a\\nb\",\"verification_url\":\"https://x/\","
     "\"expires_in\":600,\"interval\":5}",
     0},
    {"{\"device_code\":\"d9\",\"user_code\":\"a\",\"verification_url\":\"javascript:x\","
     "\"expires_in\":600,\"interval\":5}",
     0},
    {"{\"device_code\":\"d9\",\"user_code\":\"a\",\"verification_url\":\"https://x/\","
     "\"expires_in\":-1,\"interval\":5}",
     0},
    {"{\"user_code\":\"a\",\"verification_url\":\"https://x/\",\"expires_in\":600}", 0},
    {"{}", 0},
};

Test(trakt_answer, reads_a_device_login)
{
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
        struct trakt_device device;

        cr_expect_eq(trakt_read_device(devices[i].text, strlen(devices[i].text), &device, &error),
                     devices[i].interval > 0, "%s", devices[i].text);
        if (devices[i].interval)
            cr_expect_eq(device.interval, devices[i].interval, "%s", devices[i].text);
        trakt_device_release(&device);
    }
}

static const struct {
    const char *text;
    bool fine;
} grants[] = {
    {"{\"access_token\":\"b8\",\"expires_in\":604800,\"refresh_token\":\"6c\",\"created_at\":"
     "1795353600}",
     true},
    {"{\"access_token\":\"b8\",\"expires_in\":604800}", true},
    {"{\"access_token\":\"b 8\",\"expires_in\":604800}", false},
    {"{\"access_token\":\"b8\\r\\nX: y\",\"expires_in\":604800}", false},
    {"{\"access_token\":\"b8\",\"expires_in\":604800,\"refresh_token\":\"\\u0016\"}", false},
    {"{\"access_token\":\"b8\",\"expires_in\":0}", false},
    {"{\"access_token\":\"b8\",\"expires_in\":\"604800\"}", false},
    {"{\"access_token\":\"b8\",\"expires_in\":9000000000000}", false},
    {"{\"access_token\":8,\"expires_in\":604800}", false},
    {"{\"expires_in\":604800}", false},
};

Test(trakt_answer, reads_a_pair_of_tokens)
{
    for (size_t i = 0; i < sizeof grants / sizeof *grants; i++) {
        struct trakt_grant grant;

        cr_expect_eq(trakt_read_grant(grants[i].text, strlen(grants[i].text), &grant, &error),
                     grants[i].fine, "%s", grants[i].text);
        trakt_grant_release(&grant);
    }
}

static const struct {
    const char *page;
    const char *page_count;
    const char *item_count;
    bool fine;
} pages[] = {
    {"2", "3", "620", true},   {NULL, NULL, NULL, true},
    {"1", "0", "0", true},     {"0", "3", "620", false},
    {"1", "-3", "620", false}, {"1", "3x", "620", false},
    {"1", "", "620", false},   {"1", "99999999999999999999", "620", false},
    {"1", "3", "1e9", false},
};

Test(trakt_answer, reads_the_numbers_of_a_page)
{
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct http_answer answer = {0};
        struct trakt_page page;

        answer.header[HTTP_PAGE] = (char *)pages[i].page;
        answer.header[HTTP_PAGE_COUNT] = (char *)pages[i].page_count;
        answer.header[HTTP_ITEM_COUNT] = (char *)pages[i].item_count;
        cr_expect_eq(trakt_read_page(&answer, &page, &error), pages[i].fine, "row %zu", i);
    }
}
