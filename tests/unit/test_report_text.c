/* The report's lines, byte by byte. */
#include <criterion/criterion.h>

#include "report/text.h"

static const struct {
    const char *why;
    struct outcome_item item;
    size_t nth;
    long total;
    const char *text;
} items[] = {
    {"the line of the guide",
     {.outcome = OUTCOME_ADDED, .has_media = true, .media = {MEDIA_MOVIE, "The Matrix", 1999}},
     1,
     3,
     "  (1/3) Processing: The Matrix (1999) [movie]\n    ✅ Added to watchlist\n"},
    {"no year, no brackets",
     {.outcome = OUTCOME_NOT_FOUND,
      .has_media = true,
      .media = {MEDIA_MOVIE, "Unknown Movie", RECORD_NONE}},
     3,
     3,
     "  (3/3) Processing: Unknown Movie [movie]\n    ❌ Not found on Trakt\n"},
    {"how many come is not known",
     {.outcome = OUTCOME_SKIPPED, .has_media = true, .media = {MEDIA_SHOW, "Dark", 2017}},
     12,
     REPORT_UNKNOWN,
     "  (12) Processing: Dark (2017) [show]\n    ❌ Skipped\n"},
    {"more come than was said",
     {.outcome = OUTCOME_FAILED, .has_media = true, .media = {MEDIA_SHOW, "Dark", 2017}},
     4,
     3,
     "  (4) Processing: Dark (2017) [show]\n    ❌ Failed to add\n"},
    {"the name of another list",
     {.outcome = OUTCOME_ADDED,
      .has_media = true,
      .media = {MEDIA_MOVIE, "Heat", 1995},
      .list = "my-movies"},
     1,
     1,
     "  (1/1) Processing: Heat (1995) [movie]\n    ✅ Added to list 'my-movies'\n"},
    {"a name that could not be parsed, and why",
     {.outcome = OUTCOME_ERROR, .filename = "/videos/x.mkv", .message = "no title"},
     1,
     1,
     "  (1/1) Processing: x.mkv\n    ❌ Error: no title\n"},
    {"a line that is no record",
     {.outcome = OUTCOME_UNREADABLE, .line = 7, .message = "not JSON"},
     2,
     REPORT_UNKNOWN,
     "  (2) Processing: line 7\n    ❌ Error: not JSON\n"},
    {"nothing is known",
     {.outcome = OUTCOME_UNSEARCHED},
     1,
     REPORT_UNKNOWN,
     "  (1) Processing: a record without a name\n    ❌ Not searched for\n"},
    {"control characters do not reach the terminal",
     {.outcome = OUTCOME_NOT_TRIED,
      .has_media = true,
      .media = {MEDIA_MOVIE, "A\n\x1b[2JB", RECORD_NONE},
      .message = "not tried: a\rb\xc2\x9b"},
     1,
     1,
     "  (1/1) Processing: A??[2JB [movie]\n    ❌ Error: not tried: a?b?\n"},
};

Test(report_text, says_two_lines_of_each_record)
{
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        struct outcome_counts r = {.total = items[i].nth};
        struct buf out = BUF_INIT(4096);

        report_text_item(&out, &r, items[i].total, &items[i].item);
        cr_expect_str_eq(buf_text(&out), items[i].text, "%s: %s", items[i].why, buf_text(&out));
        buf_release(&out);
    }
}

static const struct {
    const char *why;
    struct report_heading heading;
    const char *text;
} headings[] = {
    {"all is known",
     {"scan\x1b.json", 3},
     "Starting Trakt watchlist sync...\nProcessing scan file: scan?.json\n"
     "Found 3 media items to sync\nSearching and adding to watchlist...\n"},
    {"nothing is known",
     {NULL, REPORT_UNKNOWN},
     "Starting Trakt watchlist sync...\nSearching and adding to watchlist...\n"},
    {"nothing will come",
     {"scan.json", 0},
     "Starting Trakt watchlist sync...\nProcessing scan file: scan.json\n"},
};

Test(report_text, has_known_values_in_its_heading)
{
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        struct buf out = BUF_INIT(4096);

        report_text_heading(&out, &headings[i].heading);
        cr_expect_str_eq(buf_text(&out), headings[i].text, "%s: %s", headings[i].why,
                         buf_text(&out));
        buf_release(&out);
    }
}

#define BLOCK                                                                                      \
    "==================================================\nTRAKT SYNC SUMMARY\n"                     \
    "==================================================\n"

static const struct {
    const char *why;
    struct outcome_counts r;
    bool after;
    const char *text;
} summaries[] = {
    {"the block of the guide",
     {.total = 150, .added = {75, 60}, .distinct = {75, 60}},
     false,
     BLOCK "Total items processed: 150\nMovies added: 75\nShows added: 60\nFailed/Not found: 15\n"
           "Success rate: 90.0%\n"},
    {"an empty line after what stands above",
     {.total = 3, .added = {1, 1}, .distinct = {1, 1}},
     true,
     "\n" BLOCK "Total items processed: 3\nMovies added: 1\nShows added: 1\nFailed/Not found: 1\n"
     "Success rate: 66.7%\n"},
    {"nothing came",
     {.total = 0},
     true,
     "No media items found to sync\n\n" BLOCK
     "Total items processed: 0\nMovies added: 0\nShows added: 0\nFailed/Not found: 0\n"
     "Success rate: 0.0%\n"},
    {"a dry run",
     {.total = 3,
      .added = {1, 2},
      .distinct = {1, 2},
      .outcomes = {[OUTCOME_WOULD_ADD] = 2, [OUTCOME_EXISTING] = 1}},
     false,
     BLOCK "Total items processed: 3\nMovies that would be added: 1\nShows that would be added: 2\n"
           "Failed/Not found: 0\nSuccess rate: 100.0%\nAlready on the list: 1\n"
           "Would be added (dry run): 2\n"},
    {"a real run and a dry run together",
     {.total = 2,
      .added = {2, 0},
      .distinct = {2, 0},
      .outcomes = {[OUTCOME_ADDED] = 1, [OUTCOME_WOULD_ADD] = 1}},
     false,
     BLOCK "Total items processed: 2\nMovies added: 2\nShows added: 0\nFailed/Not found: 0\n"
           "Success rate: 100.0%\nWould be added (dry run): 1\n"},
    {"everything that has a line",
     {.total = 22,
      .added = {4, 5},
      .distinct = {3, 1},
      .interrupted = true,
      .outcomes = {7, 2, 0, 1, 1, 1, 3, 2, 1, 1, 1, 1, 1}},
     false,
     BLOCK "Total items processed: 22\nMovies added: 4\nShows added: 5\nFailed/Not found: 13\n"
           "Success rate: 40.9%\nDistinct titles: 3 movies, 1 shows\nAlready on the list: 2\n"
           "Ambiguous: 1\nSkipped: 1\nList full: 3\nFailed to add: 2\nErrors: 1\n"
           "Not tried: 1 (run again to try them)\nMatched, not added: 1\nNot searched for: 1\n"
           "Unreadable lines: 1\nInterrupted: files not reached are not counted\n"},
};

Test(report_text, sums_up)
{
    for (size_t i = 0; i < sizeof summaries / sizeof *summaries; i++) {
        struct buf out = BUF_INIT(4096);

        report_text_summary(&out, &summaries[i].r, summaries[i].after);
        cr_expect_str_eq(buf_text(&out), summaries[i].text, "%s: %s", summaries[i].why,
                         buf_text(&out));
        buf_release(&out);
    }
}
