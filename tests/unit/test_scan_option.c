/* The values of a scan's options, valid and invalid. */
#include <criterion/criterion.h>

#include "scan/setup.h"

Test(scan_option, reads_ages)
{
    static const struct {
        const char *text;
        int64_t seconds; /* -1: invalid */
    } ages[] = {
        {"90d", 7776000}, {"12h", 43200}, {"2w", 1209600}, {"3", 259200},
        {"0", 0},         {"", -1},       {"d", -1},       {"-1d", -1},
        {"1.5d", -1},     {"1m", -1},     {"d90", -1},     {"99999999999d", -1},
    };

    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
        int64_t seconds = -1;

        cr_expect_eq(scan_option_age(ages[i].text, &seconds), ages[i].seconds >= 0, "%s",
                     ages[i].text);
        cr_expect(ages[i].seconds < 0 || seconds == ages[i].seconds, "%s", ages[i].text);
    }
}

Test(scan_option, reads_spans_of_time)
{
    static const struct {
        const char *text;
        int64_t seconds; /* -1: invalid */
    } spans[] = {
        {"2h", 7200},
        {"90m", 5400},
        {"30s", 30},
        {"0s", 0},
        {"1d", 86400},
        {"0h", 0},
        {"2", -1},
        {"0", -1},
        {"", -1},
        {"h", -1},
        {"-1h", -1},
        {"1.5h", -1},
        {"2h30m", -1},
        {"2 h", -1},
        {"soon", -1},
        {"2H", -1},
        {"1w", -1},
        {"+2h", -1},
        {"99999999999h", -1},
    };

    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        int64_t seconds = -1;

        cr_expect_eq(scan_option_span(spans[i].text, &seconds), spans[i].seconds >= 0, "%s",
                     spans[i].text);
        cr_expect(spans[i].seconds < 0 || seconds == spans[i].seconds, "%s", spans[i].text);
    }
}

Test(scan_option, reads_sizes)
{
    static const struct {
        const char *text;
        int64_t bytes; /* -1: invalid */
    } sizes[] = {
        {"256M", 268435456},
        {"256m", 268435456},
        {"256MiB", 268435456},
        {"256MB", 268435456},
        {"1G", 1073741824},
        {"64K", 65536},
        {"0M", 0},
        {"1T", 1099511627776},
        {"256", -1},
        {"0", -1},
        {"", -1},
        {"M", -1},
        {"-1M", -1},
        {"1.5G", -1},
        {"1Mx", -1},
        {"1Mi", -1},
        {"1 M", -1},
        {"much", -1},
        {"99999999999G", -1},
        {"256B", -1},
    };

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        uint64_t bytes = 0;

        cr_expect_eq(scan_option_size(sizes[i].text, &bytes), sizes[i].bytes >= 0, "%s",
                     sizes[i].text);
        cr_expect(sizes[i].bytes < 0 || bytes == (uint64_t)sizes[i].bytes, "%s", sizes[i].text);
    }
}

Test(scan_option, reads_parts)
{
    static const char *const wrong[] = {"",    "1",   "/",    "1/",  "/2",    "0/2",
                                        "3/2", "1/0", "-1/2", "1/x", "1/2/3", " 1/2"};
    unsigned long part, parts;

    cr_assert(scan_option_shard("2/5", &part, &parts));
    cr_expect_eq(part, 2);
    cr_expect_eq(parts, 5);
    cr_expect(scan_option_shard("1/1", &part, &parts));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_expect_not(scan_option_shard(wrong[i], &part, &parts), "%s", wrong[i]);
}

Test(scan_option, reads_extensions)
{
    struct scan_endings e = {0};

    cr_expect(scan_option_endings("mkv,.mp4", &e));
    cr_expect(scan_option_endings(" WebM  .x ", &e));
    cr_assert_eq(e.count, 4);
    cr_expect_str_eq(e.at[0], "mkv");
    cr_expect_str_eq(e.at[1], "mp4");
    cr_expect_str_eq(e.at[2], "WebM");
    cr_expect_str_eq(e.at[3], "x");
    cr_expect_null(e.at[4]);
    cr_expect_not(scan_option_endings("", &e));
    cr_expect_not(scan_option_endings(", ,", &e));
    cr_expect_not(scan_option_endings("mkv,.", &e));
    scan_endings_release(&e);
}
